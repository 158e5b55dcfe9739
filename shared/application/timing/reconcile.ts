import { addDays } from '../../domain/time.ts'
import { ok } from '../../kernel/result.ts'
import { bySystem } from '../actor.ts'
import type { Core } from '../core.ts'
import { tellManagers } from '../letters/tell-managers.ts'
import { attemptsUntilTold, awaitsDelivery } from '../requests/delivery-watch.ts'
import { isOver, startDelivery, startInstance } from '../requests/instances.ts'
import type { RequestDocument } from '../requests/request-document.ts'
import type { Change } from '../requests/request-store.ts'
import { sweepDue } from './sweep.ts'
import type { Sweep } from './sweep.ts'

type Deps = Pick<Core, 'documents' | 'requests' | 'companies' | 'desk' | 'clock' | 'random' | 'log'>

/**
 * Starts orchestrations anew for requests that one should have looked at by now: after a lost message, a lost task hub, or
 * a failed instance. The newest instance is the one that counts; an older one that wakes up ends by itself.
 */
export function makeReconcile({ documents, requests, companies, desk, clock, random, log }: Deps): Sweep {
  return async (batch) => {
    const count = await sweepDue<RequestDocument>(
      { documents, log },
      { operation: 'reconcile', container: 'requests', field: 'wakeBy', until: clock.now(), batch },
      async ({ value }) => {
        await requests.change<void, never>(value, async (request, now) => {
          if (request.wakeBy === undefined || new Date(request.wakeBy) > now) return ok({ answer: undefined })
          return ok({ answer: undefined, change: await restarted(request, now) })
        })
      },
    )
    if (count > 0) log.write({ code: 'reconciled', what: 'orchestrations', count })
    return count
  }

  async function restarted(request: RequestDocument, now: Date): Promise<Change> {
    const { wakeBy: _late, ...rest } = request
    if (isOver(request)) return { request: rest, facts: [], unseen: true }

    const delivering = awaitsDelivery(request)
    const change: Change = {
      request: { ...rest, wakeBy: addDays(now, 1).toISOString() },
      facts: [{ event: 'instanceRestarted', by: bySystem, detail: { delivering } }],
    }
    const watched = startInstance(change, 'requestLifecycle', random.id())
    if (delivering) return begunAgain(watched, now)
    return {
      ...(request.status === 'sealed' ? startInstance(watched, 'approval', random.id()) : watched),
      unseen: true,
    }
  }

  /** An answer that was approved and does not leave is seen by staff, and told to the managers once. */
  async function begunAgain(change: Change, now: Date): Promise<Change> {
    const begun = startDelivery(change, random.id(), now)
    const company = await companies.find(begun.request.companyId)
    if (!company || begun.request.delivering?.attempts !== attemptsUntilTold) return begun
    return tellManagers({ companies, desk }, begun, company, now)
  }
}
