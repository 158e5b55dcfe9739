import { noRequest } from '../place.ts'
import type { Place } from '../place.ts'
import type { Document } from '../ports/documents.ts'
import type { QueueName } from '../ports/messages.ts'
import type { Instance, Instant } from './request-document.ts'

/** A message that leaves with a change: stored in its batch, sent after it, at least once. Ids only. */
export type OutboxMessage = {
  readonly queue: QueueName
  readonly id: string
  readonly body: Readonly<Record<string, unknown>>
  readonly sessionId?: string
  readonly notBefore?: Instant
}

/** id `outbox:{version}`; `outboxPending` (when it was written) is sparse: the relay's only query. */
export type OutboxDocument = Document & {
  readonly companyId: string
  readonly requestId: string
  readonly outboxPending: Instant
  readonly messages: readonly OutboxMessage[]
}

export const outboxId = (version: number | string): string => `outbox:${version}`

/** What the orchestrations queue carries: a command to the durable client. */
export type OrchestrationCommand = {
  readonly instanceId: string
  /** Whose it is: a command that cannot be carried out is shown to this company, by this request. */
  readonly companyId: string
  readonly requestId: string
} & (
  | { readonly command: 'start'; readonly name: Instance['name'] | 'consentLife' }
  | { readonly command: 'raise'; readonly event: 'changed' }
  /** `attempt` counts how often it was found still running. */
  | { readonly command: 'purge'; readonly attempt?: number }
)

export const orchestrationMessage = (id: string, body: OrchestrationCommand): OutboxMessage => ({
  queue: 'orchestrations',
  id,
  body,
  // One instance's commands stay in order: started before it is told anything, purged last.
  sessionId: body.instanceId,
})

/** Names the entries of a change; whoever gives them their place removes the outbox that it was sent from. */
export const auditMessage = ({ companyId, requestId }: Place, version: number): OutboxMessage => ({
  queue: 'audit',
  id: `audit-${requestId === noRequest ? companyId : requestId}-${version}`,
  body: { companyId, requestId, version: `${version}` },
  sessionId: companyId,
})

export const mailMessage = (
  companyId: string,
  requestId: string,
  mailId: string,
  notBefore?: Date,
): OutboxMessage => ({
  ...(notBefore && { notBefore: notBefore.toISOString() }),
  queue: 'mail',
  id: `mail-${mailId}`,
  body: { companyId, requestId, mailId },
})
