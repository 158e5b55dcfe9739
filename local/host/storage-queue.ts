import { randomUUID } from 'node:crypto'
import type { DatabaseSync, StatementSync } from 'node:sqlite'

/** A message of a storage queue, invisible to others while it is held. Milliseconds since the epoch. */
export type QueuedMessage = {
  readonly id: string
  readonly text: string
  readonly dequeueCount: number
  readonly insertedAt: number
  readonly expiresAt: number
  readonly visibleAt: number
  readonly popReceipt: string
}

export type StorageQueue = {
  readonly send: (queue: string, text: string) => void
  readonly receive: (queue: string, count: number, visibilityMs: number) => readonly QueuedMessage[]
  /** False: somebody else has received it meanwhile. The same holds of the two below. */
  readonly remove: (message: QueuedMessage) => boolean
  readonly show: (message: QueuedMessage, inMs: number) => boolean
  readonly moveTo: (queue: string, message: QueuedMessage) => boolean
  readonly nextDue: (queue: string) => number | undefined
  readonly onSend: (listener: (queue: string) => void) => void
  readonly peek: (queue: string) => readonly string[]
}

/** Azure keeps a message for seven days unless told otherwise. */
const timeToLiveMs = 7 * 24 * 60 * 60 * 1000

/** Storage queues over one table: at least once, in no promised order, each held by one receiver at a time. */
export function openStorageQueue(db: DatabaseSync, now: () => number): StorageQueue {
  db.exec(schema)
  const sql = statements(db)
  const listeners: ((queue: string) => void)[] = []
  const tell = (queue: string): void => {
    for (const listener of listeners) listener(queue)
  }
  const held = ({ id, popReceipt }: QueuedMessage) => [id, popReceipt] as const

  return {
    send: (queue, text) => {
      sql.insert.run(randomUUID(), queue, text, now(), now() + timeToLiveMs, now())
      tell(queue)
    },
    receive: (queue, count, visibilityMs) => {
      sql.expire.run(now())
      return sql.visible.all(queue, now(), count).map(({ id }) => {
        const row = sql.take.get(now() + visibilityMs, randomUUID(), String(id))
        if (!row) throw new Error('a message left the queue while it was being received')
        return messageOf(row)
      })
    },
    remove: (message) => sql.remove.run(...held(message)).changes === 1,
    show: (message, inMs) => sql.show.run(now() + inMs, ...held(message)).changes === 1,
    moveTo: (queue, message) => {
      const moved = sql.move.run(queue, now(), ...held(message)).changes === 1
      if (moved) tell(queue)
      return moved
    },
    nextDue: (queue) => {
      const due = sql.nextDue.get(queue)?.['due']
      return typeof due === 'number' ? due : undefined
    },
    onSend: (listener) => void listeners.push(listener),
    peek: (queue) => sql.peek.all(queue).map((row) => String(row['text'])),
  }
}

const schema = `CREATE TABLE IF NOT EXISTS host_storage_queue (
    id TEXT PRIMARY KEY, queue TEXT NOT NULL, text TEXT NOT NULL, dequeue_count INTEGER NOT NULL DEFAULT 0,
    inserted_at INTEGER NOT NULL, expires_at INTEGER NOT NULL, visible_at INTEGER NOT NULL, pop_receipt TEXT
  ) STRICT;
  CREATE INDEX IF NOT EXISTS host_storage_queue_due ON host_storage_queue (queue, visible_at);`

function statements(db: DatabaseSync) {
  return {
    insert: db.prepare(
      'INSERT INTO host_storage_queue (id, queue, text, inserted_at, expires_at, visible_at) VALUES (?, ?, ?, ?, ?, ?)',
    ),
    expire: db.prepare('DELETE FROM host_storage_queue WHERE expires_at <= ?'),
    visible: db.prepare(
      'SELECT id FROM host_storage_queue WHERE queue = ? AND visible_at <= ? ORDER BY visible_at, rowid LIMIT ?',
    ),
    take: db.prepare(
      'UPDATE host_storage_queue SET visible_at = ?, pop_receipt = ?, dequeue_count = dequeue_count + 1 WHERE id = ? RETURNING *',
    ),
    remove: db.prepare('DELETE FROM host_storage_queue WHERE id = ? AND pop_receipt = ?'),
    show: db.prepare('UPDATE host_storage_queue SET visible_at = ? WHERE id = ? AND pop_receipt = ?'),
    move: db.prepare(
      'UPDATE host_storage_queue SET queue = ?, visible_at = ?, dequeue_count = 0 WHERE id = ? AND pop_receipt = ?',
    ),
    nextDue: db.prepare('SELECT min(visible_at) AS due FROM host_storage_queue WHERE queue = ?'),
    peek: db.prepare('SELECT text FROM host_storage_queue WHERE queue = ? ORDER BY rowid'),
  } satisfies Record<string, StatementSync>
}

const messageOf = (row: Readonly<Record<string, unknown>>): QueuedMessage => ({
  id: String(row['id']),
  text: String(row['text']),
  dequeueCount: Number(row['dequeue_count']),
  insertedAt: Number(row['inserted_at']),
  expiresAt: Number(row['expires_at']),
  visibleAt: Number(row['visible_at']),
  popReceipt: String(row['pop_receipt']),
})
