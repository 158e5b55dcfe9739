import { makeAskMail } from '../application/identity/ask-mail.ts'
import { makeFactorGate } from '../application/identity/factor-gate.ts'
import { makeKeyGate } from '../application/identity/key-gate.ts'
import { makeMailLimit } from '../application/identity/mail-limit.ts'
import { makeNewCode } from '../application/identity/new-code.ts'
import type { TextCode } from '../application/identity/text-code.ts'
import { makeTokens } from '../application/identity/tokens.ts'
import type { Core } from '../application/core.ts'
import { allAtFirstCall, atFirstCall } from './at-first-call.ts'

/** Links, codes, factors and tokens: who is let in. */
export function forIdentity(core: Core) {
  const limit = makeMailLimit(core)
  const keyGate = makeKeyGate(core)
  const textCode: TextCode = atFirstCall(async () => {
    const { makeTextCode } = await import('../application/identity/text-code.ts')
    return makeTextCode({ ...core, textLimit: makeMailLimit(core, 'text') })
  })
  const gate = makeFactorGate({ ...core, textCode })
  const ownSessions = allAtFirstCall(['list', 'end', 'endOthers'], async () => {
    const { makeOwnSessions } = await import('../application/identity/own-sessions.ts')
    return makeOwnSessions(core)
  })
  const texts = allAtFirstCall(['seal', 'send', 'spend'], async () => {
    const { makeStaffTexts } = await import('../application/factors/staff-texts.ts')
    return makeStaffTexts({ ...core, textLimit: makeMailLimit(core, 'text') })
  })
  return {
    askSignIn: makeAskMail({ ...core, limit }, 'signIn'),
    askLinks: makeAskMail({ ...core, limit }, 'newLinks'),
    ...allAtFirstCall(['redeemLink', 'redeemCode'], async () => {
      const { makeRedeemByHash, makeRedeemLink } = await import('../application/identity/redeem-link.ts')
      const { makeRedeemCode } = await import('../application/identity/redeem-code.ts')
      const { makeRedeemSignIn } = await import('../application/identity/redeem-sign-in.ts')
      const { makeStaffSignIn } = await import('../application/identity/staff-sign-in.ts')
      const { makeCheckFactor } = await import('../application/factors/check-factor.ts')
      const [signIn, check] = [makeStaffSignIn(core), makeCheckFactor({ ...core, texts })]
      const redeemSignIn = makeRedeemSignIn({ ...core, signIn, check })
      const deps = { ...core, redeemByHash: makeRedeemByHash({ ...core, gate, redeemSignIn }) }
      return { redeemLink: makeRedeemLink(deps), redeemCode: makeRedeemCode(deps) }
    }),
    providerSignIn: allAtFirstCall(['offered', 'own', 'begin', 'finish', 'unlink'], async () => {
      const { makeProviderSignIn } = await import('../application/sign-in-provider/sign-in.ts')
      const { makeOwnSessions } = await import('../application/identity/own-sessions.ts')
      const { makeStaffSignIn } = await import('../application/identity/staff-sign-in.ts')
      return makeProviderSignIn({
        ...core,
        signIn: makeStaffSignIn(core),
        ownSessions: makeOwnSessions(core),
      })
    }),
    newCode: makeNewCode({ ...core, limit, gate, texts }),
    ownSessions,
    ownFactors: allAtFirstCall(
      ['list', 'beginTotp', 'confirmTotp', 'remove', 'newRecoveryCodes'],
      async () => {
        const { makeOwnFactors } = await import('../application/factors/own-factors.ts')
        return makeOwnFactors({ ...core, ownSessions })
      },
    ),
    ownPasskeys: allAtFirstCall(['begin', 'confirm'], async () => {
      const { makeOwnPasskeys } = await import('../application/factors/own-passkeys.ts')
      return makeOwnPasskeys(core)
    }),
    ownPhone: allAtFirstCall(['begin', 'confirm'], async () => {
      const { makeOwnPhone } = await import('../application/factors/own-phone.ts')
      return makeOwnPhone({ ...core, texts })
    }),
    askPasskey: allAtFirstCall(['withLink', 'inSession'], async () => {
      const { makeAskPasskey } = await import('../application/factors/ask-passkey.ts')
      return makeAskPasskey(core)
    }),
    prove: allAtFirstCall(['kinds', 'give'], async () => {
      const { makeProve } = await import('../application/factors/prove.ts')
      const { makeCheckFactor } = await import('../application/factors/check-factor.ts')
      return makeProve({ ...core, check: makeCheckFactor({ ...core, texts }) })
    }),
    grants: makeTokens({ ...core, keyGate }),
    keyGate,
    apiKeys: allAtFirstCall(['list', 'create', 'rotate', 'stop'], async () => {
      const { makeApiKeys } = await import('../application/identity/api-keys.ts')
      return makeApiKeys(core)
    }),
    takeTextStatus: atFirstCall(async () => {
      const { makeTakeTextStatus } = await import('../application/identity/take-text-status.ts')
      return makeTakeTextStatus(core)
    }),
  }
}
