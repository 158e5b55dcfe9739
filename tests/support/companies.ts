import type { NewCompany } from '../../shared/application/companies/open-company.ts'
import type { Grant, Role } from '../../shared/domain/identity/roles.ts'
import { rights } from '../../shared/domain/requests/right.ts'
import { catalogueOf } from '../../shared/domain/templates/starter-packs.ts'

/** What the demonstration company starts from. */
export const starting = catalogueOf(['insurance', 'retail', 'generic'])

type Person = {
  readonly employeeId: string
  readonly name: string
  readonly email: string
  readonly roles: readonly Role[]
  readonly grants: readonly Grant[]
}

const person = (employeeId: string, roles: readonly Role[], grants: readonly Grant[] = []): Person => ({
  ...{ employeeId, name: `The ${employeeId}`, email: `${employeeId}@demo.example`, roles, grants },
})

/** The people of `api.md`, with a second approver, a second manager, a data protection officer and an auditor beside them. */
export const people = {
  owner: person('owner', ['systemOwner']),
  admin: person('admin', ['systemAdministrator']),
  manager: person('manager', ['systemManager']),
  deputy: person('deputy', ['systemManager']),
  user: person('user', ['systemUser']),
  second: person('second', ['systemUser']),
  approver: person('approver', ['systemUser'], ['approver']),
  coApprover: person('coApprover', ['systemUser'], ['approver']),
  officer: person('officer', [], ['dataProtectionOfficer']),
  auditor: person('auditor', [], ['auditor']),
}

export type PersonName = keyof typeof people

const company = (companyId: string, name: string): NewCompany => ({
  company: {
    ...{ companyId, name, rights, languages: ['en', 'da'], country: 'DK', timeZone: 'Europe/Copenhagen' },
    contact: { name: 'Data protection', email: `privacy@${companyId}.example` },
    identityLevel: 'mailbox',
    approvalPolicy: { version: 1, approvalsNeeded: 1 },
    linkFactor: 'tokenAlone',
    informationTypes: starting.informationTypes,
    activities: starting.activities,
  },
  employees: Object.values(people).map((one) => ({
    ...one,
    email: one.email.replace('demo', companyId),
  })),
  templates: starting.templates,
})

export const demoCompany = company('demo', 'Demo Company')

export const otherCompany = company('other', 'Other Company')
