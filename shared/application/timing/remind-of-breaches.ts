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
 * Reminds those who answer for it, once, a day before the 72 hours of a breach end (Art. 33(1)). The reminder and its mark
 * commit together.
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
          if (!company || stored?.value.breachRemindAt === undefined) return ok({ answer: undefined })
          const { breachRemindAt: _told, ...breach } = stored.value
          const detail = { what: 'breach', breachId: breach.breachId }
          const change: Change = {
            request,
            writes: [{ kind: 'replace', value: breach, etag: stored.etag }],
            facts: [{ event: 'reminderSent', by: bySystem, detail }],
            unseen: true,
          }
          const telling = { kind: 'staffBreachReminder', dueAt: breach.breachDueAt, now } as const
          return ok({
            answer: undefined,
            change: await tellOverseers({ companies, desk }, change, company, telling),
          })
        })
      },
    )
}
