/**
 * Queues as Service Bus keeps them: at least once, peek-lock, ten deliveries, then the dead letter.
 * Bodies hold ids only. Receiving is the host's business: a bus function per queue.
 */
export type MessageBus = {
  /**
   * `id` is the duplicate-detection id: the same id within ten minutes is stored once. May throw
   * `DependencyUnavailable`; then some, all or none were stored, so send the same again.
   */
  readonly send: (queue: QueueName, messages: readonly Message[]) => Promise<void>
}

export const queueNames = ['mail', 'orchestrations', 'audit', 'webhooks'] as const

export type QueueName = (typeof queueNames)[number]

/** Their messages each belong to a session; Service Bus fixes that when a queue is made. */
export const queuesWithSessions: ReadonlySet<QueueName> = new Set(['orchestrations', 'audit'])

export type Message = {
  readonly id: string
  readonly body: Readonly<Record<string, unknown>>
  /** Messages of one session are handled one at a time, in order. */
  readonly sessionId?: string
  /** Invisible until then. */
  readonly notBefore?: Date
}

/** The name under which the dead letter of a queue is received: a queue of its own, without sessions. */
export const deadLetterQueueOf = (queue: QueueName): string => `${queue}/$deadletterqueue`
