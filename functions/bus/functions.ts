import type { InvocationContext, ServiceBusQueueFunctionOptions } from '@azure/functions'
import { queuesWithSessions, type QueueName } from '../../shared/application/ports/messages.ts'
import type { OrchestrationCommand } from '../../shared/application/requests/outbox.ts'
import type { App } from '../../shared/composition/app.ts'
import { durableClientFrom, durableClientInput } from './durable-client.ts'
import type { OrchestrationClient } from './durable-client.ts'
import { parseAuditMessage, parseCommand, parseMailMessage } from './messages.ts'

/** The app setting that names the namespace; read by the host, never by us. */
const connection = 'SERVICEBUS'

type Message = ServiceBusQueueFunctionOptions<unknown>

/** One function per queue. A throw means: again, and after ten times the dead letter. What cannot be understood is noted and let go. */
export function queueFunctions(app: App): Record<string, Message> {
  return {
    sendMail: handling('mail', app, parseMailMessage, async (mail) => {
      await app.sendMail(mail)
    }),
    commandOrchestrations: {
      ...handling('orchestrations', app, parseCommand, async (command, context) => {
        await carryOut(app, await durableClientFrom(context, durableClientInput), command)
      }),
      extraInputs: [durableClientInput],
    },
    sequenceAudit: handling('audit', app, parseAuditMessage, async ({ companyId, published }) => {
      await app.sequenceAudit(companyId, { published })
    }),
  }
}

function handling<Parsed>(
  queueName: QueueName,
  app: App,
  parse: (message: unknown) => Parsed | undefined,
  handle: (parsed: Parsed, context: InvocationContext) => Promise<void>,
): Message {
  return {
    connection,
    queueName,
    ...(queuesWithSessions.has(queueName) && { isSessionsEnabled: true }),
    handler: async (message, context) => {
      const parsed = parse(message)
      if (parsed !== undefined) return handle(parsed, context)
      const messageId = String(context.triggerMetadata?.['messageId'] ?? '')
      app.log.write({ code: 'messageRefused', queue: queueName, messageId, reason: 'notUnderstood' })
    },
  }
}

/** Each command may come twice and late: starting what runs, telling what has ended, purging what is gone do nothing. */
async function carryOut(app: App, client: OrchestrationClient, command: OrchestrationCommand): Promise<void> {
  switch (command.command) {
    case 'start': {
      const { name, instanceId, companyId, requestId } = command
      await client.start(name, { instanceId, input: { companyId, requestId } })
      return
    }
    case 'raise':
      await client.raiseEvent(command.instanceId, command.event, {})
      return
    case 'purge':
      await client.terminate(command.instanceId, 'contentPurged')
      if ((await client.purge(command.instanceId)) === 'running') await app.purgeAgain(command)
  }
}
