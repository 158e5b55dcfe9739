import type { InvocationContext, ServiceBusQueueFunctionOptions } from '@azure/functions'
import {
  deadLetterQueueOf,
  queuesWithSessions,
  type QueueName,
} from '../../shared/application/ports/messages.ts'
import type { OrchestrationCommand } from '../../shared/application/requests/outbox.ts'
import type { App } from '../../shared/composition/app.ts'
import { durableClientFrom, durableClientInput } from './durable-client.ts'
import type { OrchestrationClient } from './durable-client.ts'
import { parseAuditMessage, parseCommand, parseMailMessage, parseWebhookMessage } from './messages.ts'

/** The app setting that names the namespace; read by the host, never by us. */
const connection = 'SERVICEBUS'

type Message = ServiceBusQueueFunctionOptions<unknown>

/**
 * One function per queue, and one per dead letter. What throws is put off and comes again ever later; what nobody can
 * handle, or understand, becomes a dead letter that its company sees. A throw from here is left to the bus: ten
 * deliveries, then its own dead letter, whence it becomes one of the company's as well.
 */
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
    tellWebhooks: handling('webhooks', app, parseWebhookMessage, async (message) => {
      await app.tellWebhook(message)
    }),
    buryMails: burying('mail', app),
    buryCommands: burying('orchestrations', app),
    buryAudit: burying('audit', app),
    buryWebhooks: burying('webhooks', app),
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
      const envelope = received(queueName, message, context)
      if (parsed === undefined) return app.bury(envelope, 'notUnderstood')
      try {
        await handle(parsed, context)
      } catch (error) {
        await app.putOff(envelope, error)
      }
    },
  }
}

function burying(queueName: QueueName, app: App): Message {
  return {
    connection,
    queueName: deadLetterQueueOf(queueName),
    handler: async (message, context) => {
      const envelope = received(queueName, message, context)
      try {
        await app.bury(envelope, brokersReason(context.triggerMetadata))
      } catch (error) {
        // A dead letter that is given back comes again at once, for ever: it takes its turn in the queue instead.
        await app.putOff(envelope, error)
      }
    },
  }
}

function received(
  queue: QueueName,
  body: unknown,
  { triggerMetadata = {}, invocationId }: InvocationContext,
) {
  const { messageId, sessionId, deliveryCount } = triggerMetadata
  return {
    queue,
    body,
    messageId: typeof messageId === 'string' && messageId !== '' ? messageId : invocationId,
    deliveryCount: Number(deliveryCount ?? 1),
    ...(typeof sessionId === 'string' && sessionId !== '' ? { sessionId } : {}),
  }
}

/** A code of the broker's, or ours in its place: a description may be anything. The library lowers the first letters of names. */
function brokersReason(metadata: InvocationContext['triggerMetadata'] = {}): string {
  const properties = metadata['applicationProperties']
  const reason =
    typeof properties === 'object' && properties !== null
      ? (properties as Readonly<Record<string, unknown>>)['deadLetterReason']
      : undefined
  return typeof reason === 'string' && /^[A-Za-z]{1,60}$/.test(reason)
    ? `${reason.charAt(0).toLowerCase()}${reason.slice(1)}`
    : 'deadLettered'
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
