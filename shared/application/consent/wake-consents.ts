import { addHours } from '../../domain/time.ts'
import { ok } from '../../kernel/result.ts'
import { bySystem } from '../actor.ts'
import type { Core } from '../core.ts'
import { subjectPlace } from '../place.ts'
import { orchestrationMessage } from '../requests/outbox.ts'
import { sweepDue } from '../timing/sweep.ts'
import type { Sweep } from '../timing/sweep.ts'
import type { ConsentStateDocument } from './consent-document.ts'
import { makeConsentStore } from './consent-store.ts'

type Deps = Pick<Core, 'documents' | 'messages' | 'companies' | 'clock' | 'random' | 'crypto' | 'log'>

/** Of a hundred thousand that run out on one day no more begin in a minute; each has ninety days. */
const mostInPass = 1000

/** How soon an instance must have begun before another is started. */
const startHours = 1

/**
 * Starts an orchestration where something of somebody's comes near its end, and anew where one should have looked by now:
 * after a lost message, a lost task hub, or a failed instance. The newest is the one that counts.
 */
export function makeWakeConsents(deps: Deps): Sweep {
  const { documents, clock, random, log } = deps
  const store = makeConsentStore(deps)

  return (batch) =>
    sweepDue<ConsentStateDocument>(
      { documents, log },
      {
        ...{ operation: 'wakeConsents', container: 'consents', field: 'wakeBy' },
        ...{ until: clock.now(), batch, most: mostInPass },
      },
      async ({ value: { companyId, subjectRef } }) => {
        await store.change<void, never>({ companyId, subjectRef }, async (before, now) => {
          if (before?.wakeBy === undefined || new Date(before.wakeBy) > now) return ok({ answer: undefined })
          return ok({ answer: undefined, change: started(before, now) })
        })
      },
    )

  function started({ companyId, subjectRef, ...before }: ConsentStateDocument, now: Date) {
    const instanceId = random.id()
    const place = subjectPlace(companyId, subjectRef)
    const { instanceId: replaced, renewalsAsked } = before
    return {
      ...{ by: bySystem, said: [], writes: [] },
      watch: {
        ...{ instanceId, wakeBy: addHours(now, startHours).toISOString() },
        ...(renewalsAsked && { renewalsAsked }),
      },
      messages: [
        ...(replaced === undefined
          ? []
          : [
              orchestrationMessage(`purge-${replaced}`, {
                ...{ command: 'purge', instanceId: replaced, ...place },
              }),
            ]),
        orchestrationMessage(`start-${instanceId}`, {
          ...{ command: 'start', name: 'consentLife', instanceId, ...place },
        }),
      ],
    }
  }
}
