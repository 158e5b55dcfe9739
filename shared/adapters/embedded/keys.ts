import { constants, createPublicKey, privateDecrypt, publicEncrypt } from 'node:crypto'

import type { KeyVault, PublicJwk } from '../../application/ports/keys.ts'
import { DependencyUnavailable } from '../../application/ports/unavailable.ts'
import { newestOf, openKeyFiles, type KeyUse, type KeyVersion } from './key-files.ts'
import { signDigest } from './prehashed-ecdsa.ts'

/** What fits under RSA-OAEP-256 with the smallest key that Key Vault makes (RFC 8017, section 7.1.1). */
const mostWrappedBytes = 190
const digestBytes = 32

const oaep256 = { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' }

/**
 * Key custody on one machine. `rotate` adds a version, as an operator or a policy does in Key Vault. Whoever can read the
 * folder has the keys: the machine's accounts and disk encryption are what guards them.
 */
export function createKeyVault(
  folder: string,
): KeyVault & { readonly rotate: (name: string) => Promise<void> } {
  const { versions, ensure, rotate } = openKeyFiles(folder)

  return {
    ensure,
    rotate,
    wrap: async (name, bytes) => {
      if (bytes.length > mostWrappedBytes)
        throw new RangeError(`at most ${mostWrappedBytes} bytes can be wrapped`)
      const { version, privateKey } = madeTo('wrap', newestOf(versions(name)))
      return { wrapped: publicEncrypt({ key: createPublicKey(privateKey), ...oaep256 }, bytes), version }
    },
    unwrap: async (name, version, wrapped) => {
      const { privateKey } = madeTo('wrap', versionOf(versions(name), version))
      return privateDecrypt({ key: privateKey, ...oaep256 }, wrapped)
    },
    sign: async (name, digest) => {
      if (digest.length !== digestBytes) throw new RangeError(`a SHA-256 digest has ${digestBytes} bytes`)
      const { version, privateKey } = madeTo('sign', newestOf(versions(name)))
      const scalar = Buffer.from(privateKey.export({ format: 'jwk' }).d ?? '', 'base64url')
      return { signature: signDigest(scalar, digest), version }
    },
    publicKey: async (name, version) => {
      const all = versions(name)
      return publicJwk(name, version === undefined ? newestOf(all) : versionOf(all, version))
    },
    publicKeys: async (name) =>
      versions(name)
        .map((version) => publicJwk(name, version))
        .reverse(),
  }
}

function versionOf(versions: readonly KeyVersion[], version: string): KeyVersion {
  const found = versions.find((candidate) => candidate.version === version)
  if (!found) throw new DependencyUnavailable('keys', 60)
  return found
}

function madeTo(use: KeyUse, key: KeyVersion): KeyVersion {
  if (key.use !== use) throw new TypeError(`the key was not made to ${use}`)
  return key
}

function publicJwk(name: string, { version, privateKey }: KeyVersion): PublicJwk {
  const {
    kty = '',
    crv = '',
    x = '',
    y = '',
    n = '',
    e = '',
  } = createPublicKey(privateKey).export({ format: 'jwk' })
  const kid = `${name}/${version}`
  return kty === 'EC' ? { kty, kid, crv, x, y } : { kty, kid, n, e }
}
