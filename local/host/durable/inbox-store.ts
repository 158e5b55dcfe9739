import type { DatabaseSync } from 'node:sqlite'

import type { HistoryEvent } from './history.ts'

/** An event on its way to an instance: at once, or a timer that is due later. */
export type Message = {
  readonly id: number
  /** Results of an earlier execution are for nobody; null is for whichever runs. */
  readonly executionId: string | null
  readonly event: HistoryEvent
}

/** Events on their way to instances: at once, or timers that are due later. */
export function inboxStore(db: DatabaseSync) {
  const post = db.prepare(
    'INSERT INTO durable_inbox (instance_id, execution_id, due, event) VALUES (?, ?, ?, ?)',
  )
  const take = db.prepare('DELETE FROM durable_inbox WHERE id = ?')
  const due = db.prepare(
    `SELECT id, execution_id AS executionId, event FROM durable_inbox
     WHERE instance_id = ? AND due <= ? ORDER BY due, id`,
  )
  const dueInstances = db.prepare('SELECT DISTINCT instance_id AS id FROM durable_inbox WHERE due <= ?')
  const nextDue = db.prepare('SELECT min(due) AS due FROM durable_inbox WHERE due > ?')
  const remove = db.prepare('DELETE FROM durable_inbox WHERE instance_id = ?')

  return {
    post: (to: Pick<Recipient, 'instanceId' | 'executionId'>, at: number, event: HistoryEvent): void => {
      post.run(to.instanceId, to.executionId, at, JSON.stringify(event))
    },
    take: (messages: readonly Message[]): void => {
      for (const { id } of messages) take.run(id)
    },
    due: (instanceId: string, now: number): readonly Message[] =>
      due.all(instanceId, now).map((row) => ({
        id: Number(row['id']),
        executionId: row['executionId'] as string | null,
        event: JSON.parse(String(row['event'])) as HistoryEvent,
      })),
    dueInstances: (now: number): readonly string[] => dueInstances.all(now).map((row) => String(row['id'])),
    /** The earliest instant after `now` at which an event is due. */
    nextDue: (now: number): number | undefined => {
      const at = nextDue.get(now)?.['due']
      return typeof at === 'number' ? at : undefined
    },
    remove: (instanceId: string): void => {
      remove.run(instanceId)
    },
  }
}

type Recipient = { readonly instanceId: string; readonly executionId: string | null }
