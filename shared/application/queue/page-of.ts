import { ContinuationRefused } from '../ports/continuation.ts'
import type { Document, DocumentStore, Page, Query } from '../ports/documents.ts'

/** One page of a list that a client pages through; undefined for a continuation that was made up. */
export async function pageOf<D extends Document>(
  documents: Pick<DocumentStore, 'query'>,
  query: Query,
): Promise<Page<D> | undefined> {
  try {
    return await documents.query<D>(query)
  } catch (error) {
    if (error instanceof ContinuationRefused) return undefined
    throw error
  }
}
