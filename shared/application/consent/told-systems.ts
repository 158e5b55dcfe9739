// Which systems of the company were told that a consent has ended: kept with it, longer than the log of their calls.
import type { WebhookEvent } from '../../domain/webhooks/webhook-events.ts'
import type { Core } from '../core.ts'
import { subjectPartition } from '../place.ts'
import type { Document } from '../ports/documents.ts'
import { readAll } from '../read-all.ts'
import type { Instant } from '../requests/request-document.ts'
import type { WebhookDelivery } from '../webhooks/webhook-document.ts'
import { subjectRefIn } from './consent-document.ts'

/** `pending`: it has not said yet that it heard, and is told again; `failed`: everything was tried. */
export type ToldSystem = {
  readonly webhookId: string
  readonly event: WebhookEvent
  readonly happenedAt: Instant
  readonly outcome: WebhookDelivery['outcome']
  readonly tries: number
  readonly lastTriedAt: Instant
  /** When it answered 2xx. */
  readonly acknowledgedAt?: Instant
}

/** id `told:{eventId}:{webhookId}` in the subject's partition. */
type ToldDocument = Document &
  ToldSystem & { readonly companyId: string; readonly subjectRef: string; readonly consentId: string }

export const toldPrefix = 'told:'

/** After these a system must stop what it does (consent.md d.6, check 6). */
const endings: ReadonlySet<string> = new Set<WebhookEvent>(['consentWithdrawn', 'consentExpired'])

type Deps = Pick<Core, 'documents'>

/** Written before the try is settled: of one that is lost in between there is another. */
export async function noteTold({ documents }: Deps, delivery: WebhookDelivery, now: Date): Promise<void> {
  const { companyId, webhookId, eventId, type, happenedAt, outcome, tries, data } = delivery
  const { consentId = '' } = data
  const subjectRef = subjectRefIn(consentId)
  if (subjectRef === undefined || !isEnding(type)) return
  const at = now.toISOString()
  const value: ToldDocument = {
    ...{ id: `${toldPrefix}${eventId}:${webhookId}`, companyId, subjectRef, consentId },
    ...{ webhookId, event: type, happenedAt, outcome, tries, lastTriedAt: at },
    ...(outcome === 'delivered' && { acknowledgedAt: at }),
  }
  await documents.batch(subjectPartition(companyId, subjectRef), [{ kind: 'upsert', value }])
}

const isEnding = (type: WebhookDelivery['type']): type is WebhookEvent => endings.has(type)

type Named = { readonly companyId: string; readonly subjectRef: string; readonly consentId: string }

export async function toldOf(
  documents: Core['documents'],
  { companyId, subjectRef, consentId }: Named,
): Promise<readonly ToldSystem[]> {
  const asked = { ...subjectPartition(companyId, subjectRef), idPrefix: toldPrefix }
  const found = await readAll<ToldDocument>(documents, asked)
  return found
    .filter(({ value }) => value.consentId === consentId)
    .map(({ value: { webhookId, event, happenedAt, outcome, tries, lastTriedAt, acknowledgedAt } }) => ({
      ...{ webhookId, event, happenedAt, outcome, tries, lastTriedAt },
      ...(acknowledgedAt !== undefined && { acknowledgedAt }),
    }))
}
