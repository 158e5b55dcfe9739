import { limitReached } from '../../domain/requests/limits.ts'
import { addHours } from '../../domain/time.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import type { Stored, Write } from '../ports/documents.ts'
import { pageOf } from '../queue/page-of.ts'
import { attempt, begun } from './attempt.ts'
import type { AttemptDeps, Receiver } from './attempt.ts'
import { administers } from './webhook-access.ts'
import type { Asked, WebhookRefusal } from './webhook-access.ts'
import { deliveryDocumentId, deliveryPartition, deliverySeconds, readWebhook } from './webhook-document.ts'
import type { WebhookDelivery } from './webhook-document.ts'
import { deliveryView } from './webhook-view.ts'
import type { DeliveryView } from './webhook-view.ts'

type Named = Asked & { readonly webhookId: string }
type Answer<T> = Promise<Result<T, WebhookRefusal>>

export type DeliveryPage = { readonly deliveries: readonly DeliveryView[]; readonly continuation?: string }

export type WebhookDeliveries = {
  /** The newest first; kept for 30 days. */
  readonly list: (
    asked: Named & { readonly continuation?: string },
  ) => Promise<Result<DeliveryPage, WebhookRefusal | { readonly code: 'parameterInvalid' }>>
  /** Sends a message that means nothing, once, and answers how it went; also to a receiver that is switched off. */
  readonly test: (named: Named) => Answer<DeliveryView>
  /** Sends it once more with the same id, whatever became of it; what fails is tried again as if it were new. */
  readonly resend: (named: Named & { readonly eventId: string }) => Answer<DeliveryView>
}

const pageLength = 50

/** Of one receiver, in an hour. */
const mostTests = 30

/** What was sent to the company's systems, and how it fared. */
export function makeWebhookDeliveries(deps: AttemptDeps): WebhookDeliveries {
  const { documents, companies, random, clock } = deps

  async function receiverOf(named: Named): Answer<Receiver> {
    const judged = administers(named)
    if (!judged.ok) return judged
    const { companyId, webhookId } = named
    const [company, webhook] = await Promise.all([
      companies.find(companyId),
      readWebhook(documents, companyId, webhookId),
    ])
    return company && webhook ? ok({ company, webhook }) : err({ code: 'notFound' })
  }

  async function tryNow(
    receiver: Receiver,
    value: WebhookDelivery,
    write: (value: WebhookDelivery) => Write,
  ): Answer<DeliveryView> {
    const started = begun(value, clock.now())
    const written = await documents.batch(deliveryPartition(value.companyId), [write(started)])
    if (!written.ok) return err({ code: 'versionConflict' })
    const stored: Stored<WebhookDelivery> = { value: started, etag: `${written.value[0]}` }
    return ok(deliveryView(await attempt(deps, receiver, stored)))
  }

  /** Whoever may name an address must not have us call it without end. */
  async function hasTestedEnough({ companyId, webhookId }: Named): Promise<boolean> {
    const since = addHours(clock.now(), -1).toISOString()
    const { items } = await documents.query<WebhookDelivery>({
      container: 'logs',
      key: [companyId],
      idPrefix: deliveryDocumentId(webhookId, ''),
      where: [
        { field: 'webhookId', is: '=', value: webhookId },
        { field: 'type', is: '=', value: 'test' },
        { field: 'createdAt', is: '>', value: since },
      ],
      orderBy: { field: 'createdAt', direction: 'descending' },
      limit: mostTests,
    })
    return items.length >= mostTests
  }

  return {
    async list({ continuation, ...named }) {
      const receiver = await receiverOf(named)
      if (!receiver.ok) return receiver
      const page = await pageOf<WebhookDelivery>(documents, {
        container: 'logs',
        key: [named.companyId],
        idPrefix: deliveryDocumentId(named.webhookId, ''),
        where: [{ field: 'webhookId', is: '=', value: named.webhookId }],
        orderBy: { field: 'createdAt', direction: 'descending' },
        limit: pageLength,
        ...(continuation === undefined ? {} : { continuation }),
      })
      if (!page) return err({ code: 'parameterInvalid' })
      return ok({
        deliveries: page.items.map(({ value }) => deliveryView(value)),
        ...(page.continuation === undefined ? {} : { continuation: page.continuation }),
      })
    },

    async test(named) {
      const receiver = await receiverOf(named)
      if (!receiver.ok) return receiver
      if (await hasTestedEnough(named)) return err(limitReached('webhookTestsAnHour', mostTests))
      const eventId = random.id()
      const at = clock.now().toISOString()
      const { companyId, webhookId } = named
      const value: WebhookDelivery = {
        ...{ id: deliveryDocumentId(webhookId, eventId), ttlSeconds: deliverySeconds },
        ...{ companyId, webhookId, eventId, type: 'test', happenedAt: at, data: { companyId } },
        ...{ createdAt: at, outcome: 'pending', tries: 0, attempts: [] },
      }
      return tryNow(receiver.value, value, (started) => ({ kind: 'create', value: started }))
    },

    async resend({ eventId, ...named }) {
      const receiver = await receiverOf(named)
      if (!receiver.ok) return receiver
      const { companyId, webhookId } = named
      const id = deliveryDocumentId(webhookId, eventId)
      const found = await documents.read<WebhookDelivery>(deliveryPartition(companyId), id)
      if (!found) return err({ code: 'notFound' })
      const { etag } = found
      return tryNow(receiver.value, { ...found.value, tries: 0 }, (value) => ({
        kind: 'replace',
        value,
        etag,
      }))
    },
  }
}
