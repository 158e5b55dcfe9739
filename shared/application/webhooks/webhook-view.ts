import type { WebhookEvent } from '../../domain/webhooks/webhook-events.ts'
import type { CompanyDocument } from '../companies/company-document.ts'
import type { Core } from '../core.ts'
import { openJson, sealJson } from '../keys/sealed-json.ts'
import { webhookContext } from './webhook-document.ts'
import type {
  StopReason,
  WebhookAttempt,
  WebhookDelivery,
  WebhookDocument,
  WebhookSecrets,
} from './webhook-document.ts'

export type WebhookView = {
  readonly id: string
  readonly url: string
  readonly events: readonly WebhookEvent[]
  readonly state: WebhookDocument['state']
  readonly stopped?: { readonly why: StopReason; readonly at: Date }
  readonly createdAt: Date
  readonly createdBy: string
  readonly rotatedAt: Date
  readonly bothSecretsUntil?: Date
  readonly failingSince?: Date
}

type Deps = Pick<Core, 'secrets' | 'crypto'>

const dateOf = <Name extends string>(name: Name, text: string | undefined) =>
  (text === undefined ? {} : { [name]: new Date(text) }) as { readonly [N in Name]?: Date }

/** For whoever administers the company; the secrets stay out. */
export async function webhookView(
  deps: Deps,
  company: CompanyDocument,
  webhook: WebhookDocument,
  now: Date,
): Promise<WebhookView> {
  const { url } = await openSecrets(deps, company, webhook)
  const { webhookId, events, state, stopped, bothUntil } = webhook
  const isBoth = bothUntil !== undefined && now < new Date(bothUntil)
  return {
    ...{ id: webhookId, url, events, state },
    ...(stopped && { stopped: { why: stopped.why, at: new Date(stopped.at) } }),
    ...{ createdAt: new Date(webhook.createdAt), createdBy: webhook.createdBy },
    rotatedAt: new Date(webhook.rotatedAt),
    ...dateOf('bothSecretsUntil', isBoth ? bothUntil : undefined),
    ...dateOf('failingSince', webhook.failingSince),
  }
}

export async function openSecrets(
  { secrets, crypto }: Deps,
  company: CompanyDocument,
  { companyId, webhookId, sealed }: Pick<WebhookDocument, 'companyId' | 'webhookId' | 'sealed'>,
): Promise<WebhookSecrets> {
  const key = await secrets.key(company, 'webhook')
  return openJson(crypto, key, webhookContext(companyId, webhookId), sealed)
}

export async function sealSecrets(
  { secrets, crypto }: Deps,
  company: CompanyDocument,
  webhookId: string,
  value: WebhookSecrets,
): Promise<string> {
  const key = await secrets.key(company, 'webhook')
  return sealJson(crypto, key, webhookContext(company.companyId, webhookId), value)
}

/** The tag of what an administrator changes: how it fares is no change. */
export const webhookTag = ({ sealed, events, state }: WebhookDocument): string =>
  `${sealed.slice(0, 16)}-${state}-${events.join('-')}`

export type DeliveryView = {
  readonly id: string
  readonly type: WebhookDelivery['type']
  readonly happenedAt: Date
  readonly data: WebhookDelivery['data']
  readonly outcome: WebhookDelivery['outcome']
  readonly tries: number
  readonly nextTryAt?: Date
  readonly attempts: readonly (Omit<WebhookAttempt, 'at'> & { readonly at: Date })[]
}

export const deliveryView = (delivery: WebhookDelivery): DeliveryView => ({
  ...{ id: delivery.eventId, type: delivery.type, data: delivery.data, outcome: delivery.outcome },
  ...{ happenedAt: new Date(delivery.happenedAt), tries: delivery.tries },
  ...dateOf('nextTryAt', delivery.webhookRetryAt),
  attempts: delivery.attempts.map((made) => ({ ...made, at: new Date(made.at) })),
})
