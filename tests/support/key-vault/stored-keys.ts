// The keys of the double: versions, what each may do, and deletion that can be taken back.
import { createPublicKey, generateKeyPairSync, randomBytes, type KeyObject } from 'node:crypto'

export type StoredVersion = {
  readonly version: string
  readonly kty: string
  readonly size: number
  readonly privateKey: KeyObject
  readonly operations: readonly string[]
  readonly createdAt: Date
  enabled: boolean
  notBefore?: Date
  expiresAt?: Date
}

export type StoredKeys = {
  /** Oldest first; throws what the service answers. */
  readonly versions: (name: string) => readonly StoredVersion[]
  readonly version: (name: string, version: string) => StoredVersion
  /** A name that exists gets another version. */
  readonly create: (name: string, made: NewKey) => StoredVersion
  readonly rotate: (name: string) => StoredVersion
  /** Soft: the name stays taken. */
  readonly remove: (name: string) => void
}

export type NewKey = Partial<Pick<StoredVersion, 'enabled' | 'notBefore' | 'expiresAt'>> & {
  readonly kty: string
  /** In bits. */
  readonly size: number
  readonly operations: readonly string[]
}

/** What the service answers instead: `{error: {code, message}}`. */
export class VaultRefusal extends Error {
  readonly status: number
  readonly code: string

  constructor(status: number, code: string, message: string) {
    super(message)
    this.status = status
    this.code = code
  }
}

export function storedKeys(now: () => Date): StoredKeys {
  const keys = new Map<string, StoredVersion[]>()
  const removed = new Set<string>()

  // Key Vault tells names apart without regard to case.
  const versions = (name: string): StoredVersion[] => {
    const found = keys.get(name.toLowerCase())
    if (!found)
      throw new VaultRefusal(404, 'KeyNotFound', 'A key with this name was not found in this key vault.')
    return found
  }
  let made = 0
  const add = (name: string, wanted: NewKey): StoredVersion => {
    const version = {
      ...{ version: randomBytes(16).toString('hex'), createdAt: now(), enabled: true },
      ...{ ...wanted, privateKey: privateKey(wanted, made++) },
    }
    keys.set(name.toLowerCase(), [...(keys.get(name.toLowerCase()) ?? []), version])
    return version
  }

  return {
    versions,
    version: (name, wanted) => {
      const found = versions(name).find(({ version }) => version === wanted)
      if (!found) throw new VaultRefusal(404, 'KeyNotFound', 'This version of the key was not found.')
      return found
    },
    create: (name, made) => {
      if (removed.has(name.toLowerCase()))
        throw new VaultRefusal(409, 'Conflict', 'The key is in a deleted but recoverable state.')
      return add(name, made)
    },
    rotate: (name) => {
      const { kty, size, operations } = versions(name).at(-1) as StoredVersion
      return add(name, { kty, size, operations })
    },
    remove: (name) => {
      versions(name)
      keys.delete(name.toLowerCase())
      removed.add(name.toLowerCase())
    },
  }
}

/** As the service shows it; the private half is never part of it. */
export function bundle(url: string, name: string, stored: StoredVersion) {
  const { kty, crv, x, y, n, e } = createPublicKey(stored.privateKey).export({ format: 'jwk' })
  return {
    key: {
      ...{ kid: `${url}/keys/${name}/${stored.version}`, kty, key_ops: stored.operations },
      ...(kty === 'EC' ? { crv, x, y } : { n, e }),
    },
    attributes: attributes(stored),
  }
}

export const attributes = ({ enabled, createdAt, notBefore, expiresAt }: StoredVersion) => ({
  enabled,
  created: Math.floor(createdAt.getTime() / 1000),
  updated: Math.floor(createdAt.getTime() / 1000),
  ...(notBefore && { nbf: Math.floor(notBefore.getTime() / 1000) }),
  ...(expiresAt && { exp: Math.floor(expiresAt.getTime() / 1000) }),
  recoveryLevel: 'Recoverable+Purgeable',
  recoverableDays: 90,
})

const generated = new Map<string, KeyObject>()

/** A long key takes its time: the n-th key of every vault of the process is the same, those of one vault differ. */
function privateKey({ kty, size }: NewKey, number: number): KeyObject {
  const at = `${kty}/${size}/${number}`
  const key = generated.get(at) ?? newPrivateKey(kty, size)
  generated.set(at, key)
  return key
}

const newPrivateKey = (kty: string, size: number): KeyObject =>
  kty === 'EC'
    ? generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
    : generateKeyPairSync('rsa', { modulusLength: size }).privateKey
