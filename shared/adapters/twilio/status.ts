import type { SmsEvents } from '../../application/ports/mail.ts'
import { err, ok } from '../../kernel/result.ts'
import { isSignedByTwilio } from './signature.ts'

/** Where Twilio tells how a text fared; its reference is ids alone. Undefined where Twilio could not reach it. */
export const statusAddress = (publicUrl: string | undefined, reference: string): string | undefined =>
  publicUrl?.startsWith('https://') === true
    ? `${publicUrl}/api/v1/providers/twilio/status?text=${encodeURIComponent(reference)}`
    : undefined

/** It will not arrive any more (Twilio, "Message Status Values"). */
const failed = ['failed', 'undelivered']

/** The status callbacks of texts, known by their signature over the address that Twilio was given for each. */
export const createTwilioStatus = (authToken: string, publicUrl: string | undefined): SmsEvents => ({
  read({ reference, ...call }) {
    const address = statusAddress(publicUrl, reference)
    if (address === undefined || !isSignedByTwilio(call, address, authToken))
      return err({ code: 'signatureInvalid' })
    const status = new URLSearchParams(new TextDecoder().decode(call.body)).get('MessageStatus') ?? ''
    return ok(failed.includes(status) ? 'notArrived' : 'underway')
  },
})
