import { isoLocalDate, localDateOf } from '../../domain/time.ts'
import type { Write } from '../ports/documents.ts'
import type { CompanyDocument, EmployeeDocument } from './company-document.ts'
import type { CompanyStore } from './company-store.ts'

/** What is committed with a sign-in, once a day: whoever reviews access asks for the day and no more. */
export async function lastSignIn(
  companies: Pick<CompanyStore, 'employee'>,
  { companyId, timeZone }: CompanyDocument,
  employeeId: string,
  now: Date,
): Promise<readonly Write[]> {
  const employee = await companies.employee(companyId, employeeId)
  const lastSignInOn = isoLocalDate(localDateOf(now, timeZone))
  if (!employee || employee.lastSignInOn === lastSignInOn) return []
  const value: EmployeeDocument = { ...employee, lastSignInOn }
  return [{ kind: 'upsert', value }]
}
