import type { Document, DocumentStore, Found } from '../ports/documents.ts'
import type { ContainerName, Query } from '../ports/documents.ts'
import type { Log } from '../ports/log.ts'
import { DependencyUnavailable } from '../ports/unavailable.ts'

/** Deals with everything that is due, a page of so many at a time. Answers with how much it dealt. */
export type Sweep = (pageLength: number) => Promise<number>

type Due = {
  readonly operation: string
  readonly container: ContainerName
  /** The sparse field that says when. */
  readonly field: string
  readonly until: Date
  readonly batch: number
  /** How much a pass begins at most; the next goes on. */
  readonly most?: number
}

/**
 * Deals with each document whose time has come. One that fails does not hold up the others, whatever it fails of: it is
 * logged, stays due, and comes again at the next pass. Only a store that does not answer the list itself ends the pass.
 */
export async function sweepDue<D extends Document>(
  { documents, log }: { readonly documents: DocumentStore; readonly log: Log },
  { operation, container, field, until, batch, most = Infinity }: Due,
  work: (found: Found<D>) => Promise<void>,
): Promise<number> {
  const query: Query = { container, where: [{ field, is: '<=', value: until.toISOString() }], limit: batch }
  let done = 0
  let continuation: string | undefined
  do {
    const page = await documents.query<D>(continuation === undefined ? query : { ...query, continuation })
    for (const found of page.items) if (await dealtWith(found)) done++
    continuation = page.continuation
  } while (continuation !== undefined && done < most)
  return done

  async function dealtWith(found: Found<D>): Promise<boolean> {
    try {
      await work(found)
      return true
    } catch (error) {
      if (error instanceof DependencyUnavailable)
        log.write({ code: 'dependencyUnavailable', dependency: error.dependency, operation })
      else log.write({ code: 'defect', operation, error: error instanceof Error ? error.name : 'unknown' })
      return false
    }
  }
}
