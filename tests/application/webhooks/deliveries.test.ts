import assert from 'node:assert/strict'
import { test } from 'node:test'

import type { WebhookDelivery } from '../../../shared/application/webhooks/webhook-document.ts'
import { must, openOffice } from '../../support/application.ts'
import { aWebhook, deliveriesOf } from './support.ts'

test('what lies with another company under the id of a receiver is not in its log, and no test of it', async (t) => {
  const office = await openOffice(t)
  const { id, named } = await aWebhook(office, 'http://localhost:1/')
  must(await office.app.webhookDeliveries.test(named))
  const logs = { container: 'logs', idPrefix: `webhookDelivery:${id}:`, limit: 10 } as const
  const { items } = await office.ports.documents.query<WebhookDelivery>({ ...logs, key: ['demo'] })
  const [own] = items
  assert.ok(own)
  const copies = Array.from({ length: 30 }, (_, n) => ({ ...own.value, id: `${own.value.id}${n}` }))
  await office.ports.documents.batch(
    { container: 'logs', key: ['other'] },
    copies.map((value) => ({ kind: 'create', value })),
  )

  assert.equal((await deliveriesOf(office, id)).length, 1)
  must(await office.app.webhookDeliveries.test(named))
})
