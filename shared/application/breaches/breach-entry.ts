import { breachDueAt, breachRemindAt } from '../../domain/retention/breach.ts'
import type { RecallReason } from '../../domain/retention/breach.ts'
import type { ActorRef } from '../actor.ts'
import type { CompanyDocument } from '../companies/company-document.ts'
import { overseersOf } from '../companies/managers.ts'
import type { Core } from '../core.ts'
import { dayOf } from '../letters/sender.ts'
import type { RequestDocument } from '../requests/request-document.ts'
import type { Change } from '../requests/request-store.ts'
import { breachDocumentId, makeBreachTextBox } from './breach-document.ts'
import type { BreachDocument } from './breach-document.ts'

export type NewBreach = {
  readonly deliveryIds: readonly string[]
  readonly reasonCode: RecallReason
  readonly reason: string
  readonly awareAt: Date
  readonly openedBy: string
}

export type BreachEntries = {
  readonly write: (
    request: RequestDocument,
    company: CompanyDocument,
    breach: NewBreach,
    now: Date,
  ) => Promise<BreachDocument>
  /** The entry commits with the change, and those who answer for it are told of its 72 hours. */
  readonly enclose: (
    change: Change,
    company: CompanyDocument,
    breach: BreachDocument,
    by: { readonly by: ActorRef; readonly now: Date },
  ) => Promise<Change>
}

/** How a breach enters the register (Art. 33(5)): by a recall, or by hand. */
export function makeBreachEntries(
  deps: Pick<Core, 'companies' | 'secrets' | 'desk' | 'random' | 'crypto'>,
): BreachEntries {
  const { companies, desk, random } = deps
  const texts = makeBreachTextBox(deps)

  return {
    async write({ companyId, requestId, reference }, company, breach, now) {
      const { deliveryIds, reasonCode, reason, awareAt, openedBy } = breach
      const breachId = random.id()
      const dueAt = breachDueAt(awareAt)
      return {
        ...{ id: breachDocumentId(breachId), companyId, requestId, breachId, reference, reasonCode },
        ...{ deliveryIds, openedBy },
        openedAt: now.toISOString(),
        awareAt: awareAt.toISOString(),
        breachDueAt: dueAt.toISOString(),
        breachState: 'open',
        breachRemindAt: breachRemindAt(dueAt, now).toISOString(),
        sealed: await texts.seal(company, { requestId, breachId }, { reason }),
      }
    },

    async enclose(change, company, breach, { by, now }) {
      const { breachId, breachDueAt: dueAt } = breach
      const entered: Change = {
        ...change,
        writes: [...(change.writes ?? []), { kind: 'create', value: breach }],
        facts: [...change.facts, { event: 'breachOpened', by, detail: { breachId, dueAt } }],
      }
      return tellOverseers({ companies, desk }, entered, company, { kind: 'staffBreach', dueAt, now })
    },
  }
}

export async function tellOverseers(
  { companies, desk }: Pick<Core, 'companies' | 'desk'>,
  change: Change,
  company: CompanyDocument,
  {
    kind,
    dueAt,
    now,
  }: {
    readonly kind: 'staffBreach' | 'staffBreachReminder' | 'staffBreachOverdue'
    readonly dueAt: string
    readonly now: Date
  },
): Promise<Change> {
  const details = { dueOn: dayOf(new Date(dueAt), company) }
  let told = change
  for (const employeeId of await overseersOf(companies, company.companyId))
    told = await desk.enclose(told, company, { kind, to: { kind: 'employee', employeeId }, details }, now)
  return told
}
