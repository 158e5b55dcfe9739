import { Agent } from 'node:http'
import { connect, type NetConnectOpts } from 'node:net'

/**
 * A connection for each request, which ends with its time, in milliseconds: one that is never answered would stay open
 * for ever. The SDK keeps what the first credential of the process says of connections for all that come after.
 */
export function briefConnections(ms: number): Agent {
  const agent = new Agent({ keepAlive: false })
  return Object.assign(agent, {
    createConnection: (options: NetConnectOpts) => {
      const socket = connect(options)
      const timer = setTimeout(() => socket.destroy(new Error('no answer in time')), ms)
      return socket.once('close', () => clearTimeout(timer))
    },
  })
}
