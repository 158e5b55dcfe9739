// Where the checks take the key from that a company publishes: a JWK or a JWKS, from a file or over https.
import { readFile } from 'node:fs/promises'
import { calculateJwkThumbprint } from 'jose'
import type { JWK } from 'jose'
import type { Report } from './report.ts'

/** The key that `source` has under that name, or the one that came along, where none was asked for. */
export async function keyFor(
  source: string | undefined,
  { kid, jwk }: { readonly kid?: string; readonly jwk?: JWK },
): Promise<JWK | undefined> {
  const chosen = source === undefined ? jwk : chooseKey(await publishedKeys(source), kid)
  return chosen && publicPart(chosen)
}

/** `what` came with its own key: that it is whole says nothing of who signed it. */
export async function noteKey(
  { key, source, what }: { readonly key: JWK; readonly source: string | undefined; readonly what: string },
  report: Report,
): Promise<void> {
  report.note(`thumbprint of the key (RFC 7638): ${await calculateJwkThumbprint(key)}`)
  if (source !== undefined) return
  report.note(`the key came with the ${what}, so anyone could have made both: compare the thumbprint`)
  report.note('with the one that the company publishes, or run again with --key')
}

const publicPart = ({ kty, crv, x, y }: JWK): JWK => ({ kty, crv, x, y }) as JWK

/** The key of that name; without a name in the signature, the only key there is. */
function chooseKey(keys: readonly JWK[], kid: string | undefined): JWK | undefined {
  if (kid !== undefined && keys.some((jwk) => jwk.kid !== undefined))
    return keys.find((jwk) => jwk.kid === kid)
  return keys.length === 1 ? keys[0] : undefined
}

/** All that a company publishes there. */
export async function publishedKeys(source: string): Promise<readonly JWK[]> {
  const parsed: unknown = JSON.parse(
    /^https?:/u.test(source) ? await fetchText(source) : await readFile(source, 'utf8'),
  )
  const keys = isRecord(parsed) && Array.isArray(parsed['keys']) ? parsed['keys'] : [parsed]
  return keys.filter(isRecord) as readonly JWK[]
}

/** A key fetched in the clear proves nothing, except from this very machine. */
async function fetchText(address: string): Promise<string> {
  const { protocol, hostname } = new URL(address)
  if (protocol !== 'https:' && !['localhost', '127.0.0.1', '[::1]'].includes(hostname)) {
    throw new Error('keys are fetched by https only')
  }
  const response = await fetch(address, { redirect: 'error', signal: AbortSignal.timeout(30_000) })
  if (!response.ok) throw new Error(`the address of the keys answers ${String(response.status)}`)
  return response.text()
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
