import type { ApprovalPolicy } from '../../domain/requests/approval.ts'
import type { TextPolicy } from '../../domain/identity/text-messages.ts'
import type { IdentityLevel } from '../../domain/requests/identity.ts'
import type { LimitReached } from '../../domain/requests/limits.ts'
import { uploadLimitsOf } from '../../domain/requests/upload-limits.ts'
import type { UploadLimits } from '../../domain/requests/upload-limits.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import { actorRef } from '../actor.ts'
import type { Core } from '../core.ts'
import { makeTextBudget, textPolicyOf } from '../identity/text-budget.ts'
import { changedCompany } from './changed-company.ts'
import type { SettingsChange } from './changed-company.ts'
import type { CompanyChange, CompanyDecision } from './company-changes.ts'
import { programAccessOf } from './company-document.ts'
import type { CompanyDocument, ProgramAccess } from './company-document.ts'
import { decidersOf, mayIn } from './company-people.ts'
import type { Asked } from './company-people.ts'
import { guardedWish, writeOf } from './guarded-change.ts'
import type { GuardedFlaw, Held, ProposedItem } from './guarded-change.ts'
import { guarded } from './propose-change.ts'

export type CompanySettings = {
  readonly name: string
  readonly contact: { readonly name: string; readonly email: string }
  readonly identityLevel: IdentityLevel
  readonly approvalPolicy: ApprovalPolicy
  readonly uploads: UploadLimits
  readonly sms: TextPolicy & { readonly usedThisMonth: number }
  readonly programAccess: ProgramAccess
  readonly secondAdministrator: 'required' | 'none'
}

export type SettingsRefusal =
  GuardedFlaw | LimitReached | { readonly code: 'notFound' | 'forbidden' | 'versionConflict' | 'notAlone' }

export type Settings = {
  readonly view: (input: Asked) => Promise<Result<SeenSettings, SettingsRefusal>>
  /** What it changes holds for later requests and later seals; some of it only when a second person approved it. */
  readonly change: (
    input: Asked & { readonly change: SettingsChange; readonly expected?: string },
  ) => Promise<Result<SeenSettings & { readonly pending?: ProposedItem }, SettingsRefusal>>
}

type SeenSettings = { readonly settings: CompanySettings; readonly etag: string }

type Deps = Pick<
  Core,
  'companies' | 'companyChanges' | 'documents' | 'settings' | 'secrets' | 'random' | 'crypto' | 'clock'
>

export function makeSettings(deps: Deps): Settings {
  const { companies, companyChanges } = deps
  const texts = makeTextBudget(deps)

  async function settingsOf(company: CompanyDocument): Promise<CompanySettings> {
    const { name, contact, identityLevel, approvalPolicy, secondAdministrator = 'required' } = company
    const usedThisMonth = await texts.used(company.companyId)
    const sms = { ...textPolicyOf(company), usedThisMonth }
    const kept = { identityLevel, approvalPolicy, uploads: uploadLimitsOf(company), sms }
    const programAccess = programAccessOf(company, deps.settings.mode)
    return { name, contact, ...kept, programAccess, secondAdministrator }
  }

  const view: Settings['view'] = async (asked) => {
    const judged = mayIn(asked, 'changeSettings')
    if (!judged.ok) return judged
    const found = await companies.read(asked.companyId)
    return found
      ? ok({ settings: await settingsOf(found.value), etag: found.etag })
      : err({ code: 'notFound' })
  }

  return {
    view,

    async change({ change, expected, ...asked }) {
      const judged = mayIn(asked, 'changeSettings')
      if (!judged.ok) return judged
      const changed = await companyChanges.change<Held, SettingsRefusal>(asked.companyId, async (now) => {
        const found = await companies.read(asked.companyId)
        if (!found) return err({ code: 'notFound' })
        if (expected !== undefined && expected !== found.etag) return err({ code: 'versionConflict' })
        return decided({ ...asked, company: found.value, change, now })
      })
      if (!changed.ok) return changed
      const seen = await view(asked)
      return seen.ok && changed.value !== 'holds' ? ok({ ...seen.value, pending: changed.value }) : seen
    },
  }

  type Deciding = Asked & {
    readonly company: CompanyDocument
    readonly change: SettingsChange
    readonly now: Date
  }

  /** What takes a second person waits for them; the rest of the same call holds at once. */
  async function decided({
    actor,
    company: before,
    change,
    now,
  }: Deciding): Promise<CompanyDecision<Held, SettingsRefusal>> {
    const employees = await companies.employees(before.companyId)
    const { identityLevel: _level, approvalPolicy: _policy, ...plain } = change
    if (plain.secondAdministrator === 'none' && decidersOf(employees).length > 1)
      return err({ code: 'notAlone' })
    const company = changedCompany(before, plain)
    const members = Object.keys(plain).sort().join(' ')
    const own: CompanyChange =
      members === ''
        ? { writes: [], facts: [] }
        : {
            writes: [writeOf(company)],
            facts: [{ event: 'settingsChanged', by: actorRef(actor), detail: { members } }],
          }
    const wish = guardedWish(company, change)
    if (!wish) return ok({ answer: 'holds', change: own })
    const outcome = await guarded(deps, { company, employees, change: wish, actor, now })
    if (!outcome.ok) return outcome
    const { answer, change: more = own } = outcome.value
    // What holds at once is one document with all of it.
    const writes = answer === 'holds' ? more.writes : [...own.writes, ...more.writes]
    return ok({ answer, change: { ...more, writes, facts: [...own.facts, ...more.facts] } })
  }
}
