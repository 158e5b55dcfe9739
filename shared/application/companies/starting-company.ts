// What a company is before anybody set it up: whoever opens it knows its name and its first owner, and no more.
import type { HolidayCountry } from '../../domain/holidays/holidays.ts'
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

/** That of the capital; a company elsewhere says so in its settings. */
const timeZones: Readonly<Record<HolidayCountry, string>> = {
  AT: 'Europe/Vienna',
  BE: 'Europe/Brussels',
  BG: 'Europe/Sofia',
  CY: 'Asia/Nicosia',
  CZ: 'Europe/Prague',
  DE: 'Europe/Berlin',
  DK: 'Europe/Copenhagen',
  EE: 'Europe/Tallinn',
  ES: 'Europe/Madrid',
  FI: 'Europe/Helsinki',
  FR: 'Europe/Paris',
  GR: 'Europe/Athens',
  HR: 'Europe/Zagreb',
  HU: 'Europe/Budapest',
  IE: 'Europe/Dublin',
  IS: 'Atlantic/Reykjavik',
  IT: 'Europe/Rome',
  LI: 'Europe/Vaduz',
  LT: 'Europe/Vilnius',
  LU: 'Europe/Luxembourg',
  LV: 'Europe/Riga',
  MT: 'Europe/Malta',
  NL: 'Europe/Amsterdam',
  NO: 'Europe/Oslo',
  PL: 'Europe/Warsaw',
  PT: 'Europe/Lisbon',
  RO: 'Europe/Bucharest',
  SE: 'Europe/Stockholm',
  SI: 'Europe/Ljubljana',
  SK: 'Europe/Bratislava',
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
