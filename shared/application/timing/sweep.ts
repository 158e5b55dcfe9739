import type { Document, DocumentStore, Found } from '../ports/documents.ts'
import type { ContainerName, Query } from '../ports/documents.ts'
import type { Log } from '../ports/log.ts'
import { DependencyUnavailable } from '../ports/unavailable.ts'

/** One pass over what is due, at most `batch` of it. Answers how much it dealt with. */
export type Sweep = (batch: number) => Promise<number>

type Due = {
  readonly operation: string
  readonly container: ContainerName
  /** The sparse field that says when. */
  readonly field: string
  readonly until: Date
  readonly batch: number
}

/**
 * Deals with each document whose time has come. One that fails does not hold up the others: it is logged, stays due, and
 * comes again at the next pass. A dependency that is away ends the pass.
 */
export async function sweepDue<D extends Document>(
  { documents, log }: { readonly documents: DocumentStore; readonly log: Log },
  { operation, container, field, until, batch }: Due,
  work: (found: Found<D>) => Promise<void>,
): Promise<number> {
  const query: Query = { container, where: [{ field, is: '<=', value: until.toISOString() }], limit: batch }
  const due = await documents.query<D>(query)
  let done = 0
  for (const found of due.items)
    try {
      await work(found)
      done++
    } catch (error) {
      if (error instanceof DependencyUnavailable) throw error
      log.write({ code: 'defect', operation, error: error instanceof Error ? error.name : 'unknown' })
    }
  return done
}
