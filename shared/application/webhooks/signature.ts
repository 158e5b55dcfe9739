import { fromBase64, toBase64, utf8 } from '../bytes.ts'
import type { Crypto } from '../ports/system.ts'
import type { WebhookSecrets } from './webhook-document.ts'

export const shownSecret = (secret: string): string => `whsec_${secret}`

type Message = { readonly id: string; readonly at: Date; readonly body: string }

/** Standard Webhooks, "Signature scheme": a signature for each secret that holds, the present one first. */
export function signedHeaders(
  { hmacSha256 }: Pick<Crypto, 'hmacSha256'>,
  secrets: readonly string[],
  { id, at, body }: Message,
): Readonly<Record<string, string>> {
  const timestamp = `${Math.floor(at.getTime() / 1000)}`
  const signed = utf8(`${id}.${timestamp}.${body}`)
  const signatures = secrets.map((secret) => `v1,${toBase64(hmacSha256(fromBase64(secret), signed))}`)
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': signatures.join(' '),
  }
}

/** For a day after a rotation the earlier secret signs as well, so that no receiver has to change in the same second. */
export const standingSecrets = (
  { secret, earlier }: WebhookSecrets,
  bothUntil: string | undefined,
  now: Date,
): readonly string[] =>
  earlier !== undefined && bothUntil !== undefined && now < new Date(bothUntil) ? [secret, earlier] : [secret]
