import { operatorHouse } from '../../domain/companies/company-id.ts'
import { openSupport, supportAreas } from '../../domain/companies/support.ts'
import type { SupportAccess, SupportArea } from '../../domain/companies/support.ts'
import { limitReached } from '../../domain/requests/limits.ts'
import type { LimitReached } from '../../domain/requests/limits.ts'
import { addHours } from '../../domain/time.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import { actorRef } from '../actor.ts'
import type { EmployeeActor } from '../actor.ts'
import type { CompanyDecision } from '../companies/company-changes.ts'
import type { CompanyDocument, EmployeeDocument } from '../companies/company-document.ts'
import { isKnownBy, mayIn } from '../companies/company-people.ts'
import type { Asked } from '../companies/company-people.ts'
import { writeOf } from '../companies/guarded-change.ts'
import { setupItems } from '../companies/setup.ts'
import type { SetupItem } from '../companies/setup.ts'
import type { Core } from '../core.ts'
import type { Fact } from '../evidence/audit-event.ts'
import { waitingLetters } from '../messages/dead-letters.ts'
import { mayOperate, operatorRef } from './operating.ts'

/** As the company sees it while it lasts. */
export type SupportView = {
  readonly operatorId: string
  readonly name: string
  readonly email: string
  readonly areas: readonly SupportArea[]
  readonly reason: string
  readonly since: string
  readonly until: string
}

/** As the operator sees that they are invited. */
export type OwnSupport = Pick<SupportView, 'areas' | 'reason' | 'since' | 'until'>

export type StuckTask = {
  readonly queue: string
  readonly kind: string
  readonly at: string
  readonly reason: string
  readonly retries: number
}

/** What one area shows: which it is, and its rows alone. No id of a request, no words, no address. */
export type SupportSight = {
  readonly area: SupportArea
  readonly setup?: readonly Pick<SetupItem, 'id' | 'state'>[]
  readonly stuckTasks?: readonly StuckTask[]
}

export type SupportRefusal =
  LimitReached | { readonly code: 'forbidden' | 'notFound' | 'operatorUnknown' | 'versionConflict' }

export type SupportWish = {
  readonly operatorEmail: string
  readonly areas: readonly SupportArea[]
  readonly hours: number
  readonly reason: string
}

export type SupportAccesses = {
  /** For the company's owners and administrators, as long as there is one. */
  readonly list: (input: Asked) => Promise<Result<readonly SupportView[], SupportRefusal>>
  /** By an owner; a new one for the same operator takes the place of the earlier one. */
  readonly invite: (
    input: Asked & { readonly wish: SupportWish },
  ) => Promise<Result<SupportView, SupportRefusal>>
  /** At once, by an owner or administrator. */
  readonly end: (input: Asked & { readonly operatorId: string }) => Promise<Result<void, SupportRefusal>>
  /** What the operator who asks is invited to; nothing there is not found. */
  readonly own: (input: Asked) => Promise<Result<OwnSupport, SupportRefusal>>
  /** One area, by the operator who was invited to it; each look is in the company's audit. */
  readonly look: (input: Asked & { readonly area: string }) => Promise<Result<SupportSight, SupportRefusal>>
}

/** At a time: more at once is no support but a habit. */
const mostInvited = 5

type Deps = Pick<Core, 'documents' | 'companies' | 'companyChanges' | 'clock'>

/** Asked for at the operator's desk, granted by the company, short, and logged (security.md, "Operator"). */
export function makeSupportAccesses(deps: Deps): SupportAccesses {
  const { companies, companyChanges, clock } = deps

  const change = <Answer>(
    companyId: string,
    decide: (company: CompanyDocument, now: Date) => Promise<CompanyDecision<Answer, SupportRefusal>>,
  ): Promise<Result<Answer, SupportRefusal>> =>
    companyChanges.change<Answer, SupportRefusal>(companyId, async (now) => {
      const company = (await companies.read(companyId))?.value
      return company ? decide(company, now) : err({ code: 'notFound' })
    })

  async function sightOf(company: CompanyDocument, area: SupportArea): Promise<SupportSight> {
    const { companyId } = company
    if (area === 'setup') {
      const items = setupItems(company, await companies.employees(companyId))
      return { area, setup: items.map(({ id, state }) => ({ id, state })) }
    }
    const letters = await waitingLetters(deps, { companyId })
    return {
      area,
      stuckTasks: letters.map(({ queue, kind, at, reason, retries }) => ({
        ...{ queue, kind, at, reason, retries },
      })),
    }
  }

  return {
    async list(asked) {
      const may = mayIn(asked, 'manageEmployees')
      if (!may.ok) return may
      const company = (await companies.read(asked.companyId))?.value
      if (!company) return err({ code: 'notFound' })
      const open = openSupport(company, clock.now())
      if (open.length === 0) return ok([])
      const operators = await companies.employees(operatorHouse)
      // An operator who has left is nobody's support any more.
      const known = (id: string) => operators.filter(({ employeeId }) => employeeId === id)
      return ok(open.flatMap((access) => known(access.operatorId).map((one) => viewOf(access, one))))
    },

    async invite({ wish: { operatorEmail, areas, hours, reason }, ...asked }) {
      const may = mayIn(asked, 'inviteSupport')
      if (!may.ok) return may
      return change<SupportView>(asked.companyId, async (company, now) => {
        const operator = (await companies.employees(operatorHouse)).find(isKnownBy(operatorEmail))
        if (!operator) return err({ code: 'operatorUnknown' })
        const { employeeId: operatorId } = operator
        const others = openSupport(company, now).filter((one) => one.operatorId !== operatorId)
        if (others.length >= mostInvited) return err(limitReached('supportAccesses', mostInvited))
        const until = addHours(now, hours).toISOString()
        const access: SupportAccess = {
          ...{ operatorId, reason, by: asked.actor.employeeId, at: now.toISOString(), until },
          areas: supportAreas.filter((area) => areas.includes(area)),
        }
        const by = actorRef(asked.actor)
        const detail = { operatorId, areas: access.areas.join(' '), until }
        return changed(viewOf(access, operator), withSupport(company, [...others, access]), {
          ...{ event: 'supportInvited', by, detail },
        })
      })
    },

    async end({ operatorId, ...asked }) {
      const may = mayIn(asked, 'manageEmployees')
      if (!may.ok) return may
      return change<void>(asked.companyId, async (company, now) => {
        const open = openSupport(company, now)
        const others = open.filter((one) => one.operatorId !== operatorId)
        if (others.length === open.length) return ok({ answer: undefined })
        const fact = { event: 'supportEnded', by: actorRef(asked.actor), detail: { operatorId } } as const
        return changed<void>(undefined, withSupport(company, others), fact)
      })
    },

    async own({ actor, companyId }) {
      const may = mayOperate(actor)
      if (!may.ok) return may
      const company = (await companies.read(companyId))?.value
      const access = company && accessOf(company, actor, clock.now())
      if (!access) return err({ code: 'notFound' })
      const { areas, reason, at: since, until } = access
      return ok({ areas, reason, since, until })
    },

    async look({ actor, companyId, area }) {
      const may = mayOperate(actor)
      if (!may.ok) return may
      return change<SupportSight>(companyId, async (company, now) => {
        const named = accessOf(company, actor, now)?.areas.find((one) => one === area)
        if (!named) return err({ code: 'notFound' })
        const facts = [{ event: 'supportLooked', by: operatorRef(actor), detail: { area: named } }] as const
        return ok({ answer: await sightOf(company, named), change: { writes: [], facts } })
      })
    },
  }
}

const accessOf = (company: CompanyDocument, { employeeId }: EmployeeActor, now: Date) =>
  openSupport(company, now).find(({ operatorId }) => operatorId === employeeId)

const viewOf = (
  { operatorId, areas, reason, at: since, until }: SupportAccess,
  { name, email }: EmployeeDocument,
): SupportView => ({ operatorId, name, email, areas, reason, since, until })

/** What has lapsed goes with the next change. */
const withSupport = (
  { support: _before, ...company }: CompanyDocument,
  support: readonly SupportAccess[],
): CompanyDocument => ({ ...company, ...(support.length > 0 && { support }) })

const changed = <Answer>(
  answer: Answer,
  company: CompanyDocument,
  fact: Fact,
): CompanyDecision<Answer, never> => ok({ answer, change: { writes: [writeOf(company)], facts: [fact] } })
