import assert from 'node:assert/strict'

import type { Office } from './application.ts'

export type ReadMail = {
  readonly subject: string
  readonly text: string
  /** The first link's token and the eight digits beside it, where the mail has them. */
  readonly token?: string
  readonly code?: string
}

/** The newest mail to an address. */
export function mailTo(office: Office, email: string): ReadMail {
  const [newest] = mailsTo(office, email)
  assert.ok(newest, `a mail to ${email}`)
  return newest
}

/** All mails to an address, the newest first. */
export function mailsTo(office: Office, email: string): readonly ReadMail[] {
  return office.mail.list({ to: email }).map(({ subject, text }) => {
    const token = /\/link#(\S+)$/m.exec(text)?.[1]
    const code = /: (\d{8})$/m.exec(text)?.[1]
    return {
      ...{ subject, text },
      ...(token === undefined ? {} : { token }),
      ...(code === undefined ? {} : { code }),
    }
  })
}

/** The token of the newest mail that has one. */
export function tokenTo(office: Office, email: string): string {
  const token = mailsTo(office, email).find((mail) => mail.token !== undefined)?.token
  assert.ok(token, `a link mailed to ${email}`)
  return token
}
