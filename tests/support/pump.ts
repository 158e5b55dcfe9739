import type { QueueName } from '../../shared/application/ports/messages.ts'
import { DependencyUnavailable } from '../../shared/application/ports/unavailable.ts'
import type { OrchestrationCommand } from '../../shared/application/requests/outbox.ts'
import type { App } from '../../shared/composition/app.ts'
import type { LockedMessage, QueueReceiver } from '../../shared/adapters/embedded/queue.ts'

export type Command = OrchestrationCommand

/** Stands in for the host's triggers: takes messages one by one, gives back what a dependency could not do now. */
export function pumpOf(app: App, queue: QueueReceiver) {
  const commands: Command[] = []

  const handlers: Readonly<Record<QueueName, (body: never) => Promise<unknown>>> = {
    mail: (mail: Parameters<App['sendMail']>[0]) => app.sendMail(mail),
    audit: ({ companyId, ...published }: { companyId: string; requestId: string; version: string }) =>
      app.sequenceAudit(companyId, { published }),
    webhooks: ({
      sequence,
      ...message
    }: {
      companyId: string
      webhookId: string
      eventId: string
      sequence: string
    }) => app.tellWebhook({ ...message, ...(sequence !== undefined && { sequence: Number(sequence) }) }),
    orchestrations: (command: Command) => Promise.resolve(commands.push(command)),
  }

  async function handle(name: QueueName, message: LockedMessage): Promise<void> {
    try {
      await handlers[name](message.body as never)
      queue.complete(message.lockToken)
    } catch (error) {
      if (!(error instanceof DependencyUnavailable)) throw error
      queue.abandon(message.lockToken, error.retryAfterSeconds)
    }
  }

  async function pump(): Promise<void> {
    let handled: boolean
    do {
      handled = false
      for (const name of ['mail', 'orchestrations', 'webhooks', 'audit'] as const)
        for (const message of queue.receive(name, 32)) {
          handled = true
          await handle(name, message)
        }
    } while (handled)
  }

  return { pump, commands }
}
