import { createHmac, timingSafeEqual } from 'node:crypto'

import type { Fields } from './message.ts'

export type AccessKey = { readonly name: string; readonly key: string }

/** By what a client gets in: a signature by the key, or a token that was given to an identity. */
export type Credentials = {
  readonly accessKey: AccessKey
  readonly accepts: (token: string) => boolean
}

/** The entity that a put-token names, if its token is good for it; undefined: 401. */
export function grantedEntity(
  { operation, type, name }: Fields,
  token: unknown,
  { accessKey, accepts }: Credentials,
): string | undefined {
  if (operation !== 'put-token' || typeof name !== 'string' || typeof token !== 'string') return undefined
  const isGood =
    type === 'servicebus.windows.net:sastoken'
      ? isSigned(token, name, accessKey)
      : type === 'jwt' && accepts(token)
  const address = /^sb:\/\/[^/]+\/(.*)$/.exec(name)?.[1]
  return isGood ? address?.replace(/\/\$management$/, '') : undefined
}

/** The shared access signature covers the resource and the end of its time; a token for a resource is good for all below it. */
function isSigned(token: string, audience: string, { name, key }: AccessKey): boolean {
  const [, parts = ''] = /^SharedAccessSignature (.*)$/.exec(token) ?? []
  const given = Object.fromEntries(parts.split('&').map((part) => splitOnce(part)))
  const { sr = '', sig = '', se = '', skn = '' } = given
  const wanted = createHmac('sha256', key).update(`${sr}\n${se}`, 'utf8').digest()
  const signature = Buffer.from(decodeURIComponent(sig), 'base64')
  return (
    decodeURIComponent(skn) === name &&
    audience.toLowerCase().startsWith(decodeURIComponent(sr).toLowerCase()) &&
    // The client writes its own time into it, which is never the clock of a test.
    Number(se) * 1000 > Date.now() &&
    signature.length === wanted.length &&
    timingSafeEqual(signature, wanted)
  )
}

function splitOnce(part: string): readonly [string, string] {
  const at = part.indexOf('=')
  return [part.slice(0, at), part.slice(at + 1)]
}
