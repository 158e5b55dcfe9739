import { canonicalBytes } from '../../domain/evidence/canonical.ts'
import { allowed } from '../../domain/identity/roles.ts'
import type { Operation } from '../../domain/identity/roles.ts'
import { holds } from '../../domain/identity/holdings.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import { toHex } from '../bytes.ts'
import type { Core } from '../core.ts'
import type { Fact } from '../evidence/audit-event.ts'
import type { Document, Write } from '../ports/documents.ts'
import type { InstanceSettings } from '../ports/ports.ts'
import { newExport } from '../export/export-document.ts'
import type { ExportDocument } from '../export/export-document.ts'
import type { PublicRsaKey } from '../ports/system.ts'
import type { Instant } from '../requests/request-document.ts'
import { shownProvider } from '../sign-in-provider/setting.ts'
import type { ProviderSetting, ShownProvider } from '../sign-in-provider/setting.ts'
import { appliedConnection } from '../connectors/approved-connection.ts'
import type { ConnectionApproval } from '../connectors/approved-connection.ts'
import { shownConnection } from '../connectors/connection.ts'
import type { ShownConnection } from '../connectors/connection.ts'
import { appliedReceiver } from '../transfer/approved-receiver.ts'
import type { ReceiverApproval } from '../transfer/approved-receiver.ts'
import { canBeSatisfied, guardedCompany } from './changed-company.ts'
import type { SettingFlaw } from './changed-company.ts'
import type { CompanyDocument, EmployeeDocument } from './company-document.ts'
import { isSame, settingsBefore } from './guarded-settings.ts'
import type { SettingsChange } from './guarded-settings.ts'
import { settingsDetail } from './settings-detail.ts'
import { decidersOf, employeeHolding, employeeWith, endingSessions, isKnownBy } from './company-people.ts'

/**
 * What decides who approves, how sure the company is of a person, and who holds its keys: one administrator or owner alone
 * does not change it.
 */
export type GuardedChange =
  | { readonly kind: 'approverGrant'; readonly employeeId: string; readonly to: 'given' | 'taken' }
  | {
      readonly kind: 'employeeEmail'
      readonly employeeId: string
      readonly from: string
      readonly to: string
    }
  | { readonly kind: 'factorReset'; readonly employeeId: string }
  | SettingsChange
  | { readonly kind: 'identityProvider'; readonly from?: ShownProvider; readonly to?: ProviderSetting }
  | HostChange
  | KeysHandOver
  | ReceiverApproval
  | ConnectionApproval

/** Where persons are led. */
export type HostChange = { readonly kind: 'host'; readonly from?: string; readonly to: string }

/** An export that takes the keys along, for the instance whose key has this fingerprint. */
export type KeysHandOver = {
  readonly kind: 'keysHandOver'
  readonly exportId: string
  readonly receivingKey: PublicRsaKey
  readonly fingerprint: string
}

/** The same for whoever reads it: without the secret. */
export type SeenChange =
  | Exclude<GuardedChange, { readonly kind: 'identityProvider' | 'systemConnection' }>
  | (Omit<ConnectionApproval, 'connection'> & { readonly connection: ShownConnection })
  | { readonly kind: 'identityProvider'; readonly from?: ShownProvider; readonly to?: ShownProvider }

export function seenChange(change: GuardedChange): SeenChange {
  if (change.kind === 'systemConnection') return { ...change, connection: shownConnection(change.connection) }
  return change.kind === 'identityProvider' && change.to
    ? { ...change, to: shownProvider(change.to) }
    : change
}

/** id `item:{itemId}` in the company's partition: a change that waits for a second person. */
export type CompanyItem = Document & {
  readonly companyId: string
  readonly itemId: string
  readonly change: GuardedChange
  readonly hash: string
  readonly proposedBy: string
  readonly at: Instant
  readonly expiresAt: Instant
  readonly decided?: {
    readonly by: string
    readonly at: Instant
    readonly decision: 'approve' | 'return'
    readonly comment?: string
  }
}

export type ProposedItem = { readonly itemId: string; readonly manifestSha256: string }

/** A change holds, or waits for a second person. */
export type Held = 'holds' | ProposedItem

export const itemDocumentId = (itemId: string): string => `item:${itemId}`

export const itemDays = 30

/** In demo mode, and where the company declared that it has nobody else, and has not. */
export const holdsAtOnce = (
  { mode }: Pick<InstanceSettings, 'mode'>,
  company: CompanyDocument,
  employees: readonly EmployeeDocument[],
): boolean => mode === 'demo' || (company.secondAdministrator === 'none' && decidersOf(employees).length <= 1)

/** What the second person names: keyed, since the audit keeps it longer than an address may be kept. */
export async function itemHash(
  { secrets, crypto }: Pick<Core, 'secrets' | 'crypto'>,
  company: CompanyDocument,
  { itemId, companyId, change, proposedBy, at }: Omit<CompanyItem, 'id' | 'hash' | 'expiresAt'>,
): Promise<string> {
  const named = { type: 'indsigt.companyChange.v1', itemId, companyId, change, proposedBy, at }
  return toHex(crypto.hmacSha256(await secrets.key(company, 'item'), canonicalBytes(named)))
}

export type GuardedFlaw =
  | SettingFlaw
  | { readonly code: 'employeeUnknown' | 'employeeExists' | 'itemOutdated' | 'tooFewApprovers' | 'forbidden' }

type Applying = {
  readonly company: CompanyDocument
  readonly employees: readonly EmployeeDocument[]
  readonly change: GuardedChange
  readonly by: string
  readonly now: Date
}

export type Applied = {
  readonly document: CompanyDocument | EmployeeDocument | ExportDocument
  readonly fact: Pick<Fact, 'event' | 'detail'>
}

/** The change as it would be committed now, judged by what holds now. */
export function applied(applying: Applying): Result<Applied, GuardedFlaw> {
  const { employees, change } = applying
  if (change.kind === 'settings') return appliedSettings(applying, change)
  if (change.kind === 'identityProvider') return appliedProvider(applying, change)
  if (change.kind === 'host') return appliedHost(applying, change)
  if (change.kind === 'keysHandOver') return ok(appliedHandOver(applying, change))
  if (change.kind === 'receiver') return appliedReceiver(applying, change)
  if (change.kind === 'systemConnection') return appliedConnection(applying, change)
  const employee = employees.find(({ employeeId }) => employeeId === change.employeeId)
  if (!employee) return err({ code: 'employeeUnknown' })
  if (change.kind === 'employeeEmail') return appliedEmail(employee, employees, change)
  if (change.kind === 'factorReset') return ok(appliedReset(employee))
  const { employeeId, to } = change
  const { by, now } = applying
  if (holds(employee, 'approver') === (to === 'given')) return err({ code: 'itemOutdated' })
  return ok({
    document: employeeHolding(employee, { holding: 'approver', to, by, at: now.toISOString() }),
    fact: {
      event: to === 'given' ? 'roleGiven' : 'roleTaken',
      detail: { employeeId, role: 'approver' },
    },
  })
}

/** As it would be asked for now. */
export function appliedHandOver(
  { company, by, now }: Pick<Applying, 'company' | 'by' | 'now'>,
  change: KeysHandOver,
): Applied & { readonly document: ExportDocument } {
  const { exportId, receivingKey, fingerprint } = change
  const asked = { companyId: company.companyId, exportId, askedBy: by, askedAt: now.toISOString() }
  return {
    document: newExport({ ...asked, receivingKey }),
    fact: { event: 'exportAsked', detail: { exportId, keysFor: fingerprint } },
  }
}

/** Their sessions end: whoever has what was lost may be in one. */
/** The identity at the provider is a factor like the others. */
const withoutIdentity = ({ identity: _identity, ...rest }: EmployeeDocument): EmployeeDocument => rest

const appliedReset = (employee: EmployeeDocument): Applied => ({
  document: endingSessions(withoutIdentity(employee)),
  fact: { event: 'factorsReset', detail: { employeeId: employee.employeeId } },
})

function appliedEmail(
  employee: EmployeeDocument,
  employees: readonly EmployeeDocument[],
  { from, to }: Extract<GuardedChange, { kind: 'employeeEmail' }>,
): Result<Applied, GuardedFlaw> {
  const { employeeId } = employee
  if (employee.email !== from) return err({ code: 'itemOutdated' })
  const others = employees.filter((one) => one.employeeId !== employeeId)
  if (others.some(isKnownBy(to))) return err({ code: 'employeeExists' })
  return ok({
    document: employeeWith(employee, { email: to }),
    fact: { event: 'employeeChanged', detail: { employeeId, members: 'email' } },
  })
}

function appliedSettings(
  { company, employees }: Applying,
  { from, to }: SettingsChange,
): Result<Applied, GuardedFlaw> {
  if (!isSame(from, settingsBefore(company, to))) return err({ code: 'itemOutdated' })
  const after = guardedCompany(company, to)
  if (!after.ok) return after
  if (to.approvalPolicy && !canBeSatisfied(after.value, employees)) return err({ code: 'tooFewApprovers' })
  return ok({
    document: after.value,
    fact: { event: 'settingsChanged', detail: settingsDetail(company, after.value) },
  })
}

function appliedProvider(
  { company: { provider, ...company } }: Applying,
  { from, to }: Extract<GuardedChange, { kind: 'identityProvider' }>,
): Result<Applied, GuardedFlaw> {
  if (!isSame({ from }, { from: provider && shownProvider(provider) })) return err({ code: 'itemOutdated' })
  return ok({
    document: { ...company, ...(to && { provider: to }) },
    fact: { event: 'settingsChanged', detail: { members: 'identityProvider' } },
  })
}

function appliedHost({ company }: Applying, { from, to }: HostChange): Result<Applied, GuardedFlaw> {
  if (company.host !== from) return err({ code: 'itemOutdated' })
  const detail = { members: 'host', ...(from !== undefined && { hostBefore: from }), hostAfter: to }
  return ok({ document: { ...company, host: to }, fact: { event: 'settingsChanged', detail } })
}

/** Who proposed it may still do so. */
export const mayStillPropose = (
  { proposedBy, change }: CompanyItem,
  employees: readonly EmployeeDocument[],
): boolean => {
  const proposer = employees.find(({ employeeId }) => employeeId === proposedBy)
  return proposer !== undefined && allowed(operationOf(change), { ...proposer, relations: [] })
}

const ofSettings: readonly GuardedChange['kind'][] = [
  ...(['settings', 'identityProvider', 'receiver', 'host', 'systemConnection'] as const),
]

function operationOf({ kind }: GuardedChange): Operation {
  if (kind === 'keysHandOver') return 'exportCompany'
  return ofSettings.includes(kind) ? 'changeSettings' : 'manageEmployees'
}

export const writeOf = (document: Document): Write => ({ kind: 'upsert', value: document })
