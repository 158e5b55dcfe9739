import type { Server, Socket } from 'node:net'
import type { Connection, EventContext, Sender, Session } from 'rhea'
import rhea from 'rhea'

import type { HostClock, TimerHandle } from '../../../local/host/clock.ts'
import { cutSocket, serveConnection, type BrokerState, type SendFault } from './connection.ts'
import type { DeliveryLink } from './delivery-link.ts'
import { sessionLockLost } from './management.ts'
import type { Certificate } from '../tls/certificate.ts'
import { brokerQueue, type BrokerQueue, type QueueRules } from './queue.ts'

export type BrokerOptions = {
  readonly clock: Pick<HostClock, 'now' | 'setTimer' | 'clear'>
  readonly queues: Readonly<Record<string, Partial<QueueRules>>>
  /** Speaks TLS, as the service does; plain TCP, as to the official emulator, if left out. */
  readonly tls?: Certificate
  /** Which tokens of an identity are good; none, if left out. */
  readonly accepts?: (token: string) => boolean
}

/** As the product's queues are made in Azure. */
const rules: QueueRules = {
  hasSessions: false,
  lockMs: 60_000,
  mostDeliveries: 10,
  duplicateWindowMs: 600_000,
}

const accessKey = {
  name: 'Tests',
  key: Buffer.from('a key that opens the broker of tests').toString('base64'),
}

/**
 * Service Bus as far as the product uses it, behind the genuine SDK: an AMQP 1.0 broker on this machine. It checks what
 * the service checks (signatures, locks, sessions, sizes, duplicates) and refuses whatever is not on its lists.
 */
export async function startBroker({ clock, queues, tls, accepts = () => false }: BrokerOptions) {
  const kept = new Map<string, BrokerQueue>(
    Object.entries(queues).map(([name, own]) => [name, brokerQueue({ ...rules, ...own }, clock.now)]),
  )
  const links = new Set<DeliveryLink>()
  const connections = new Set<Connection>()
  const faults: SendFault[] = []
  const calls: string[] = []
  let timer: TimerHandle | undefined

  const detachHolder = (holder: object): void =>
    [...links].find((link) => link.holder === holder)?.detach(sessionLockLost)
  const changed = (): void => {
    for (const queue of kept.values()) for (const holder of queue.expire()) detachHolder(holder)
    for (const link of links) link.pump()
    if (timer) clock.clear(timer)
    const next = [...kept.values()].flatMap((queue) => queue.nextChange() ?? [])
    timer = next.length === 0 ? undefined : clock.setTimer(Math.min(...next), changed)
  }
  const state: BrokerState = {
    ...{ credentials: { accessKey, accepts }, links, changed },
    queueAt: (name) => kept.get(name),
    nextFault: () => faults.shift(),
    called: (operation) => void calls.push(operation),
  }
  const listener = listen(connections, state, tls)
  let port = await listener.open(0)

  return {
    /** For the SDK: plain TCP, as to the official emulator. */
    connectionString: () =>
      `Endpoint=sb://localhost:${port};SharedAccessKeyName=${accessKey.name};SharedAccessKey=${accessKey.key};UseDevelopmentEmulator=true`,
    /** For an identity: host and port, where the service has a name of its own. */
    namespace: () => `localhost:${port}`,
    queue: (name: string): BrokerQueue => {
      const queue = kept.get(name)
      if (!queue) throw new Error(`there is no queue ${name}`)
      return queue
    },
    /** In order, for the next transfers. */
    plant: (...planted: readonly SendFault[]) => void faults.push(...planted),
    calls: (): readonly string[] => calls,
    connections: (): number => listener.sockets.size,
    /** How connections ended: closed as the protocol asks for it, or without a word. */
    endings: (): Readonly<Record<'closed' | 'cut', number>> => listener.endings,
    cutConnections: () => listener.sockets.forEach(cutSocket),
    /** As the service does with a link that nobody used for ten minutes. */
    detachLinks: () => {
      const error = {
        condition: 'amqp:link:detach-forced',
        description: 'The link is detached by the broker.',
      }
      for (const link of links) link.detach(error)
      for (const connection of connections) detachSenders(connection, error)
    },
    stop: async () => {
      if (timer) clock.clear(timer)
      await listener.close()
    },
    /** On the same port, with the queues as they were. */
    restart: async () => {
      port = await listener.open(port)
      changed()
    },
  }
}

type LinkError = { readonly condition: string; readonly description: string }

function detachSenders(connection: Connection, error: LinkError): void {
  const sessions = (connection as unknown as { local_channel_map: Record<string, Session> }).local_channel_map
  for (const session of Object.values(sessions))
    session.each_receiver(
      (receiver: { close: (error: LinkError) => void; target?: { address?: string } }) => {
        if (!receiver.target?.address?.startsWith('$')) receiver.close(error)
      },
      () => true,
    )
}

function listen(connections: Set<Connection>, state: BrokerState, tls?: Certificate) {
  const container = rhea.create_container({ id: 'broker' })
  container.sasl_server_mechanisms.enable_anonymous()
  const endings = { closed: 0, cut: 0 }
  container.on('connection_open', ({ connection }: EventContext) => {
    connection.setMaxListeners(0)
    connections.add(connection)
    connection.on('connection_close', () => void (endings.closed += 1))
    serveConnection(connection, state)
  })
  container.on('session_open', ({ session }: EventContext) => {
    if (session) holdBack(session)
  })
  container.on('disconnected', ({ connection }: EventContext) => {
    connections.delete(connection)
    endings.cut += 1
  })
  for (const ended of ['error', 'connection_error', 'session_error', 'sender_error', 'receiver_error'])
    container.on(ended, () => undefined)
  let server: Server | undefined
  const sockets = new Set<Socket>()

  return {
    ...{ sockets: sockets as ReadonlySet<Socket>, endings },
    open: async (port: number): Promise<number> => {
      const opened = container.listen({
        ...{ port, host: '127.0.0.1', ...(tls && { transport: 'tls' as const, ...tls }) },
        sender_options: { treat_modified_as_released: false } as object,
        receiver_options: { autoaccept: false },
      })
      opened.on(
        tls ? 'secureConnection' : 'connection',
        (socket: Socket) => void sockets.add(socket.on('close', () => sockets.delete(socket))),
      )
      await new Promise<void>((resolve, reject) => opened.once('listening', resolve).once('error', reject))
      server = opened
      const address = opened.address()
      return typeof address === 'object' && address ? address.port : port
    },
    close: async (): Promise<void> => {
      const closed = new Promise((resolve) => server?.close(resolve))
      sockets.forEach(cutSocket)
      await closed
    },
  }
}

/** rhea opens a link as soon as the client does; a link that waits for a session is opened when there is one. */
function holdBack(session: Session): void {
  const inner = session as unknown as { create_sender: (name: string) => Sender }
  const create = inner.create_sender.bind(session)
  inner.create_sender = (name) => {
    const sender = create(name)
    const open = sender.open.bind(sender)
    let isAdmitted = false
    sender.open = () => {
      // The first time it is rhea, the second time it is us.
      if (isAdmitted) open()
      isAdmitted = true
    }
    return sender
  }
}
