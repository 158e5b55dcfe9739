import type { DatabaseSync } from 'node:sqlite'

import type { SmsSender } from '../../application/ports/mail.ts'
import { DependencyUnavailable } from '../../application/ports/unavailable.ts'
import { disclose } from '../../kernel/personal.ts'
import { err, ok } from '../../kernel/result.ts'
import { sweepCaptured } from './captured.ts'
import { guarded, statementCache, textOf } from './sqlite.ts'

/** As the mailbox page shows it (api.md, `GET /_local/sms`). */
export type CapturedSms = {
  readonly id: string
  readonly to: string
  readonly text: string
  readonly at: Date
}

export type SmsBox = {
  /** Newest first; to one number or to all. */
  readonly list: (wanted?: { readonly to?: string; readonly limit?: number }) => readonly CapturedSms[]
  /** Removes what is older than 32 days; the host calls it now and then. */
  readonly sweepExpired: () => number
  /** While it is down, sending throws `DependencyUnavailable`: for tests of what happens then. */
  readonly setProvider: (state: 'up' | 'down') => void
}

/** Numbers that begin so are refused for good, as a provider would: no country has that code. */
const refusedNumberBeginning = '+999'

const schema = `CREATE TABLE IF NOT EXISTS captured_sms (
  number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,
  recipient TEXT NOT NULL, text TEXT NOT NULL, at INTEGER NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS captured_sms_by_recipient ON captured_sms (recipient, number);`

const pageOf = 500

/** Text messages that go nowhere but into the mailbox page. An id that was accepted before is not stored again. */
export function createCapturedSms(db: DatabaseSync, now: () => Date): SmsSender & SmsBox {
  const run = <T>(work: () => T): T => guarded(db, 'sms', work)
  run(() => db.exec(schema))
  const sql = statementCache(db)
  let provider: 'up' | 'down' = 'up'

  return {
    send: async ({ id, to, text }) => {
      if (provider === 'down') throw new DependencyUnavailable('sms', 30)
      if (disclose(to).startsWith(refusedNumberBeginning)) return err({ code: 'numberRefused' })

      const insert =
        'INSERT INTO captured_sms (id, recipient, text, at) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO NOTHING'
      run(() => sql(insert).run(id, disclose(to), text, now().getTime()))
      return ok({ providerId: `captured-${id}` })
    },
    list: ({ to, limit = pageOf } = {}) =>
      run(() => {
        const where = to === undefined ? '' : 'WHERE recipient = ?'
        const select = sql(`SELECT * FROM captured_sms ${where} ORDER BY number DESC LIMIT ?`)
        return (to === undefined ? select.all(limit) : select.all(to, limit)).map((row) => ({
          id: textOf(row, 'id'),
          to: textOf(row, 'recipient'),
          text: textOf(row, 'text'),
          at: new Date(Number(row['at'])),
        }))
      }),
    sweepExpired: () => run(() => sweepCaptured(sql, 'captured_sms', now())),
    setProvider: (state) => void (provider = state),
  }
}
