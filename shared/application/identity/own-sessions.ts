import type { ProofKind } from '../../domain/identity/proof.ts'
import { addDays, addMinutes } from '../../domain/time.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import type { Actor } from '../actor.ts'
import type { Core } from '../core.ts'
import { readAll } from '../read-all.ts'
import {
  accessPartition,
  holderOf,
  idleMinutes,
  refreshableDays,
  sessionDocumentId,
} from './session-document.ts'
import type { SessionDocument } from './session-document.ts'

export type SessionView = {
  readonly id: string
  readonly use: 'browser' | 'program'
  readonly createdAt: Date
  /** To the minute. */
  readonly lastSeenAt: Date
  /** Of staff: how they showed who they are. */
  readonly proofs?: readonly ProofKind[]
  /** The one that asks. */
  readonly current: boolean
}

/** Where somebody is signed in: staff with all of their company, a person with their request (ASVS V7.5). */
export type OwnSessions = {
  /** Those that are alive, and a program's that a refresh would bring back; the newest first. */
  readonly list: (actor: Actor) => Promise<readonly SessionView[]>
  /** Somebody else's is not there. */
  readonly end: (actor: Actor, sessionId: string) => Promise<Result<void, { readonly code: 'notFound' }>>
  readonly endOthers: (actor: Actor) => Promise<void>
}

/**
 * Sessions lie in a partition each, since every call reads one and hardly anybody lists them: they are found by the one
 * field of theirs that is indexed, over all partitions, and signing in costs no write more for it.
 */
export function makeOwnSessions({
  documents,
  sessions,
  clock,
}: Pick<Core, 'documents' | 'sessions' | 'clock'>): OwnSessions {
  const list: OwnSessions['list'] = async (actor) => {
    const where = [{ field: 'holder', is: '=', value: holderOf(actor.companyId, actor) }] as const
    const found = await readAll<SessionDocument>(documents, { container: 'access', where })
    const now = clock.now()
    const all = found.map(({ value }) => value)
    const own = all.find(({ sessionId }) => sessionId === actor.sessionId)
    return all
      .filter((session) => session.generation === own?.generation && canBeUsed(session, now))
      .sort((a, b) => b.createdAt.localeCompare(a.createdAt))
      .map((session) => viewOf(session, actor))
  }

  return {
    list,

    async end(actor, sessionId) {
      const id = sessionDocumentId(sessionId)
      const found = await documents.read<SessionDocument>(accessPartition(id), id)
      if (found?.value.holder !== holderOf(actor.companyId, actor)) return err({ code: 'notFound' })
      await sessions.end(sessionId)
      return ok(undefined)
    },

    async endOthers(actor) {
      const others = (await list(actor)).filter(({ current }) => !current)
      await Promise.all(others.map(({ id }) => sessions.end(id)))
    },
  }
}

/** A program's of staff can be refreshed long after it went idle, and is worth ending all that time. */
function canBeUsed(session: SessionDocument, now: Date): boolean {
  const { endedAt, expiresAt, lastSeenAt, createdAt, cookieHash, subject } = session
  if (endedAt !== undefined) return false
  if (cookieHash === undefined && subject.kind === 'employee')
    return addDays(new Date(createdAt), refreshableDays) > now
  return new Date(expiresAt) > now && addMinutes(new Date(lastSeenAt), idleMinutes) > now
}

const viewOf = (
  { sessionId, cookieHash, createdAt, lastSeenAt, proofs }: SessionDocument,
  actor: Actor,
): SessionView => ({
  id: sessionId,
  use: cookieHash === undefined ? 'program' : 'browser',
  createdAt: new Date(createdAt),
  lastSeenAt: new Date(lastSeenAt),
  ...(proofs && { proofs }),
  current: sessionId === actor.sessionId,
})
