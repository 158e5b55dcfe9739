// The settings of a company, as a checked body has them.
import type { HolidayCountry } from '../domain/holidays/holidays.ts'
import type { IdentityLevel } from '../domain/requests/identity.ts'
import type { Right } from '../domain/requests/right.ts'
import type { LegalBasis } from '../domain/templates/information-type.ts'
import type { Language } from '../domain/templates/template.ts'
import type { UploadLimits } from '../domain/requests/upload-limits.ts'
import type { ReviewersSee } from '../domain/identity/masking.ts'
import type { LocalisedBody } from './template-bodies.ts'

type SourceBody = {
  readonly sourceId: string
  readonly label: LocalisedBody
  readonly templateId: string
  readonly legalBasis: LegalBasis
  readonly providedByPerson: boolean
}

export type InformationTypeBody = {
  readonly informationType: string
  readonly label: LocalisedBody
  readonly sources: readonly SourceBody[]
  readonly state?: 'current' | 'retired'
}

export type ActivityBody = {
  readonly id: string
  readonly informationTypes: readonly string[]
  readonly purposes: LocalisedBody
  readonly legalBasis: LegalBasis
  readonly categories: readonly string[]
  readonly recipients: readonly string[]
  readonly retention: LocalisedBody
  readonly source: LocalisedBody
  readonly automatedDecisions?: LocalisedBody
  readonly thirdCountries?: readonly { readonly country: string; readonly safeguard: LocalisedBody }[]
}

type IdentifierBody = {
  readonly id: string
  readonly label: LocalisedBody
  readonly why: LocalisedBody
}

type ProfileBody = {
  readonly name?: string
  readonly languages?: readonly Language[]
  readonly country?: HolidayCountry
  readonly timeZone?: string
  readonly contact?: {
    readonly name: string
    readonly email: string
    readonly phone?: string
    readonly postalAddress?: string
  }
  readonly dataProtectionOfficers?: readonly {
    readonly name: string
    readonly email: string
    readonly phone?: string
  }[]
  readonly authority?: { readonly name: string; readonly url: string; readonly address: string }
  readonly rights?: readonly Right[]
  readonly identifiers?: readonly IdentifierBody[]
}

export type SettingsBody = {
  readonly profile?: ProfileBody
  readonly identityLevel?: IdentityLevel
  readonly identityLevels?: readonly {
    readonly informationType: string
    readonly level: IdentityLevel
    readonly reason: string
  }[]
  readonly approvalPolicy?: {
    readonly approvalsNeeded: number
    readonly approverIds?: readonly string[]
    readonly version?: number
  }
  readonly acknowledgement?: readonly LocalisedBody[]
  readonly secondAdministrator?: 'required' | 'none'
  readonly staffTexts?: 'refused' | 'allowed'
  readonly reviewersSee?: ReviewersSee
  readonly statusPage?: 'off' | 'coarse'
  readonly informationTypes?: readonly InformationTypeBody[]
  readonly activities?: readonly ActivityBody[]
  readonly sms?: {
    readonly prefixes?: readonly string[]
    readonly monthlyCap?: number
    readonly usedThisMonth?: number
  }
  readonly uploads?: Partial<UploadLimits>
  readonly retention?: { readonly outcomeYears: number }
  readonly consentRenewalDays?: number
  readonly consentProofMonths?: number
  readonly allowedOrigins?: readonly string[]
  readonly programAccess?: 'tokenAlone' | 'tokenAndKey'
  readonly seenFrom?: readonly string[]
}
