import { outcomePurgeAt, outcomeYearsOf } from '../../domain/retention/retention.ts'
import { requestPartition } from '../place.ts'
import { ok } from '../../kernel/result.ts'
import type { Core } from '../core.ts'
import type { SequenceAudit } from '../evidence/sequence-audit.ts'
import type { Write } from '../ports/documents.ts'
import type { RequestDocument } from '../requests/request-document.ts'
import { endedAt } from '../requests/ending.ts'
import { orchestrationMessage } from '../requests/outbox.ts'
import type { RequestRef } from '../requests/request-store.ts'
import { prefixesThatGo } from './stored-personal-data.ts'
import { sweepDue } from '../timing/sweep.ts'
import type { Sweep } from '../timing/sweep.ts'

type Deps = Pick<Core, 'documents' | 'companies' | 'requests' | 'clock' | 'log'> & {
  readonly sequence: SequenceAudit
}

/**
 * 90 days after the ending: the detail of the audit goes. The tree keeps its hashes, so every
 * signed head and every proof still verifies; so does the pseudonymous outcome, for the company's stated period.
 */
export function makePurgeProof({ documents, companies, requests, clock, log, sequence }: Deps): Sweep {
  return (batch) =>
    sweepDue<RequestDocument>(
      { documents, log },
      { operation: 'purgeProof', container: 'requests', field: 'proofPurgeAt', until: clock.now(), batch },
      ({ value }) => purge(value),
    )

  async function purge(ref: RequestRef): Promise<void> {
    await sequence(ref.companyId)
    const { companyId, requestId } = ref
    for (const prefix of prefixesThatGo('proof'))
      for (;;) {
        const found = await documents.query({
          container: 'requests',
          key: [companyId, requestId],
          idPrefix: prefix,
          limit: 90,
        })
        if (found.items.length === 0) break
        const writes = found.items.map(({ value }): Write => ({ kind: 'delete', id: value.id }))
        await documents.batch(requestPartition(companyId, requestId), writes)
      }
    const company = await companies.find(companyId)
    await requests.change<void, never>(ref, (request, now) => {
      const { proofPurgeAt: _done, ...rest } = request
      return ok({
        answer: undefined,
        change: {
          request: {
            ...{ ...rest, links: {}, sources: [], proofPurgedAt: now.toISOString() },
            outcomePurgeAt: outcomePurgeAt(endedAt(request, now), outcomeYearsOf(company)).toISOString(),
          },
          facts: [],
          // Once more: a command that was lost when the content went must not leave a history behind.
          messages: request.instances.map(({ id }) =>
            orchestrationMessage(`purge-again-${id}`, {
              command: 'purge',
              instanceId: id,
              companyId: request.companyId,
              requestId: request.requestId,
            }),
          ),
        },
      })
    })
    log.write({ code: 'purged', companyId, requestId, what: 'proof' })
  }
}
