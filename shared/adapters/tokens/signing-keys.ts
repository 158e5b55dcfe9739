import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'

import type { KeyVault } from '../../application/ports/keys.ts'
import type { Random } from '../../application/ports/system.ts'

/** The key of the vault under which the instance's signing keys are wrapped. */
const instanceKey = 'instance'

const minute = 60_000
const day = 24 * 60 * minute

/** How long one key signs. */
const signsFor = 30 * day
/** A new key waits so long before it signs, so that every machine knows it by then; the first one cannot wait. */
const publishedBefore = 10 * minute
/** How long a machine relies on what it read: so long a key that was taken back may still verify there. */
const readAgainAfter = minute
/** Unknown key ids are no way to make the store work: at most one reading in this time is for their sake. */
const unknownAtMostEvery = minute

/** As it is stored: the private number only wrapped (RSA-OAEP-256), the public point beside it. Times are ISO 8601. */
export type StoredSigningKey = {
  readonly kid: string
  readonly x: string
  readonly y: string
  readonly wrapped: string
  readonly wrapVersion: string
  readonly createdAt: string
  readonly signsFrom: string
}

/** Where the instance keeps its signing keys: one document, replaced only by whoever read its present version. */
export type KeyDocuments = {
  readonly load: () => Promise<
    { readonly keys: readonly StoredSigningKey[]; readonly etag: string } | undefined
  >
  readonly save: (
    keys: readonly StoredSigningKey[],
    etag: string | undefined,
  ) => Promise<'saved' | 'conflict'>
}

export type SigningKey = { readonly kid: string; readonly key: KeyObject }

export type PublicPoint = {
  readonly kid: string
  readonly kty: 'EC'
  readonly crv: 'P-256'
  readonly x: string
  readonly y: string
}

export type SigningKeys = {
  /** The key that signs now; made, or followed by a new one, when it is time. */
  readonly current: (now: Date) => Promise<SigningKey>
  /** The public halves of those that verify, and of the one that is about to sign; none before the first token. */
  readonly published: (now: Date) => Promise<readonly PublicPoint[]>
  /** After a suspicion: one new key that signs at once, and none beside it. Answers its id. */
  readonly renew: (now: Date) => Promise<string>
  /** The public half of a key whose tokens may still live. */
  readonly find: (kid: string, now: Date) => Promise<KeyObject | undefined>
}

type Deps = { readonly keys: KeyVault; readonly documents: KeyDocuments; readonly random: Random }
type Loaded = {
  readonly keys: readonly StoredSigningKey[]
  readonly etag: string | undefined
  readonly readAt: number
}

/** Signing keys that rotate every 30 days by the clock passed in. A key verifies for `tokenLife` after its successor signs. */
export function createSigningKeys(deps: Deps, tokenLife: number): SigningKeys {
  let loaded: Loaded | undefined
  let unwrapped: { readonly kid: string; readonly key: Promise<KeyObject> } | undefined
  let lastUnknown = Number.NEGATIVE_INFINITY

  const reload = async (now: Date): Promise<Loaded> => {
    const found = await deps.documents.load()
    return (loaded = { keys: found?.keys ?? [], etag: found?.etag, readAt: now.getTime() })
  }
  const known = async (now: Date): Promise<Loaded> => {
    if (loaded && Math.abs(now.getTime() - loaded.readAt) < readAgainAfter) return loaded
    return reload(now)
  }
  /** Whoever saves first wins; the others take what was saved. */
  const rotated = async ({ keys, etag }: Loaded, now: Date): Promise<Loaded> => {
    const kept = keys.slice(-1)
    await deps.documents.save(
      [...kept, await newKey(deps, now, kept.length === 0 ? 'atOnce' : 'published')],
      etag,
    )
    return reload(now)
  }
  const privateKey = (stored: StoredSigningKey): Promise<KeyObject> => {
    if (unwrapped?.kid !== stored.kid) unwrapped = { kid: stored.kid, key: unwrap(deps.keys, stored) }
    return unwrapped.key.catch((error: unknown) => {
      unwrapped = undefined // a vault that was away may be back at the next call
      throw error
    })
  }

  return {
    current: async (now) => {
      const present = await known(now)
      const { keys } = isDue(present.keys, now) ? await rotated(await reload(now), now) : present
      const signing = keys.findLast((key) => Date.parse(key.signsFrom) <= now.getTime()) ?? keys[0]
      if (!signing) throw new Error('the signing keys were removed while they were read')
      return { kid: signing.kid, key: await privateKey(signing) }
    },
    published: async (now) =>
      verifying((await known(now)).keys, now, tokenLife).map((key) => ({ kid: key.kid, ...publicJwk(key) })),
    renew: async (now) => {
      // Made anew each time: one that lost to another rotation was never published.
      for (;;) {
        const { etag } = await reload(now)
        const key = await newKey(deps, now, 'atOnce')
        const saved = await deps.documents.save([key], etag)
        // Whoever needs one next reads what holds; nothing that can fail stands between the renewal and its answer.
        loaded = undefined
        if (saved === 'saved') return key.kid
      }
    },
    find: async (kid, now) => {
      const first = verifying((await known(now)).keys, now, tokenLife).find((key) => key.kid === kid)
      if (first) return publicKey(first)
      if (Math.abs(now.getTime() - lastUnknown) < unknownAtMostEvery) return undefined

      lastUnknown = now.getTime()
      const again = verifying((await reload(now)).keys, now, tokenLife).find((key) => key.kid === kid)
      return again && publicKey(again)
    },
  }
}

function isDue(keys: readonly StoredSigningKey[], now: Date): boolean {
  const newest = keys.at(-1)
  return !newest || now.getTime() >= Date.parse(newest.createdAt) + signsFor
}

/** The newest, and each that signed until so lately that one of its tokens may live. */
function verifying(
  keys: readonly StoredSigningKey[],
  now: Date,
  tokenLife: number,
): readonly StoredSigningKey[] {
  return keys.filter((_, index) => {
    const successor = keys[index + 1]
    return !successor || now.getTime() < Date.parse(successor.signsFrom) + tokenLife
  })
}

async function newKey(
  { keys, random }: Deps,
  now: Date,
  signs: 'atOnce' | 'published',
): Promise<StoredSigningKey> {
  const {
    d = '',
    x = '',
    y = '',
  } = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' })
  await keys.ensure(instanceKey, 'wrap')
  const { wrapped, version } = await keys.wrap(instanceKey, Buffer.from(d, 'base64url'))
  const signsFrom = new Date(now.getTime() + (signs === 'atOnce' ? 0 : publishedBefore))
  return {
    kid: random.id(),
    x,
    y,
    wrapped: Buffer.from(wrapped).toString('base64url'),
    wrapVersion: version,
    createdAt: now.toISOString(),
    signsFrom: signsFrom.toISOString(),
  }
}

const publicJwk = ({ x, y }: StoredSigningKey) => ({ kty: 'EC', crv: 'P-256', x, y }) as const

const publicKey = (stored: StoredSigningKey): KeyObject =>
  createPublicKey({ key: publicJwk(stored), format: 'jwk' })

async function unwrap(keys: KeyVault, stored: StoredSigningKey): Promise<KeyObject> {
  const scalar = await keys.unwrap(instanceKey, stored.wrapVersion, Buffer.from(stored.wrapped, 'base64url'))
  const d = Buffer.from(scalar).toString('base64url')
  return createPrivateKey({ key: { ...publicJwk(stored), d }, format: 'jwk' })
}
