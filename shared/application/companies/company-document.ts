import type { HolidayCountry } from '../../domain/holidays/holidays.ts'
import type { Right } from '../../domain/requests/right.ts'
import type { ApprovalPolicy } from '../../domain/requests/approval.ts'
import type { IdentityLevel, LevelForType } from '../../domain/requests/identity.ts'
import type { UploadLimits } from '../../domain/requests/upload-limits.ts'
import type { ProcessingActivity } from '../../domain/templates/processing-activities.ts'
import type { InformationType } from '../../domain/templates/information-type.ts'
import type { Authority } from '../../domain/letters/authorities.ts'
import type { Identifier } from '../../domain/requests/identifiers.ts'
import type { Language, Text } from '../../domain/templates/template.ts'
import type { Holding } from '../../domain/identity/holdings.ts'
import type { Grant, Role } from '../../domain/identity/roles.ts'
import type { ReviewersSee } from '../../domain/identity/masking.ts'
import type { TextPolicy } from '../../domain/identity/text-messages.ts'
import type { SupportAccess } from '../../domain/companies/support.ts'
import type { Closing, Module, OwnerRecovery, Suspension } from '../../domain/companies/standing.ts'
import type { Document } from '../ports/documents.ts'
import type { LogoFacts } from './logo.ts'
import type { SystemConnection } from '../connectors/connection.ts'
import type { PublicJwk } from '../ports/keys.ts'
import type { LinkedIdentity } from '../sign-in-provider/identity.ts'
import type { ProviderSetting } from '../sign-in-provider/setting.ts'
import type { Instant } from '../requests/request-document.ts'
import type { Receiver } from '../transfer/receiver.ts'
import type { Subscription } from '../webhooks/webhook-document.ts'

/** What the company keeps of itself: one document, id `company`, in its own partition. */
export type CompanyDocument = Document & {
  readonly id: 'company'
  readonly companyId: string
  readonly name: string
  readonly languages: readonly Language[]
  readonly country: HolidayCountry
  readonly timeZone: string
  readonly contact: CompanyContact
  /** None, unless the company says so: not every company must have one (Art. 37). */
  readonly dataProtectionOfficers?: readonly DataProtectionOfficer[]
  /** The one that it answers to, where that is not its country's. */
  readonly authority?: Authority
  /** What it adds to its acknowledgements, paragraph by paragraph. */
  readonly acknowledgement?: readonly Text[]
  /** What a person may add so that they are found, each with why it is asked for. */
  readonly identifiers?: readonly Identifier[]
  /** What is known of the picture in the document `logo`. */
  readonly logo?: LogoFacts
  readonly rights: readonly Right[]
  readonly identityLevel: IdentityLevel
  /** Where it demands another level for a type of information, and why. */
  readonly identityLevels?: readonly LevelForType[]
  readonly approvalPolicy: ApprovalPolicy
  /** `none`: it declared that it has nobody for the second pair of eyes over its own changes, and that holds as long as it is so. */
  readonly secondAdministrator?: 'required' | 'none'
  /** Whether its people may sign in by a code that is texted to them; not unless it says so. */
  readonly staffTexts?: 'refused' | 'allowed'
  /** Whether name and contact of the person are covered for who only reviews an answer; they are, unless it says otherwise. */
  readonly reviewersSee?: ReviewersSee
  /** Whether a request has a page that its address alone opens; not unless it says so (security.md, "Strangers"). */
  readonly statusPage?: 'off' | 'coarse'
  /** `tokenAlone`: a mailed link opens without its code (the demonstration company). */
  readonly linkFactor: 'tokenAlone' | 'tokenAndCode'
  /** Whose pages may call its API from a browser: exact https origins. */
  readonly allowedOrigins?: readonly string[]
  /** From which other companies people who work here as well see how it stands: counts, and nothing more. */
  readonly seenFrom?: readonly string[]
  /** Whether programs send an API key beside their token; unless it is said, they do outside demo mode. */
  readonly programAccess?: ProgramAccess
  /** To which numbers codes are texted, and how many a month; unless it is said, those of its country. */
  readonly sms?: TextPolicy
  /** A host name of its own, beside its path; what proves it lies outside (`hosts/host-documents.ts`). */
  readonly host?: string
  /** Where its people may, or must, sign in. */
  readonly provider?: ProviderSetting
  readonly informationTypes: readonly InformationType[]
  /** What it set of the limits of uploads; the rest is as usual. */
  readonly uploads?: Partial<UploadLimits>
  /** How long it keeps that a request was answered, where it states another period than the usual one. */
  readonly retention?: { readonly outcomeYears: number }
  /** How many days before its end somebody is asked for their consent again, where not as usual. */
  readonly consentRenewalDays?: number
  /** Months after its end in which the proof of a consent is kept, where not as usual. */
  readonly consentProofMonths?: number
  readonly activities: readonly ProcessingActivity[]
  /** Its forms: a new request takes the newest version of each. */
  readonly templates: readonly TemplateHead[]
  /** What its operator switched off, and whether new requests are stopped (`standing.ts`). */
  readonly modulesOff?: readonly Module[]
  readonly suspended?: Suspension
  /** What its own systems are told of, and where; only those that are switched on. */
  readonly webhooks?: readonly Subscription[]
  /** To which other controllers a person may have their data sent (Art. 20(2)), and who is to become one. */
  readonly receivers?: readonly Receiver[]
  /** In which systems its people look for a person, from the catalogue. */
  readonly connections?: readonly SystemConnection[]
  readonly closing?: Closing
  /** Under way until its people end it, or 72 hours are over. */
  readonly recovery?: OwnerRecovery
  /** Which operators its owner let see some of how it stands; what has lapsed opens nothing. */
  readonly support?: readonly SupportAccess[]
  /** Sparse: when it is closed for good. */
  readonly closesAt?: Instant
  /** What signed for it in another instance, before it was taken in here. */
  readonly formerKeys?: readonly PublicJwk[]
  /** 32 random bytes, wrapped; keyed hashes and the company's own mails derive from it. */
  readonly secret: WrappedSecret
}

export type CompanyContact = {
  readonly name: string
  readonly email: string
  readonly phone?: string
  readonly postalAddress?: string
}

export type DataProtectionOfficer = {
  readonly name: string
  readonly email: string
  readonly phone?: string
}

export type ProgramAccess = 'tokenAlone' | 'tokenAndKey'

export const programAccessOf = (
  company: Pick<CompanyDocument, 'programAccess'> | undefined,
  mode: 'demo' | 'serve',
): ProgramAccess => company?.programAccess ?? (mode === 'demo' ? 'tokenAlone' : 'tokenAndKey')

/** `version` is the newest; a retired one is only there for the requests that were opened with it. */
export type TemplateHead = {
  readonly templateId: string
  readonly version: number
  readonly state: 'current' | 'retired'
}

export type WrappedSecret = { readonly wrapped: string; readonly version: string }

/** Someone who works for the company: id `employee:{employeeId}`. */
export type EmployeeDocument = Document & {
  readonly companyId: string
  readonly employeeId: string
  readonly name: string
  readonly email: string
  readonly roles: readonly Role[]
  readonly grants: readonly Grant[]
  /** Counts the changes: the version that clients hold. */
  readonly version?: number
  /** Counts what ended the sessions that were open: other roles, another address (security.md, "Sessions"). */
  readonly generation?: number
  readonly invited?: Given
  /** Who gave each role, and when; nothing of those that came with the company. */
  readonly given?: Readonly<Partial<Record<Holding, Given>>>
  /** By which identity of the company's provider they are known. */
  readonly identity?: LinkedIdentity
  /** The day of the last sign-in. */
  readonly lastSignInOn?: string
  /** When a code by text did not reach them the last time that their administrators were told. */
  readonly textFailedAt?: Instant
}

export type Given = { readonly by: string; readonly at: Instant }

export const employeeDocumentId = (employeeId: string): string => `employee:${employeeId}`

export const wrapKeyName = (companyId: string): string => `company-${companyId}-wrap`

export const signKeyName = (companyId: string): string => `company-${companyId}-sign`
