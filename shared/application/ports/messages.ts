/**
 * Queues as Service Bus keeps them: at least once, peek-lock, ten deliveries, then the dead letter.
 * Bodies hold ids only. Receiving is the host's business: a bus function per queue.
 */
export type MessageBus = {
  /** `id` is the duplicate-detection id: the same id within ten minutes is stored once. May throw `DependencyUnavailable`. */
  readonly send: (queue: QueueName, messages: readonly Message[]) => Promise<void>
}

export const queueNames = ['mail', 'orchestrations', 'audit'] as const

export type QueueName = (typeof queueNames)[number]

export type Message = {
  readonly id: string
  readonly body: Readonly<Record<string, unknown>>
  /** Messages of one session are handled one at a time, in order. */
  readonly sessionId?: string
  /** Invisible until then. */
  readonly notBefore?: Date
}
