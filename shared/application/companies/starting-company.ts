// What a company is before anybody set it up: whoever opens it knows its name and its first owner, and no more.
import type { HolidayCountry } from '../../domain/requests/holidays.ts'
import { rights } from '../../domain/requests/right.ts'
import { catalogueOf } from '../../domain/templates/starter-packs.ts'
import type { Language } from '../../domain/templates/template.ts'
import type { NewCompany } from './open-company.ts'

export type StartingFacts = {
  readonly companyId: string
  readonly name: string
  readonly owner: { readonly employeeId: string; readonly name: string; readonly email: string }
  readonly country?: HolidayCountry
  readonly language?: Language
  /** Starter packs of its sectors; `generic` if none is named. */
  readonly packs?: readonly string[]
}

const timeZones: Readonly<Record<HolidayCountry, string>> = {
  DK: 'Europe/Copenhagen',
  DE: 'Europe/Berlin',
  IE: 'Europe/Dublin',
  NL: 'Europe/Amsterdam',
}

/**
 * With the careful choice wherever there is one: identity on file, a code beside each link, two for what takes two. The
 * starter packs give forms and information types; what the company does with the data nobody but it can say, so it
 * begins without processing activities and the list of what is missing says so.
 */
export function startingCompany({
  companyId,
  name,
  owner,
  country = 'DK',
  language = country === 'DK' ? 'da' : 'en',
  packs = ['generic'],
}: StartingFacts): NewCompany {
  const { informationTypes, templates } = catalogueOf(packs)
  return {
    company: {
      ...{ companyId, name, country, rights, timeZone: timeZones[country] },
      languages: language === 'da' ? ['da', 'en'] : ['en', 'da'],
      contact: { name, email: owner.email },
      identityLevel: 'onFile',
      approvalPolicy: { version: 1, approvalsNeeded: 1 },
      linkFactor: 'tokenAndCode',
      informationTypes,
      activities: [],
    },
    employees: [{ ...owner, roles: ['systemOwner'], grants: [] }],
    templates,
  }
}
