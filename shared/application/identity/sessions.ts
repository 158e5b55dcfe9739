import { fromBase64Url, toBase64Url } from '../bytes.ts'
import { countedProofs, isBeyondMailbox } from '../../domain/identity/proof.ts'
import type { CallsLeft } from '../../domain/identity/limits.ts'
import type { ProofKind } from '../../domain/identity/proof.ts'
import { addMinutes } from '../../domain/time.ts'
import type { Actor } from '../actor.ts'
import type { EmployeeDocument } from '../companies/company-document.ts'
import type { CompanyStore } from '../companies/company-store.ts'
import type { Ports } from '../ports/ports.ts'
import { makeCallCounter } from './call-counter.ts'
import {
  absoluteMinutes,
  accessPartition,
  holderOf,
  idleMinutes,
  refreshableDays,
  sessionDocumentId,
} from './session-document.ts'
import type { SessionDocument } from './session-document.ts'

type Subject = SessionDocument['subject']

/** Whose session it is, and of staff how they showed it; unless it is said, by the mailed link alone, and now. */
export type SessionSubject =
  | Extract<Subject, { readonly kind: 'requester' }>
  | (Extract<Subject, { readonly kind: 'employee' }> & {
      readonly proofs?: readonly ProofKind[]
      readonly provedAt?: ProvedAt
    })

/** A provider may vouch for somebody who proved it long ago, and need not say when. */
export type ProvedAt = Date | 'unknown'

export type Sessions = {
  /** `browser`: answers a cookie secret as well; browsers never hold tokens. */
  readonly open: (
    companyId: string,
    subject: SessionSubject,
    use: 'browser' | 'program',
  ) => Promise<{ readonly sessionId: string; readonly cookie?: string }>
  /** The caller behind a session that is alive; undefined otherwise. Moves the idle limit at most once a minute. */
  readonly actor: (sessionId: string) => Promise<Actor | undefined>
  /** What is left to a session that just called. */
  readonly callsLeft: (sessionId: string) => CallsLeft | undefined
  /** The same for a browser's cookie, `{sessionId}.{secret}`. */
  readonly actorOfCookie: (cookie: string) => Promise<Actor | undefined>
  /** The same for a look that is no use of the session: it moves no limit and counts no call. */
  readonly lookedAt: (cookie: string) => Promise<Actor | undefined>
  /** For a program that refreshes: the session lives again for its hours, unless it was ended. */
  readonly renew: (sessionId: string) => Promise<'renewed' | undefined>
  /** One more proof of who it is, given now. */
  readonly prove: (sessionId: string, kind: ProofKind) => Promise<void>
  readonly end: (sessionId: string) => Promise<void>
}

type Deps = Pick<Ports, 'documents' | 'clock' | 'random' | 'crypto' | 'settings'> & {
  readonly companies: CompanyStore
}

const cookieShape = /^([A-Za-z0-9_-]{22})\.([A-Za-z0-9_-]{43})$/

const isOutlived = (session: SessionDocument, employee: EmployeeDocument): boolean =>
  (session.generation ?? 0) !== (employee.generation ?? 0)

export function makeSessions({ documents, clock, random, crypto, settings, companies }: Deps): Sessions {
  const { sessionMinutes = absoluteMinutes } = settings

  const find = (sessionId: string) => {
    const id = sessionDocumentId(sessionId)
    return documents.read<SessionDocument>(accessPartition(id), id)
  }

  const calls = makeCallCounter()

  async function alive(sessionId: string) {
    const found = await find(sessionId)
    const now = clock.now()
    if (!found || found.value.endedAt !== undefined) return undefined
    if (new Date(found.value.expiresAt) <= now) return undefined

    const lastSeen = new Date(found.value.lastSeenAt)
    return addMinutes(lastSeen, idleMinutes) <= now ? undefined : found
  }

  async function live(sessionId: string) {
    const found = await alive(sessionId)
    if (!found) return undefined
    const now = clock.now()
    calls.take(found.value, now)
    if (addMinutes(new Date(found.value.lastSeenAt), 1) <= now) await touch(found.value, found.etag, now)
    return found.value
  }

  /** A lost race means that another call has just moved the limit: nothing to do. */
  async function touch(session: SessionDocument, etag: string, now: Date): Promise<void> {
    const counted = calls.counted(session, now)
    const value = { ...session, lastSeenAt: now.toISOString(), calls: counted }
    const written = await documents.batch(accessPartition(session.id), [{ kind: 'replace', value, etag }])
    if (written.ok) calls.stored(session.sessionId)
  }

  const ofCookie =
    (read: (sessionId: string) => Promise<SessionDocument | undefined>) =>
    async (cookie: string): Promise<Actor | undefined> => {
      const [, sessionId = '', secret = ''] = cookieShape.exec(cookie) ?? []
      const session = sessionId === '' ? undefined : await read(sessionId)
      if (session?.cookieHash === undefined) return undefined

      const given = crypto.sha256(fromBase64Url(secret))
      return crypto.equal(given, fromBase64Url(session.cookieHash)) ? actorOf(session) : undefined
    }

  async function actorOf(session: SessionDocument | undefined): Promise<Actor | undefined> {
    if (!session) return undefined
    const { sessionId, companyId, subject, proofs = [], provedAt } = session
    if (subject.kind === 'requester') return { ...subject, sessionId, companyId }

    const employee = await companies.employee(companyId, subject.employeeId)
    if (!employee || isOutlived(session, employee)) return undefined
    const { employeeId, roles, grants } = employee
    const company = await companies.find(companyId)
    const counted = countedProofs(proofs, company?.provider?.use, roles)
    const at = provedAt !== undefined && isBeyondMailbox(counted) ? { provedAt: new Date(provedAt) } : {}
    return { kind: 'employee', sessionId, companyId, employeeId, roles, grants, proofs: counted, ...at }
  }

  /** Counted by the employee's document: other roles, or another address, end what was open before. */
  async function generationOf(companyId: string, subject: Subject): Promise<number> {
    if (subject.kind === 'requester') return 0
    return (await companies.employee(companyId, subject.employeeId))?.generation ?? 0
  }

  return {
    async open(companyId, given, use) {
      const { subject, proofs, provedAt } = proved(given)
      const sessionId = random.id()
      const secret = random.bytes(32)
      const generation = await generationOf(companyId, subject)
      const now = clock.now()
      const value: SessionDocument = {
        id: sessionDocumentId(sessionId),
        ttlSeconds: use === 'browser' ? sessionMinutes * 60 : refreshableDays * 86_400,
        sessionId,
        companyId,
        subject,
        ...(generation === 0 ? {} : { generation }),
        holder: holderOf(companyId, subject),
        ...proofMembers(proofs, provedAt ?? now),
        createdAt: now.toISOString(),
        lastSeenAt: now.toISOString(),
        expiresAt: addMinutes(now, sessionMinutes).toISOString(),
        ...(use === 'browser' ? { cookieHash: toBase64Url(crypto.sha256(secret)) } : {}),
      }
      await documents.batch(accessPartition(value.id), [{ kind: 'create', value }])
      return use === 'browser' ? { sessionId, cookie: `${sessionId}.${toBase64Url(secret)}` } : { sessionId }
    },

    actor: async (sessionId) => actorOf(await live(sessionId)),

    callsLeft: calls.left,

    actorOfCookie: ofCookie(live),

    lookedAt: ofCookie(async (sessionId) => (await alive(sessionId))?.value),

    async renew(sessionId) {
      const found = await find(sessionId)
      if (!found || found.value.endedAt !== undefined) return undefined
      if (!(await actorOf(found.value))) return undefined
      const now = clock.now()
      const value = {
        ...found.value,
        lastSeenAt: now.toISOString(),
        expiresAt: addMinutes(now, sessionMinutes).toISOString(),
      }
      await documents.batch(accessPartition(value.id), [{ kind: 'replace', value, etag: found.etag }])
      return 'renewed'
    },

    async prove(sessionId, kind) {
      for (let found = await find(sessionId); found; found = await find(sessionId)) {
        const { proofs = [] } = found.value
        const members = proofMembers([...new Set([...proofs, kind])], clock.now())
        const value = { ...found.value, ...members, factorTries: 0 }
        const write = { kind: 'replace', value, etag: found.etag } as const
        if ((await documents.batch(accessPartition(value.id), [write])).ok) return
      }
    },

    async end(sessionId) {
      const found = await find(sessionId)
      if (!found) return
      // Whoever moves its limit at the same moment must not win over its end.
      const value = { ...found.value, endedAt: clock.now().toISOString() }
      await documents.batch(accessPartition(value.id), [{ kind: 'upsert', value }])
    },
  }
}

function proved(given: SessionSubject): {
  readonly subject: Subject
  readonly proofs: readonly ProofKind[] | undefined
  readonly provedAt?: ProvedAt | undefined
} {
  if (given.kind === 'requester') return { subject: given, proofs: undefined }
  const { proofs = ['link'], provedAt, ...subject } = given
  return { subject, proofs, provedAt }
}

const proofMembers = (
  proofs: readonly ProofKind[] | undefined,
  at: ProvedAt,
): Pick<SessionDocument, 'proofs' | 'provedAt'> => ({
  ...(proofs && { proofs }),
  ...(proofs && isBeyondMailbox(proofs) && at !== 'unknown' && { provedAt: at.toISOString() }),
})
