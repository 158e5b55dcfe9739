import { passkeySite } from '../../domain/identity/passkeys.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import type { CompanyDocument } from '../companies/company-document.ts'
import type { Core } from '../core.ts'
import type { PasskeyAnswer, PasskeyRefused } from '../ports/passkeys.ts'
import type { FactorsDocument, StaffFactor } from './factors-document.ts'
import { makePasskeyChallenges } from './passkey-challenges.ts'
import type { ChallengeFor, ChallengeRefusal } from './passkey-challenges.ts'
import { passkeysOf } from './passkey-options.ts'
import { makeRecoveryCodes } from './recovery-codes.ts'
import { makeTotpSecrets } from './totp-secret.ts'
import { offersStaffTexts } from './staff-text-offer.ts'
import type { StaffTexts } from './staff-texts.ts'
import { userHandle } from './user-handle.ts'

/** As somebody shows it. */
export type FreshFactor =
  | { readonly kind: 'totp' | 'recovery'; readonly code: string }
  | { readonly kind: 'passkey'; readonly credential: PasskeyAnswer }

/** A text message can be read by who takes over a number: it signs in, and is no fresh proof. */
export type GivenFactor = FreshFactor | { readonly kind: 'sms'; readonly code: string }

/** What was spent of it by being shown: what may be looked at. */
type TakenFactor =
  | Extract<GivenFactor, { readonly code: string }>
  | (Extract<GivenFactor, { readonly kind: 'passkey' }> & { readonly challenge: string })

/** Why it does not count. */
export type FactorFlaw = {
  readonly code:
    | 'factorWrong'
    /** It is not one of theirs. */
    | 'passkeyUnknown'
    | PasskeyRefused['code']
    | ChallengeRefusal['code']
}

type Checking = {
  readonly company: CompanyDocument
  readonly known: FactorsDocument
  readonly taken: TakenFactor
  readonly now: Date
}

export type CheckFactor = {
  /** Spends what is for once and lies apart from its owner's factors: the challenge of a passkey, or a texted code. */
  readonly take: (
    company: CompanyDocument,
    given: GivenFactor,
    by: Omit<ChallengeFor, 'use'>,
  ) => Promise<Result<TakenFactor, FactorFlaw>>
  /** What its owner has left after it was shown, to be committed with what it opens. */
  readonly look: (checking: Checking) => Promise<Result<FactorsDocument, FactorFlaw>>
}

type Deps = Pick<
  Core,
  'documents' | 'secrets' | 'crypto' | 'random' | 'clock' | 'settings' | 'passkeys' | 'sms'
> & { readonly texts: Pick<StaffTexts, 'spend'> }

export function makeCheckFactor(deps: Deps): CheckFactor {
  const { secrets, settings, passkeys, texts } = deps
  const totp = makeTotpSecrets(deps)
  const recoveryCodes = makeRecoveryCodes(deps)
  const challenges = makePasskeyChallenges(deps)
  const wrong = err({ code: 'factorWrong' } as const)

  return {
    async take(company, given, by) {
      if (given.kind === 'sms') return (await texts.spend(company, by, given.code)) ? ok(given) : wrong
      if (given.kind !== 'passkey') return ok(given)
      const spent = await challenges.spend(given.credential.response.clientDataJSON, { ...by, use: 'show' })
      return spent.ok ? ok({ ...given, challenge: spent.value.challenge }) : spent
    },

    look({ taken, ...checking }) {
      if (taken.kind === 'passkey') return byPasskey(checking, taken.credential, taken.challenge)
      return { totp: byTotp, recovery: byRecovery, sms: byText }[taken.kind](checking, taken.code)
    },
  }

  type Before = Omit<Checking, 'taken'>

  async function byTotp(
    { company, known, now }: Before,
    code: string,
  ): Promise<Result<FactorsDocument, FactorFlaw>> {
    const { employeeId } = known
    for (const factor of known.factors) {
      if (factor.kind !== 'totp') continue
      const step = await totp.stepOf({ company, employeeId, ...factor }, { code, now })
      if (step !== undefined) return ok(used(known, { ...factor, lastStep: step }, now))
    }
    return wrong
  }

  async function byRecovery(
    { company, known }: Before,
    code: string,
  ): Promise<Result<FactorsDocument, FactorFlaw>> {
    const hash = await recoveryCodes.hashOf(company, known.employeeId, code)
    const recovery = known.recovery.filter((one) => one !== hash)
    return recovery.length < known.recovery.length ? ok({ ...known, recovery }) : wrong
  }

  /** Its code is spent already: what is left to look at is whether the number, and the company's leave, are still there. */
  async function byText({ company, known, now }: Before): Promise<Result<FactorsDocument, FactorFlaw>> {
    const factor = known.factors.find(({ kind }) => kind === 'sms')
    return factor && offersStaffTexts(deps, company) ? ok(used(known, factor, now)) : wrong
  }

  /** WebAuthn Level 3, section 7.2: the credential is one of theirs, and so is the user it says it belongs to. */
  async function byPasskey(
    { company, known, now }: Before,
    answer: PasskeyAnswer,
    challenge: string,
  ): Promise<Result<FactorsDocument, FactorFlaw>> {
    const site = passkeySite(settings.publicUrl)
    const factor = passkeysOf(known).find(({ credentialId }) => credentialId === answer.id)
    const handle = await userHandle(secrets, company, known.employeeId)
    const { userHandle: said = handle } = answer.response
    if (!site || !factor || said !== handle) return err({ code: 'passkeyUnknown' })
    const shown = await passkeys.check(answer, { site, challenge, known: factor })
    return shown.ok ? ok(used(known, { ...factor, ...shown.value }, now)) : shown
  }
}

const used = (known: FactorsDocument, after: StaffFactor, now: Date): FactorsDocument => ({
  ...known,
  factors: known.factors.map((one) =>
    one.factorId === after.factorId ? { ...after, lastUsedAt: now.toISOString() } : one,
  ),
})
