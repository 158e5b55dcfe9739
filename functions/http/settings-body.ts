// Settings between the wire and the use case.
import type { SettingsChange } from '../../shared/application/companies/changed-company.ts'
import type { CompanySettings } from '../../shared/application/companies/settings.ts'
import type { Body } from '../../shared/contracts/bodies.ts'
import type { ActivityBody, InformationTypeBody } from '../../shared/contracts/settings-bodies.ts'
import type { InformationType } from '../../shared/domain/templates/information-type.ts'
import type { ProcessingActivity } from '../../shared/domain/templates/processing-activities.ts'
import { text } from './localised.ts'
import { given } from './operation.ts'

/** What is only there to read is taken off. */
export function settingsChange({ profile = {}, ...body }: Body<'settings'>): SettingsChange {
  const { approvalPolicy, sms, informationTypes, activities, acknowledgement, ...others } = body
  const { identifiers, ...said } = profile
  return {
    ...said,
    ...others,
    ...(approvalPolicy && { approvalPolicy: without(approvalPolicy, 'version') }),
    ...(sms && { sms: without(sms, 'usedThisMonth') }),
    ...given({
      informationTypes: informationTypes?.map(typeOf),
      activities: activities?.map(activityOf),
      acknowledgement: acknowledgement?.map(text),
      identifiers: identifiers?.map(({ id, label, why }) => ({ id, label: text(label), why: text(why) })),
    }),
  }
}

function without<Members extends object, Name extends keyof Members>(members: Members, name: Name) {
  const { [name]: _name, ...rest } = members
  return rest
}

export function settingsView({ name, languages, country, timeZone, contact, ...settings }: CompanySettings) {
  const { dataProtectionOfficers, authority, rights, identifiers, ...others } = settings
  const said = { name, languages, country, timeZone, contact, dataProtectionOfficers, authority, rights }
  return { profile: { ...said, identifiers }, ...others }
}

const typeOf = ({ label, sources, ...rest }: InformationTypeBody): InformationType => ({
  ...rest,
  label: text(label),
  sources: sources.map((source) => ({ ...source, label: text(source.label) })),
})

const activityOf = ({ automatedDecisions, thirdCountries, ...body }: ActivityBody): ProcessingActivity => ({
  ...body,
  ...{ purposes: text(body.purposes), retention: text(body.retention), source: text(body.source) },
  ...given({
    automatedDecisions: automatedDecisions && text(automatedDecisions),
    thirdCountries: thirdCountries?.map(({ country, safeguard }) => ({
      country,
      safeguard: text(safeguard),
    })),
  }),
})
