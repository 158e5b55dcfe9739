import { isoLocalDate, localDateOf } from '../../domain/time.ts'
import type { Write } from '../ports/documents.ts'
import type { CompanyDocument, EmployeeDocument } from './company-document.ts'
import type { ProviderSays } from '../sign-in-provider/identity.ts'
import type { CompanyStore } from './company-store.ts'

/** What is committed with a sign-in, once a day: whoever reviews access asks for the day and no more; or what their provider says anew. */
export async function lastSignIn(
  companies: Pick<CompanyStore, 'employee'>,
  { companyId, timeZone }: CompanyDocument,
  { employeeId, says }: { readonly employeeId: string; readonly says?: ProviderSays },
  now: Date,
): Promise<readonly Write[]> {
  const employee = await companies.employee(companyId, employeeId)
  const lastSignInOn = isoLocalDate(localDateOf(now, timeZone))
  const identity = says && employee?.identity && { ...employee.identity, says }
  const isSaid = identity === undefined || employee?.identity?.says === says
  if (!employee || (employee.lastSignInOn === lastSignInOn && isSaid)) return []
  const value: EmployeeDocument = { ...employee, lastSignInOn, ...(identity && { identity }) }
  return [{ kind: 'upsert', value }]
}
