import { setTimeout } from 'node:timers/promises'

import type { ServiceBusClient, ServiceBusReceivedMessage, ServiceBusReceiver } from '@azure/service-bus'

import { inTime } from '../../kernel/in-time.ts'
import { givenUp } from './hang-up.ts'

export type BusMessage = {
  readonly messageId: string
  readonly body: unknown
  /** 1 at the first delivery. */
  readonly deliveryCount: number
  readonly sequenceNumber: number
  readonly enqueuedAt: Date
  readonly lockToken: string
  readonly sessionId?: string
  /** Why it lies in the dead letter that it was received from. */
  readonly deadReason?: string
}

/** What one function does with the messages of one queue. */
export type Consumption = {
  readonly queue: string
  readonly hasSessions: boolean
  /** Messages at a time; sessions at a time where there are some, with one message of each. */
  readonly concurrency: number
  /** After that long the lock is left to run out, and the message may be handled again meanwhile. */
  readonly renewForMs: number
  /** Returns: the message is completed. Throws: it is abandoned, and after ten deliveries the service puts it aside. */
  readonly handle: (message: BusMessage) => Promise<unknown>
  /** Told what went wrong between here and the service; it is tried again without end. */
  readonly failed: (error: unknown) => void
}

export type Consuming = Consumption & {
  readonly client: () => Promise<ServiceBusClient>
  readonly stopping: AbortSignal
  /** How long the service is waited for at a time. */
  readonly tryMs: number
  /** What the SDK still waits for when everything else has stopped. */
  readonly leftBehind: Set<Promise<unknown>>
}

/** The client, as soon as there is one; undefined when stopped before. */
export async function reached({
  client,
  failed,
  stopping,
}: Consuming): Promise<ServiceBusClient | undefined> {
  while (!stopping.aborted) {
    try {
      return await client()
    } catch (error) {
      failed(error)
      await rest(stopping)
    }
  }
  return undefined
}

/** Settled only after the work: whoever dies in between, or is not heard, leaves the message to the next. */
export async function handleOne(
  { handle, failed, tryMs }: Consuming,
  client: ServiceBusClient,
  receiver: ServiceBusReceiver,
  message: ServiceBusReceivedMessage,
): Promise<void> {
  const isDone = await handle(toBusMessage(message)).then(
    () => true,
    (error: unknown) => {
      failed(error)
      return false
    },
  )
  try {
    // The SDK would wait a minute for an answer on a link that is gone.
    if (receiver.isClosed) throw new Error('the session was lost; its message will come again')
    const settle = () => (isDone ? receiver.completeMessage(message) : receiver.abandonMessage(message))
    await inTime(tryMs, settle, () => givenUp(client))
  } catch (error) {
    failed(error)
  }
}

function toBusMessage(message: ServiceBusReceivedMessage): BusMessage {
  const { messageId, deliveryCount = 0, sequenceNumber, enqueuedTimeUtc, lockToken } = message
  const { sessionId, deadLetterReason } = message
  return {
    messageId: String(messageId),
    body: message.body as unknown,
    deliveryCount: deliveryCount + 1,
    sequenceNumber: Number(sequenceNumber?.toString()),
    enqueuedAt: enqueuedTimeUtc ?? new Date(0),
    lockToken: lockToken ?? '',
    ...(sessionId !== undefined && { sessionId }),
    ...(deadLetterReason !== undefined && { deadReason: deadLetterReason }),
  }
}

const restMs = 1_000

/** Between two tries to reach what is not there; over at once when stopped. */
export const rest = (stopping: AbortSignal): Promise<void> =>
  unlessStopped(setTimeout(restMs, undefined, { ref: false }), stopping).then(() => undefined)

/** What the work brings, or undefined as soon as it is stopped: the work itself may go on. */
export function unlessStopped<T>(work: Promise<T>, stopping: AbortSignal): Promise<T | undefined> {
  if (stopping.aborted) return Promise.resolve(undefined)
  return new Promise((resolve, reject) => {
    const stop = (): void => resolve(undefined)
    stopping.addEventListener('abort', stop, { once: true })
    // Whoever waits again and again must not leave a listener behind each time.
    void work.then(resolve, reject).finally(() => stopping.removeEventListener('abort', stop))
  })
}
