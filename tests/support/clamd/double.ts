/** Speaks clamd's side of INSTREAM, and answers what a test wants; the real one runs in `real.ts`. */
import { createServer } from 'node:net'
import type { Socket } from 'node:net'
import type { TestContext } from 'node:test'

export type ClamdDouble = {
  readonly host: string
  readonly port: number
  /** What came between the frames' lengths, of all connections. */
  readonly received: () => Buffer
}

/** `behave` gets each connection when it has sent its whole stream. */
export async function clamdDouble(
  t: TestContext,
  behave: (socket: Socket) => void,
  onConnection: (socket: Socket) => void = () => undefined,
): Promise<ClamdDouble> {
  const received: Buffer[] = []
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    onConnection(socket)
    let held = Buffer.alloc(0)
    let isGreeted = false
    socket.on('error', () => undefined)
    socket.on('data', (bytes) => {
      held = Buffer.concat([held, bytes])
      const greeting = Buffer.from('zINSTREAM\0')
      if (!isGreeted && held.length >= greeting.length) {
        if (!held.subarray(0, greeting.length).equals(greeting)) return void socket.end('UNKNOWN COMMAND\0')
        held = held.subarray(greeting.length)
        isGreeted = true
      }
      while (isGreeted && held.length >= 4 && held.length >= 4 + held.readUInt32BE(0)) {
        const length = held.readUInt32BE(0)
        if (length === 0) return behave(socket)
        received.push(Buffer.from(held.subarray(4, 4 + length)))
        held = held.subarray(4 + length)
      }
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  const address = server.address()
  if (typeof address !== 'object' || !address) throw new Error('the double has no port')
  return { host: '127.0.0.1', port: address.port, received: () => Buffer.concat(received) }
}
