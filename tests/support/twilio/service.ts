import {
  loopbackProvider,
  OutsideClosedList,
  type Answer,
  type Call,
  type LoopbackProvider,
} from '../loopback-provider.ts'

/** Made for this double; they open nothing else. */
export const accountSid = `AC${'0'.repeat(32)}`
export const authToken = 'the-key-of-a-double'
export const from = '+4570000000'

export type TakenSms = { readonly sid: string; readonly to: string; readonly text: string }

export type TwilioDouble = LoopbackProvider & { readonly taken: readonly TakenSms[] }

/** Numbers that begin so lie in no country. */
const nowhere = '+999'

/**
 * `POST /2010-04-01/Accounts/{sid}/Messages.json` as far as the product uses it: one number, one sender, one text, and where its
 * way is told. Any other parameter is outside the closed list, so that none comes to be sent unseen (reference: Twilio, "Messages resource").
 */
export async function twilioDouble(
  /** Hears of each message that is accepted. */
  heard: (sms: TakenSms) => void = () => undefined,
): Promise<TwilioDouble> {
  const taken: TakenSms[] = []
  const provider = await loopbackProvider((call) => {
    checkRoute(call)
    if (call.headers.authorization !== `Basic ${btoa(`${accountSid}:${authToken}`)}`)
      return refusal(401, 20003, 'Authenticate')
    const { to, sender, text } = readSms(call.body)
    if (sender !== from) return refusal(400, 21659, `'${sender}' is not a Twilio phone number`)
    if (!/^\+[1-9]\d{6,14}$/.test(to) || to.startsWith(nowhere))
      return refusal(400, 21211, `Invalid 'To' Phone Number: ${to}`)
    const sms = { sid: `SM${taken.length}`, to, text }
    taken.push(sms)
    heard(sms)
    return { status: 201, body: accepted(sms.sid, to, text) }
  })
  return { ...provider, taken }
}

/** As Twilio says it: the message names the number. */
export const refusal = (status: number, code: number, message: string): Answer => ({
  status,
  body: { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status },
})

const accepted = (sid: string, to: string, body: string) => ({
  ...{ sid, to, from, body, account_sid: accountSid, api_version: '2010-04-01' },
  ...{ direction: 'outbound-api', status: 'queued', error_code: null, error_message: null },
  ...{ date_created: 'Mon, 02 Mar 2026 08:00:00 +0000', date_sent: null, num_segments: '1' },
})

function checkRoute({ method, path, headers }: Call): void {
  if (method !== 'POST' || !/^\/2010-04-01\/Accounts\/AC[0-9a-f]{32}\/Messages\.json$/.test(path))
    throw new OutsideClosedList(`${method} ${path}`)
  if (headers['content-type'] !== 'application/x-www-form-urlencoded')
    throw new OutsideClosedList('a body that is no form')
}

const known = ['To', 'From', 'Body', 'StatusCallback']

/** What is told of a text comes back to the product, and names the text by ids. */
const callback = /^https:\/\/[^/]+\/api\/v1\/providers\/twilio\/status\?text=[\w.-]+$/

function readSms(body: string) {
  const form = new URLSearchParams(body)
  const names = [...form.keys()]
  const other = names.find((name, i) => !known.includes(name) || names.indexOf(name) !== i)
  if (other !== undefined) throw new OutsideClosedList(`the parameter ${other} here`)
  const told = form.get('StatusCallback')
  if (told !== null && !callback.test(told)) throw new OutsideClosedList(`the address ${told} here`)
  return { to: textOf(form, 'To'), sender: textOf(form, 'From'), text: textOf(form, 'Body') }
}

function textOf(form: URLSearchParams, name: string): string {
  const value = form.get(name) ?? ''
  if (value === '') throw new OutsideClosedList(`a text message without ${name}`)
  return value
}
