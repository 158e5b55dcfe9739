import { fromBase64Url, toBase64Url, utf8 } from '../bytes.ts'
import { accessPartition } from '../identity/session-document.ts'
import type { Document } from '../ports/documents.ts'
import type { Ports } from '../ports/ports.ts'

export type InstanceSecret = {
  /** Keyed hash of something personal that belongs to no company (security.md, "Keys"); `use` keeps hashes of different things apart. */
  readonly hash: (use: string, text: string) => Promise<string>
}

/** id `instanceSecret` in `access`: 32 random bytes, wrapped by the instance's key. */
type SecretDocument = Document & { readonly wrapped: string; readonly version: string }

const id = 'instanceSecret'
const wrapKey = 'instance'

type Deps = Pick<Ports, 'documents' | 'keys' | 'random' | 'crypto'>

/** Made by whoever needs it first; of two at once, the second takes what the first stored. */
export function makeInstanceSecret({ documents, keys, random, crypto }: Deps): InstanceSecret {
  let opened: Promise<Uint8Array> | undefined

  async function made(): Promise<SecretDocument> {
    await keys.ensure(wrapKey, 'wrap')
    const { wrapped, version } = await keys.wrap(wrapKey, random.bytes(32))
    const value: SecretDocument = { id, wrapped: toBase64Url(wrapped), version }
    const written = await documents.batch(accessPartition(id), [{ kind: 'create', value }])
    return written.ok ? value : stored()
  }

  async function stored(): Promise<SecretDocument> {
    const found = await documents.read<SecretDocument>(accessPartition(id), id)
    return found?.value ?? made()
  }

  async function open(): Promise<Uint8Array> {
    const { wrapped, version } = await stored()
    return keys.unwrap(wrapKey, version, fromBase64Url(wrapped))
  }

  function secret(): Promise<Uint8Array> {
    opened ??= open()
    // A failure must not be remembered: the vault may be back a moment later.
    opened.catch(() => (opened = undefined))
    return opened
  }

  return {
    async hash(use, text) {
      const key = crypto.hkdf(await secret(), utf8('instance'), `hash ${use}`, 32)
      return toBase64Url(crypto.hmacSha256(key, utf8(text)))
    },
  }
}
