import { createHmac } from 'node:crypto'

import { statusAddress } from '../../../shared/adapters/twilio/status.ts'
import type { ProviderCall } from '../../../shared/application/ports/mail.ts'
import { authToken } from './service.ts'

/** How Twilio tells of a text's way (Twilio, "Webhooks Security"): one parameter, signed with the account's key. */
export function signedStatus(publicUrl: string, reference: string, status: string): ProviderCall {
  const address = statusAddress(publicUrl, reference) ?? ''
  const signature = createHmac('sha1', authToken).update(`${address}MessageStatus${status}`).digest('base64')
  return {
    header: (name) => (name === 'x-twilio-signature' ? signature : null),
    body: Buffer.from(new URLSearchParams({ MessageStatus: status }).toString()),
  }
}
