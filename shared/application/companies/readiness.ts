import type { Core } from '../core.ts'
import { accessPartition } from '../identity/session-document.ts'

/** Whether what every request needs answers now, and can take more. One call to each, none of which finds anything. */
export type IsReady = () => Promise<boolean>

const nothing = 'readiness'

const roomWithoutEnd = () => Promise.resolve(true)

export function makeIsReady({
  documents,
  blobs,
  shares,
  hasRoom = roomWithoutEnd,
}: Pick<Core, 'documents' | 'blobs' | 'shares' | 'hasRoom'>): IsReady {
  return async () => {
    const answers = await Promise.allSettled([
      documents.read(accessPartition(nothing), nothing),
      blobs.size({ container: nothing, name: nothing }),
      shares.get(nothing),
      hasRoom(),
    ])
    return answers.every((answer) => answer.status === 'fulfilled' && answer.value !== false)
  }
}
