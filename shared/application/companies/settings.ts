import { allowed } from '../../domain/identity/roles.ts'
import { checkPolicy } from '../../domain/requests/approval.ts'
import type { ApprovalPolicy } from '../../domain/requests/approval.ts'
import type { TextPolicy } from '../../domain/identity/text-messages.ts'
import type { IdentityLevel } from '../../domain/requests/identity.ts'
import { uploadLimitsOf } from '../../domain/requests/upload-limits.ts'
import type { UploadLimits } from '../../domain/requests/upload-limits.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import { actorRef } from '../actor.ts'
import type { EmployeeActor } from '../actor.ts'
import type { Core } from '../core.ts'
import { makeTextBudget, textPolicyOf } from '../identity/text-budget.ts'
import { programAccessOf } from './company-document.ts'
import type { CompanyDocument, ProgramAccess } from './company-document.ts'

export type CompanySettings = {
  readonly name: string
  readonly contact: { readonly name: string; readonly email: string }
  readonly identityLevel: IdentityLevel
  readonly approvalPolicy: ApprovalPolicy
  readonly uploads: UploadLimits
  readonly sms: TextPolicy & { readonly usedThisMonth: number }
  readonly programAccess: ProgramAccess
}

export type SettingsChange = {
  readonly name?: string
  readonly contact?: { readonly name: string; readonly email: string }
  readonly identityLevel?: IdentityLevel
  readonly approvalPolicy?: { readonly approvalsNeeded: number; readonly approverIds?: readonly string[] }
  /** Holds for later uploads; what is left out stays. */
  readonly uploads?: Partial<UploadLimits>
  readonly sms?: Partial<TextPolicy>
  readonly programAccess?: ProgramAccess
}

export type SettingsRefusal = {
  readonly code:
    | 'notFound'
    | 'forbidden'
    | 'versionConflict'
    | 'settingNotOffered'
    | 'approvalsNeededInvalid'
    | 'tooFewApprovers'
}

type Asked = { readonly actor: EmployeeActor; readonly companyId: string }

export type Settings = {
  readonly view: (
    input: Asked,
  ) => Promise<Result<{ readonly settings: CompanySettings; readonly etag: string }, SettingsRefusal>>
  /** What it changes holds for later requests and later seals. */
  readonly change: (
    input: Asked & { readonly change: SettingsChange; readonly expected?: string },
  ) => Promise<Result<{ readonly settings: CompanySettings; readonly etag: string }, SettingsRefusal>>
}

export function makeSettings({
  companies,
  companyChanges,
  settings,
  documents,
  clock,
}: Pick<Core, 'companies' | 'companyChanges' | 'documents' | 'settings' | 'clock'>): Settings {
  const texts = makeTextBudget({ documents, clock })

  function may({ actor, companyId }: Asked): Result<void, SettingsRefusal> {
    const { roles, grants } = actor
    if (actor.companyId !== companyId) return err({ code: 'notFound' })
    return allowed('changeSettings', { roles, grants, relations: [] })
      ? ok(undefined)
      : err({ code: 'forbidden' })
  }

  async function settingsOf(company: CompanyDocument): Promise<CompanySettings> {
    const { name, contact, identityLevel, approvalPolicy } = company
    const usedThisMonth = await texts.used(company.companyId)
    const sms = { ...textPolicyOf(company), usedThisMonth }
    const programAccess = programAccessOf(company, settings.mode)
    const uploads = uploadLimitsOf(company)
    return { name, contact, identityLevel, approvalPolicy, uploads, sms, programAccess }
  }

  /** A policy that the company's people cannot satisfy would hold up every answer. */
  async function canBeSatisfied({ companyId, approvalPolicy }: CompanyDocument): Promise<boolean> {
    const { approvalsNeeded, approverIds } = approvalPolicy
    const approvers = (await companies.employees(companyId)).filter(
      ({ employeeId, grants }) => grants.includes('approver') && (approverIds?.includes(employeeId) ?? true),
    )
    return approvers.length >= approvalsNeeded
  }

  const view: Settings['view'] = async (asked) => {
    const judged = may(asked)
    if (!judged.ok) return judged
    const found = await companies.read(asked.companyId)
    return found
      ? ok({ settings: await settingsOf(found.value), etag: found.etag })
      : err({ code: 'notFound' })
  }

  return {
    view,

    async change({ change, expected, ...asked }) {
      const judged = may(asked)
      if (!judged.ok) return judged
      const changed = await companyChanges.change<void, SettingsRefusal>(asked.companyId, async () => {
        const found = await companies.read(asked.companyId)
        if (!found) return err({ code: 'notFound' })
        if (expected !== undefined && expected !== found.etag) return err({ code: 'versionConflict' })
        // Outside demo mode these need a second administrator (security.md, "Four eyes"), which comes with the companies.
        const guarded = change.identityLevel !== undefined || change.approvalPolicy !== undefined
        if (guarded && settings.mode !== 'demo') return err({ code: 'settingNotOffered' })
        const after = changedCompany(found.value, change)
        if (!after.ok) return after
        if (change.approvalPolicy && !(await canBeSatisfied(after.value)))
          return err({ code: 'tooFewApprovers' })
        return ok({
          answer: undefined,
          change: {
            writes: [{ kind: 'replace', value: after.value, etag: found.etag }],
            facts: [
              {
                event: 'settingsChanged',
                by: actorRef(asked.actor),
                detail: { members: Object.keys(change).sort().join(' ') },
              },
            ],
          },
        })
      })
      return changed.ok ? view(asked) : changed
    },
  }
}

function changedCompany(
  company: CompanyDocument,
  change: SettingsChange,
): Result<CompanyDocument, SettingsRefusal> {
  const { approvalPolicy, uploads, sms, ...plain } = change
  const changed: CompanyDocument = {
    ...company,
    ...plain,
    ...(uploads && { uploads: { ...company.uploads, ...uploads } }),
    ...(sms && { sms: { ...textPolicyOf(company), ...sms } }),
  }
  if (!approvalPolicy) return ok(changed)
  const checked = checkPolicy({ ...approvalPolicy, version: company.approvalPolicy.version + 1 })
  return checked.ok ? ok({ ...changed, approvalPolicy: checked.value }) : checked
}
