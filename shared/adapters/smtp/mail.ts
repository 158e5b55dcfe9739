import { connect, type Socket } from 'node:net'

import type { SMTPTransportOptions } from 'nodemailer/lib/smtp-transport'

import type { Log } from '../../application/ports/log.ts'
import type { Mail, MailSender } from '../../application/ports/mail.ts'
import { disclose } from '../../kernel/personal.ts'
import { err, ok } from '../../kernel/result.ts'
import { failureOf, refusesAddress, refusesUs } from './failures.ts'
import { relayAt, type Relay } from './relay.ts'

export type SmtpSettings = {
  /** `smtps://user:password@host` (RFC 8314, section 3.3), or `smtp://…` for a relay that begins TLS by STARTTLS. */
  readonly url: string
  /** The one address that all mails come from; its name is the company's. */
  readonly from: string
}

/** How long one mail may take, from the first packet to the last answer. The mail desk tries again, ever more slowly. */
const usualPatienceMs = 10_000

/** A relay answers in lines of a few hundred bytes (RFC 5321, section 4.5.3.1.5). */
const longestAnswer = 64 * 1024

/**
 * Mail through a relay that speaks SMTP (RFC 5321), over TLS always, except to this machine. Whether a mail arrived comes
 * back as a mail to the sender's address, if at all, so only what the relay refuses at once is known here.
 */
export function createSmtpMail(
  { url, from }: SmtpSettings,
  { log }: { readonly log: Log },
  patienceMs = usualPatienceMs,
): MailSender {
  const relay = relayAt(url)
  return {
    async send(mail) {
      if (!isOneAddress(disclose(mail.to))) return err({ code: 'addressRefused' })
      try {
        return ok({ providerId: await handOver(relay, messageOf(mail, from), patienceMs) })
      } catch (error) {
        if (refusesAddress(error)) return err({ code: 'addressRefused' })
        if (refusesUs(error)) log.write({ code: 'credentialsRefused', dependency: 'mail' })
        throw failureOf(error)
      }
    },
  }
}

/**
 * A plain address (RFC 5322, section 3.4.1, dot-atom). The library reads lists and comments also in an envelope, and a
 * mail might leave for another mailbox than the one that was checked.
 */
const isOneAddress = (address: string): boolean =>
  /^[^\s@<>"(),:;\\[\]]+@[^\s@<>"(),:;\\[\]]+$/u.test(address)

/** One connection for one mail, which ends with it however it went. */
async function handOver(
  relay: Relay,
  message: ReturnType<typeof messageOf>,
  patienceMs: number,
): Promise<string> {
  const { createTransport } = await import('nodemailer')
  const deadline = AbortSignal.timeout(patienceMs)
  const line: { socket?: Socket } = {}
  const transport = createTransport({
    ...optionsOf(relay),
    getSocket: (_options, done) => {
      line.socket = dial(relay, deadline, done)
    },
  })
  try {
    // It takes its leave by itself; the deadline sees to a relay that does not let it go.
    return (await transport.sendMail(message)).messageId
  } catch (error) {
    line.socket?.destroy()
    throw error
  }
}

type Dialled = NonNullable<Parameters<NonNullable<SMTPTransportOptions['getSocket']>>[1]>

/** Our own socket, so that the deadline takes everything with it: the library's own deadlines begin anew at every byte. */
function dial({ host, port }: Relay, deadline: AbortSignal, done: Dialled): Socket {
  const socket = connect({ host, port })
  const failed = (error: Error): void => done(error, false)
  deadline.addEventListener('abort', () =>
    socket.destroy(Object.assign(new Error('too late'), { code: 'ETIMEDOUT' })),
  )
  socket.once('error', failed)
  socket.once('connect', () => {
    socket.off('error', failed)
    done(null, { connection: socket })
  })
  return socket
}

const optionsOf = ({ host, port, isImplicitTls, isHere, auth }: Relay): SMTPTransportOptions => ({
  ...{ host, port, secure: isImplicitTls },
  // Between machines never in the clear, also where somebody on the way takes STARTTLS out of the answer.
  ...(isHere ? { ignoreTLS: true } : { requireTLS: !isImplicitTls, tls: { minVersion: 'TLSv1.2' } }),
  ...(auth && { auth }),
  maxResponseSize: longestAnswer,
  disableFileAccess: true,
  disableUrlAccess: true,
})

/**
 * The envelope says to whom, not a header. The same mail has the same `Message-ID` each time, by which many mailboxes show it once (RFC 5322, section 3.6.4).
 */
function messageOf({ id, to, fromName, subject, text, html }: Mail, from: string) {
  const address = disclose(to)
  return {
    envelope: { from, to: [address] },
    from: { address: from, name: fromName },
    to: { address, name: '' },
    ...{ subject, text, html },
    messageId: `<${encodeURIComponent(id)}@${from.slice(from.indexOf('@') + 1)}>`,
    // Nobody's holiday reply comes back (RFC 3834, section 5.1).
    headers: { 'Auto-Submitted': 'auto-generated' },
  }
}
