import type { ProofKind } from '../../domain/identity/proof.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import type { CompanyDocument } from '../companies/company-document.ts'
import { lastSignIn } from '../companies/last-sign-in.ts'
import type { Core } from '../core.ts'
import type { Write } from '../ports/documents.ts'
import { DependencyUnavailable } from '../ports/unavailable.ts'
import type { ProviderSays } from '../sign-in-provider/identity.ts'
import type { ProvedAt } from './sessions.ts'

export type StaffSignedIn = { readonly sessionId: string; readonly cookie?: string }

/** What somebody of the company showed, checked by whoever calls. */
type Shown<Refusal> = {
  readonly company: CompanyDocument
  readonly employeeId: string
  readonly proofs: readonly ProofKind[]
  /** Unless it is now. */
  readonly provedAt?: ProvedAt
  /** Of the provider, where they came from there: kept with the identity. */
  readonly says?: ProviderSays
  readonly use: 'browser' | 'program'
  /** What is used up by it; asked again where another change came in between, and then it may be refused. */
  readonly spend: (now: Date) => Promise<Result<readonly Write[], Refusal>>
}

/**
 * The one place where a session of staff is made. Who signed in and how stands in the audit, in the batch that spends what
 * was shown; the session is made before it, so that a crash in between loses nothing but an unused session.
 */
export type StaffSignIn = <Refusal extends { readonly code: string }>(
  shown: Shown<Refusal>,
) => Promise<Result<StaffSignedIn, Refusal>>

type Deps = Pick<Core, 'companies' | 'companyChanges' | 'sessions'>

export function makeStaffSignIn({ companies, companyChanges, sessions }: Deps): StaffSignIn {
  return async <Refusal extends { readonly code: string }>({
    company,
    employeeId,
    proofs,
    provedAt,
    says,
    use,
    spend,
  }: Shown<Refusal>) => {
    const { companyId } = company
    const proved = { proofs, ...(provedAt && { provedAt }) }
    const session = await sessions.open(companyId, { kind: 'employee', employeeId, ...proved }, use)
    const by = { kind: 'employee', id: employeeId } as const
    const detail = { proofs: proofs.join(' ') }
    const spent = await companyChanges.change<void, Refusal>(companyId, async (now) => {
      const spending = await spend(now)
      if (!spending.ok) return spending
      const writes = [
        ...spending.value,
        ...(await lastSignIn(companies, company, { employeeId, ...(says && { says }) }, now)),
      ]
      return ok({ answer: undefined, change: { writes, facts: [{ event: 'staffSignedIn', by, detail }] } })
    })
    if (spent.ok) return ok(session)
    // Too many of the company at this moment: what was shown is as good as before, and works when it is tried again.
    if (isBusy(spent.error)) throw new DependencyUnavailable('documents', 1)
    return err(spent.error)
  }
}

const isBusy = <Refusal extends { readonly code: string }>(
  refusal: Refusal | { readonly code: 'versionConflict' },
): refusal is { readonly code: 'versionConflict' } => refusal.code === 'versionConflict'
