import assert from 'node:assert/strict'

import type {
  Document,
  DocumentStore,
  Page,
  Partition,
  Query,
  Write,
} from '../../../shared/application/ports/documents.ts'

export type DocumentStoreUnderTest = {
  readonly documents: DocumentStore
  /** Moves the store's clock; absent where time cannot be moved. */
  readonly advance?: (milliseconds: number) => void
  readonly close: () => Promise<void>
}

export type Sample = Document & {
  readonly name?: string
  readonly rank?: number | string | boolean | null
  readonly nested?: unknown
  readonly text?: string
}

export const company = (key: string): Partition => ({ container: 'companies', key: [key] })
export const request = (companyId: string, requestId: string): Partition => ({
  container: 'requests',
  key: [companyId, requestId],
})
export const create = (value: Sample): Write => ({ kind: 'create', value })
export const upsert = (value: Sample): Write => ({ kind: 'upsert', value })

/** Writes that must succeed; answers their etags. */
export async function put(
  documents: DocumentStore,
  partition: Partition,
  ...writes: Write[]
): Promise<readonly string[]> {
  const written = await documents.batch(partition, writes)
  if (!written.ok) return assert.fail(`refused: ${written.error.code} at ${written.error.index}`)
  return written.value
}

/** Every page of a list, and never an endless one. */
export async function pages<D extends Document>(documents: DocumentStore, query: Query): Promise<Page<D>[]> {
  const found: Page<D>[] = [await documents.query<D>(query)]
  while (found.length < 1000) {
    const continuation = found.at(-1)?.continuation
    if (continuation === undefined) return found
    found.push(await documents.query<D>({ ...query, continuation }))
  }
  return assert.fail('the list does not end')
}

export async function allIds(documents: DocumentStore, query: Query): Promise<string[]> {
  return (await pages(documents, query)).flatMap((page) => page.items.map((item) => item.value.id))
}

export const byId = { field: 'id', direction: 'ascending' } as const
