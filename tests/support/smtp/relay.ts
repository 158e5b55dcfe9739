import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { text } from 'node:stream/consumers'

import { trustedLocalhost } from '../tls/certificate.ts'

export const from = 'no-reply@indsigt.example'
export const user = 'indsigt'
export const password = 'a pass:word/of @ relay'

/** What a relay accepted: the envelope, and the message as it came. */
export type Relayed = { readonly from: string; readonly to: readonly string[]; readonly message: string }

export type RelayWishes = {
  /** TLS from the first byte, by STARTTLS, or never offered. */
  readonly tls?: 'implicit' | 'startTls' | 'none'
  /** Answers one moment of the conversation by this reply: `550 5.1.1 No such user`. */
  readonly refuse?: Partial<Record<'MAIL' | 'RCPT' | 'DATA', string>>
  readonly needsSignIn?: boolean
}

export type RelayDouble = {
  readonly port: number
  readonly relayed: readonly Relayed[]
  /** How many of the conversations so far were encrypted when the sender was named. */
  readonly encrypted: () => number
  readonly refuse: (moment: 'MAIL' | 'RCPT' | 'DATA', reply: string | undefined) => void
  readonly close: () => Promise<void>
}

/** A relay of this machine that keeps what it took: the protocol is the library's, the replies are as asked. */
export async function smtpRelay({
  tls = 'none',
  refuse = {},
  needsSignIn = false,
}: RelayWishes = {}): Promise<RelayDouble> {
  const relayed: Relayed[] = []
  const refusals = new Map(Object.entries(refuse))
  let encrypted = 0
  const certificate = trustedLocalhost()
  const refusalAt = (moment: string): Error | undefined => {
    const reply = refusals.get(moment)
    return reply === undefined ? undefined : replied(reply)
  }
  const options: SMTPServerOptions = {
    ...certificate,
    secure: tls === 'implicit',
    disabledCommands: [...(tls === 'none' ? ['STARTTLS'] : []), ...(needsSignIn ? [] : ['AUTH'])],
    authOptional: !needsSignIn,
    allowInsecureAuth: tls === 'none',
    closeTimeout: 200,
    onAuth: (auth, _session, done) =>
      auth.username === user && auth.password === password
        ? done(null, { user })
        : done(Object.assign(new Error('5.7.8 Not accepted'), { responseCode: 535 })),
    onMailFrom: (_address, session, done) => {
      if (session.secure) encrypted += 1
      done(refusalAt('MAIL'))
    },
    onRcptTo: ({ address }, _session, done) =>
      done(address.startsWith('nobody@') ? replied('550 5.1.1 No such user here') : refusalAt('RCPT')),
    onData: (stream, session, done) => {
      const taken = (message: string): void => {
        const refusal = refusalAt('DATA')
        if (refusal) return done(refusal)
        const { mailFrom, rcptTo } = session.envelope
        relayed.push({
          from: mailFrom === false ? '' : mailFrom.address,
          to: rcptTo.map(({ address }) => address),
          message,
        })
        done()
      }
      text(stream).then(taken, done)
    },
  }
  const server = new SMTPServer(options)
  server.on('error', () => undefined)
  await new Promise<void>((listening) => server.listen(0, '0.0.0.0', () => listening()))
  return {
    port: (server.server.address() as { readonly port: number }).port,
    relayed,
    encrypted: () => encrypted,
    refuse: (moment: 'MAIL' | 'RCPT' | 'DATA', reply: string | undefined) => {
      if (reply === undefined) refusals.delete(moment)
      else refusals.set(moment, reply)
    },
    close: () => new Promise<void>((closed) => server.close(() => closed())),
  }
}

const replied = (reply: string): Error =>
  Object.assign(new Error(reply.slice(4)), { responseCode: Number(reply.slice(0, 3)) })
