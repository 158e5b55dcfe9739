import { outcomePurgeAt, outcomeYearsOf } from '../../domain/retention/retention.ts'
import { addDays } from '../../domain/time.ts'
import { ok } from '../../kernel/result.ts'
import type { BreachDocument } from '../breaches/breach-document.ts'
import type { Core } from '../core.ts'
import { requestPartition } from '../place.ts'
import type { Document, Write } from '../ports/documents.ts'
import { assignedPartition, queuePartition } from '../queue/queue-row.ts'
import { endedAt } from '../requests/ending.ts'
import type { RequestDocument } from '../requests/request-document.ts'
import { sweepDue } from '../timing/sweep.ts'
import type { Sweep } from '../timing/sweep.ts'

type Deps = Pick<Core, 'documents' | 'companies' | 'requests' | 'clock' | 'log'>

/** How long a breach that nobody has closed holds back what it is about. */
const heldBackDays = 30

/**
 * When the company's stated period is over the outcome goes as well, with the certificate and the closed breaches of the
 * request: what stays are hashes in the tree. Of the period what the company says now holds, if it is longer than it was.
 */
export function makePurgeOutcomes({ documents, companies, requests, clock, log }: Deps): Sweep {
  return (batch) =>
    sweepDue<RequestDocument>(
      { documents, log },
      {
        ...{ operation: 'purgeOutcomes', container: 'requests', field: 'outcomePurgeAt' },
        ...{ until: clock.now(), batch },
      },
      ({ value }) => purge(value),
    )

  async function purge(request: RequestDocument): Promise<void> {
    const { companyId, requestId } = request
    const { items } = await documents.query<Document>({
      container: 'requests',
      key: [companyId, requestId],
      limit: 90,
    })
    const found = items.map(({ value }) => value)
    const later = await keptUntil(request, found.some(isOpenBreach))
    if (later > clock.now()) return postpone(request, later)

    const receivers = request.transfer ? [request.transfer.receiverId] : []
    for (const holder of [...request.assignees, ...receivers])
      await documents.batch(assignedPartition(companyId, holder), [{ kind: 'delete', id: requestId }])
    await documents.batch(queuePartition(companyId), [{ kind: 'delete', id: requestId }])
    // The request itself last: as long as it is there, the next pass finds it.
    const last = (id: string): number => (id === 'request' ? 1 : 0)
    const ids = found.map(({ id }) => id).sort((one, other) => last(one) - last(other))
    await documents.batch(
      requestPartition(companyId, requestId),
      ids.map((id): Write => ({ kind: 'delete', id })),
    )
    log.write({ code: 'purged', companyId, requestId, what: 'outcome' })
  }

  async function keptUntil(request: RequestDocument, hasOpenBreach: boolean): Promise<Date> {
    const now = clock.now()
    if (hasOpenBreach) return addDays(now, heldBackDays)
    const company = await companies.find(request.companyId)
    return outcomePurgeAt(endedAt(request, now), outcomeYearsOf(company))
  }

  async function postpone(ref: RequestDocument, until: Date): Promise<void> {
    await requests.change<void, never>(ref, (request) =>
      ok({
        answer: undefined,
        change: {
          request: { ...request, outcomePurgeAt: until.toISOString() },
          ...{ facts: [], unseen: true },
        },
      }),
    )
  }
}

const isOpenBreach = (document: Document): boolean =>
  'breachState' in document && (document as BreachDocument).breachState === 'open'
