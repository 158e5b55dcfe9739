import { DatabaseSync } from 'node:sqlite'
import { createDocumentStore } from '../../shared/adapters/embedded/documents.ts'

/** An embedded store of its own in memory, with a clock that a test moves. */
export function openEmbeddedDocuments() {
  const db = new DatabaseSync(':memory:')
  let time = Date.parse('2026-03-01T09:00:00Z')
  const advance = (milliseconds: number) => void (time += milliseconds)
  return { db, advance, documents: createDocumentStore(db, () => new Date(time)) }
}
