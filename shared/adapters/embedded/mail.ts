import type { DatabaseSync } from 'node:sqlite'

import type { Mail, MailSender } from '../../application/ports/mail.ts'
import { DependencyUnavailable } from '../../application/ports/unavailable.ts'
import { disclose } from '../../kernel/personal.ts'
import { err, ok } from '../../kernel/result.ts'
import { sweepCaptured } from './captured.ts'
import { guarded, statementCache, textOf, type Row } from './sqlite.ts'

/** As the mailbox page shows it (api.md, `GET /_local/mail`). */
export type CapturedMail = {
  readonly id: string
  readonly to: string
  readonly fromName: string
  readonly subject: string
  readonly text: string
  readonly html: string
  readonly at: Date
}

export type Mailbox = {
  /** Newest first; to one address, whatever its case, or to all. */
  readonly list: (wanted?: { readonly to?: string; readonly limit?: number }) => readonly CapturedMail[]
  /** Removes what is older than 32 days; the host calls it now and then. */
  readonly sweepExpired: () => number
  /** While it is down, sending throws `DependencyUnavailable`: for tests of what happens then. */
  readonly setProvider: (state: 'up' | 'down') => void
}

/** Addresses under this name are refused for good, as a provider would: it never exists (RFC 2606, section 2). */
const refusedAddressEnding = '.invalid'

const schema = `CREATE TABLE IF NOT EXISTS captured_mail (
  number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,
  recipient TEXT NOT NULL COLLATE NOCASE, from_name TEXT NOT NULL, subject TEXT NOT NULL,
  text TEXT NOT NULL, html TEXT NOT NULL, at INTEGER NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS captured_mail_by_recipient ON captured_mail (recipient, number);`

const pageOf = 500

/** Mail that goes nowhere but into the mailbox page. A mail id that was accepted before is not stored again. */
export function createCapturedMail(db: DatabaseSync, now: () => Date): MailSender & Mailbox {
  const run = <T>(work: () => T): T => guarded(db, 'mail', work)
  run(() => db.exec(schema))
  const sql = statementCache(db)
  let provider: 'up' | 'down' = 'up'

  return {
    send: async (mail) => {
      if (provider === 'down') throw new DependencyUnavailable('mail', 30)
      if (disclose(mail.to).toLowerCase().endsWith(refusedAddressEnding))
        return err({ code: 'addressRefused' })

      run(() => capture(sql, mail, now()))
      return ok({ providerId: `captured-${mail.id}` })
    },
    list: ({ to, limit = pageOf } = {}) =>
      run(() => {
        const where = to === undefined ? '' : 'WHERE recipient = ?'
        const select = sql(`SELECT * FROM captured_mail ${where} ORDER BY number DESC LIMIT ?`)
        return (to === undefined ? select.all(limit) : select.all(to, limit)).map(mailOf)
      }),
    sweepExpired: () => run(() => sweepCaptured(sql, 'captured_mail', now())),
    setProvider: (state) => void (provider = state),
  }
}

function capture(sql: ReturnType<typeof statementCache>, mail: Mail, at: Date): void {
  sql(`INSERT INTO captured_mail (id, recipient, from_name, subject, text, html, at) VALUES (?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (id) DO NOTHING`).run(
    mail.id,
    disclose(mail.to),
    mail.fromName,
    mail.subject,
    mail.text,
    mail.html,
    at.getTime(),
  )
}

function mailOf(row: Row): CapturedMail {
  return {
    id: textOf(row, 'id'),
    to: textOf(row, 'recipient'),
    fromName: textOf(row, 'from_name'),
    subject: textOf(row, 'subject'),
    text: textOf(row, 'text'),
    html: textOf(row, 'html'),
    at: new Date(Number(row['at'])),
  }
}
