import type { WebhookMessage } from '../../shared/application/webhooks/tell-webhook.ts'
import type { OrchestrationCommand } from '../../shared/application/requests/outbox.ts'

// What is on our queues was written by us; it is read as if it were not. Undefined: not understood.

type Members = Readonly<Record<string, unknown>>

const idShape = /^~?[A-Za-z0-9_-]{1,80}$/

const orchestrationNames = ['requestLifecycle', 'approval', 'delivery', 'consentLife'] as const

export function parseMailMessage(message: unknown) {
  const ids = idsOf(message, ['companyId', 'requestId', 'mailId'])
  return (
    ids && {
      companyId: ids['companyId'] ?? '',
      requestId: ids['requestId'] ?? '',
      mailId: ids['mailId'] ?? '',
    }
  )
}

export function parseAuditMessage(message: unknown) {
  const ids = idsOf(message, ['companyId', 'requestId', 'version'])
  return (
    ids && {
      companyId: ids['companyId'] ?? '',
      published: { requestId: ids['requestId'] ?? '', version: ids['version'] ?? '' },
    }
  )
}

export function parseWebhookMessage(message: unknown): WebhookMessage | undefined {
  const ids = idsOf(message, ['companyId', 'webhookId'])
  if (!ids) return undefined
  const { companyId = '', webhookId = '' } = ids
  const again = idsOf(message, ['eventId'])
  if (again) return { companyId, webhookId, eventId: again['eventId'] ?? '' }
  const { requestId, sequence } = idsOf(message, ['requestId', 'sequence']) ?? {}
  const number = Number(sequence)
  return requestId !== undefined && Number.isSafeInteger(number)
    ? { companyId, webhookId, requestId, sequence: number }
    : undefined
}

export function parseCommand(message: unknown): OrchestrationCommand | undefined {
  const { command, name, event, attempt } = membersOf(message)
  const found = idsOf(message, ['instanceId', 'companyId', 'requestId'])
  if (found === undefined) return undefined
  const { instanceId = '', companyId = '', requestId = '' } = found
  const ids = { instanceId, companyId, requestId }
  if (command === 'purge')
    return typeof attempt === 'number' ? { command, ...ids, attempt } : { command, ...ids }
  if (command === 'raise') return event === 'changed' ? { command, ...ids, event } : undefined

  const known = orchestrationNames.find((one) => one === name)
  return command === 'start' && known ? { command, name: known, ...ids } : undefined
}

const membersOf = (message: unknown): Members =>
  typeof message === 'object' && message !== null ? (message as Members) : {}

function idsOf(message: unknown, names: readonly string[]): Readonly<Record<string, string>> | undefined {
  const members = membersOf(message)
  const ids: Record<string, string> = {}
  for (const name of names) {
    const id = members[name]
    if (typeof id !== 'string' || !idShape.test(id)) return undefined
    ids[name] = id
  }
  return ids
}
