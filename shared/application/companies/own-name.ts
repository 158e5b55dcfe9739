import type { EmployeeActor } from '../actor.ts'
import type { Core } from '../core.ts'

/** The reader's own name, as their company has it: what stands across the pages that are theirs alone to read. */
export type OwnName = (reader: EmployeeActor) => Promise<string>

export const makeOwnName =
  ({ companies }: Pick<Core, 'companies'>): OwnName =>
  async ({ companyId, employeeId }) =>
    (await companies.employee(companyId, employeeId))?.name ?? employeeId
