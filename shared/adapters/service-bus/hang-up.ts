import type { Socket } from 'node:net'
import type { ServiceBusClient } from '@azure/service-bus'

/** Where the SDK holds its connection. */
type Holding = {
  readonly _connectionContext?: {
    readonly connection?: {
      readonly isOpen: () => boolean
      readonly _connection?: { readonly socket?: Socket | null }
    }
  }
}

/**
 * Lets go of a connection to a service that says nothing any more. The SDK would hold it for another minute, and then end the
 * process with an error that nobody can catch. It has no public way to do this, so its own connection is taken; without one
 * it waits for nothing, and where something is still wanted of it, it opens another.
 */
export function hangUp(client: ServiceBusClient): void {
  const { _connectionContext: held } = client as unknown as Holding
  // Only an error tells the SDK that the connection is gone.
  held?.connection?._connection?.socket?.destroy(new Error('the service says nothing any more'))
}

/** The same of one that was never answered at its beginning. */
export function hangUpUnlessOpen(client: ServiceBusClient): void {
  const { _connectionContext: held } = client as unknown as Holding
  if (held?.connection?.isOpen() === false) hangUp(client)
}

/**
 * Where the SDK connects again by itself, it would wait for a minute for a beginning that is never answered, though the
 * wire be good again meanwhile: no connection stays unopened for two times `tryMs`. Ends with `clearInterval`.
 */
export function hangUpWhateverDoesNotOpen(client: ServiceBusClient, tryMs: number): NodeJS.Timeout {
  let unopened: Socket | undefined
  const look = (): void => {
    const { _connectionContext: held } = client as unknown as Holding
    const socket = held?.connection?._connection?.socket ?? undefined
    const isOpen = held?.connection?.isOpen() ?? false
    if (!isOpen && socket && socket === unopened) hangUp(client)
    unopened = isOpen ? undefined : socket
  }
  return setInterval(look, tryMs).unref()
}

/** Over a silent wire the SDK would wait for another minute, nor see that the wire is good again: it gets another. */
export function givenUp(client: ServiceBusClient): Error {
  hangUp(client)
  return new Error('the service said nothing in time')
}
