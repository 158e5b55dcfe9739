import { checkPolicy } from '../../domain/requests/approval.ts'
import type { TextPolicy } from '../../domain/identity/text-messages.ts'
import type { IdentityLevel } from '../../domain/requests/identity.ts'
import { uploadLimitsOf } from '../../domain/requests/upload-limits.ts'
import type { UploadLimits } from '../../domain/requests/upload-limits.ts'
import { ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import { textPolicyOf } from '../identity/text-budget.ts'
import { programAccessOf } from './company-document.ts'
import type { CompanyDocument, EmployeeDocument, ProgramAccess } from './company-document.ts'

/** What takes a second administrator outside demo mode (security.md, "Four eyes are over persons"). */
export type GuardedSettings = {
  readonly identityLevel?: IdentityLevel
  readonly approvalPolicy?: { readonly approvalsNeeded: number; readonly approverIds?: readonly string[] }
}

/** What one person may change. */
export type PlainSettings = {
  readonly name?: string
  readonly contact?: { readonly name: string; readonly email: string }
  /** Holds for later uploads; what is left out stays. */
  readonly uploads?: Partial<UploadLimits>
  readonly sms?: Partial<TextPolicy>
  readonly programAccess?: ProgramAccess
  /** `none`: the company declares that it has nobody who could be the second person. */
  readonly secondAdministrator?: 'required' | 'none'
}

export type SettingsChange = GuardedSettings & PlainSettings

export type SettingFlaw = { readonly code: 'approvalsNeededInvalid' | 'tooFewApprovers' }

/** The same as they hold. */
export const plainSettings = (company: CompanyDocument, mode: 'demo' | 'serve') => ({
  name: company.name,
  contact: company.contact,
  uploads: uploadLimitsOf(company),
  sms: textPolicyOf(company),
  programAccess: programAccessOf(company, mode),
  secondAdministrator: company.secondAdministrator ?? ('required' as const),
})

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
  { identityLevel = company.identityLevel, approvalPolicy }: GuardedSettings,
): Result<CompanyDocument, SettingFlaw> {
  if (!approvalPolicy) return ok({ ...company, identityLevel })
  const checked = checkPolicy({ ...approvalPolicy, version: company.approvalPolicy.version + 1 })
  return checked.ok ? ok({ ...company, identityLevel, approvalPolicy: checked.value }) : checked
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
