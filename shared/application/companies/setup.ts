import { unexplainedTypes } from '../../domain/templates/catalogue.ts'
import { currentTypes } from '../../domain/templates/information-type.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import type { Core } from '../core.ts'
import { canBeSatisfied } from './changed-company.ts'
import type { CompanyDocument, EmployeeDocument } from './company-document.ts'
import { profileOf } from './profile.ts'
import { decidersOf, mayIn } from './company-people.ts'
import type { Asked } from './company-people.ts'

/** `missing`: without it a request could not be answered as the law demands. `advised`: it could, and something is unsaid. */
export type SetupItem = {
  readonly id:
    | 'informationTypes'
    | 'activities'
    | 'manager'
    | 'workers'
    | 'approvers'
    | 'fourEyes'
    | 'secondAdministrator'
    | 'otherChannel'
    | 'dataProtectionOfficer'
  readonly state: 'done' | 'missing' | 'advised'
  /** Where it is mended. */
  readonly page: 'information' | 'activities' | 'people' | 'approval' | 'profile'
}

export type Setup = {
  readonly ready: boolean
  readonly items: readonly SetupItem[]
  /** That and why the operator lets it take nothing new. */
  readonly suspended?: { readonly at: string; readonly reason: string }
}

export type ViewSetup = (input: Asked) => Promise<Result<Setup, { readonly code: 'notFound' | 'forbidden' }>>

export function makeViewSetup({ companies }: Pick<Core, 'companies'>): ViewSetup {
  return async (asked) => {
    const judged = mayIn(asked, 'changeSettings')
    if (!judged.ok) return judged
    const company = await companies.read(asked.companyId)
    if (!company) return err({ code: 'notFound' })
    const items = setupItems(company.value, await companies.employees(asked.companyId))
    const { suspended } = company.value
    return ok({
      ready: items.every(({ state }) => state !== 'missing') && suspended === undefined,
      items,
      ...(suspended && { suspended: { at: suspended.at, reason: suspended.reason } }),
    })
  }
}

const must = (isThere: boolean): SetupItem['state'] => (isThere ? 'done' : 'missing')

const should = (isThere: boolean): SetupItem['state'] => (isThere ? 'done' : 'advised')

/** What a company needs before it can answer, in the order in which it is best mended. */
export function setupItems(
  company: CompanyDocument,
  employees: readonly EmployeeDocument[],
): readonly SetupItem[] {
  const managers = employees.filter(({ roles }) => roles.includes('systemManager'))
  const workers = employees.filter(
    ({ roles }) => roles.includes('systemUser') || roles.includes('systemManager'),
  )
  const approvers = employees.filter(({ grants }) => grants.includes('approver'))
  const hands = new Set([...workers, ...approvers].map(({ employeeId }) => employeeId))
  const alone = company.secondAdministrator === 'none'
  return [
    {
      id: 'informationTypes',
      state: must(currentTypes(company.informationTypes).length > 0),
      page: 'information',
    },
    { id: 'activities', state: must(unexplainedTypes(company).length === 0), page: 'activities' },
    { id: 'manager', state: must(managers.length > 0), page: 'people' },
    { id: 'workers', state: must(workers.length > 0), page: 'people' },
    { id: 'approvers', state: must(canBeSatisfied(company, employees)), page: 'approval' },
    // Whoever collected does not approve (security.md, "Four eyes are over persons").
    { id: 'fourEyes', state: must(hands.size > company.approvalPolicy.approvalsNeeded), page: 'people' },
    {
      id: 'secondAdministrator',
      state: should(alone || decidersOf(employees).length > 1),
      page: 'people',
    },
    // Whoever has no e-mail asks by letter or telephone (EDPB 01/2022, section 3.1.1).
    {
      id: 'otherChannel',
      state: should((company.contact.phone ?? company.contact.postalAddress) !== undefined),
      page: 'profile',
    },
    {
      id: 'dataProtectionOfficer',
      state: should(profileOf(company).dataProtectionOfficers.length > 0),
      page: 'profile',
    },
  ]
}
