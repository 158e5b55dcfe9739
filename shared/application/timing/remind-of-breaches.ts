import { breachRemindAt } from '../../domain/retention/breach.ts'
import { ok } from '../../kernel/result.ts'
import { bySystem } from '../actor.ts'
import type { BreachDocument } from '../breaches/breach-document.ts'
import { tellOverseers } from '../breaches/breach-entry.ts'
import type { Core } from '../core.ts'
import type { Change } from '../requests/request-store.ts'
import { sweepDue } from './sweep.ts'
import type { Sweep } from './sweep.ts'

type Deps = Pick<Core, 'documents' | 'requests' | 'companies' | 'desk' | 'clock' | 'log'>

/**
 * Reminds those who answer for it: a day before the 72 hours of a breach end (Art. 33(1)), when they have ended, and each
 * day after, until it is assessed. A reminder and the time of the next commit together.
 */
export function makeRemindOfBreaches({ documents, requests, companies, desk, clock, log }: Deps): Sweep {
  return (batch) =>
    sweepDue<BreachDocument>(
      { documents, log },
      {
        operation: 'remindOfBreaches',
        container: 'requests',
        field: 'breachRemindAt',
        until: clock.now(),
        batch,
      },
      async ({ value }) => {
        const company = await companies.find(value.companyId)
        await requests.change<void, never>(value, async (request, now) => {
          const stored = await requests.read<BreachDocument>(value, value.id)
          if (!company || !stored || !isDue(stored.value, now)) return ok({ answer: undefined })
          const dueAt = new Date(stored.value.breachDueAt)
          const breach = { ...stored.value, breachRemindAt: breachRemindAt(dueAt, now).toISOString() }
          const detail = { what: 'breach', breachId: breach.breachId }
          const change: Change = {
            request,
            writes: [{ kind: 'replace', value: breach, etag: stored.etag }],
            facts: [{ event: 'reminderSent', by: bySystem, detail }],
            unseen: true,
          }
          const kind = dueAt <= now ? 'staffBreachOverdue' : 'staffBreachReminder'
          const telling = { kind, dueAt: breach.breachDueAt, now } as const
          return ok({
            answer: undefined,
            change: await tellOverseers({ companies, desk }, change, company, telling),
          })
        })
      },
    )
}

/** Not if another has reminded meanwhile, or it was assessed. */
const isDue = ({ breachRemindAt: at }: BreachDocument, now: Date): boolean =>
  at !== undefined && new Date(at) <= now
