import { randomUUID } from 'node:crypto'

export type QueueRules = {
  readonly hasSessions: boolean
  readonly lockMs: number
  readonly mostDeliveries: number
  readonly duplicateWindowMs: number
}

export type Arrival = {
  readonly id: string
  readonly sessionId?: string
  readonly body: Buffer
  readonly contentType?: string
  readonly notBefore?: number
}

type Lock = { readonly token: string; readonly holder: object; readonly until: number }

export type Death = { readonly reason: string; readonly description: string }

export type Entry = Arrival & {
  readonly sequence: number
  readonly enqueuedAt: number
  /** Deliveries that came to nothing: abandoned, or their lock ran out. */
  readonly failures: number
  readonly lock?: Lock
  readonly death?: Death
}

export type Fate = 'complete' | 'abandon' | Death

type Session = { readonly holder: object; readonly until: number }

/** One queue as Service Bus keeps it, with its dead letter queue beside it. Time is the clock's. */
export function brokerQueue(rules: QueueRules, now: () => number) {
  let entries: readonly Entry[] = []
  let lastSequence = 0
  const seen = new Map<string, number>()
  const sessions = new Map<string, Session>()

  const put = (entry: Entry): void => {
    entries = [...entries.filter(({ sequence }) => sequence !== entry.sequence), entry].toSorted(
      (a, b) => a.enqueuedAt - b.enqueuedAt || a.sequence - b.sequence,
    )
  }
  const drop = ({ sequence }: Entry): void => {
    entries = entries.filter((entry) => entry.sequence !== sequence)
  }
  const free = ({ lock: _lock, ...entry }: Entry): Entry => entry
  const fail = (entry: Entry): void => {
    const failures = entry.failures + 1
    const description = `it was delivered ${failures} times`
    // In the dead letter a message dies no second time.
    if (failures < rules.mostDeliveries || entry.death) put({ ...free(entry), failures })
    else put({ ...free(entry), failures, death: { reason: 'MaxDeliveryCountExceeded', description } })
  }
  const lockedBy = (token: string): Entry | undefined =>
    entries.find(({ lock }) => lock?.token === token && lock.until > now())
  const receivable = (isDead: boolean): readonly Entry[] =>
    entries.filter(
      ({ lock, enqueuedAt, death }) => !lock && enqueuedAt <= now() && (death !== undefined) === isDead,
    )
  const isFree = (session: string): boolean => (sessions.get(session)?.until ?? 0) <= now()

  return {
    rules,
    /** Answers the sequence number; an id that was seen within the window is taken and forgotten. */
    enqueue: (arrival: Arrival): number => {
      lastSequence += 1
      if ((seen.get(arrival.id) ?? 0) > now()) return lastSequence
      seen.set(arrival.id, now() + rules.duplicateWindowMs)
      const enqueuedAt = Math.max(now(), arrival.notBefore ?? 0)
      put({ ...arrival, sequence: lastSequence, enqueuedAt, failures: 0 })
      return lastSequence
    },
    cancel: (sequence: number): boolean => {
      const scheduled = entries.find((entry) => entry.sequence === sequence && entry.enqueuedAt > now())
      if (scheduled) drop(scheduled)
      return scheduled !== undefined
    },
    /** Locks the next one for this link. `where`: a session, the dead letter queue, or neither. */
    take: (
      holder: object,
      { session, isDead }: { readonly session?: string; readonly isDead: boolean },
    ): Entry | undefined => {
      const next = receivable(isDead).find((entry) => session === undefined || entry.sessionId === session)
      if (!next) return undefined
      const until = session === undefined ? now() + rules.lockMs : (sessions.get(session)?.until ?? 0)
      const locked: Entry = { ...next, lock: { token: randomUUID(), holder, until } }
      put(locked)
      return locked
    },
    /** False: nobody holds that lock any more. */
    settle: (token: string, fate: Fate): boolean => {
      const entry = lockedBy(token)
      if (!entry) return false
      if (fate === 'complete') drop(entry)
      else if (fate === 'abandon') fail(entry)
      else put({ ...free(entry), death: fate })
      return true
    },
    /** Until when the lock now lasts. */
    renew: (token: string): number | undefined => {
      const entry = lockedBy(token)
      if (!entry?.lock) return undefined
      const until = now() + rules.lockMs
      put({ ...entry, lock: { ...entry.lock, until } })
      return until
    },
    /** A session that nobody holds: the one asked for, or the next with something to receive. */
    acceptSession: (holder: object, wanted?: string) => {
      const waiting = receivable(false).map(({ sessionId = '' }) => sessionId)
      const session = (wanted === undefined ? waiting : [wanted]).find(isFree)
      if (session === undefined) return undefined
      const until = now() + rules.lockMs
      sessions.set(session, { holder, until })
      return { session, until }
    },
    renewSession: (session: string): number | undefined => {
      const held = sessions.get(session)
      if (!held || held.until <= now()) return undefined
      const until = now() + rules.lockMs
      sessions.set(session, { ...held, until })
      entries = entries.map((entry) =>
        entry.lock && entry.sessionId === session ? { ...entry, lock: { ...entry.lock, until } } : entry,
      )
      return until
    },
    /** The link that held a session is gone: its messages come again, and no delivery is counted. */
    leaveSession: (holder: object): void => {
      for (const [session, held] of sessions) {
        if (held.holder !== holder) continue
        sessions.delete(session)
        for (const entry of entries) if (entry.lock?.holder === holder) put(free(entry))
      }
    },
    /** Lets go what has run out, counts it, and names the links that lost their session. */
    expire: (): readonly object[] => {
      for (const entry of entries) if (entry.lock && entry.lock.until <= now()) fail(entry)
      const lost = [...sessions].filter(([, { until }]) => until <= now())
      for (const [session] of lost) sessions.delete(session)
      return lost.map(([, { holder }]) => holder)
    },
    /** When something happens by itself: a message enters, a lock ends. */
    nextChange: (): number | undefined => {
      const later = [
        ...entries.map(({ lock, enqueuedAt }) => lock?.until ?? enqueuedAt),
        ...[...sessions.values()].map(({ until }) => until),
      ].filter((at) => at > now())
      return later.length === 0 ? undefined : Math.min(...later)
    },
    /** What a test may look at. */
    counts: () => ({
      waiting: receivable(false).length,
      locked: entries.filter(({ lock }) => lock && lock.until > now()).length,
      scheduled: entries.filter(({ enqueuedAt }) => enqueuedAt > now()).length,
      dead: entries.filter(({ death }) => death !== undefined).length,
    }),
  }
}

export type BrokerQueue = ReturnType<typeof brokerQueue>
