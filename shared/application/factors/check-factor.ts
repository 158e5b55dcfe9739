import type { CompanyDocument } from '../companies/company-document.ts'
import type { Core } from '../core.ts'
import type { FactorsDocument, StaffFactor } from './factors-document.ts'
import { makeRecoveryCodes } from './recovery-codes.ts'
import { makeTotpSecrets } from './totp-secret.ts'

/** As somebody shows it. */
export type GivenFactor = { readonly kind: 'totp' | 'recovery'; readonly code: string }

type Checking = {
  readonly company: CompanyDocument
  readonly known: FactorsDocument
  readonly given: GivenFactor
  readonly now: Date
}

/** What its owner has left after it was shown, to be committed with what it opens; undefined where it is wrong. */
export type CheckFactor = (checking: Checking) => Promise<FactorsDocument | undefined>

export function makeCheckFactor(deps: Pick<Core, 'secrets' | 'crypto' | 'random'>): CheckFactor {
  const totp = makeTotpSecrets(deps)
  const recoveryCodes = makeRecoveryCodes(deps)

  const by = { totp: byTotp, recovery: byRecovery }
  return (checking) => by[checking.given.kind](checking)

  async function byTotp({ company, known, given, now }: Checking) {
    const { employeeId } = known
    for (const factor of known.factors) {
      const step = await totp.stepOf({ company, employeeId, ...factor }, { code: given.code, now })
      if (step !== undefined) return used(known, { ...factor, lastStep: step }, now)
    }
    return undefined
  }

  async function byRecovery({ company, known, given }: Checking) {
    const hash = await recoveryCodes.hashOf(company, known.employeeId, given.code)
    const recovery = known.recovery.filter((one) => one !== hash)
    return recovery.length < known.recovery.length ? { ...known, recovery } : undefined
  }
}

const used = (known: FactorsDocument, after: StaffFactor, now: Date): FactorsDocument => ({
  ...known,
  factors: known.factors.map((one) =>
    one.factorId === after.factorId ? { ...after, lastUsedAt: now.toISOString() } : one,
  ),
})
