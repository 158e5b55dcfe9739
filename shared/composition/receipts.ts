import type { Core } from '../application/core.ts'
import { allAtFirstCall, atFirstCall } from './at-first-call.ts'

/** The receipts of consents, for programs and for the person. */
export const forReceipts = (core: Core) => ({
  readReceipt: atFirstCall(async () => {
    const { makeReadReceipt } = await import('../application/consent/read-receipt.ts')
    return makeReadReceipt(core)
  }),
  ownConsents: allAtFirstCall(['view', 'confirm', 'renew', 'receipt', 'withdraw'], async () => {
    const { makeOwnConsents } = await import('../application/consent/own-consent.ts')
    return makeOwnConsents(core)
  }),
})
