import { addDays, addMinutes } from '../../domain/time.ts'
import { fromBase64Url, toBase64Url, utf8 } from '../bytes.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import type { Core } from '../core.ts'
import type { Document, Stored } from '../ports/documents.ts'
import type { KeyGate, KeyRefusal } from './key-gate.ts'
import { accessPartition } from './session-document.ts'

export type Grant = {
  readonly accessToken: string
  readonly expiresAt: Date
  readonly refreshToken?: string
}

export type Tokens = {
  /** What a program gets for a session; the refresh token only where the session may go on (staff). */
  readonly grant: (session: TokenSession, refresh: 'withRefresh' | 'withoutRefresh') => Promise<Grant>
  /**
   * Rotates. A spent token ends the family, but within thirty seconds the same successor comes again (a lost answer). A
   * family that was made with an API key, or was refreshed with one, is refreshed with that key only.
   */
  readonly refresh: (
    refreshToken: string,
    presentedKey?: string,
  ) => Promise<Result<Grant, KeyRefusal | { readonly code: 'refreshTokenInvalid' }>>
}

export type TokenSession = {
  readonly sessionId: string
  readonly companyId: string
  /** The API key that its tokens are bound to. */
  readonly keyId?: string
}

/** A family of refresh tokens, id `refresh:{familyId}` in `access`. Token n is an HMAC of n under the family's seed. */
type RefreshFamily = Document & {
  readonly familyId: string
  readonly seed: string
  readonly generation: number
  readonly rotatedAt: string
  readonly session: TokenSession
  readonly expiresAt: string
  readonly endedAt?: string
}

const familyDays = 90
const graceSeconds = 30
const shape = /^([A-Za-z0-9_-]{22})\.(\d{1,9})\.([A-Za-z0-9_-]{43})$/

type Deps = Pick<Core, 'documents' | 'sessions' | 'tokens' | 'clock' | 'random' | 'crypto'> & {
  readonly keyGate: KeyGate
}

export function makeTokens({ documents, sessions, tokens, clock, random, crypto, keyGate }: Deps): Tokens {
  const idOf = (familyId: string) => `refresh:${familyId}`

  const refreshToken = ({ familyId, seed }: RefreshFamily, generation: number) => {
    const secret = crypto.hmacSha256(fromBase64Url(seed), utf8(String(generation)))
    return `${familyId}.${generation}.${toBase64Url(secret)}`
  }

  async function accessGrant(session: TokenSession): Promise<Grant> {
    const { token, expiresAt } = await tokens.issue(session, clock.now())
    return { accessToken: token, expiresAt }
  }

  async function newFamily(session: TokenSession): Promise<RefreshFamily> {
    const now = clock.now()
    const familyId = random.id()
    const family: RefreshFamily = {
      id: idOf(familyId),
      ttlSeconds: familyDays * 86_400,
      familyId,
      seed: toBase64Url(random.bytes(32)),
      generation: 1,
      rotatedAt: now.toISOString(),
      session,
      expiresAt: addDays(now, familyDays).toISOString(),
    }
    await documents.batch(accessPartition(family.id), [{ kind: 'create', value: family }])
    return family
  }

  async function rotated(
    { value, etag }: Stored<RefreshFamily>,
    { generation, keyId }: { readonly generation: number; readonly keyId: string | undefined },
  ): Promise<RefreshFamily | 'reused' | 'raced'> {
    const now = clock.now()
    if (generation === value.generation) {
      const session = { ...value.session, ...(keyId === undefined ? {} : { keyId }) }
      const next = { ...value, session, generation: generation + 1, rotatedAt: now.toISOString() }
      const written = await documents.batch(accessPartition(value.id), [
        { kind: 'replace', value: next, etag },
      ])
      return written.ok ? next : 'raced'
    }
    const inGrace = addMinutes(new Date(value.rotatedAt), graceSeconds / 60) > now
    if (generation === value.generation - 1 && inGrace) return value

    const ended = { ...value, endedAt: now.toISOString() }
    await documents.batch(accessPartition(value.id), [{ kind: 'upsert', value: ended }])
    await sessions.end(value.session.sessionId)
    return 'reused'
  }

  async function find(
    token: string,
  ): Promise<{ readonly family: Stored<RefreshFamily>; readonly generation: number } | undefined> {
    const [, familyId = '', digits = '', secret = ''] = shape.exec(token) ?? []
    if (familyId === '') return undefined
    const family = await documents.read<RefreshFamily>(accessPartition(idOf(familyId)), idOf(familyId))
    if (!family || family.value.endedAt !== undefined) return undefined
    if (new Date(family.value.expiresAt) <= clock.now()) return undefined

    const expected = crypto.hmacSha256(fromBase64Url(family.value.seed), utf8(String(Number(digits))))
    return crypto.equal(expected, fromBase64Url(secret)) ? { family, generation: Number(digits) } : undefined
  }

  return {
    async grant(session, refresh) {
      const access = await accessGrant(session)
      if (refresh === 'withoutRefresh') return access
      const family = await newFamily(session)
      return { ...access, refreshToken: refreshToken(family, family.generation) }
    },

    async refresh(token, presented) {
      for (let attempt = 0; attempt < 3; attempt++) {
        const found = await find(token)
        if (!found) return err({ code: 'refreshTokenInvalid' })
        const key = await keyGate.beside({ ...found.family.value.session, presented })
        if (!key.ok) return key
        const bound = { generation: found.generation, keyId: key.value?.keyId }
        const family = await rotated(found.family, bound)
        if (family === 'raced') continue
        if (family === 'reused') return err({ code: 'refreshTokenInvalid' })

        const session = await sessions.renew(family.session.sessionId)
        if (!session) return err({ code: 'refreshTokenInvalid' })
        return ok({
          ...(await accessGrant(family.session)),
          refreshToken: refreshToken(family, family.generation),
        })
      }
      return err({ code: 'refreshTokenInvalid' })
    },
  }
}
