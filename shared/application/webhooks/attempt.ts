import { nextTry, retryAfter } from '../../domain/webhooks/retries.ts'
import { addMinutes } from '../../domain/time.ts'
import type { CompanyDocument } from '../companies/company-document.ts'
import { utf8 } from '../bytes.ts'
import type { Core } from '../core.ts'
import { noteTold } from '../consent/told-systems.ts'
import { openJson } from '../keys/sealed-json.ts'
import { companyPartition } from '../place.ts'
import type { EgressOutcome } from '../ports/egress.ts'
import type { Stored } from '../ports/documents.ts'
import { signedHeaders, standingSecrets } from './signature.ts'
import { stopWebhook } from './stop-webhook.ts'
import { deliveryPartition, webhookContext } from './webhook-document.ts'
import type { WebhookAttempt, WebhookDelivery, WebhookDocument, WebhookSecrets } from './webhook-document.ts'

export type AttemptDeps = Pick<
  Core,
  'documents' | 'egress' | 'companies' | 'companyChanges' | 'secrets' | 'random' | 'crypto' | 'clock' | 'log'
>

export type Receiver = { readonly company: CompanyDocument; readonly webhook: Stored<WebhookDocument> }

/** A try that nobody spoke of for so long was lost with its process, and is made again. */
const leaseMinutes = 2

/** How a try looks from its beginning: told of before it is made, so that one that is lost is found. */
export const begun = (delivery: WebhookDelivery, now: Date): WebhookDelivery => ({
  ...withLost(delivery, now),
  outcome: 'pending',
  tries: delivery.tries + 1,
  tryingSince: now.toISOString(),
  webhookRetryAt: addMinutes(now, leaseMinutes).toISOString(),
})

/** A try whose end nobody wrote down may have reached the other side: the log says that there was one. */
export function withLost({ tryingSince, ...delivery }: WebhookDelivery, now: Date): WebhookDelivery {
  if (tryingSince === undefined) return delivery
  const milliseconds = now.getTime() - new Date(tryingSince).getTime()
  return noted(delivery, { at: tryingSince, milliseconds, failure: 'interrupted' })
}

/** Systems answer at once and work afterwards (Standard Webhooks); who does not is asked again. */
const limits = { connectMs: 5_000, headersMs: 10_000, totalMs: 10_000 }

const keptAttempts = 20

const noted = (delivery: WebhookDelivery, made: WebhookAttempt): WebhookDelivery => ({
  ...delivery,
  attempts: [...delivery.attempts, made].slice(-keptAttempts),
})

/**
 * One try of a delivery that was begun: sends, notes how it went, and says when to try again. Answers the delivery as it
 * then stands. A process that dies in between leaves it begun, and the same is sent once more with the same id.
 */
export async function attempt(
  deps: AttemptDeps,
  { company, webhook }: Receiver,
  { value: delivery, etag }: Stored<WebhookDelivery>,
): Promise<WebhookDelivery> {
  const { documents, clock, log } = deps
  const startedAt = clock.now()
  const answer = await send(deps, { company, webhook }, delivery, startedAt)
  const now = clock.now()
  const made: WebhookAttempt = {
    at: startedAt.toISOString(),
    milliseconds: now.getTime() - startedAt.getTime(),
    ...(answer.kind === 'answered' ? { status: answer.status } : { failure: answer.code }),
  }
  const after = settled(delivery, answer, made, now)
  await noteTold(deps, after, now)
  await documents.batch(deliveryPartition(delivery.companyId), [{ kind: 'replace', value: after, etag }])
  const { companyId, webhookId } = delivery
  log.write({
    code: after.outcome === 'delivered' ? 'webhookDelivered' : 'webhookNotDelivered',
    ...{ companyId, webhookId, eventId: delivery.eventId },
  })
  if (delivery.type !== 'test') await noteHealth(deps, webhook, { after, answer, made })
  return after
}

async function send(
  { egress, secrets, crypto }: AttemptDeps,
  { company, webhook: { value: webhook } }: Receiver,
  { eventId, type, happenedAt, data }: WebhookDelivery,
  at: Date,
): Promise<EgressOutcome> {
  const { companyId, webhookId, sealed, bothUntil } = webhook
  const key = await secrets.key(company, 'webhook')
  const opened = openJson<WebhookSecrets>(crypto, key, webhookContext(companyId, webhookId), sealed)
  const body = JSON.stringify({ type, timestamp: happenedAt, data })
  const standing = standingSecrets(opened, bothUntil, at)
  return egress.call({
    url: opened.url,
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'user-agent': 'Indsigt-Webhooks/1',
      ...signedHeaders(crypto, standing, { id: eventId, at, body }),
    },
    body: utf8(body),
    answer: 'statusOnly',
    limits,
  })
}

const isTaken = (answer: EgressOutcome): boolean =>
  answer.kind === 'answered' && answer.status >= 200 && answer.status < 300

/** 410 says that nobody wants this any more (Standard Webhooks). */
const isGone = (answer: EgressOutcome): boolean => answer.kind === 'answered' && answer.status === 410

function settled(
  { webhookRetryAt: _begun, tryingSince: _since, ...delivery }: WebhookDelivery,
  answer: EgressOutcome,
  made: WebhookAttempt,
  now: Date,
): WebhookDelivery {
  const after = noted(delivery, made)
  if (isTaken(answer)) return { ...after, outcome: 'delivered' }
  const wished = answer.kind === 'answered' ? retryAfter(answer.headers['retry-after'], now) : undefined
  const again = isGone(answer) || delivery.type === 'test' ? undefined : nextTry(delivery.tries, now, wished)
  return again ? { ...after, webhookRetryAt: again.toISOString() } : { ...after, outcome: 'failed' }
}

type Tried = {
  readonly after: WebhookDelivery
  readonly answer: EgressOutcome
  readonly made: WebhookAttempt
}

/** The receiver's own document is written only when it begins to fail, or is well again. */
async function noteHealth(
  deps: AttemptDeps,
  { value: webhook, etag }: Stored<WebhookDocument>,
  { after, answer, made }: Tried,
): Promise<void> {
  const { failingSince, ...well } = webhook
  if (isGone(answer)) return stopWebhook(deps, webhook, 'gone')
  // Everything was tried, and nothing else got through in all that time.
  if (after.outcome === 'failed' && failingSince !== undefined && failingSince <= firstTry(after))
    return stopWebhook(deps, webhook, 'failing')

  const isWell = after.outcome === 'delivered'
  if (isWell === (failingSince === undefined)) return
  const value: WebhookDocument = isWell ? well : { ...well, failingSince: made.at }
  // Who was faster saw the same, or changed it.
  await deps.documents.batch(companyPartition(webhook.companyId), [{ kind: 'replace', value, etag }])
}

/** Of those whose end is known. */
const firstTry = ({ attempts }: WebhookDelivery): string =>
  (attempts.find(({ failure }) => failure !== 'interrupted') as WebhookAttempt).at
