// The closed list of what the double answers (learn.microsoft.com, "Key Vault REST API"); anything else is refused by name.
import { constants, privateDecrypt } from 'node:crypto'

import { signDigest } from '../../../shared/adapters/embedded/prehashed-ecdsa.ts'
import { newKeyOf } from './new-key.ts'
import { attributes, bundle, VaultRefusal, type StoredKeys, type StoredVersion } from './stored-keys.ts'

export type VaultCall = {
  readonly method: string
  readonly path: string
  readonly body: Readonly<Record<string, unknown>>
}

export type Deps = { readonly keys: StoredKeys; readonly url: string; readonly now: () => Date }

type Route = {
  readonly method: string
  readonly path: RegExp
  readonly answer: (deps: Deps, call: VaultCall, parts: readonly string[]) => unknown
}

const name = '([0-9a-zA-Z-]{1,127})'
const version = '([0-9a-f]{32})'
const at = (pattern: string): RegExp => new RegExp(`^/keys/${pattern}$`)

const routes: readonly Route[] = [
  { method: 'POST', path: at(`${name}/create`), answer: create },
  {
    method: 'POST',
    path: at(`${name}/rotate`),
    answer: ({ keys, url }, _, [key = '']) => bundle(url, key, keys.rotate(key)),
  },
  { method: 'GET', path: at(`${name}/versions`), answer: listVersions },
  { method: 'GET', path: at(`${name}/?`), answer: newest },
  {
    method: 'GET',
    path: at(`${name}/${version}`),
    answer: ({ keys, url }, _, [key = '', one = '']) => bundle(url, key, keys.version(key, one)),
  },
  { method: 'PATCH', path: at(`${name}/${version}`), answer: update },
  { method: 'DELETE', path: at(name), answer: remove },
  { method: 'POST', path: at(`${name}/${version}/unwrapkey`), answer: unwrap },
  { method: 'POST', path: at(`${name}/${version}/sign`), answer: sign },
]

/** Throws `VaultRefusal`; 501 for what the double does not know. */
export function answer(deps: Deps, call: VaultCall): unknown {
  for (const route of routes) {
    const found = route.method === call.method && route.path.exec(call.path)
    if (found) return route.answer(deps, call, found.slice(1))
  }
  throw new VaultRefusal(501, 'NotInTheDouble', `The double does not answer ${call.method} on this path.`)
}

function create({ keys, url }: Deps, { body }: VaultCall, [key = '']: readonly string[]) {
  return bundle(url, key, keys.create(key, newKeyOf(body)))
}

function newest({ keys, url }: Deps, _: VaultCall, [key = '']: readonly string[]) {
  return bundle(url, key, keys.versions(key).at(-1) as StoredVersion)
}

function listVersions({ keys, url }: Deps, _: VaultCall, [key = '']: readonly string[]) {
  const value = keys
    .versions(key)
    .map((stored) => ({ kid: `${url}/keys/${key}/${stored.version}`, attributes: attributes(stored) }))
  return { value }
}

function update({ keys, url }: Deps, { body }: VaultCall, [key = '', one = '']: readonly string[]) {
  const stored = keys.version(key, one)
  const { enabled, nbf, exp } = (body['attributes'] ?? {}) as {
    enabled?: boolean
    nbf?: number
    exp?: number
  }
  if (enabled !== undefined) stored.enabled = enabled
  if (nbf !== undefined) stored.notBefore = new Date(nbf * 1000)
  if (exp !== undefined) stored.expiresAt = new Date(exp * 1000)
  return bundle(url, key, stored)
}

function remove({ keys, url, now }: Deps, _: VaultCall, [key = '']: readonly string[]) {
  const last = keys.versions(key).at(-1) as StoredVersion
  keys.remove(key)
  const deletedDate = Math.floor(now().getTime() / 1000)
  return {
    ...bundle(url, key, last),
    ...{ recoveryId: `${url}/deletedkeys/${key}`, deletedDate, scheduledPurgeDate: deletedDate + 7_776_000 },
  }
}

function unwrap(deps: Deps, { body }: VaultCall, [key = '', one = '']: readonly string[]) {
  const stored = usable(deps, { key, version: one, operation: 'unwrapKey' })
  if (body['alg'] !== 'RSA-OAEP-256' || stored.kty !== 'RSA')
    throw new VaultRefusal(400, 'BadParameter', 'The double unwraps with RSA-OAEP-256.')
  try {
    const wrapped = Buffer.from(String(body['value']), 'base64url')
    const value = privateDecrypt(
      { key: stored.privateKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' },
      wrapped,
    )
    return { kid: kidOf(deps, key, one), value: value.toString('base64url') }
  } catch {
    throw new VaultRefusal(400, 'BadParameter', 'The parameter is incorrect.')
  }
}

function sign(deps: Deps, { body }: VaultCall, [key = '', one = '']: readonly string[]) {
  const stored = usable(deps, { key, version: one, operation: 'sign' })
  const digest = Buffer.from(String(body['value']), 'base64url')
  if (body['alg'] !== 'ES256' || stored.kty !== 'EC' || digest.length !== 32)
    throw new VaultRefusal(400, 'BadParameter', 'The double signs SHA-256 digests with ES256.')
  const scalar = Buffer.from(stored.privateKey.export({ format: 'jwk' }).d ?? '', 'base64url')
  const value = Buffer.from(signDigest(scalar, digest)).toString('base64url')
  return { kid: kidOf(deps, key, one), value }
}

const kidOf = ({ url }: Deps, key: string, one: string): string => `${url}/keys/${key}/${one}`

type Use = { readonly key: string; readonly version: string; readonly operation: string }

function usable({ keys, now }: Deps, { key, version: one, operation }: Use): StoredVersion {
  const stored = keys.version(key, one)
  if (!stored.enabled) throw new VaultRefusal(403, 'Forbidden', 'Operation is not allowed on a disabled key.')
  // What was made in a key's time can be opened and checked after it, and a key be tried before ("date-time controlled").
  if (!['unwrapKey', 'verify'].includes(operation)) checkTime(stored, now())
  if (!stored.operations.includes(operation))
    throw new VaultRefusal(403, 'Forbidden', `Operation ${operation} is not permitted on this key.`)
  return stored
}

function checkTime({ notBefore, expiresAt }: StoredVersion, now: Date): void {
  if (notBefore && now < notBefore)
    throw new VaultRefusal(403, 'Forbidden', 'Operation is not allowed on a key that is not yet valid.')
  if (expiresAt && expiresAt <= now)
    throw new VaultRefusal(403, 'Forbidden', 'Operation is not allowed on an expired key.')
}
