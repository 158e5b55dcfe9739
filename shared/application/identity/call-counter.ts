import { callsLeft, hourOf } from '../../domain/identity/limits.ts'
import type { CallsLeft } from '../../domain/identity/limits.ts'
import type { SessionDocument } from './session-document.ts'

export type CallCounter = {
  /** Counts one call of the session as it was just read. */
  readonly take: (session: SessionDocument, now: Date) => void
  /** All calls of this hour that are known here, for whoever writes the session now. */
  readonly counted: (session: SessionDocument, now: Date) => NonNullable<SessionDocument['calls']>
  /** They stand in the store. */
  readonly stored: (sessionId: string) => void
  /** What is left to a session whose call was counted; undefined of any other. */
  readonly left: (sessionId: string) => CallsLeft | undefined
}

type Own = { readonly hour: number; readonly count: number; readonly left: CallsLeft }

const mostSessions = 10_000

/**
 * Calls of sessions, without a call to the store of their own: the session is read at every call and written once a minute
 * anyway, so the count of all machines is read with it, and what this one has counted since is written with it.
 */
export function makeCallCounter(): CallCounter {
  const own = new Map<string, Own>()

  const sinceWritten = (sessionId: string, hour: number): number => {
    const known = own.get(sessionId)
    return known?.hour === hour ? known.count : 0
  }
  const written = ({ calls }: SessionDocument, hour: number): number =>
    calls?.hour === hour ? calls.count : 0

  return {
    take(session, now) {
      // What is forgotten is at most a minute of calls.
      if (own.size >= mostSessions) own.clear()
      const hour = hourOf(now)
      const count = sinceWritten(session.sessionId, hour) + 1
      const left = callsLeft(written(session, hour) + count, now)
      own.set(session.sessionId, { hour, count, left })
    },
    counted(session, now) {
      const hour = hourOf(now)
      return { hour, count: written(session, hour) + sinceWritten(session.sessionId, hour) }
    },
    stored(sessionId) {
      const known = own.get(sessionId)
      if (known) own.set(sessionId, { ...known, count: 0 })
    },
    left: (sessionId) => own.get(sessionId)?.left,
  }
}
