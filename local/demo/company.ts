// The demonstration company: what `npm start` on an empty folder lets one try at once (api.md). Demo mode only.
import type { NewCompany } from '../../shared/application/companies/open-company.ts'
import type { Grant, Role } from '../../shared/domain/identity/roles.ts'
import { rights } from '../../shared/domain/requests/right.ts'
import { catalogueOf } from '../../shared/domain/templates/starter-packs.ts'

export const demoCompanyId = 'demo'

export type DemoPerson = {
  readonly employeeId: string
  readonly name: string
  readonly email: string
  readonly roles: readonly Role[]
  readonly grants: readonly Grant[]
  /** What this person is there to try, for the page of people. */
  readonly part: string
}

const person = (
  employeeId: string,
  name: string,
  part: string,
  { roles, grants = [] }: { readonly roles: readonly Role[]; readonly grants?: readonly Grant[] },
): DemoPerson => ({ employeeId, name, part, roles, grants, email: `${employeeId}@demo.example` })

export const demoPeople: readonly DemoPerson[] = [
  person('owner', 'Olivia Owner', 'Answers for the company: its settings and its people.', {
    roles: ['systemOwner'],
  }),
  person('admin', 'Adam Administrator', 'Keeps settings, templates and people; reads the audit trail.', {
    roles: ['systemAdministrator'],
  }),
  person('manager', 'Mia Manager', 'Sees every request with its due dates, and assigns it to someone.', {
    roles: ['systemManager'],
  }),
  person('user', 'Uma User', 'Fills in the data of the requests that are assigned to her, and seals them.', {
    roles: ['systemUser'],
  }),
  person('approver', 'Anders Approver', 'Reads what would be sent, and approves or returns it.', {
    roles: ['systemUser'],
    grants: ['approver'],
  }),
  person('second', 'Signe Second', 'Another user: what is not assigned to her does not exist for her.', {
    roles: ['systemUser'],
  }),
]

const starting = catalogueOf(['insurance', 'retail', 'generic'])

/** English first: mails to staff come in the first language, and visitors of a demonstration read it. */
export const demoCompany: NewCompany = {
  company: {
    companyId: demoCompanyId,
    name: 'Demo Company',
    languages: ['en', 'da'],
    country: 'DK',
    timeZone: 'Europe/Copenhagen',
    contact: { name: 'Data protection at Demo Company', email: 'privacy@demo.example' },
    rights,
    identityLevel: 'mailbox',
    approvalPolicy: { version: 1, approvalsNeeded: 1 },
    linkFactor: 'tokenAlone',
    informationTypes: starting.informationTypes,
    activities: starting.activities,
  },
  employees: demoPeople.map(({ part: _part, ...employee }) => employee),
  templates: starting.templates,
}
