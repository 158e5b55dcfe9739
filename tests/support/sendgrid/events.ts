import { createSign, generateKeyPairSync } from 'node:crypto'

const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })

/** As SendGrid's settings page shows it. */
export const webhookKey = publicKey.export({ format: 'der', type: 'spki' }).toString('base64')

export type ToldEvent = { readonly event: string; readonly mailId?: unknown }

/** As SendGrid posts them: with the address and the reason, which nobody may keep, and a line break at the end. */
export const bodyOf = (events: readonly ToldEvent[]): string =>
  `${JSON.stringify(
    events.map((event, i) => ({
      email: 'person@mail.example',
      timestamp: 1772438400,
      'smtp-id': '<one@mail.example>',
      sg_event_id: `event-${i}`,
      sg_message_id: 'message-1.recvd',
      reason: '550 5.1.1 no such person',
      ...event,
    })),
  )}\r\n`

/** The headers of a signed call. */
export function signedHeaders(body: string, at: Date): Readonly<Record<string, string>> {
  const timestamp = `${Math.floor(at.getTime() / 1000)}`
  const signature = createSign('sha256').update(timestamp).update(body).sign(privateKey, 'base64')
  return {
    'x-twilio-email-event-webhook-signature': signature,
    'x-twilio-email-event-webhook-timestamp': timestamp,
  }
}

/** A call of the webhook as the application gets it. */
export function signedCall(events: readonly ToldEvent[] | string, at: Date) {
  const body = typeof events === 'string' ? events : bodyOf(events)
  const headers = signedHeaders(body, at)
  return { header: (name: string) => headers[name] ?? null, body: new Uint8Array(Buffer.from(body)) }
}
