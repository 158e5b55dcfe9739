// Who the company is: what the request page, letters and mails say of it.
import { holidayCountries } from '../../../shared/domain/holidays/holidays.ts'
import { rights } from '../../../shared/domain/requests/right.ts'
import { languages } from '../../http/accepted-language.ts'
import { languageNames } from '../language.ts'
import type { OneForm } from './one-form.ts'

type Draft = {
  readonly dataProtectionOfficer?: object
  readonly languages: readonly string[]
  readonly rights: readonly string[]
}

export const profileForm: OneForm<Draft> = {
  place: 'profile',

  specs: async ({ texts, language }) => {
    const { profile: words } = texts.settings
    const countryNames = new Intl.DisplayNames([language], { type: 'region' })
    return [
      { at: 'name', kind: 'line', label: words.name },
      { at: 'contact.name', kind: 'line', label: words.contactName, hint: words.contactHint },
      { at: 'contact.email', kind: 'line', label: words.contactEmail, look: { type: 'email' } },
      { at: 'contact.phone', kind: 'line', label: words.contactPhone, hint: words.phoneHint },
      { at: 'contact.postalAddress', kind: 'text', label: words.address },
      { at: 'dataProtectionOfficer.name', kind: 'line', label: words.officerName, hint: words.officerHint },
      {
        ...{ at: 'dataProtectionOfficer.email', kind: 'line', label: words.officerEmail },
        look: { type: 'email' },
      },
      { at: 'dataProtectionOfficer.phone', kind: 'line', label: words.officerPhone },
      { at: 'authority.name', kind: 'line', label: words.authorityName, hint: words.authorityHint },
      { at: 'authority.url', kind: 'line', label: words.authorityUrl },
      { at: 'authority.address', kind: 'line', label: words.authorityAddress },
      {
        ...{ at: 'languages', kind: 'boxes', label: words.languages },
        options: languages.map((value) => ({ value, label: languageNames[value] })),
      },
      {
        ...{ at: 'rights', kind: 'boxes', label: words.rights },
        options: rights.map((value) => ({ value, label: texts.common.rights[value].name })),
      },
      {
        ...{ at: 'country', kind: 'select', label: words.country, hint: words.countryHint },
        options: holidayCountries.map((value) => ({ value, label: countryNames.of(value) ?? value })),
      },
      { at: 'timeZone', kind: 'line', label: words.timeZone, hint: words.timeZoneHint },
    ]
  },

  value: ({ dataProtectionOfficers: [dataProtectionOfficer], ...settings }) => ({
    ...settings,
    dataProtectionOfficer,
  }),

  body: ({ dataProtectionOfficer, languages: spoken, rights: offered, ...profile }, settings) => ({
    profile: {
      ...profile,
      languages: inOrder(settings.languages, spoken),
      rights: inOrder(settings.rights, offered),
      dataProtectionOfficers: dataProtectionOfficer ? [dataProtectionOfficer] : [],
    },
  }),

  placeOf: (at) =>
    at.replace(/^profile\./, '').replace(/^dataProtectionOfficers\.0/, 'dataProtectionOfficer'),
}

/** What was there keeps its place: mails to staff come in the first language. */
const inOrder = (held: readonly string[], ticked: readonly string[]): readonly string[] => [
  ...held.filter((one) => ticked.includes(one)),
  ...ticked.filter((one) => !held.includes(one)),
]
