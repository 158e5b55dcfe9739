import { addDays, addHours } from '../../domain/time.ts'
import { ok } from '../../kernel/result.ts'
import { bySystem } from '../actor.ts'
import type { Core } from '../core.ts'
import { isOver, startHours, startInstance } from '../requests/instances.ts'
import type { RequestDocument } from '../requests/request-document.ts'
import type { Change } from '../requests/request-store.ts'
import { isReleased } from '../requests/standing-seal.ts'
import { sweepDue } from './sweep.ts'
import type { Sweep } from './sweep.ts'

type Deps = Pick<Core, 'documents' | 'requests' | 'clock' | 'random' | 'log'>

/**
 * Starts orchestrations anew for requests that one should have looked at by now: after a lost message, a lost task hub, or
 * a failed instance. The newest instance is the one that counts; an older one that wakes up ends by itself.
 */
export function makeReconcile({ documents, requests, clock, random, log }: Deps): Sweep {
  return async (batch) => {
    const count = await sweepDue<RequestDocument>(
      { documents, log },
      { operation: 'reconcile', container: 'requests', field: 'wakeBy', until: clock.now(), batch },
      async ({ value }) => {
        await requests.change<void, never>(value, (request, now) => {
          if (request.wakeBy === undefined || new Date(request.wakeBy) > now) return ok({ answer: undefined })
          return ok({ answer: undefined, change: restarted(request, now) })
        })
      },
    )
    if (count > 0) log.write({ code: 'reconciled', what: 'orchestrations', count })
    return count
  }

  function restarted(request: RequestDocument, now: Date): Change {
    const { wakeBy: _late, ...rest } = request
    if (isOver(request)) return { request: rest, facts: [], unseen: true }

    const delivering = request.status === 'approved' && !isReleased(request)
    const wakeBy = (delivering ? addHours(now, startHours) : addDays(now, 1)).toISOString()
    const change: Change = {
      request: { ...rest, wakeBy },
      facts: [{ event: 'instanceRestarted', by: bySystem, detail: { delivering } }],
      unseen: true,
    }
    const watched = startInstance(change, 'requestLifecycle', random.id())
    if (delivering) return startInstance(watched, 'delivery', random.id())
    return request.status === 'sealed' ? startInstance(watched, 'approval', random.id()) : watched
  }
}
