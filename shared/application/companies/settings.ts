import type { ApprovalPolicy } from '../../domain/requests/approval.ts'
import type { ReviewersSee } from '../../domain/identity/masking.ts'
import type { TextPolicy } from '../../domain/identity/text-messages.ts'
import type { IdentityLevel, LevelForType } from '../../domain/requests/identity.ts'
import type { LimitReached } from '../../domain/requests/limits.ts'
import type { UploadLimits } from '../../domain/requests/upload-limits.ts'
import type { Catalogue } from '../../domain/templates/catalogue.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import { actorRef } from '../actor.ts'
import type { Core } from '../core.ts'
import { makeTextBudget } from '../identity/text-budget.ts'
import { catalogueHolds } from './catalogue-change.ts'
import type { CatalogueRefusal } from './catalogue-change.ts'
import { changedCompany, plainSettings, split } from './changed-company.ts'
import type { PlainSettings, SettingsChange } from './changed-company.ts'
import type { CompanyChange, CompanyDecision } from './company-changes.ts'
import type { CompanyDocument, ProgramAccess } from './company-document.ts'
import { decidersOf, mayIn } from './company-people.ts'
import type { Asked } from './company-people.ts'
import { writeOf } from './guarded-change.ts'
import type { GuardedFlaw, Held, ProposedItem } from './guarded-change.ts'
import { guardedWish, isSame } from './guarded-settings.ts'
import { guarded } from './propose-change.ts'
import { profileHolds } from './profile-change.ts'
import type { ProfileRefusal } from './profile-change.ts'
import type { Profile } from './profile.ts'
import { settingsDetail } from './settings-detail.ts'

export type CompanySettings = Profile & {
  readonly identityLevel: IdentityLevel
  readonly approvalPolicy: ApprovalPolicy
  readonly uploads: UploadLimits
  readonly sms: TextPolicy & { readonly usedThisMonth: number }
  readonly retention: { readonly outcomeYears: number }
  readonly consentRenewalDays: number
  readonly consentProofMonths: number
  readonly programAccess: ProgramAccess
  readonly allowedOrigins: readonly string[]
  readonly seenFrom: readonly string[]
  readonly secondAdministrator: 'required' | 'none'
  readonly staffTexts: 'refused' | 'allowed'
  readonly reviewersSee: ReviewersSee
  readonly statusPage: 'off' | 'coarse'
  readonly identityLevels: readonly LevelForType[]
} & Catalogue

export type SettingsRefusal =
  | GuardedFlaw
  | LimitReached
  | CatalogueRefusal
  | ProfileRefusal
  | { readonly code: 'notFound' | 'forbidden' | 'versionConflict' | 'notAlone' }

export type Settings = {
  readonly view: (input: Asked) => Promise<Result<SeenSettings, SettingsRefusal>>
  /** What it changes holds for later requests and later seals; some of it only when a second person approved it. */
  readonly change: (
    input: Asked & {
      readonly change: SettingsChange
      readonly expected?: string
      /** Of the approval policy that the caller saw. */
      readonly policyVersion?: number
    },
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
    const { identityLevel, identityLevels = [], approvalPolicy } = company
    const plain = plainSettings(company, deps.settings.mode)
    const usedThisMonth = await texts.used(company.companyId)
    return { ...plain, identityLevel, identityLevels, approvalPolicy, sms: { ...plain.sms, usedThisMonth } }
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

    async change({ change, expected, policyVersion, ...asked }) {
      const judged = mayIn(asked, 'changeSettings')
      if (!judged.ok) return judged
      const changed = await companyChanges.change<Held, SettingsRefusal>(asked.companyId, async (now) => {
        const found = await companies.read(asked.companyId)
        if (!found) return err({ code: 'notFound' })
        if (expected !== undefined && expected !== found.etag) return err({ code: 'versionConflict' })
        if (policyVersion !== undefined && policyVersion !== found.value.approvalPolicy.version)
          return err({ code: 'versionConflict' })
        return decided({ ...asked, company: found.value, change, now })
      })
      if (!changed.ok) return changed
      const seen = await view(asked)
      return seen.ok && changed.value !== 'holds' ? ok({ ...seen.value, pending: changed.value }) : seen
    },
  }

  /** What one person may change and is not so already: what is sent back as it was read changes nothing. */
  function changing(before: CompanyDocument, plain: PlainSettings) {
    const { mode } = deps.settings
    const held = plainSettings(before, mode)
    const wanted = plainSettings(changedCompany(before, plain), mode)
    const names = (Object.keys(plain) as (keyof PlainSettings)[]).filter(
      (name) => !isSame(held[name], wanted[name]),
    )
    const change: PlainSettings = Object.fromEntries(names.map((name) => [name, plain[name]]))
    return { change, detail: settingsDetail(held, wanted) }
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
    const { plain, wish: wanted } = split(change)
    const { change: changes, detail } = changing(before, plain)
    if (changes.secondAdministrator === 'none' && decidersOf(employees).length > 1)
      return err({ code: 'notAlone' })
    const company = changedCompany(before, changes)
    const isCatalogue = changes.informationTypes !== undefined || changes.activities !== undefined
    const holds = isCatalogue ? await catalogueHolds(deps, before, company) : ok(undefined)
    if (!holds.ok) return holds
    const profile = await profileHolds(deps, changes, company)
    if (!profile.ok) return profile
    const own: CompanyChange =
      Object.keys(changes).length === 0
        ? { writes: [], facts: [] }
        : {
            writes: [writeOf(company)],
            facts: [{ event: 'settingsChanged', by: actorRef(actor), detail }],
          }
    const wish = guardedWish(company, wanted)
    if (!wish) return ok({ answer: 'holds', change: own })
    const outcome = await guarded(deps, { company, employees, change: wish, actor, now })
    if (!outcome.ok) return outcome
    const { answer, change: more = own } = outcome.value
    // What holds at once is one document with all of it.
    const writes = answer === 'holds' ? more.writes : [...own.writes, ...more.writes]
    return ok({ answer, change: { ...more, writes, facts: [...own.facts, ...more.facts] } })
  }
}
