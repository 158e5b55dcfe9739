import { checkPolicy } from '../../domain/requests/approval.ts'
import type { ReviewersSee } from '../../domain/identity/masking.ts'
import type { TextPolicy } from '../../domain/identity/text-messages.ts'
import type { IdentityLevel, LevelForType } from '../../domain/requests/identity.ts'
import { consentRenewalDaysOf } from '../../domain/consent/expiry.ts'
import { consentProofMonthsOf } from '../../domain/consent/keeping.ts'
import { outcomeYearsOf } from '../../domain/retention/retention.ts'
import { uploadLimitsOf } from '../../domain/requests/upload-limits.ts'
import type { UploadLimits } from '../../domain/requests/upload-limits.ts'
import type { InformationType } from '../../domain/templates/information-type.ts'
import type { ProcessingActivity } from '../../domain/templates/processing-activities.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import { textPolicyOf } from '../identity/text-budget.ts'
import { programAccessOf } from './company-document.ts'
import { profileOf } from './profile.ts'
import type { Profile } from './profile.ts'
import type { CompanyDocument, EmployeeDocument, ProgramAccess } from './company-document.ts'

/** What takes a second administrator outside demo mode (security.md, "Four eyes are over persons"). */
export type GuardedSettings = {
  readonly identityLevel?: IdentityLevel
  readonly identityLevels?: readonly LevelForType[]
  readonly approvalPolicy?: { readonly approvalsNeeded: number; readonly approverIds?: readonly string[] }
}

/** What one person may change. */
export type PlainSettings = Partial<Profile> & {
  /** Holds for later uploads; what is left out stays. */
  readonly uploads?: Partial<UploadLimits>
  readonly sms?: Partial<TextPolicy>
  readonly retention?: { readonly outcomeYears: number }
  readonly consentRenewalDays?: number
  readonly consentProofMonths?: number
  readonly programAccess?: ProgramAccess
  /** All of them: what is not among them sees nothing any more. */
  readonly seenFrom?: readonly string[]
  /** All of them: what is not among them is allowed no more. */
  readonly allowedOrigins?: readonly string[]
  /** `none`: the company declares that it has nobody who could be the second person. */
  readonly secondAdministrator?: 'required' | 'none'
  /** Whether its people may sign in by a code that is texted to them. */
  readonly staffTexts?: 'refused' | 'allowed'
  /** `noContact`: who only reviews an answer sees name and contact when they ask with a reason. */
  readonly reviewersSee?: ReviewersSee
  /** Whether a request has a page that its address alone opens. */
  readonly statusPage?: 'off' | 'coarse'
  /** The whole catalogue: what is not in it is removed. */
  readonly informationTypes?: readonly InformationType[]
  readonly activities?: readonly ProcessingActivity[]
}

export type SettingsChange = GuardedSettings & PlainSettings

export type SettingFlaw = {
  readonly code: 'approvalsNeededInvalid' | 'tooFewApprovers' | 'informationTypeUnknown'
}

/** The same as they hold. */
export const plainSettings = (company: CompanyDocument, mode: 'demo' | 'serve') => ({
  ...profileOf(company),
  uploads: uploadLimitsOf(company),
  sms: textPolicyOf(company),
  retention: { outcomeYears: outcomeYearsOf(company) },
  consentRenewalDays: consentRenewalDaysOf(company),
  consentProofMonths: consentProofMonthsOf(company),
  programAccess: programAccessOf(company, mode),
  allowedOrigins: company.allowedOrigins ?? [],
  seenFrom: company.seenFrom ?? [],
  secondAdministrator: company.secondAdministrator ?? ('required' as const),
  staffTexts: company.staffTexts ?? ('refused' as const),
  reviewersSee: company.reviewersSee ?? ('noContact' as const),
  statusPage: company.statusPage ?? ('off' as const),
  informationTypes: company.informationTypes,
  activities: company.activities,
})

/** What waits for a second person, apart from what one may change. */
export function split(change: SettingsChange): {
  readonly wish: GuardedSettings
  readonly plain: PlainSettings
} {
  const { identityLevel, identityLevels, approvalPolicy, ...plain } = change
  const wish = {
    ...(identityLevel !== undefined && { identityLevel }),
    ...(identityLevels !== undefined && { identityLevels }),
    ...(approvalPolicy !== undefined && { approvalPolicy }),
  }
  return { wish, plain }
}

/** The company with what is given of the settings that one person may change; the rest stays. */
export const changedCompany = (
  company: CompanyDocument,
  { uploads, sms, ...plain }: PlainSettings,
): CompanyDocument => ({
  ...company,
  ...plain,
  ...(uploads && { uploads: { ...company.uploads, ...uploads } }),
  ...(sms && { sms: { ...textPolicyOf(company), ...sms } }),
})

/** The same for what takes two: a change of the policy is a new version of it. */
export function guardedCompany(
  company: CompanyDocument,
  { approvalPolicy, ...levels }: GuardedSettings,
): Result<CompanyDocument, SettingFlaw> {
  const known = company.informationTypes.map(({ informationType }) => informationType)
  if (levels.identityLevels?.some(({ informationType }) => !known.includes(informationType)))
    return err({ code: 'informationTypeUnknown' })
  if (!approvalPolicy) return ok({ ...company, ...levels })
  const checked = checkPolicy({ ...approvalPolicy, version: company.approvalPolicy.version + 1 })
  return checked.ok ? ok({ ...company, ...levels, approvalPolicy: checked.value }) : checked
}

/** A policy that the company's people cannot satisfy would hold up every answer. */
export function canBeSatisfied(
  { approvalPolicy }: CompanyDocument,
  employees: readonly EmployeeDocument[],
): boolean {
  const { approvalsNeeded, approverIds } = approvalPolicy
  const approvers = employees.filter(
    ({ employeeId, grants }) => grants.includes('approver') && (approverIds?.includes(employeeId) ?? true),
  )
  return approvers.length >= approvalsNeeded
}
