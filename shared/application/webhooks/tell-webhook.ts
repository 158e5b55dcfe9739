import { auditEntryId } from '../evidence/audit-event.ts'
import type { AuditEntry } from '../evidence/audit-event.ts'
import { noteTold } from '../consent/told-systems.ts'
import { partitionOf } from '../place.ts'
import { attempt, begun, withLost } from './attempt.ts'
import type { AttemptDeps, Receiver } from './attempt.ts'
import { eventIdOf, webhookData, webhookEventOf } from './told-events.ts'
import { deliveryDocumentId, deliveryPartition, deliverySeconds, readWebhook } from './webhook-document.ts'
import type { WebhookDelivery } from './webhook-document.ts'

export type WebhookMessage = {
  readonly companyId: string
  readonly webhookId: string
} & (
  | { readonly requestId: string; readonly sequence: number }
  /** What is to be tried again. */
  | { readonly eventId: string }
)

/**
 * Tells a receiver what happened, or tries again. The same message may come twice: an event is begun once, and what is
 * begun is tried again only when its time has come.
 */
export type TellWebhook = (message: WebhookMessage) => Promise<'tried' | 'nothingToTell'>

export function makeTellWebhook(deps: AttemptDeps): TellWebhook {
  const { documents, companies, clock } = deps

  async function receiverOf(companyId: string, webhookId: string): Promise<Receiver | undefined> {
    const [company, webhook] = await Promise.all([
      companies.find(companyId),
      readWebhook(documents, companyId, webhookId),
    ])
    return company && webhook?.value.state === 'active' ? { company, webhook } : undefined
  }

  async function begin(
    receiver: Receiver,
    entry: AuditEntry,
    type: WebhookDelivery['type'],
  ): Promise<'tried' | 'nothingToTell'> {
    const { companyId, webhookId } = receiver.webhook.value
    const eventId = eventIdOf(entry)
    const now = clock.now()
    const value = begun(
      {
        ...{ id: deliveryDocumentId(webhookId, eventId), ttlSeconds: deliverySeconds },
        ...{ companyId, webhookId, eventId, type },
        ...{ happenedAt: entry.at, data: webhookData(entry), createdAt: now.toISOString() },
        ...{ outcome: 'pending', tries: 0, attempts: [] },
      },
      now,
    )
    const created = await documents.batch(deliveryPartition(companyId), [{ kind: 'create', value }])
    if (!created.ok) return 'nothingToTell'
    await attempt(deps, receiver, { value, etag: `${created.value[0]}` })
    return 'tried'
  }

  async function again(companyId: string, webhookId: string, eventId: string) {
    const id = deliveryDocumentId(webhookId, eventId)
    const found = await documents.read<WebhookDelivery>(deliveryPartition(companyId), id)
    const now = clock.now()
    const dueAt = found?.value.webhookRetryAt
    if (!found || dueAt === undefined || new Date(dueAt) > now) return 'nothingToTell'
    const receiver = await receiverOf(companyId, webhookId)
    const { webhookRetryAt: _due, ...over } = withLost(found.value, now)
    const value: WebhookDelivery = receiver ? begun(found.value, now) : { ...over, outcome: 'failed' }
    const written = await documents.batch(deliveryPartition(companyId), [
      { kind: 'replace', value, etag: found.etag },
    ])
    if (written.ok && !receiver) await noteTold(deps, value, now)
    if (!written.ok || !receiver) return 'nothingToTell'
    await attempt(deps, receiver, { value, etag: `${written.value[0]}` })
    return 'tried'
  }

  return async (message) => {
    const { companyId, webhookId } = message
    if ('eventId' in message) return again(companyId, webhookId, message.eventId)
    const receiver = await receiverOf(companyId, webhookId)
    if (!receiver) return 'nothingToTell'
    const entry = await documents.read<AuditEntry>(partitionOf(message), auditEntryId(message.sequence))
    const type = entry && webhookEventOf(entry.value)
    return type ? begin(receiver, entry.value, type) : 'nothingToTell'
  }
}
