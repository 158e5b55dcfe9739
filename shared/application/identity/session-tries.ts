import { codeTries } from '../../domain/identity/limits.ts'
import type { DocumentStore } from '../ports/documents.ts'
import { accessPartition, sessionDocumentId } from './session-document.ts'
import type { SessionDocument } from './session-document.ts'

/**
 * Counts a try of a factor in a session before it is looked at, and answers the session as it was; undefined when all are
 * used up, and for a session that is not there.
 */
export async function takeSessionTry(
  documents: DocumentStore,
  sessionId: string,
): Promise<SessionDocument | undefined> {
  const id = sessionDocumentId(sessionId)
  for (;;) {
    const found = await documents.read<SessionDocument>(accessPartition(id), id)
    if (!found) return undefined
    const { factorTries = 0 } = found.value
    if (factorTries >= codeTries) return undefined
    const value: SessionDocument = { ...found.value, factorTries: factorTries + 1 }
    const counted = await documents.batch(accessPartition(id), [{ kind: 'replace', value, etag: found.etag }])
    if (counted.ok) return found.value
  }
}
