import { once, setMaxListeners } from 'node:events'
import { setTimeout } from 'node:timers/promises'

import { handleOne, reached, type Consuming, type Consumption } from './consuming.ts'
import { hangUpWhateverDoesNotOpen } from './hang-up.ts'
import { serviceBusConnection, usualPatience, type ServiceBusSettings } from './namespace.ts'
import { consumeSessions } from './session-consumer.ts'

/** As long as nobody minds to wait when something is stopped. */
const farewellMs = 1_000

const pause = (ms: number): Promise<void> => setTimeout(ms, undefined, { ref: false })

export type MessageConsumer = {
  readonly consume: (consumption: Consumption) => { readonly stop: () => Promise<void> }
}

/**
 * The receiving side through the SDK, for a host without Azure’s triggers. Each consumption has a connection of its
 * own, which ends with it.
 */
export function createMessageConsumer(
  settings: ServiceBusSettings,
  patience = usualPatience,
): MessageConsumer {
  return {
    consume: (consumption) => {
      const connection = serviceBusConnection(settings, patience)
      const stop = new AbortController()
      // One for each session at a time, and the SDK's own.
      setMaxListeners(0, stop.signal)
      const leftBehind = new Set<Promise<unknown>>()
      const inHand = new Set<Promise<unknown>>()
      const handle: Consumption['handle'] = (message) => {
        const work = consumption.handle(message).finally(() => inHand.delete(work))
        inHand.add(work)
        return work
      }
      const consuming = {
        ...{ ...consumption, handle },
        ...{ client: connection.client, stopping: stop.signal, leftBehind, tryMs: patience.tryMs },
      }
      const consumed = consumption.hasSessions ? consumeSessions(consuming) : consumeMessages(consuming)
      const ended = consumed.catch(consumption.failed)
      return {
        stop: async () => {
          stop.abort()
          // What is in hand is finished; a broker that says goodbye to nothing is waited for no longer than a try.
          const inVain = Promise.allSettled(inHand).then(() => pause(patience.tryMs))
          await Promise.race([ended, inVain])
          // Over each wait for a session whose end the SDK does not see it keeps its process for a minute.
          await Promise.race([Promise.all(leftBehind), pause(farewellMs)])
          await connection.close()
        },
      }
    },
  }
}

/** The SDK connects again by itself, for ever; only its first connection is ours to repeat. */
async function consumeMessages(consuming: Consuming): Promise<void> {
  const { queue, concurrency, renewForMs, failed, stopping, tryMs } = consuming
  const client = await reached(consuming)
  if (!client) return
  const running = new Set<Promise<void>>()
  const receiver = client.createReceiver(queue, { maxAutoLockRenewalDurationInMs: renewForMs })
  const subscription = receiver.subscribe(
    {
      processMessage: async (message) => {
        const work = handleOne(consuming, client, receiver, message).finally(() => running.delete(work))
        running.add(work)
        await work
      },
      processError: async ({ error }) => failed(error),
    },
    { maxConcurrentCalls: concurrency, autoCompleteMessages: false },
  )
  const openings = hangUpWhateverDoesNotOpen(client, tryMs)
  if (!stopping.aborted) await once(stopping, 'abort')
  clearInterval(openings)
  await subscription.close()
  await Promise.all(running)
  await receiver.close()
}
