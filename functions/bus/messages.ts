import type { OrchestrationCommand } from '../../shared/application/requests/outbox.ts'

// What is on our queues was written by us; it is read as if it were not. Undefined: not understood.

type Members = Readonly<Record<string, unknown>>

const idShape = /^[A-Za-z0-9_-]{1,80}$/

const orchestrationNames = ['requestLifecycle', 'approval', 'delivery'] as const

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

export function parseCommand(message: unknown): OrchestrationCommand | undefined {
  const { command, name, event, attempt } = membersOf(message)
  const instanceId = idsOf(message, ['instanceId'])?.['instanceId']
  if (instanceId === undefined) return undefined
  if (command === 'purge')
    return typeof attempt === 'number' ? { command, instanceId, attempt } : { command, instanceId }
  if (command === 'raise') return event === 'changed' ? { command, instanceId, event } : undefined

  const request = idsOf(message, ['companyId', 'requestId'])
  const known = orchestrationNames.find((one) => one === name)
  if (command !== 'start' || !request || !known) return undefined
  return {
    command,
    name: known,
    instanceId,
    companyId: request['companyId'] ?? '',
    requestId: request['requestId'] ?? '',
  }
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
