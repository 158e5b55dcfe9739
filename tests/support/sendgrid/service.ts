import { isDeepStrictEqual } from 'node:util'

import {
  loopbackProvider,
  OutsideClosedList,
  type Answer,
  type Call,
  type LoopbackProvider,
} from '../loopback-provider.ts'

/** Made for this double; it opens nothing else. */
export const apiKey = 'SG.the-key-of-a-double'
export const from = 'no-reply@indsigt.example'

export type TakenMail = {
  readonly id: string
  readonly to: string
  readonly fromName: string
  readonly subject: string
  readonly text: string
  readonly html: string
}

export type SendGridDouble = LoopbackProvider & { readonly taken: readonly TakenMail[] }

/**
 * `POST /v3/mail/send` as far as the product uses it: one recipient, text and HTML, no tracking. Any other member or value
 * is outside the closed list, so that none comes to be sent unseen (reference: Twilio SendGrid, "Mail Send").
 */
export async function sendGridDouble(
  /** Hears of each mail that is accepted. */
  heard: (mail: TakenMail) => void = () => undefined,
): Promise<SendGridDouble> {
  const taken: TakenMail[] = []
  const provider = await loopbackProvider((call) => {
    checkRoute(call)
    if (call.headers.authorization !== `Bearer ${apiKey}`)
      return refusal(401, 'The provided authorization grant is invalid, expired, or revoked', null)
    const mail = readMail(call.body)
    if (mail.from !== from)
      return refusal(403, 'The from address does not match a verified Sender Identity.', 'from')
    if (!/^[^@\s]+@[^@\s]+\.[^@\s.]+$/.test(mail.to))
      return refusal(400, 'Does not contain a valid address.', 'personalizations.0.to.0.email')
    const { from: _checked, ...accepted } = mail
    taken.push(accepted)
    heard(accepted)
    return { status: 202, headers: { 'x-message-id': `message-${taken.length}` } }
  })
  return { ...provider, taken }
}

const refusal = (status: number, message: string, field: string | null): Answer => ({
  status,
  body: { errors: [{ message, field, help: null }] },
})

function checkRoute({ method, path, headers }: Call): void {
  if (method !== 'POST' || path !== '/v3/mail/send') throw new OutsideClosedList(`${method} ${path}`)
  if (headers['content-type'] !== 'application/json') throw new OutsideClosedList('a body that is no JSON')
  if (headers['on-behalf-of'] !== undefined) throw new OutsideClosedList('a subuser')
}

function readMail(body: string): TakenMail & { readonly from: string } {
  const mail = membersOf(JSON.parse(body), 'mail', [
    ...['from', 'subject', 'personalizations', 'content', 'custom_args', 'tracking_settings'],
  ])
  expectSame(mail['tracking_settings'], untracked, 'tracking')
  const sender = membersOf(mail['from'], 'from', ['email', 'name'])
  const [plain, html] = pair(mail['content'])
  return {
    id: textOf(membersOf(mail['custom_args'], 'custom_args', ['mailId'])['mailId']),
    to: recipientOf(mail['personalizations']),
    from: textOf(sender['email']),
    fromName: textOf(sender['name']),
    subject: textOf(mail['subject']),
    text: contentOf(plain, 'text/plain'),
    html: contentOf(html, 'text/html'),
  }
}

const untracked = {
  click_tracking: { enable: false, enable_text: false },
  open_tracking: { enable: false },
  subscription_tracking: { enable: false },
  ganalytics: { enable: false },
}

function recipientOf(personalizations: unknown): string {
  const [only] = single(personalizations, 'personalizations')
  const [recipient] = single(membersOf(only, 'personalization', ['to'])['to'], 'recipients')
  return textOf(membersOf(recipient, 'recipient', ['email'])['email'])
}

function contentOf(content: unknown, type: string): string {
  const read = membersOf(content, 'content', ['type', 'value'])
  if (read['type'] !== type) throw new OutsideClosedList(`content in this order: ${textOf(read['type'])}`)
  return textOf(read['value'])
}

function membersOf(
  value: unknown,
  what: string,
  known: readonly string[],
): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) throw new OutsideClosedList(`a ${what} that is no object`)
  const names = Object.keys(value)
  const other = names.find((name) => !known.includes(name)) ?? known.find((name) => !names.includes(name))
  if (other !== undefined) throw new OutsideClosedList(`a ${what} with or without ${other}`)
  return value as Readonly<Record<string, unknown>>
}

function single(value: unknown, what: string): readonly [unknown] {
  if (!Array.isArray(value) || value.length !== 1) throw new OutsideClosedList(`other than one of ${what}`)
  return [value[0]]
}

function pair(value: unknown): readonly [unknown, unknown] {
  if (!Array.isArray(value) || value.length !== 2) throw new OutsideClosedList('other than two contents')
  return [value[0], value[1]]
}

function textOf(value: unknown): string {
  if (typeof value !== 'string' || value === '') throw new OutsideClosedList('an empty text, or none')
  return value
}

function expectSame(value: unknown, wanted: unknown, what: string): void {
  if (!isDeepStrictEqual(value, wanted)) throw new OutsideClosedList(`such ${what}`)
}
