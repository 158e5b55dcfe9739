import { bindingText, type Setting } from './binding-text.ts'
import type { HostClock } from './clock.ts'
import type { CoreFunction, FunctionHost, HostLog, RpcData } from './core-api.ts'
import { startListener, type Listener } from './listener.ts'
import type { QueuedMessage, StorageQueue } from './storage-queue.ts'

export type QueueSettings = {
  readonly batchSize: number
  readonly maxDequeueCount: number
  /** How long a message rests between a failure and the next try. */
  readonly visibilityTimeoutMs: number
}

export type QueueTriggerDeps = {
  readonly queue: StorageQueue
  readonly settings: QueueSettings
  readonly clock: HostClock
  readonly host: FunctionHost
  readonly setting: Setting
  readonly log: HostLog
}

/** As long as the extension hides a message that is being handled; it asks for more at half of it. */
const holdMs = 10 * 60_000

/** Hands messages to the functions with a `queueTrigger`: by default five tries, then `<queue>-poison`. */
export function startQueueTriggers(deps: QueueTriggerDeps): { readonly stop: () => Promise<void> } {
  const listeners = new Map<string, Listener[]>()
  for (const found of deps.host.functions.values()) {
    if (found.trigger.type.toLowerCase() !== 'queuetrigger') continue
    const queue = bindingText(found.trigger.options['queueName'], deps.setting)
    listeners.set(queue, [...(listeners.get(queue) ?? []), listen(deps, found, queue)])
  }
  deps.queue.onSend((queue) => {
    for (const listener of listeners.get(queue) ?? []) listener.wake()
  })

  return {
    stop: async () => {
      await Promise.all([...listeners.values()].flat().map((listener) => listener.stop()))
    },
  }
}

function listen(
  { queue, settings, clock, host, log }: QueueTriggerDeps,
  found: CoreFunction,
  name: string,
): Listener {
  return startListener<QueuedMessage>({
    name: found.name,
    clock,
    log,
    concurrency: settings.batchSize,
    renewEveryMs: holdMs / 2,
    renewForMs: Infinity,
    source: {
      receive: (count) => queue.receive(name, count, holdMs),
      done: (message) => void queue.remove(message),
      failed: (message) => {
        if (message.dequeueCount >= settings.maxDequeueCount) queue.moveTo(`${name}-poison`, message)
        else queue.show(message, settings.visibilityTimeoutMs)
      },
      renew: (message) => queue.show(message, holdMs),
      nextDue: () => queue.nextDue(name),
    },
    handle: (message) =>
      host.invoke({
        functionName: found.name,
        inputs: [{ name: found.trigger.name, data: { string: message.text } }],
        triggerMetadata: metadataOf(message),
      }),
  })
}

function metadataOf(message: QueuedMessage): Readonly<Record<string, RpcData>> {
  const instant = (ms: number): RpcData => ({ json: JSON.stringify(new Date(ms)) })
  return {
    Id: { string: message.id },
    DequeueCount: { json: JSON.stringify(message.dequeueCount) },
    InsertionTime: instant(message.insertedAt),
    ExpirationTime: instant(message.expiresAt),
    NextVisibleTime: instant(message.visibleAt),
    PopReceipt: { string: message.popReceipt },
    QueueTrigger: { string: message.text },
  }
}
