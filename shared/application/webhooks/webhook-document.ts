import type { WebhookEvent } from '../../domain/webhooks/webhook-events.ts'
import { companyPartition } from '../place.ts'
import type { EgressFailureCode, EgressRefusalCode } from '../ports/egress.ts'
import type { Document, DocumentStore, Partition, Stored } from '../ports/documents.ts'
import type { Instant } from '../requests/request-document.ts'

/** Where one of the company's systems is told, id `webhook:{webhookId}` beside the company. */
export type WebhookDocument = Document & {
  readonly companyId: string
  readonly webhookId: string
  readonly events: readonly WebhookEvent[]
  readonly state: 'active' | 'stopped'
  /** Why nobody but its owner stopped it. */
  readonly stopped?: { readonly why: StopReason; readonly at: Instant }
  readonly createdBy: string
  readonly createdAt: Instant
  /** When the present secret was made. */
  readonly rotatedAt: Instant
  /** Until then both secrets sign. */
  readonly bothUntil?: Instant
  /** Nothing has got through since. */
  readonly failingSince?: Instant
  /** `WebhookSecrets`, encrypted: the address of such a system is often a capability itself. */
  readonly sealed: string
}

/** `byStaff`: somebody switched it off. `gone`: it answered 410. `failing`: nothing got through for days. */
export type StopReason = 'byStaff' | 'gone' | 'failing'

export type WebhookSecrets = {
  readonly url: string
  /** base64, as Standard Webhooks writes it behind `whsec_`. */
  readonly secret: string
  readonly earlier?: string
}

export const webhookPrefix = 'webhook:'

export const webhookDocumentId = (webhookId: string): string => `${webhookPrefix}${webhookId}`

export const webhookContext = (companyId: string, webhookId: string): string =>
  `webhook ${companyId} ${webhookId}`

export const readWebhook = (
  documents: DocumentStore,
  companyId: string,
  webhookId: string,
): Promise<Stored<WebhookDocument> | undefined> =>
  documents.read<WebhookDocument>(companyPartition(companyId), webhookDocumentId(webhookId))

/**
 * One event for one receiver, id `webhookDelivery:{webhookId}:{eventId}` in the company's logs: what is sent, and how each
 * try fared. Nothing of what the other side answered is kept but its status.
 */
export type WebhookDelivery = Document & {
  readonly companyId: string
  readonly webhookId: string
  /** The `webhook-id` of every try. */
  readonly eventId: string
  readonly type: WebhookEvent | 'test'
  /** When it happened. */
  readonly happenedAt: Instant
  readonly data: Readonly<Record<string, string>>
  readonly createdAt: Instant
  readonly outcome: 'pending' | 'delivered' | 'failed'
  readonly tries: number
  readonly attempts: readonly WebhookAttempt[]
  /** Sparse: when to try again; while a try is under way, when it is taken for lost. */
  readonly webhookRetryAt?: Instant
  /** When the try began that is under way, or was lost with its process. */
  readonly tryingSince?: Instant
}

export type WebhookAttempt = {
  readonly at: Instant
  readonly milliseconds: number
  readonly status?: number
  /** `interrupted`: its process died, and whether it arrived is not known; `milliseconds` until that was noticed. */
  readonly failure?: EgressFailureCode | EgressRefusalCode | 'interrupted'
}

export const deliveryPartition = (companyId: string): Partition => ({ container: 'logs', key: [companyId] })

export const deliveryDocumentId = (webhookId: string, eventId: string): string =>
  `webhookDelivery:${webhookId}:${eventId}`

export const deliverySeconds = 30 * 24 * 3600

/** What the company's document says of its receivers, so that a change knows whom it concerns without a read. */
export type Subscription = { readonly webhookId: string; readonly events: readonly WebhookEvent[] }
