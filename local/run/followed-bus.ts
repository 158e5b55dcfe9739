import type { LockedMessage, QueueReceiver } from '../../shared/adapters/embedded/queue.ts'
import type { MessageConsumer } from '../../shared/adapters/service-bus/consumer.ts'
import {
  queueNames,
  type Message,
  type MessageBus,
  type QueueName,
} from '../../shared/application/ports/messages.ts'
import type { HostClock } from '../host/clock.ts'
import type { HostLog } from '../host/core-api.ts'
import { startListener, type Listener } from '../host/listener.ts'
import { createUnderWay } from './under-way.ts'

type Bus = MessageBus & MessageConsumer

type Needs = {
  /** Where messages go to, and where they come from. */
  readonly bus: Bus
  /** The folder's own queue, which keeps to the clock. */
  readonly postponed: MessageBus & QueueReceiver
  readonly clock: HostClock
  readonly log: HostLog
}

/**
 * A bus elsewhere, whose time is its own, made to keep to the clock of a demonstration: what is for later waits in the
 * folder until the clock says so, and the clock waits for what is on its way, from its sending until it is handled.
 */
export function followedBus(needs: Needs): Bus {
  const { bus, postponed, clock } = needs
  const underWay = createUnderWay(clock)
  const isLater = ({ notBefore }: Message): boolean => (notBefore?.getTime() ?? 0) > clock.now()
  const hand: MessageBus['send'] = async (queue, messages) => {
    const ids = messages.map(({ id }) => keyOf(queue, id))
    ids.forEach(underWay.begin)
    try {
      await bus.send(queue, messages.map(forNow))
    } catch (error) {
      // What was taken all the same is followed once it comes.
      ids.forEach(underWay.end)
      throw error
    }
  }

  return {
    send: async (queue, messages) => {
      const later = messages.filter(isLater)
      const atOnce = messages.filter((message) => !isLater(message))
      if (later.length > 0) await postponed.send(queue, later)
      if (atOnce.length > 0) await hand(queue, atOnce)
    },
    consume: (consumption) => {
      const queue = queueNames.find((name) => name === consumption.queue)
      const waiting = queue && handOnInTime(queue, needs, hand)
      const consumed = bus.consume({
        ...consumption,
        handle: (message) =>
          underWay.arrive(keyOf(consumption.queue, message.messageId), () => consumption.handle(message)),
      })
      return {
        stop: async () => {
          await waiting?.stop()
          await consumed.stop()
        },
      }
    },
  }
}

/** Its time has come by our clock, and may be years away by the bus's. */
const forNow = ({ notBefore: _come, ...message }: Message): Message => message

/** The same for a message that comes out of the dead letter of its queue. */
const keyOf = (queue: string, id: string): string => `${queue.replace(/\/.*/, '')} ${id}`

const handedOnAtATime = 16
const again = 60
const lockMs = 60_000

/** Gives the bus what was kept for later, once its time has come; what the bus does not take is tried again each minute. */
function handOnInTime(
  queue: QueueName,
  { postponed, clock, log }: Needs,
  hand: MessageBus['send'],
): Listener {
  for (const { sequenceNumber } of postponed.deadLetters(queue)) postponed.resubmit(queue, sequenceNumber)
  const listener = startListener<LockedMessage>({
    ...{ clock, log, name: `postponed ${queue}`, concurrency: handedOnAtATime },
    ...{ renewEveryMs: lockMs / 2, renewForMs: lockMs },
    source: {
      receive: (count) => postponed.receive(queue, count),
      done: ({ lockToken }) => void postponed.complete(lockToken),
      failed: ({ lockToken }) => void postponed.abandon(lockToken, again),
      renew: ({ lockToken }) => postponed.renew(lockToken),
      nextDue: () => postponed.nextDue(queue)?.getTime(),
    },
    handle: ({ messageId, body, sessionId }) =>
      hand(queue, [
        {
          id: messageId,
          body: body as Message['body'],
          ...(sessionId !== undefined && { sessionId }),
        },
      ]),
  })
  postponed.onSend((sentTo) => {
    if (sentTo === queue) listener.wake()
  })
  return listener
}
