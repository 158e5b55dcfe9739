// What may be asked for when a key is made (learn.microsoft.com, "Create Key" of the Key Vault REST API).
import { VaultRefusal, type NewKey } from './stored-keys.ts'

type Body = Readonly<Record<string, unknown>>

const members: ReadonlySet<string> = new Set(['kty', 'key_size', 'crv', 'key_ops', 'attributes', 'tags'])
const attributes: ReadonlySet<string> = new Set(['enabled', 'nbf', 'exp'])
const sizes: ReadonlySet<unknown> = new Set([2048, 3072, 4096])

/** What each kind of key can do; all of it, unless a call says less. */
const operations: Readonly<Record<string, readonly string[]>> = {
  RSA: ['encrypt', 'decrypt', 'sign', 'verify', 'wrapKey', 'unwrapKey'],
  EC: ['sign', 'verify'],
}

export function newKeyOf(body: Body): NewKey {
  refuseOthers(body, members)
  const given = (body['attributes'] ?? {}) as { enabled?: boolean; nbf?: number; exp?: number }
  refuseOthers(given, attributes)
  const kty = String(body['kty'])
  const possible = operations[kty]
  if (!possible) throw malformed('The double makes RSA and EC keys.')
  const asked = (body['key_ops'] as readonly string[] | undefined) ?? possible
  const impossible = asked.find((operation) => !possible.includes(operation))
  if (impossible !== undefined) throw malformed(`A key of type ${kty} does not do ${impossible}.`)
  return {
    ...{ kty, size: kty === 'RSA' ? sizeOf(body) : curveOf(body), operations: asked },
    ...(given.enabled !== undefined && { enabled: given.enabled }),
    ...(given.nbf !== undefined && { notBefore: new Date(given.nbf * 1000) }),
    ...(given.exp !== undefined && { expiresAt: new Date(given.exp * 1000) }),
  }
}

function sizeOf({ key_size: size = 2048, crv }: Body): number {
  if (crv !== undefined || !sizes.has(size)) throw malformed('An RSA key has 2048, 3072 or 4096 bits.')
  return Number(size)
}

function curveOf({ key_size: size, crv = 'P-256' }: Body): number {
  if (size !== undefined || crv !== 'P-256') throw malformed('The double knows the curve P-256.')
  return 256
}

function refuseOthers(given: object, known: ReadonlySet<string>): void {
  const unknown = Object.keys(given).find((member) => !known.has(member))
  if (unknown !== undefined) throw malformed(`Unknown member ${unknown}.`)
}

const malformed = (message: string): VaultRefusal => new VaultRefusal(400, 'BadParameter', message)
