import type { Grant, Role } from '../../domain/identity/roles.ts'
import type { EmployeeActor } from '../actor.ts'
import type { Core } from '../core.ts'

/** Who works here, as those who work with them see it: no address. */
export type Colleague = {
  readonly employeeId: string
  readonly name: string
  readonly roles: readonly Role[]
  readonly grants: readonly Grant[]
}

export type Colleagues = (actor: EmployeeActor) => Promise<readonly Colleague[]>

/** By name, of the caller's own company. */
export function makeColleagues({ companies }: Pick<Core, 'companies'>): Colleagues {
  return async ({ companyId }) => {
    const employees = await companies.employees(companyId)
    return employees
      .map(({ employeeId, name, roles, grants }) => ({ employeeId, name, roles, grants }))
      .sort((a, b) => a.name.localeCompare(b.name))
  }
}
