import type { CompanyDocument } from '../companies/company-document.ts'
import { managersOf } from '../companies/managers.ts'
import type { Core } from '../core.ts'
import type { Change } from '../requests/request-store.ts'

/** More would not fit into one change; who is left out sees it in the queue. */
const mostTold = 12

/** Tells the managers that a request does not go on by itself. */
export async function tellManagers(
  { companies, desk }: Pick<Core, 'companies' | 'desk'>,
  change: Change,
  company: CompanyDocument,
  now: Date,
): Promise<Change> {
  let told = change
  for (const employeeId of (await managersOf(companies, company.companyId)).slice(0, mostTold))
    told = await desk.enclose(
      told,
      company,
      { kind: 'staffProblem', to: { kind: 'employee', employeeId } },
      now,
    )
  return told
}
