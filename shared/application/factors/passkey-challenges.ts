import { addMinutes } from '../../domain/time.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import { fromBase64Url, fromUtf8, toBase64Url, utf8 } from '../bytes.ts'
import type { Core } from '../core.ts'
import { accessPartition } from '../identity/session-document.ts'
import type { Document, Stored } from '../ports/documents.ts'
import type { Instant } from '../requests/request-document.ts'

/** For whom a challenge is, and where: in a session, or with a mailed link. */
export type ChallengeFor = {
  readonly companyId: string
  readonly employeeId: string
  readonly use: 'enrol' | 'show'
  /** `session {id}` or `link {hash of its secret}`. */
  readonly boundTo: string
}

/** id `passkeyChallenge:{SHA-256 of the challenge}` in `access`. */
type ChallengeDocument = Document &
  ChallengeFor & {
    /** Of a passkey that is being added: what its owner calls it. */
    readonly name?: string
    readonly expiresAt: Instant
  }

export type ChallengeRefusal = { readonly code: 'passkeyInvalid' | 'challengeUsed' | 'challengeExpired' }

export type PasskeyChallenges = {
  readonly begin: (
    asked: ChallengeFor & { readonly name?: string },
  ) => Promise<{ readonly challenge: string; readonly expiresAt: Instant }>
  /** Spends the one that an answer names, once. One of somebody else, or of elsewhere, is as if it were used. */
  readonly spend: (
    clientDataJSON: string,
    by: ChallengeFor,
  ) => Promise<Result<{ readonly challenge: string; readonly name?: string }, ChallengeRefusal>>
}

export const boundToSession = (sessionId: string): string => `session ${sessionId}`

export const boundToLink = (hash: string): string => `link ${hash}`

/** As long as a fresh proof holds. */
export const challengeMinutes = 5

export function makePasskeyChallenges({
  documents,
  random,
  crypto,
  clock,
}: Pick<Core, 'documents' | 'random' | 'crypto' | 'clock'>): PasskeyChallenges {
  const idOf = (challenge: string): string =>
    `passkeyChallenge:${toBase64Url(crypto.sha256(utf8(challenge)))}`

  return {
    async begin(asked) {
      const challenge = toBase64Url(random.bytes(32))
      const expiresAt = addMinutes(clock.now(), challengeMinutes).toISOString()
      const ttlSeconds = 2 * challengeMinutes * 60
      const value: ChallengeDocument = { ...asked, id: idOf(challenge), ttlSeconds, expiresAt }
      await documents.batch(accessPartition(value.id), [{ kind: 'create', value }])
      return { challenge, expiresAt }
    },

    async spend(clientDataJSON, by) {
      const challenge = challengeIn(clientDataJSON)
      if (challenge === undefined) return err({ code: 'passkeyInvalid' })
      const id = idOf(challenge)
      const found: Stored<ChallengeDocument> | undefined = await documents.read(accessPartition(id), id)
      if (!found || !isFor(found.value, by)) return err({ code: 'challengeUsed' })
      // Before anything is verified: of two answers to the same question one is too late.
      const spent = await documents.batch(accessPartition(id), [{ kind: 'delete', id, etag: found.etag }])
      if (!spent.ok) return err({ code: 'challengeUsed' })
      const { expiresAt, name } = found.value
      if (new Date(expiresAt) <= clock.now()) return err({ code: 'challengeExpired' })
      return ok({ challenge, ...(name === undefined ? {} : { name }) })
    },
  }
}

const isFor = (known: ChallengeFor, by: ChallengeFor): boolean =>
  (['companyId', 'employeeId', 'use', 'boundTo'] as const).every((member) => known[member] === by[member])

/** Which question it answers, as the browser wrote it (WebAuthn Level 3, section 5.8.1). */
function challengeIn(clientDataJSON: string): string | undefined {
  try {
    const said = JSON.parse(fromUtf8(fromBase64Url(clientDataJSON))) as {
      readonly challenge?: unknown
    } | null
    return typeof said?.challenge === 'string' ? said.challenge : undefined
  } catch {
    return undefined
  }
}
