import { holds, isHolding, judgeHolding } from '../../domain/identity/holdings.ts'
import type { Holding, HoldingRefusal } from '../../domain/identity/holdings.ts'
import type { LimitReached } from '../../domain/requests/limits.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import { actorRef } from '../actor.ts'
import type { Core } from '../core.ts'
import type { CompanyChange, CompanyDecision } from './company-changes.ts'
import type { CompanyDocument, EmployeeDocument } from './company-document.ts'
import { employeeHolding, employeeTag, employeeWith, mayIn } from './company-people.ts'
import type { Asked } from './company-people.ts'
import { writeOf } from './guarded-change.ts'
import type { GuardedChange, GuardedFlaw, Held } from './guarded-change.ts'
import { guarded } from './propose-change.ts'
import { makeTakeBackNow, takingBack } from './take-back.ts'

export type EmployeeRefusal =
  | GuardedFlaw
  | HoldingRefusal
  | LimitReached
  | { readonly code: 'notFound' | 'versionConflict' | 'roleUnknown' | 'ownFactors' }

export type AskedOfOne = Asked & { readonly employeeId: string; readonly expected?: string }

export type ChangeEmployee = {
  /** The name at once; the address by which they sign in takes a second administrator. */
  readonly details: (
    input: AskedOfOne & { readonly name?: string; readonly email?: string },
  ) => Promise<Result<Held, EmployeeRefusal>>
  /** For a colleague who lost all of theirs: takes a second administrator, and is never one's own. */
  readonly resetFactors: (input: AskedOfOne) => Promise<Result<Held, EmployeeRefusal>>
  /** Gives a role or takes it away, from the next call on; repeated it changes nothing. */
  readonly role: (
    input: AskedOfOne & { readonly role: string; readonly to: 'given' | 'taken' },
  ) => Promise<Result<Held, EmployeeRefusal>>
}

type Deps = Pick<
  Core,
  | 'documents'
  | 'requests'
  | 'companies'
  | 'companyChanges'
  | 'settings'
  | 'secrets'
  | 'random'
  | 'crypto'
  | 'clock'
  | 'log'
>

export type AboutOne = {
  readonly company: CompanyDocument
  readonly employees: readonly EmployeeDocument[]
  readonly employee: EmployeeDocument
  readonly now: Date
}

/** One employee among the others, for a change of the company; refused before `decide` where there is no such one. */
export async function aboutOne<Answer, Refusal>(
  { companies, companyChanges }: Pick<Core, 'companies' | 'companyChanges'>,
  { actor, companyId, employeeId, expected }: AskedOfOne,
  decide: (about: AboutOne) => Promise<CompanyDecision<Answer, Refusal | EmployeeRefusal>>,
): Promise<Result<Answer, Refusal | EmployeeRefusal>> {
  const may = mayIn({ actor, companyId }, 'manageEmployees')
  if (!may.ok) return may
  return companyChanges.change<Answer, Refusal | EmployeeRefusal>(companyId, async (now) => {
    // Never the remembered one: it decides what may hold at once.
    const company = (await companies.read(companyId))?.value
    const employees = await companies.employees(companyId)
    const employee = employees.find((one) => one.employeeId === employeeId)
    if (!company || !employee) return err({ code: 'employeeUnknown' })
    if (expected !== undefined && expected !== employeeTag(employee)) return err({ code: 'versionConflict' })
    return decide({ company, employees, employee, now })
  })
}

export function makeChangeEmployee(deps: Deps): ChangeEmployee {
  const takeBackNow = makeTakeBackNow(deps)

  return {
    details: ({ name, email, ...asked }) =>
      aboutOne<Held, never>(deps, asked, async ({ company, employees, employee: before, now }) => {
        const { actor, employeeId } = asked
        const isRenamed = name !== undefined && name !== before.name
        const employee = isRenamed ? employeeWith(before, { name }) : before
        const detail = { employeeId, members: 'name' }
        const own: CompanyChange = isRenamed
          ? {
              writes: [writeOf(employee)],
              facts: [{ event: 'employeeChanged', by: actorRef(actor), detail }],
            }
          : { writes: [], facts: [] }
        if (email === undefined || email === before.email)
          return ok({ answer: 'holds', ...(isRenamed && { change: own }) })

        const change: GuardedChange = { kind: 'employeeEmail', employeeId, from: before.email, to: email }
        const people = employees.map((one) => (one === before ? employee : one))
        const outcome = await guarded(deps, { company, employees: people, change, actor, now })
        if (!outcome.ok) return outcome
        const { answer, change: more = own } = outcome.value
        const writes = answer === 'holds' ? more.writes : [...own.writes, ...more.writes]
        return ok({ answer, change: { ...more, writes, facts: [...own.facts, ...more.facts] } })
      }),

    resetFactors: (asked) =>
      aboutOne<Held, never>(deps, asked, async (about) => {
        const { actor, employeeId } = asked
        if (actor.employeeId === employeeId) return err({ code: 'ownFactors' })
        return guarded(deps, { ...about, actor, change: { kind: 'factorReset', employeeId } })
      }),

    async role({ role, to, ...asked }) {
      if (!isHolding(role)) return err({ code: 'roleUnknown' })
      const changed = await aboutOne<Held, never>(deps, asked, async (about) => {
        const { actor } = asked
        const { employee, employees: colleagues } = about
        const judged = judgeHolding({ by: actor, of: employee, holding: role, to, colleagues })
        if (!judged.ok) return judged
        if (holds(employee, role) === (to === 'given')) return ok({ answer: 'holds' })
        const { employeeId } = employee
        return role === 'approver'
          ? guarded(deps, { ...about, actor, change: { kind: 'approverGrant', employeeId, to } })
          : ok({ answer: 'holds', change: await holdingChange(deps, about, { actor, holding: role, to }) })
      })
      if (changed.ok && to === 'taken') await takeBackNow(asked)
      return changed
    },
  }
}

async function holdingChange(
  deps: Deps,
  { company, employee: before, now }: AboutOne,
  { actor: by, holding, to }: Pick<Asked, 'actor'> & { holding: Holding; to: 'given' | 'taken' },
): Promise<CompanyChange> {
  const { employeeId } = before
  const after = employeeHolding(before, { holding, to, by: by.employeeId, at: now.toISOString() })
  const { writes, messages } = await takingBack(deps, { company, before, after, by, now })
  const event = to === 'given' ? 'roleGiven' : 'roleTaken'
  return {
    writes: [writeOf(after), ...writes],
    facts: [{ event, by: actorRef(by), detail: { employeeId, role: holding } }],
    messages,
  }
}
