import { randomUUID } from 'node:crypto'
import type { DatabaseSync } from 'node:sqlite'

import { checkMessages } from '../../application/ports/message-limits.ts'
import type { Message, MessageBus, QueueName } from '../../application/ports/messages.ts'
import { earliestDue, queueSchema, receivable } from './queue-schema.ts'
import { guarded, integerOf, statementCache, textOf, transaction, type Row } from './sqlite.ts'

/** Service Bus's defaults, which the queues in Azure keep. */
const lockMilliseconds = 60_000
const mostDeliveries = 10
const duplicateWindowMilliseconds = 10 * 60_000

const exhausted = 'maxDeliveryCountExceeded'

export type LockedMessage = {
  readonly messageId: string
  readonly body: unknown
  readonly deliveryCount: number
  readonly sequenceNumber: number
  readonly enqueuedAt: Date
  readonly lockToken: string
  readonly lockedUntil: Date
  readonly sessionId?: string
  /** Why it lies in the dead letter that it was received from. */
  readonly deadReason?: string
}

export type DeadMessage = LockedMessage & { readonly reason: string }

/** The receiving side, for the host. Synchronous, as SQLite is; every call may throw `DependencyUnavailable`. */
export type QueueReceiver = {
  /**
   * Peek-locks for 60 seconds by the clock, one message of a session at a time; counts the delivery. The dead letter of a
   * queue is received under the queue's name and `/$deadletterqueue`.
   */
  readonly receive: (queue: string, count: number) => readonly LockedMessage[]
  /** False: the lock was lost. */
  readonly complete: (lockToken: string) => boolean
  /** Back to the queue, at once or after a delay during which its session waits; after ten deliveries to the dead letter. */
  readonly abandon: (lockToken: string, delaySeconds?: number) => boolean
  readonly deadLetter: (lockToken: string, reason: string) => boolean
  readonly renew: (lockToken: string) => boolean
  /** For the start of the only process there is: what another one, that was killed, had locked can be received again at once. */
  readonly releaseLocks: () => void
  /** The earliest instant at which something can be received; undefined when nothing waits. */
  readonly nextDue: (queue: string) => Date | undefined
  /** Told after each send or resubmission, once a queue. */
  readonly onSend: (listener: (queue: string) => void) => void
  readonly deadLetters: (queue: string) => readonly DeadMessage[]
  /** From the dead letter back to its place in the queue, with its deliveries forgotten. */
  readonly resubmit: (queue: string, sequenceNumber: number) => boolean
}

type Context = {
  readonly db: DatabaseSync
  readonly sql: ReturnType<typeof statementCache>
  readonly now: () => number
  /** A message has come into the dead letter of this queue. */
  readonly buried: (queue: string) => void
}

/** As Service Bus names the dead letter of a queue where it is received like a queue. */
const deadLetterEnding = '/$deadletterqueue'

const isDeadLetter = (queue: string): boolean => queue.endsWith(deadLetterEnding)

const queueOf = (queue: string): string => queue.slice(0, -deadLetterEnding.length)

/** Queues in SQLite with Service Bus's rules. Times are the clock's; a lock lost to time or to `kill -9` returns its message. */
export function openQueue(db: DatabaseSync, now: () => Date): MessageBus & QueueReceiver {
  const listeners: ((queue: string) => void)[] = []
  const tell = (queue: string) => listeners.forEach((listener) => listener(queue))
  const buried = new Set<string>()
  const run = <T>(work: () => T): T => {
    const done = guarded(db, 'messages', work)
    const died = [...buried]
    buried.clear()
    died.forEach((queue) => tell(`${queue}${deadLetterEnding}`))
    return done
  }
  guarded(db, 'messages', () => db.exec(queueSchema))
  const context: Context = {
    db,
    sql: statementCache(db),
    now: () => now().getTime(),
    buried: (queue) => void buried.add(queue),
  }

  return {
    send: async (queue, messages) => {
      checkMessages(queue, messages)
      run(() => transaction(db, () => messages.forEach((message) => store(context, queue, message))))
      if (messages.length > 0) tell(queue)
    },
    receive: (queue, count) =>
      run(() => transaction(db, () => (isDeadLetter(queue) ? lockDead : lockNext)(context, queue, count))),
    complete: (token) => run(() => settle(context, 'DELETE FROM queue_messages', { token })),
    abandon: (token, delaySeconds = 0) => run(() => abandon(context, token, delaySeconds)),
    deadLetter: (token, reason) =>
      run(() =>
        settle(context, `UPDATE queue_messages SET dead_reason = :reason, locked_until = 0`, {
          token,
          reason,
        }),
      ),
    renew: (token) =>
      run(() => {
        const until = context.now() + lockMilliseconds
        return settle(context, 'UPDATE queue_messages SET locked_until = :until, due_at = :until', {
          token,
          until,
        })
      }),
    releaseLocks: () => run(() => releaseLocks(context)),
    nextDue: (queue) => run(() => nextDue(context, queue)),
    onSend: (listener) => void listeners.push(listener),
    deadLetters: (queue) => run(() => deadLetters(context, queue)),
    resubmit: (queue, sequenceNumber) => {
      const done = run(() => resubmit(context, queue, sequenceNumber))
      if (done) tell(queue)
      return done
    },
  }
}

function store({ sql, now }: Context, queue: QueueName, message: Message): void {
  const at = now()
  sql('DELETE FROM queue_seen WHERE until <= ?').run(at)
  const seen = sql('INSERT INTO queue_seen VALUES (?, ?, ?) ON CONFLICT DO NOTHING')
  if (seen.run(queue, message.id, at + duplicateWindowMilliseconds).changes === 0) return

  const notBefore = Math.max(at, message.notBefore?.getTime() ?? 0)
  sql(
    `INSERT INTO queue_messages (queue, message_id, session_id, body, not_before, due_at) VALUES (?, ?, ?, ?, ?, ?)`,
  ).run(queue, message.id, message.sessionId ?? null, JSON.stringify(message.body), notBefore, notBefore)
}

function lockNext(context: Context, queue: string, count: number): LockedMessage[] {
  const { sql, now } = context
  const at = now()
  buryExhausted(context, queue)
  const next = sql(receivable).all({ queue, now: at, count })
  const lock = sql(`UPDATE queue_messages
    SET delivery_count = delivery_count + 1, lock_token = :token, locked_until = :until, due_at = :until
    WHERE sequence = :sequence RETURNING *`)
  return next.map((row) => {
    const sequence = integerOf(row, 'sequence')
    const locked = lock.get({ token: randomUUID(), until: at + lockMilliseconds, sequence })
    if (!locked) throw new Error('a message left the queue while it was being locked')
    return messageOf(locked)
  })
}

/** What lies in the dead letter keeps the count of its deliveries, and has left its session. */
function lockDead({ sql, now }: Context, queue: string, count: number): LockedMessage[] {
  const at = now()
  const next = sql(`SELECT sequence FROM queue_messages
    WHERE queue = :queue AND dead_reason IS NOT NULL AND locked_until <= :now ORDER BY sequence LIMIT :count`)
  const lock = sql(`UPDATE queue_messages SET lock_token = :token, locked_until = :until
    WHERE sequence = :sequence RETURNING *`)
  return next.all({ queue: queueOf(queue), now: at, count }).flatMap((row) => {
    const sequence = integerOf(row, 'sequence')
    const locked = lock.get({ token: randomUUID(), until: at + lockMilliseconds, sequence })
    return locked ? [{ ...messageOf(locked), deadReason: textOf(locked, 'dead_reason') }] : []
  })
}

/** A lock that ran out on the last delivery leaves a message that nobody settled. */
function buryExhausted({ sql, now, buried }: Context, queue: string): void {
  const bury = sql(`UPDATE queue_messages SET dead_reason = :reason, locked_until = 0
    WHERE queue = :queue AND dead_reason IS NULL AND delivery_count >= ${mostDeliveries} AND due_at <= :now`)
  if (bury.run({ reason: exhausted, queue, now: now() }).changes > 0) buried(queue)
}

type Settlement = { readonly token: string; readonly reason?: string; readonly until?: number }

/** Whoever holds the lock may settle, and only while it lasts. */
function settle({ sql, now, buried }: Context, change: string, settlement: Settlement): boolean {
  const statement = sql(
    `${change} WHERE lock_token = :token AND locked_until > :now RETURNING queue, dead_reason`,
  )
  const settled = statement.get({ ...settlement, now: now() })
  if (settled && settled['dead_reason'] !== null) buried(textOf(settled, 'queue'))
  return settled !== undefined
}

function releaseLocks({ sql, now }: Context): void {
  const held = sql(`UPDATE queue_messages SET locked_until = 0, due_at = min(due_at, :now)
    WHERE locked_until > 0`)
  held.run({ now: now() })
}

function abandon(context: Context, token: string, delaySeconds: number): boolean {
  const change = `UPDATE queue_messages SET locked_until = 0, due_at = :until,
    dead_reason = coalesce(dead_reason, CASE WHEN delivery_count >= ${mostDeliveries} THEN '${exhausted}' END)`
  return settle(context, change, { token, until: context.now() + Math.ceil(delaySeconds * 1000) })
}

function nextDue(context: Context, queue: string): Date | undefined {
  if (isDeadLetter(queue)) return nextDead(context, queueOf(queue))
  buryExhausted(context, queue)
  const due = context.sql(earliestDue).get({ queue, now: context.now() })?.['due']
  return typeof due === 'number' ? new Date(due) : undefined
}

function nextDead(context: Context, queue: string): Date | undefined {
  buryExhausted(context, queue)
  const due = context
    .sql(
      'SELECT min(locked_until) AS due FROM queue_messages WHERE queue = :queue AND dead_reason IS NOT NULL',
    )
    .get({ queue })?.['due']
  return typeof due === 'number' ? new Date(due) : undefined
}

function deadLetters(context: Context, queue: string): DeadMessage[] {
  buryExhausted(context, queue)
  const rows = context.sql(
    'SELECT * FROM queue_messages WHERE queue = ? AND dead_reason IS NOT NULL ORDER BY sequence',
  )
  return rows.all(queue).map((row) => ({ ...messageOf(row), reason: textOf(row, 'dead_reason') }))
}

function resubmit({ sql, now }: Context, queue: string, sequence: number): boolean {
  const statement = sql(`UPDATE queue_messages
    SET dead_reason = NULL, delivery_count = 0, locked_until = 0, due_at = :now
    WHERE queue = :queue AND sequence = :sequence AND dead_reason IS NOT NULL`)
  return statement.run({ queue, sequence, now: now() }).changes === 1
}

function messageOf(row: Row): LockedMessage {
  const sessionId = row['session_id']
  return {
    messageId: textOf(row, 'message_id'),
    body: JSON.parse(textOf(row, 'body')) as unknown,
    deliveryCount: integerOf(row, 'delivery_count'),
    sequenceNumber: integerOf(row, 'sequence'),
    enqueuedAt: new Date(integerOf(row, 'not_before')),
    lockToken: textOf(row, 'lock_token'),
    lockedUntil: new Date(integerOf(row, 'locked_until')),
    ...(typeof sessionId === 'string' && { sessionId }),
  }
}
