// Who may give which role, and take it away.
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import { allowed, grants, roles } from './roles.ts'
import type { CompanyRole, Grant, Operation, Role } from './roles.ts'

/** What an employee may hold: a role, or a grant on top of one. In addresses both are called roles (api.md). */
export type Holding = CompanyRole | Grant

export const holdings: readonly Holding[] = [...roles, ...grants]

export const isHolding = (text: string): text is Holding => (holdings as readonly string[]).includes(text)

export type Holder = {
  readonly employeeId: string
  readonly roles: readonly Role[]
  readonly grants: readonly Grant[]
}

export const holds = (holder: Pick<Holder, 'roles' | 'grants'>, holding: Holding): boolean =>
  [...holder.roles, ...holder.grants].includes(holding)

/** `given` or `taken`, in the order of the table. */
export function withHolding(
  holder: Pick<Holder, 'roles' | 'grants'>,
  holding: Holding,
  to: 'given' | 'taken',
): Pick<Holder, 'roles' | 'grants'> {
  const stays = (one: Holding): boolean => (one === holding ? to === 'given' : holds(holder, one))
  return { roles: roles.filter(stays), grants: grants.filter(stays) }
}

export type HoldingRefusal = {
  readonly code: 'forbidden' | 'ownRoles' | 'lastOwner' | 'lastAdministrator'
}

export type HoldingChange = {
  readonly by: Holder
  readonly of: Holder
  readonly holding: Holding
  readonly to: 'given' | 'taken'
  readonly colleagues: readonly Holder[]
}

/**
 * Owners and administrators give and take roles, an owner alone those of owners; nobody gives themselves anything
 * (security.md, "Four eyes are over persons"), and somebody must be left who can.
 */
export function judgeHolding(change: HoldingChange): Result<void, HoldingRefusal> {
  const { by, of, holding, to, colleagues } = change
  const may = (operation: Operation): boolean => allowed(operation, { ...by, relations: [] })
  if (!may('manageEmployees')) return err({ code: 'forbidden' })
  const last = to === 'taken' ? lastOf(holding, of, colleagues) : undefined
  if (last) return err({ code: last })
  if (holding === 'systemOwner' && !may('manageOwners')) return err({ code: 'forbidden' })
  return to === 'given' && by.employeeId === of.employeeId ? err({ code: 'ownRoles' }) : ok(undefined)
}

/** Who leaves loses all they hold, under the rules of each. */
export function judgeLeaving(change: Pick<HoldingChange, 'by' | 'of' | 'colleagues'>) {
  const held = holdings.filter((holding) => holds(change.of, holding))
  const judged = held.map((holding) => judgeHolding({ ...change, holding, to: 'taken' }))
  const refused = judged.find(({ ok: may }) => !may)
  if (refused) return refused
  return allowed('manageEmployees', { ...change.by, relations: [] })
    ? ok(undefined)
    : err({ code: 'forbidden' as const })
}

const needed: Readonly<Partial<Record<Holding, 'lastOwner' | 'lastAdministrator'>>> = {
  systemOwner: 'lastOwner',
  systemAdministrator: 'lastAdministrator',
}

/** Why it cannot be taken from them; undefined when somebody else has it, or they never had it. */
function lastOf(holding: Holding, of: Holder, colleagues: readonly Holder[]) {
  const others = colleagues.some((one) => one.employeeId !== of.employeeId && holds(one, holding))
  return holds(of, holding) && !others ? needed[holding] : undefined
}
