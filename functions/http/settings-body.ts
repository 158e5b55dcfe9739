// Settings between the wire and the use case.
import type { SettingsChange } from '../../shared/application/companies/changed-company.ts'
import type { CompanySettings } from '../../shared/application/companies/settings.ts'
import type { ActivityBody, Body, InformationTypeBody } from '../../shared/contracts/bodies.ts'
import type { InformationType } from '../../shared/domain/templates/information-type.ts'
import type { ProcessingActivity } from '../../shared/domain/templates/processing-activities.ts'
import { text } from './localised.ts'
import { given } from './operation.ts'

/** Undefined for what cannot be set: nothing that was asked for is dropped in silence, but what is only there to read. */
export function settingsChange({
  profile = {},
  identityLevel,
  approvalPolicy,
  uploads,
  sms,
  programAccess,
  secondAdministrator,
  identityLevels,
  informationTypes,
  activities,
  ...others
}: Body<'settings'>): SettingsChange | undefined {
  const { name, contact, ...rest } = profile
  const { name: person, email, ...details } = contact ?? { name: '', email: '' }
  if (Object.keys(others).length + Object.keys(rest).length + Object.keys(details).length > 0)
    return undefined
  return {
    ...(name === undefined ? {} : { name }),
    ...(contact === undefined ? {} : { contact: { name: person, email } }),
    ...(identityLevel === undefined ? {} : { identityLevel }),
    ...(approvalPolicy && { approvalPolicy: without(approvalPolicy, 'version') }),
    ...(sms && { sms: without(sms, 'usedThisMonth') }),
    ...given({ uploads, programAccess, secondAdministrator, identityLevels }),
    ...given({ informationTypes: informationTypes?.map(typeOf), activities: activities?.map(activityOf) }),
  }
}

function without<Members extends object, Name extends keyof Members>(members: Members, name: Name) {
  const { [name]: _name, ...rest } = members
  return rest
}

export const settingsView = ({ name, contact, ...settings }: CompanySettings) => ({
  profile: { name, contact },
  ...settings,
})

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
