import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

/** What the network between does to every connection, the open ones too. */
export type Weather =
  | 'clear'
  /** Each piece arrives this much later. */
  | { readonly latencyMs: number }
  /** Each direction passes this many bytes a second. */
  | { readonly bytesASecond: number }
  /** The connection is accepted and nothing ever comes through, nor an end. */
  | 'halfOpen'
  /** Connections are reset, new ones at once. */
  | 'reset'
  /** The answer breaks off after so many bytes. */
  | { readonly cutAfterBytes: number }

export type FaultProxy = {
  readonly port: number
  readonly set: (weather: Weather) => void
  /** Connections from the client that are open now. */
  readonly open: () => number
  /** All there ever were. */
  readonly opened: () => number
  readonly close: () => Promise<void>
}

/** A wire to a service of this machine on which things go wrong. */
export async function faultProxy(targetPort: number): Promise<FaultProxy> {
  let weather: Weather = 'clear'
  let opened = 0
  const clients = new Set<Socket>()
  const current = (): Weather => weather

  const server = createServer({ allowHalfOpen: true }, (client) => {
    opened += 1
    clients.add(client)
    client.on('close', () => clients.delete(client))
    client.on('error', () => undefined)
    if (weather === 'reset') return reset(client)
    const service = connect({ port: targetPort, host: '127.0.0.1', allowHalfOpen: true })
    service.on('error', () => client.destroy())
    carry(client, service, current)
    carry(service, client, current, { isAnswer: true })
    client.on('close', () => service.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')

  return {
    port: (server.address() as AddressInfo).port,
    set: (next) => {
      weather = next
      if (next === 'reset') for (const client of clients) reset(client)
    },
    open: () => clients.size,
    opened: () => opened,
    close: async () => {
      for (const client of clients) client.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}

/**
 * libuv refuses to reset what is saying goodbye just then, and Node takes the refused one for closed: it would stay open
 * for ever, and the process turn round and round at its end.
 */
function reset(client: Socket): void {
  if (client.writableEnded) client.destroy()
  else client.resetAndDestroy()
}

/** One direction, piece by piece, each under the weather of its moment. */
function carry(from: Socket, to: Socket, weather: () => Weather, { isAnswer = false } = {}): void {
  let passed = 0
  let turn = Promise.resolve()
  from.on('data', (piece: Buffer) => {
    const arrived = performance.now()
    turn = turn.then(async () => {
      const now = weather()
      if (now === 'halfOpen' || to.destroyed) return
      const isStill = (): boolean => weather() === now && !to.destroyed
      if (typeof now === 'object' && 'latencyMs' in now)
        while (isStill() && performance.now() < arrived + now.latencyMs) await delay(10)
      if (typeof now === 'object' && 'bytesASecond' in now) return slowly(piece, to, { ...now, isStill })
      if (isAnswer && typeof now === 'object' && 'cutAfterBytes' in now) {
        to.write(piece.subarray(0, Math.max(0, now.cutAfterBytes - passed)))
        passed += piece.length
        if (passed >= now.cutAfterBytes) to.destroySoon()
        return
      }
      to.write(piece)
    })
  })
  from.on('end', () => void turn.then(() => weather() !== 'halfOpen' && to.end()))
}

/** What is left passes at once when the weather changes. */
async function slowly(piece: Buffer, to: Socket, { bytesASecond, isStill }: Pace): Promise<void> {
  const share = Math.max(1, Math.floor(bytesASecond / 10))
  let at = 0
  for (; at < piece.length && isStill(); at += share) {
    to.write(piece.subarray(at, at + share))
    await delay(100)
  }
  if (at < piece.length && !to.destroyed) to.write(piece.subarray(at))
}

type Pace = { readonly bytesASecond: number; readonly isStill: () => boolean }

const delay = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds).unref())
