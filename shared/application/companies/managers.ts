import type { CompanyStore } from './company-store.ts'

/** Who is told where nobody else would be. */
export async function managersOf(
  companies: Pick<CompanyStore, 'employees'>,
  companyId: string,
): Promise<readonly string[]> {
  const employees = await companies.employees(companyId)
  return employees.filter(({ roles }) => roles.includes('systemManager')).map(({ employeeId }) => employeeId)
}
