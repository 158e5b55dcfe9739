import type { LockedMessage, QueueReceiver } from '../../shared/adapters/embedded/queue.ts'
import type { BusMessage } from '../../shared/adapters/service-bus/consuming.ts'
import type { MessageConsumer } from '../../shared/adapters/service-bus/consumer.ts'
import { bindingText, type Setting } from './binding-text.ts'
import type { HostClock } from './clock.ts'
import type { CoreFunction, FunctionHost, HostLog, RpcData } from './core-api.ts'
import { startListener, type Listener } from './listener.ts'

export type ServiceBusSettings = {
  readonly maxConcurrentCalls: number
  /** For functions on queues with sessions; within a session messages are handled one at a time. */
  readonly maxConcurrentSessions: number
  readonly maxAutoLockRenewalMs: number
}

export type ServiceBusDeps = {
  /** The queue of this machine, or Service Bus itself. */
  readonly receiver: QueueReceiver | MessageConsumer
  readonly settings: ServiceBusSettings
  readonly clock: HostClock
  readonly host: FunctionHost
  readonly setting: Setting
  readonly log: HostLog
}

/** Half of the 60 seconds for which Service Bus locks a message. */
const renewEveryMs = 30_000

/**
 * Hands messages to the functions with a `serviceBusTrigger`. A handler that returns completes its message; one that
 * throws abandons it, so that it comes again at once, until the tenth delivery puts it into the dead letter. A message
 * that a killed process held comes again when its lock has run out.
 */
export function startServiceBus(deps: ServiceBusDeps): { readonly stop: () => Promise<void> } {
  const { receiver, host, setting } = deps
  const functions = [...host.functions.values()]
    .filter(({ trigger }) => trigger.type.toLowerCase() === 'servicebustrigger')
    .map((found) => ({ found, queue: queueOf(found, setting) }))
  const listening =
    'consume' in receiver
      ? functions.map(({ found, queue }) => consume(deps, receiver, found, queue))
      : listenTo(deps, receiver, functions)

  return {
    stop: async () => {
      await Promise.all(listening.map(({ stop }) => stop()))
    },
  }
}

type OnQueue = { readonly found: CoreFunction; readonly queue: string }

function listenTo(
  deps: ServiceBusDeps,
  receiver: QueueReceiver,
  functions: readonly OnQueue[],
): readonly Listener[] {
  const listeners = functions.map(({ found, queue }) => ({
    queue,
    listener: listen(deps, receiver, found, queue),
  }))
  receiver.onSend((sentTo) => {
    for (const { queue, listener } of listeners) if (queue === sentTo) listener.wake()
  })
  return listeners.map(({ listener }) => listener)
}

/** Service Bus keeps locks, deliveries and the dead letter itself; the SDK renews the locks. */
function consume(deps: ServiceBusDeps, receiver: MessageConsumer, found: CoreFunction, queue: string) {
  const { settings, clock } = deps
  const hasSessions = hasSessionsOf(found)
  return receiver.consume({
    ...{ queue, hasSessions },
    concurrency: concurrencyOf(settings, hasSessions),
    renewForMs: settings.maxAutoLockRenewalMs,
    handle: (message) => clock.track(invoke(deps, found, message)),
    failed: (error) => report(deps, found, error),
  })
}

const hasSessionsOf = (found: CoreFunction): boolean => found.trigger.options['isSessionsEnabled'] === true

const concurrencyOf = (settings: ServiceBusSettings, hasSessions: boolean): number =>
  hasSessions ? settings.maxConcurrentSessions : settings.maxConcurrentCalls

function report({ log }: ServiceBusDeps, { name }: CoreFunction, error: unknown): void {
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error)
  log({ level: 'error', category: `Function.${name}`, message })
}

/** Refuses at the start what this host would otherwise do differently from Azure without a word. */
function queueOf({ name, trigger: { options } }: CoreFunction, setting: Setting): string {
  if (options['topicName'] !== undefined) throw new Error(`function "${name}": topics are not imitated`)
  if (options['cardinality'] === 'many') throw new Error(`function "${name}": batches are not imitated`)
  if (options['autoCompleteMessages'] === false)
    throw new Error(`function "${name}": messages that handlers settle themselves are not imitated`)
  return bindingText(options['queueName'], setting)
}

function listen(deps: ServiceBusDeps, receiver: QueueReceiver, found: CoreFunction, queue: string): Listener {
  const { settings, clock, log } = deps
  const lost = (message: LockedMessage): void =>
    log({
      level: 'warning',
      category: `Function.${found.name}`,
      message: `The lock on message ${message.sequenceNumber} was lost; it will come again.`,
    })

  return startListener<LockedMessage>({
    name: found.name,
    clock,
    log,
    concurrency: concurrencyOf(settings, hasSessionsOf(found)),
    renewEveryMs,
    renewForMs: settings.maxAutoLockRenewalMs,
    source: {
      receive: (count) => receiver.receive(queue, count),
      done: (message) => {
        if (!receiver.complete(message.lockToken)) lost(message)
      },
      failed: (message) => {
        if (!receiver.abandon(message.lockToken)) lost(message)
      },
      renew: (message) => receiver.renew(message.lockToken),
      nextDue: () => receiver.nextDue(queue)?.getTime(),
    },
    handle: (message) => invoke(deps, found, message),
  })
}

const invoke = ({ host }: ServiceBusDeps, { name, trigger }: CoreFunction, message: BusMessage) =>
  host.invoke({
    functionName: name,
    inputs: [{ name: trigger.name, data: bodyOf(message.body) }],
    triggerMetadata: metadataOf(message),
  })

const bodyOf = (body: unknown): RpcData => ({
  string: typeof body === 'string' ? body : JSON.stringify(body),
})

/** In the extension's names; the library makes them camelCase. */
function metadataOf(message: BusMessage): Readonly<Record<string, RpcData>> {
  return {
    MessageId: { string: message.messageId },
    DeliveryCount: { json: JSON.stringify(message.deliveryCount) },
    SequenceNumber: { json: JSON.stringify(message.sequenceNumber) },
    EnqueuedTimeUtc: { json: JSON.stringify(message.enqueuedAt) },
    LockToken: { string: message.lockToken },
    ContentType: { string: 'application/json' },
    ApplicationProperties: { json: JSON.stringify(deadLetterProperties(message)) },
    ...(message.sessionId === undefined ? {} : { SessionId: { string: message.sessionId } }),
  }
}

/** The properties that the broker adds to what it buries. */
const deadLetterProperties = ({ deadReason }: BusMessage) =>
  deadReason === undefined
    ? {}
    : { DeadLetterReason: `${deadReason.charAt(0).toUpperCase()}${deadReason.slice(1)}` }
