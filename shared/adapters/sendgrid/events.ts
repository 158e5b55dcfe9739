import { createPublicKey, verify, type KeyObject } from 'node:crypto'

import type { MailEvent, MailEvents, ProviderCall } from '../../application/ports/mail.ts'
import type { Clock } from '../../application/ports/system.ts'
import { isNews, type Arrival } from '../../domain/letters/arrival.ts'
import { err, ok } from '../../kernel/result.ts'

/** The events that say something of a mail's way; opened and clicked links are neither asked for nor read. */
const arrivals: ReadonlyMap<unknown, Arrival> = new Map([
  ['deferred', 'deferred'],
  ['delivered', 'delivered'],
  ['bounce', 'bounced'],
  ['dropped', 'dropped'],
  ['spamreport', 'reportedAsSpam'],
] as const)

/** SendGrid tries for a day to hand over its events; a call that is older is somebody else's. Its clock may be ahead. */
const oldestSeconds = 25 * 3600
const newestSeconds = 300

/**
 * The events of SendGrid's signed webhook: ECDSA over P-256 with SHA-256, DER in base64, over the timestamp and the body as
 * it came (Twilio SendGrid, "Event Webhook Security Features"). `publicKey` is SPKI in base64, as its settings page shows it.
 */
export function createSendGridEvents(publicKey: string, clock: Clock): MailEvents {
  const key = keyOf(publicKey)
  return {
    read: (call) =>
      isSigned(call, key, clock.now()) ? eventsIn(call.body) : err({ code: 'signatureInvalid' }),
  }
}

function keyOf(publicKey: string): KeyObject {
  const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' })
  if (key.asymmetricKeyDetails?.namedCurve !== 'prime256v1')
    throw new RangeError('the key of the event webhook lies on P-256')
  return key
}

function isSigned({ header, body }: ProviderCall, key: KeyObject, now: Date): boolean {
  const signature = header('x-twilio-email-event-webhook-signature') ?? ''
  const timestamp = header('x-twilio-email-event-webhook-timestamp') ?? ''
  if (!/^\d{1,12}$/.test(timestamp)) return false
  const age = now.getTime() / 1000 - Number(timestamp)
  if (age > oldestSeconds || age < -newestSeconds) return false
  return verify(
    'sha256',
    Buffer.concat([Buffer.from(timestamp), body]),
    key,
    Buffer.from(signature, 'base64'),
  )
}

function eventsIn(body: Uint8Array): ReturnType<MailEvents['read']> {
  const told = parsed(body)
  if (!Array.isArray(told)) return err({ code: 'jsonMalformed' })
  const worst = new Map<string, Arrival>()
  for (const { mailId, arrival } of told.flatMap(eventOf))
    if (isNews(arrival, worst.get(mailId))) worst.set(mailId, arrival)
  return ok([...worst].map(([mailId, arrival]) => ({ mailId, arrival })))
}

function parsed(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body))
  } catch {
    return undefined
  }
}

/** Custom arguments come back beside the event's own members. Addresses and reasons in it are not read. */
function eventOf(told: unknown): readonly MailEvent[] {
  const { event, mailId } = (told ?? {}) as { readonly event?: unknown; readonly mailId?: unknown }
  const arrival = arrivals.get(event)
  const isOurs = typeof mailId === 'string' && /^[A-Za-z0-9_-]{22}$/.test(mailId)
  return arrival !== undefined && isOurs ? [{ mailId, arrival }] : []
}
