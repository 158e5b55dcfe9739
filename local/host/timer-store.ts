import type { DatabaseSync } from 'node:sqlite'

/** What the Functions host keeps of a timer between two runs of itself. Milliseconds since the epoch. */
export type TimerStatus = {
  readonly schedule: string
  /** Undefined as long as it never fired. */
  readonly last: number | undefined
  readonly next: number
  readonly updated: number
}

export type TimerStore = {
  readonly read: (name: string) => TimerStatus | undefined
  readonly save: (name: string, status: TimerStatus) => void
}

export function timerStore(db: DatabaseSync): TimerStore {
  db.exec(`CREATE TABLE IF NOT EXISTS host_timers (
    name TEXT PRIMARY KEY, schedule TEXT NOT NULL, last INTEGER, next INTEGER NOT NULL, updated INTEGER NOT NULL
  ) STRICT`)
  const read = db.prepare('SELECT schedule, last, next, updated FROM host_timers WHERE name = ?')
  const save = db.prepare('INSERT OR REPLACE INTO host_timers VALUES (?, ?, ?, ?, ?)')

  return {
    read: (name) => {
      const row = read.get(name)
      return (
        row && {
          schedule: String(row['schedule']),
          last: row['last'] === null ? undefined : Number(row['last']),
          next: Number(row['next']),
          updated: Number(row['updated']),
        }
      )
    },
    save: (name, { schedule, last, next, updated }) => {
      save.run(name, schedule, last ?? null, next, updated)
    },
  }
}
