import { ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import type { Core } from '../core.ts'
import type { Decision, Standing } from './change-factors.ts'
import type { StaffFactor } from './factors-document.ts'
import { makeRecoveryCodes } from './recovery-codes.ts'

export type FactorView = {
  readonly id: string
  readonly kind: StaffFactor['kind']
  readonly name?: string
  readonly addedAt: string
  readonly lastUsedAt?: string
  /** Of a passkey: whether it is kept beside the device it was made on. */
  readonly backedUp?: boolean
  /** Of a number: its last two digits. */
  readonly phoneEnding?: string
}

/** With the first factor come the recovery codes, which are shown once. */
export type Added = FactorView & { readonly recoveryCodes?: readonly string[] }

/** The first comes with recovery codes: who has one thing only, and loses it, is locked out. */
export function makeAddFactor(deps: Pick<Core, 'secrets' | 'random'>) {
  const recoveryCodes = makeRecoveryCodes(deps)

  return async (
    { company, known }: Pick<Standing, 'company' | 'known'>,
    factor: StaffFactor,
  ): Promise<Result<Decision<Added>, never>> => {
    const factors = [...known.factors, factor]
    const fact = { event: 'factorAdded', detail: { factorId: factor.factorId, kind: factor.kind } } as const
    if (known.recovery.length > 0) return ok({ answer: viewOf(factor), after: { ...known, factors }, fact })
    const { codes, hashes } = await recoveryCodes.make(company, known.employeeId)
    const answer = { ...viewOf(factor), recoveryCodes: codes }
    return ok({ answer, after: { ...known, factors, recovery: hashes }, fact })
  }
}

export const viewOf = (factor: StaffFactor): FactorView => {
  const { factorId, kind, name, addedAt, lastUsedAt } = factor
  return {
    ...{ id: factorId, kind, addedAt },
    ...(name === undefined ? {} : { name }),
    ...(lastUsedAt === undefined ? {} : { lastUsedAt }),
    ...(factor.kind === 'passkey' && { backedUp: factor.isBackedUp }),
    ...(factor.kind === 'sms' && { phoneEnding: factor.ending }),
  }
}
