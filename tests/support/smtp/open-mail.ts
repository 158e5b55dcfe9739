import { createServer } from 'node:net'

import { createSmtpMail } from '../../../shared/adapters/smtp/mail.ts'
import type { LogEvent } from '../../../shared/application/ports/log.ts'
import type { MailSender } from '../../../shared/application/ports/mail.ts'
import type { SenderUnderTest } from '../contracts/senders.ts'
import { from, smtpRelay, type RelayDouble, type RelayWishes } from './relay.ts'

export type OpenedSmtp = SenderUnderTest<MailSender> & {
  readonly relay: RelayDouble
  readonly log: readonly LogEvent[]
}

export type SmtpWishes = RelayWishes & {
  readonly patienceMs?: number
  readonly signIn?: string
  readonly host?: string
}

/** The adapter over a relay of its own. */
export async function openSmtp({
  patienceMs,
  signIn = '',
  host = 'localhost',
  ...wishes
}: SmtpWishes = {}): Promise<OpenedSmtp> {
  const relay = await smtpRelay(wishes)
  const log: LogEvent[] = []
  const edges = { log: { write: (event: LogEvent) => void log.push(event) } }
  const at = (port: number): MailSender =>
    createSmtpMail(
      { url: `${wishes.tls === 'implicit' ? 'smtps' : 'smtp'}://${signIn}${host}:${port}`, from },
      edges,
      patienceMs,
    )
  const unheard = await portOfNobody()
  let port = relay.port
  return {
    ...{ relay, log },
    sender: { send: (mail) => at(port).send(mail) },
    accepted: async () => relay.relayed.map(({ to, message }) => ({ id: idIn(message), to: to.join() })),
    setProvider: (state) => {
      port = state === 'up' ? relay.port : unheard
    },
    refused: 'nobody@mail.example',
    close: relay.close,
  }
}

const idIn = (message: string): string =>
  decodeURIComponent(/^Message-ID: <([^@]+)@/m.exec(message)?.[1] ?? '')

/** A port at which nobody listens. */
async function portOfNobody(): Promise<number> {
  const server = createServer()
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', () => listening()))
  const { port } = server.address() as { readonly port: number }
  await new Promise<void>((closed) => server.close(() => closed()))
  return port
}
