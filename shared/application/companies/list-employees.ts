import { allowed } from '../../domain/identity/roles.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import type { EmployeeActor } from '../actor.ts'
import type { Core } from '../core.ts'

export type EmployeeView = {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly roles: readonly string[]
  readonly grants: readonly string[]
}

export type ListEmployees = (input: {
  readonly actor: EmployeeActor
  readonly companyId: string
}) => Promise<Result<readonly EmployeeView[], { readonly code: 'notFound' | 'forbidden' }>>

/** The people of the company, for who manages them and for who hands out requests. */
export function makeListEmployees({ companies }: Pick<Core, 'companies'>): ListEmployees {
  return async ({ actor, companyId }) => {
    if (actor.companyId !== companyId) return err({ code: 'notFound' })
    const { roles, grants } = actor
    const may = (operation: 'manageEmployees' | 'assign') =>
      allowed(operation, { roles, grants, relations: [], status: 'open' })
    if (!may('manageEmployees') && !may('assign')) return err({ code: 'forbidden' })

    const employees = await companies.employees(companyId)
    return ok(
      employees.map(({ employeeId: id, name, email, roles: held, grants: granted }) => ({
        id,
        name,
        email,
        roles: held,
        grants: granted,
      })),
    )
  }
}
