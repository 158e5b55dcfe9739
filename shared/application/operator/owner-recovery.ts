import { addHours } from '../../domain/time.ts'
import { operatorHouse } from '../../domain/companies/company-id.ts'
import type { OwnerRecovery } from '../../domain/companies/standing.ts'
import type { Language } from '../../domain/templates/template.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import { actorRef } from '../actor.ts'
import type { EmployeeActor } from '../actor.ts'
import type { CompanyChange, CompanyDecision } from '../companies/company-changes.ts'
import { employeeDocumentId } from '../companies/company-document.ts'
import type { CompanyDocument, EmployeeDocument } from '../companies/company-document.ts'
import { decidersOf, employeeHolding, endingSessions, isKnownBy, mayIn } from '../companies/company-people.ts'
import { writeOf } from '../companies/guarded-change.ts'
import { invitationMail } from '../companies/invite-employee.ts'
import type { Core } from '../core.ts'
import { factorsDocumentId } from '../factors/factors-document.ts'
import type { FactorsDocument } from '../factors/factors-document.ts'
import { companyMail } from '../letters/company-mail.ts'
import { lastDayBefore } from '../letters/sender.ts'
import { mayOperate, operatorRef, registered } from './operating.ts'

export type RecoveryRefusal = {
  readonly code: 'forbidden' | 'notFound' | 'transitionNotAllowed' | 'fourEyes' | 'versionConflict'
}

type Asked = { readonly actor: EmployeeActor; readonly companyId: string }

type Facts = { readonly ownerName: string; readonly ownerEmail: string; readonly language?: Language }

/** What is under way, for whoever decides it: `agreed` once two operators want it, and `holdsFrom` counts. */
export type RecoveryView = {
  readonly state: 'none' | 'proposed' | 'agreed'
  readonly owner?: { readonly name: string; readonly email: string }
  /** Of an operator, as in the audit. */
  readonly proposedBy?: string
  readonly proposedAt?: string
  readonly agreedBy?: string
  readonly holdsFrom?: string
}

/** By an operator, or by an owner or administrator of the company. */
type Side = { readonly as: 'operator' | 'company' }

export type OwnerRecoveries = {
  readonly view: (input: Asked & Side) => Promise<Result<RecoveryView, RecoveryRefusal>>
  /** Nothing holds yet, and nobody is told: another operator must agree. */
  readonly propose: (input: Asked & Facts) => Promise<Result<void, RecoveryRefusal>>
  /** Another operator; from here the company's people have 72 hours to end it. */
  readonly agree: (input: Asked) => Promise<Result<{ readonly holdsFrom: string }, RecoveryRefusal>>
  /** When the 72 hours are over: the new owner is invited, and enrols anew. */
  readonly complete: (input: Asked) => Promise<Result<void, RecoveryRefusal>>
  readonly end: (input: Asked & Side) => Promise<Result<void, RecoveryRefusal>>
}

const noticeHours = 72

/** More than these are not told by mail. */
const mostTold = 20

type Deps = Pick<
  Core,
  'documents' | 'companies' | 'companyChanges' | 'secrets' | 'random' | 'crypto' | 'clock'
>

/** A company whose owners can no longer sign in gets another one (security.md, "Operator"): two persons, and 72 hours. */
export function makeOwnerRecoveries(deps: Deps): OwnerRecoveries {
  const { companies, companyChanges, random } = deps

  async function change<Answer>(
    { actor, companyId }: Asked,
    decide: (company: CompanyDocument, now: Date) => Promise<CompanyDecision<Answer, RecoveryRefusal>>,
  ): Promise<Result<Answer, RecoveryRefusal>> {
    const may = mayOperate(actor)
    if (!may.ok) return may
    if (!(await registered(deps, companyId))) return err({ code: 'notFound' })
    return companyChanges.change<Answer, RecoveryRefusal>(companyId, async (now) => {
      const company = (await companies.read(companyId))?.value
      return company ? decide(company, now) : err({ code: 'notFound' })
    })
  }

  async function mayDecide({ as, ...asked }: Asked & Side): Promise<Result<void, RecoveryRefusal>> {
    if (as === 'company') return mayIn(asked, 'manageEmployees')
    const may = mayOperate(asked.actor)
    if (!may.ok) return may
    return (await registered(deps, asked.companyId)) ? may : err({ code: 'notFound' })
  }

  async function told(company: CompanyDocument, holdsFrom: Date) {
    const people = decidersOf(await companies.employees(company.companyId)).slice(0, mostTold)
    const details = { expiresOn: lastDayBefore(holdsFrom, company) }
    return Promise.all(
      people.map(({ employeeId }) =>
        companyMail(deps, company, {
          ...{ kind: 'staffOwnerRecovery', recipient: { kind: 'employee', employeeId }, details },
        }),
      ),
    )
  }

  /** Whoever is known by the address is the owner from here on, and enrols anew; otherwise somebody new. */
  async function newOwner(company: CompanyDocument, { owner }: OwnerRecovery, by: string, now: Date) {
    const { companyId } = company
    const given = { by, at: now.toISOString() }
    const known = (await companies.employees(companyId)).find(isKnownBy(owner.email))
    const employeeId = known?.employeeId ?? random.id()
    const invited: EmployeeDocument = {
      ...{ id: employeeDocumentId(employeeId), companyId, employeeId, name: owner.name, email: owner.email },
      ...{ roles: [], grants: [], invited: given },
    }
    const employee = employeeHolding(known ?? invited, { holding: 'systemOwner', to: 'given', ...given })
    const none: FactorsDocument = {
      ...{ id: factorsDocumentId(employeeId), companyId, employeeId, factors: [], recovery: [] },
    }
    const mail = await invitationMail(deps, company, employeeId, owner.language)
    return { writes: [endingSessions(employee), none, mail.document], messages: [mail.message], employeeId }
  }

  return {
    async view(asked) {
      const may = await mayDecide(asked)
      if (!may.ok) return may
      const company = (await companies.read(asked.companyId))?.value
      return company ? ok(viewOf(company)) : err({ code: 'notFound' })
    },

    propose: ({ ownerName, ownerEmail, language, ...asked }) =>
      change(asked, async (company, now) => {
        const owner = { name: ownerName, email: ownerEmail, ...(language && { language }) }
        const { employeeId: by } = asked.actor
        const { recovery: before } = company
        const isRepeat = before?.by === by && before.owner.email === ownerEmail && !before.agreed
        if (before) return isRepeat ? ok({ answer: undefined }) : err({ code: 'transitionNotAllowed' })
        const recovery: OwnerRecovery = { by, at: now.toISOString(), owner }
        const fact = { event: 'ownerRecoveryProposed', by: operatorRef(asked.actor) } as const
        return ok({
          answer: undefined,
          change: { writes: [writeOf({ ...company, recovery } as CompanyDocument)], facts: [fact] },
        })
      }),

    agree: (asked) =>
      change(asked, async (company, now) => {
        const { recovery } = company
        const { employeeId: by } = asked.actor
        if (!recovery) return err({ code: 'transitionNotAllowed' })
        if (recovery.by === by) return err({ code: 'fourEyes' })
        if (recovery.agreed) return ok({ answer: { holdsFrom: recovery.agreed.holdsFrom } })
        const ends = addHours(now, noticeHours)
        const holdsFrom = ends.toISOString()
        const value: CompanyDocument = {
          ...company,
          recovery: { ...recovery, agreed: { by, at: now.toISOString(), holdsFrom } },
        }
        const mails = await told(company, ends)
        const committed: CompanyChange = {
          writes: [value, ...mails.map(({ document }) => document)].map(writeOf),
          facts: [{ event: 'ownerRecoveryAgreed', by: operatorRef(asked.actor), detail: { holdsFrom } }],
          messages: mails.map(({ message }) => message),
        }
        return ok({ answer: { holdsFrom }, change: committed })
      }),

    complete: (asked) =>
      change(asked, async ({ recovery, ...company }, now) => {
        const agreed = recovery?.agreed
        if (!agreed || new Date(agreed.holdsFrom) > now) return err({ code: 'transitionNotAllowed' })
        const operators = new Set((await companies.employees(operatorHouse)).map((one) => one.employeeId))
        // Two who are operators still: one who left does not count any more.
        if (![recovery.by, agreed.by].every((one) => operators.has(one)))
          return err({ code: 'transitionNotAllowed' })
        const made = await newOwner(company, recovery, recovery.by, now)
        const { writes, messages, employeeId } = made
        const fact = {
          event: 'ownerRecovered',
          by: operatorRef(asked.actor),
          detail: { employeeId },
        } as const
        const all = [company as CompanyDocument, ...writes].map(writeOf)
        return ok({ answer: undefined, change: { writes: all, facts: [fact], messages } })
      }),

    async end({ as, ...asked }) {
      const may = await mayDecide({ as, ...asked })
      if (!may.ok) return may
      return companyChanges.change<void, RecoveryRefusal>(asked.companyId, async () => {
        const found = (await companies.read(asked.companyId))?.value
        if (!found) return err({ code: 'notFound' })
        const { recovery, ...company } = found
        if (!recovery) return ok({ answer: undefined })
        const by = as === 'operator' ? operatorRef(asked.actor) : actorRef(asked.actor)
        const facts = [{ event: 'ownerRecoveryEnded', by } as const]
        return ok({ answer: undefined, change: { writes: [writeOf(company as CompanyDocument)], facts } })
      })
    },
  }
}

function viewOf({ recovery }: Pick<CompanyDocument, 'recovery'>): RecoveryView {
  if (!recovery) return { state: 'none' }
  const { owner, by: proposedBy, at: proposedAt, agreed } = recovery
  return {
    state: agreed ? 'agreed' : 'proposed',
    owner: { name: owner.name, email: owner.email },
    ...{ proposedBy, proposedAt },
    ...(agreed && { agreedBy: agreed.by, holdsFrom: agreed.holdsFrom }),
  }
}
