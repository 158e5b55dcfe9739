import type { EmployeeDocument } from './company-document.ts'
import type { CompanyStore } from './company-store.ts'

/** Who is told of what only they can mend; more would not fit into one change, and see it on their pages. */
export const administratorsOf = (employees: readonly EmployeeDocument[]): readonly string[] =>
  employees
    .filter(({ roles }) => roles.includes('systemAdministrator') || roles.includes('systemOwner'))
    .map(({ employeeId }) => employeeId)
    .slice(0, 12)

/** Who is told of a breach: those who answer for the queue, and the data protection officer. */
export async function overseersOf(
  companies: Pick<CompanyStore, 'employees'>,
  companyId: string,
): Promise<readonly string[]> {
  const employees = await companies.employees(companyId)
  return employees
    .filter(
      ({ roles, grants }) => roles.includes('systemManager') || grants.includes('dataProtectionOfficer'),
    )
    .map(({ employeeId }) => employeeId)
    .slice(0, 12)
}

/** Who is told where nobody else would be. */
export async function managersOf(
  companies: Pick<CompanyStore, 'employees'>,
  companyId: string,
): Promise<readonly string[]> {
  const employees = await companies.employees(companyId)
  return employees.filter(({ roles }) => roles.includes('systemManager')).map(({ employeeId }) => employeeId)
}
