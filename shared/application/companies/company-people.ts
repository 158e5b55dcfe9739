// What the calls about employees share: who may, and an employee's document as it becomes.
import { holds, isHolding, withHolding } from '../../domain/identity/holdings.ts'
import type { Holding } from '../../domain/identity/holdings.ts'
import { allowed } from '../../domain/identity/roles.ts'
import type { Operation } from '../../domain/identity/roles.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import type { EmployeeActor } from '../actor.ts'
import { normalised } from '../intake/normalised-address.ts'
import type { EmployeeDocument, Given } from './company-document.ts'

/** A sign-in looks through all of them. */
export const mostEmployees = 2_000

export type Asked = { readonly actor: EmployeeActor; readonly companyId: string }

/** Another company does not exist for them. */
export function mayIn(
  { actor, companyId }: Asked,
  operation: Operation,
): Result<void, { readonly code: 'notFound' | 'forbidden' }> {
  if (actor.companyId !== companyId) return err({ code: 'notFound' })
  return allowed(operation, { ...actor, relations: [] }) ? ok(undefined) : err({ code: 'forbidden' })
}

export const isKnownBy =
  (email: string) =>
  (one: Pick<EmployeeDocument, 'email'>): boolean =>
    normalised(one.email) === normalised(email)

/** Who owns or administers the company, and so may be the second person for a change of it. */
export const decidersOf = (employees: readonly EmployeeDocument[]): readonly EmployeeDocument[] =>
  employees.filter((one) => holds(one, 'systemOwner') || holds(one, 'systemAdministrator'))

type Members = Partial<Pick<EmployeeDocument, 'name' | 'email' | 'roles' | 'grants' | 'given' | 'identity'>>

/** Other roles and another address end the sessions that are open; another name does not. */
export function employeeWith(before: EmployeeDocument, { ...members }: Members): EmployeeDocument {
  const endsSessions = members.roles !== undefined || members.email !== undefined
  return {
    ...before,
    ...members,
    version: (before.version ?? 0) + 1,
    ...(endsSessions && { generation: (before.generation ?? 0) + 1 }),
  }
}

/** What was open is open no more. */
export const endingSessions = (before: EmployeeDocument): EmployeeDocument => ({
  ...before,
  generation: (before.generation ?? 0) + 1,
})

/** With the role or without it, and with who gave it when. */
export function employeeHolding(
  before: EmployeeDocument,
  { holding, to, ...given }: { readonly holding: Holding; readonly to: 'given' | 'taken' } & Given,
): EmployeeDocument {
  const others = Object.entries(before.given ?? {}).filter(([one]) => isHolding(one) && one !== holding)
  return employeeWith(before, {
    ...withHolding(before, holding, to),
    given: { ...Object.fromEntries(others), ...(to === 'given' && { [holding]: given }) },
  })
}

/** What clients hold as the version of an employee. */
export const employeeTag = ({ version = 0 }: EmployeeDocument): string => `${version}`
