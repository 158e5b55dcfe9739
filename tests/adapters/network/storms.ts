import { subscribe } from 'node:diagnostics_channel'
import type { Socket } from 'node:net'
import type { TestContext } from 'node:test'

import { faultProxy, type FaultProxy, type Weather } from '../../support/fault-proxy.ts'

export const patienceMs = 1_500
/** A busy machine, and the SDK's own tidying up. */
export const graceMs = 2_500

export const storms: Readonly<Record<string, Weather>> = {
  'half open': 'halfOpen',
  reset: 'reset',
  'slower than patience': { bytesASecond: 20 },
  'later than patience': { latencyMs: 4_000 },
  'cut in the answer': { cutAfterBytes: 10 },
}

/** Every connection that this process began, as it is on this side, whatever the other thinks of it. */
const begun = new Set<Socket>()
subscribe('net.client.socket', (message) => {
  const { socket } = message as { readonly socket: Socket }
  begun.add(socket)
  socket.once('close', () => begun.delete(socket))
})

export const openTo = (port: number): number =>
  [...begun].filter(({ remotePort, destroyed }) => remotePort === port && !destroyed).length

/** Connections of this process, from either side, that nobody has closed. */
export const connectionsOfAll = (): number =>
  process.getActiveResourcesInfo().filter((resource) => resource === 'TCPSocketWrap').length

/** Waits until it is so, and no longer than a patient caller. */
export async function soon(isSo: () => boolean): Promise<void> {
  const end = performance.now() + patienceMs + graceMs
  while (!isSo() && performance.now() < end) await new Promise((resolve) => setTimeout(resolve, 10))
}

export async function proxied(
  t: TestContext,
  port: number,
  stop: () => Promise<unknown> = async () => undefined,
): Promise<FaultProxy> {
  const proxy = await faultProxy(port)
  t.after(async () => {
    await proxy.close()
    await stop()
  })
  return proxy
}

export const portOf = (url: string): number => Number(new URL(url).port)
