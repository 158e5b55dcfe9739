import type { Document, DocumentStore, Query, Stored } from './ports/documents.ts'

/** Every document of a list that is bounded by what it belongs to, page after page. */
export async function readAll<D extends Document>(
  documents: DocumentStore,
  query: Omit<Query, 'limit' | 'continuation'>,
): Promise<readonly Stored<D>[]> {
  const all: Stored<D>[] = []
  let continuation: string | undefined
  do {
    const wanted: Query = { ...query, limit: 1000, ...(continuation === undefined ? {} : { continuation }) }
    const page = await documents.query<D>(wanted)
    all.push(...page.items)
    continuation = page.continuation
  } while (continuation !== undefined)
  return all
}
