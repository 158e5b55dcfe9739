import type { DatabaseSync } from 'node:sqlite'

import { entityStore } from './entity-store.ts'
import { activityStore } from './activity-store.ts'
import { historyStore } from './history-store.ts'
import { inboxStore } from './inbox-store.ts'
import { instanceStore } from './instance-store.ts'

/** Everything Durable keeps: one database, the caller's; every change of an episode in one transaction. */
export type Store = ReturnType<typeof openStore>

export function openStore(db: DatabaseSync) {
  db.exec(schema)
  const perInstance = {
    instances: instanceStore(db),
    history: historyStore(db),
    inbox: inboxStore(db),
    activities: activityStore(db),
  }
  return {
    transaction: <T>(work: () => T): T => {
      db.exec('BEGIN IMMEDIATE')
      try {
        const result = work()
        db.exec('COMMIT')
        return result
      } catch (error) {
        db.exec('ROLLBACK')
        throw error
      }
    },
    ...perInstance,
    entities: entityStore(db),
    /** The instance with everything that is kept of it. */
    forget: (instanceId: string): void => {
      for (const part of Object.values(perInstance)) part.remove(instanceId)
    },
  }
}

const schema = `
CREATE TABLE IF NOT EXISTS durable_instances (
  instance_id TEXT PRIMARY KEY,
  execution_id TEXT NOT NULL,
  name TEXT NOT NULL,
  version TEXT,
  input TEXT,
  output TEXT,
  custom_status TEXT,
  runtime_status TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  parent TEXT
) STRICT;
CREATE TABLE IF NOT EXISTS durable_history (
  instance_id TEXT NOT NULL,
  position INTEGER NOT NULL,
  event TEXT NOT NULL,
  PRIMARY KEY (instance_id, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS durable_inbox (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  instance_id TEXT NOT NULL,
  execution_id TEXT,
  due INTEGER NOT NULL,
  event TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS durable_inbox_due ON durable_inbox (due, instance_id);
CREATE INDEX IF NOT EXISTS durable_inbox_instance ON durable_inbox (instance_id, due);
CREATE TABLE IF NOT EXISTS durable_activities (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  instance_id TEXT NOT NULL,
  execution_id TEXT NOT NULL,
  task_id INTEGER NOT NULL,
  name TEXT NOT NULL,
  input TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS durable_activities_instance ON durable_activities (instance_id);
CREATE TABLE IF NOT EXISTS durable_entities (
  entity_id TEXT PRIMARY KEY,
  present INTEGER NOT NULL,
  state TEXT,
  locked_by TEXT,
  updated_at INTEGER NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS durable_entity_inbox (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  entity_id TEXT NOT NULL,
  message TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS durable_entity_inbox_entity ON durable_entity_inbox (entity_id, id);
`
