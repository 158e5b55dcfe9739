import type { DatabaseSync } from 'node:sqlite'

import type { HistoryEvent } from './history.ts'

/** The history of each instance's current execution, event by event. */
export function historyStore(db: DatabaseSync) {
  const events = db.prepare('SELECT event FROM durable_history WHERE instance_id = ? ORDER BY position')
  const end = db.prepare(
    'SELECT coalesce(max(position), -1) + 1 AS next FROM durable_history WHERE instance_id = ?',
  )
  const add = db.prepare('INSERT INTO durable_history (instance_id, position, event) VALUES (?, ?, ?)')
  const remove = db.prepare('DELETE FROM durable_history WHERE instance_id = ?')

  return {
    of: (instanceId: string): readonly HistoryEvent[] =>
      events.all(instanceId).map((row) => JSON.parse(String(row['event'])) as HistoryEvent),
    /** What is stored has been played. */
    append: (instanceId: string, added: readonly HistoryEvent[]): void => {
      let position = Number(end.get(instanceId)?.['next'])
      for (const event of added) add.run(instanceId, position++, JSON.stringify({ ...event, IsPlayed: true }))
    },
    remove: (instanceId: string): void => {
      remove.run(instanceId)
    },
  }
}
