import type { Core } from '../core.ts'
import { accessPartition } from '../identity/session-document.ts'

/** Whether what every request needs answers now. One call to each, none of which finds anything. */
export type IsReady = () => Promise<boolean>

const nothing = 'readiness'

export function makeIsReady({
  documents,
  blobs,
  shares,
}: Pick<Core, 'documents' | 'blobs' | 'shares'>): IsReady {
  return async () => {
    const answers = await Promise.allSettled([
      documents.read(accessPartition(nothing), nothing),
      blobs.size({ container: nothing, name: nothing }),
      shares.get(nothing),
    ])
    return answers.every(({ status }) => status === 'fulfilled')
  }
}
