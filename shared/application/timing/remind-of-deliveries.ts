import { linkExpiresAt } from '../../domain/retention/retention.ts'
import { addDays } from '../../domain/time.ts'
import { ok } from '../../kernel/result.ts'
import { bySystem } from '../actor.ts'
import type { CompanyDocument } from '../companies/company-document.ts'
import type { Core } from '../core.ts'
import { dayOf } from '../letters/sender.ts'
import { endedAt } from '../requests/ending.ts'
import type { RequestDocument } from '../requests/request-document.ts'
import type { Change } from '../requests/request-store.ts'
import { hasLeft, stillReadable } from '../requests/standing-seal.ts'
import { transferView } from '../transfer/transfer.ts'
import { sweepDue } from './sweep.ts'
import type { Sweep } from './sweep.ts'

type Deps = Pick<Core, 'documents' | 'requests' | 'companies' | 'desk' | 'clock' | 'log'>

/**
 * Reminds the person, once, that the answer will be destroyed (regulation.md e.3, "Expiry reminder"). Also who has
 * downloaded it: a download that began is no copy that was kept. The reminder and its mark commit together.
 */
export function makeRemindOfDeliveries({ documents, requests, companies, desk, clock, log }: Deps): Sweep {
  return (batch) =>
    sweepDue<RequestDocument>(
      { documents, log },
      {
        operation: 'remindOfDeliveries',
        container: 'requests',
        field: 'remindAt',
        until: clock.now(),
        batch,
      },
      async ({ value }) => {
        const company = await companies.find(value.companyId)
        await requests.change<void, never>(value, async (request, now) => {
          if (request.remindAt === undefined || new Date(request.remindAt) > now)
            return ok({ answer: undefined })
          return ok({ answer: undefined, change: await reminded(request, company, now) })
        })
      },
    )

  async function reminded(
    { remindAt: _due, ...request }: RequestDocument,
    company: CompanyDocument | undefined,
    now: Date,
  ): Promise<Change> {
    const silent: Change = { request, facts: [] }
    const [expiresAt] = request.deliveries
      .filter(hasLeft)
      .filter((delivery) => stillReadable(delivery, now))
      .map((delivery) => delivery.expiresAt)
      .sort()
    if (!company || expiresAt === undefined) return silent

    // Destroyed in the course of that day: the last on which it can be had whole is the one before.
    const lastDay = addDays(new Date(expiresAt), -1)
    const details = {
      expiresOn: dayOf(lastDay, company),
      daysLeft: Math.max(0, Math.round((lastDay.getTime() - now.getTime()) / 86_400_000)),
    }
    const link = { purpose: 'openRequest', expiresAt: linkExpiresAt(endedAt(request, now)) } as const
    const facts = [{ event: 'reminderSent', by: bySystem, detail: { what: 'delivery' } }] as const
    const told = await desk.enclose(
      { request, facts },
      company,
      { kind: 'deliveryReminder', details, link },
      now,
    )
    // Whoever was to fetch it has three weeks behind them; their person can ask them, or pass on their own copy.
    return transferView({ request, company, now })?.state === 'available'
      ? desk.enclose(told, company, { kind: 'transferWaiting', details, link }, now)
      : told
  }
}
