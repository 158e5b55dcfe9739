import { createHmac, timingSafeEqual } from 'node:crypto'

import type { ProviderCall } from '../../application/ports/mail.ts'

/**
 * Whether a call about a text's way is Twilio's: HMAC-SHA1 with the account's key over the address and the parameters of the
 * form in the order of their names, in base64 (Twilio, "Webhooks Security"). `url` is the address that Twilio was given,
 * made of PUBLIC_URL and never of `Host`; with or without its port, since Twilio signs either.
 */
export function isSignedByTwilio({ header, body }: ProviderCall, url: string, authToken: string): boolean {
  const signature = Buffer.from(header('x-twilio-signature') ?? '')
  const form = sorted(new URLSearchParams(new TextDecoder().decode(body)))
  return spellings(url).some((spelling) => {
    const expected = Buffer.from(createHmac('sha1', authToken).update(`${spelling}${form}`).digest('base64'))
    return expected.length === signature.length && timingSafeEqual(expected, signature)
  })
}

/** A name that comes twice counts with each of its values, once. */
function sorted(form: URLSearchParams): string {
  const names = [...new Set(form.keys())].toSorted(byUnits)
  return names
    .flatMap((name) => [...new Set(form.getAll(name))].toSorted(byUnits).map((value) => name + value))
    .join('')
}

const byUnits = (a: string, b: string): number => (a < b ? -1 : 1)

/** Not by `URL`, which writes some characters anew: Twilio signs them as they were given. */
function spellings(url: string): readonly string[] {
  const [, scheme = '', host = '', port, rest = ''] = /^(https?:\/\/)([^/?#:]+)(:\d+)?(.*)$/.exec(url) ?? []
  const standard = scheme === 'https://' ? ':443' : ':80'
  return [`${scheme}${host}${rest}`, `${scheme}${host}${port ?? standard}${rest}`]
}
