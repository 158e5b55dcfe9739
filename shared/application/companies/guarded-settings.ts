// What of the settings takes a second person, compared with what is wanted.
import { canonicalJson } from '../../domain/evidence/canonical.ts'
import type { GuardedSettings } from './changed-company.ts'
import type { CompanyDocument } from './company-document.ts'

export type SettingsChange = {
  readonly kind: 'settings'
  readonly from: GuardedSettings
  readonly to: GuardedSettings
}

/** What of the wanted settings takes two and is not so already; undefined for nothing. */
export function guardedWish(company: CompanyDocument, wanted: GuardedSettings): SettingsChange | undefined {
  const names = Object.keys(wanted) as (keyof GuardedSettings)[]
  const changing = names.filter((name) => !isSame(wanted[name], settingsBefore(company, wanted)[name]))
  if (changing.length === 0) return undefined
  const to = Object.fromEntries(changing.map((name) => [name, wanted[name]]))
  return { kind: 'settings', from: settingsBefore(company, to), to }
}

/** What holds of the settings that a change names. */
export function settingsBefore(
  {
    identityLevel,
    identityLevels = [],
    approvalPolicy: { version: _version, ...approvalPolicy },
  }: CompanyDocument,
  wanted: GuardedSettings,
): GuardedSettings {
  return {
    ...(wanted.identityLevel !== undefined && { identityLevel }),
    ...(wanted.identityLevels !== undefined && { identityLevels }),
    ...(wanted.approvalPolicy !== undefined && { approvalPolicy }),
  }
}

/** Compared as the hash sees them: the order of members says nothing. */
export const isSame = (one: unknown, other: unknown): boolean => canonicalJson(one) === canonicalJson(other)
