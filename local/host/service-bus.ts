import type { LockedMessage, QueueReceiver } from '../../shared/adapters/embedded/queue.ts'
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
  readonly receiver: QueueReceiver
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
  const listeners = new Map<string, Listener[]>()
  for (const found of deps.host.functions.values()) {
    if (found.trigger.type.toLowerCase() !== 'servicebustrigger') continue
    const queue = queueOf(found, deps.setting)
    listeners.set(queue, [...(listeners.get(queue) ?? []), listen(deps, found, queue)])
  }
  deps.receiver.onSend((queue) => {
    for (const listener of listeners.get(queue) ?? []) listener.wake()
  })

  return {
    stop: async () => {
      await Promise.all([...listeners.values()].flat().map((listener) => listener.stop()))
    },
  }
}

/** Refuses at the start what this host would otherwise do differently from Azure without a word. */
function queueOf({ name, trigger: { options } }: CoreFunction, setting: Setting): string {
  if (options['topicName'] !== undefined) throw new Error(`function "${name}": topics are not imitated`)
  if (options['cardinality'] === 'many') throw new Error(`function "${name}": batches are not imitated`)
  if (options['autoCompleteMessages'] === false)
    throw new Error(`function "${name}": messages that handlers settle themselves are not imitated`)
  return bindingText(options['queueName'], setting)
}

function listen(deps: ServiceBusDeps, found: CoreFunction, queue: string): Listener {
  const { receiver, settings, clock, log } = deps
  const hasSessions = found.trigger.options['isSessionsEnabled'] === true
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
    concurrency: hasSessions ? settings.maxConcurrentSessions : settings.maxConcurrentCalls,
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
    handle: (message) =>
      deps.host.invoke({
        functionName: found.name,
        inputs: [{ name: found.trigger.name, data: bodyOf(message.body) }],
        triggerMetadata: metadataOf(message),
      }),
  })
}

const bodyOf = (body: unknown): RpcData => ({
  string: typeof body === 'string' ? body : JSON.stringify(body),
})

/** In the extension's names; the library makes them camelCase. */
function metadataOf(message: LockedMessage): Readonly<Record<string, RpcData>> {
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
const deadLetterProperties = ({ deadReason }: LockedMessage) =>
  deadReason === undefined
    ? {}
    : { DeadLetterReason: `${deadReason.charAt(0).toUpperCase()}${deadReason.slice(1)}` }
