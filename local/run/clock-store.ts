import type { DatabaseSync } from 'node:sqlite'

import { realClock } from '../host/clock.ts'
import type { HostClock } from '../host/clock.ts'

/** The machine's clock with the offset that earlier runs on this folder gave it, so that time never runs backwards. */
export function storedClock(db: DatabaseSync): HostClock {
  db.exec(
    'CREATE TABLE IF NOT EXISTS local_clock (id INTEGER PRIMARY KEY CHECK (id = 1), offset INTEGER NOT NULL) STRICT',
  )
  const save = db.prepare('INSERT OR REPLACE INTO local_clock (id, offset) VALUES (1, ?)')
  const offset = Number(db.prepare('SELECT offset FROM local_clock').get()?.['offset'] ?? 0)
  return realClock({ offset, saveOffset: (ms) => void save.run(Math.ceil(ms)) })
}
