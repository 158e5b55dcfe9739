import type { WebhookEvent } from '../../../shared/domain/webhooks/webhook-events.ts'
import type { WebhookWish } from '../../../shared/application/webhooks/webhooks.ts'
import { must, type Office } from '../../support/application.ts'
import type { PersonName } from '../../support/companies.ts'

export const asked = (office: Office, name: PersonName = 'admin') => ({
  actor: office.as(name),
  companyId: 'demo',
})

const usual: readonly WebhookEvent[] = ['requestVerified', 'requestAssigned']

/** A receiver of the company, with its secret. */
export async function aWebhook(office: Office, url: string, wish: Partial<WebhookWish> = {}) {
  const { secret = '', ...webhook } = must(
    await office.app.webhooks.create({ ...asked(office), wish: { url, events: usual, ...wish } }),
  )
  await office.pump()
  return { ...webhook, secret, named: { ...asked(office), webhookId: webhook.id } }
}

export const deliveriesOf = async (office: Office, webhookId: string) =>
  must(await office.app.webhookDeliveries.list({ ...asked(office), webhookId })).deliveries

/** What the timer does each half minute, and what follows from it. */
export async function retried(office: Office): Promise<void> {
  await office.app.retryWebhooks(100)
  await office.pump()
}
