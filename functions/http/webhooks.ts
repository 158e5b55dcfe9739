import type { NewWebhook } from '../../shared/application/webhooks/webhooks.ts'
import type { WebhookRefusal } from '../../shared/application/webhooks/webhook-access.ts'
import type { Result } from '../../shared/kernel/result.ts'
import { given, staff } from './operation.ts'
import { nextLink } from './queue.ts'
import { json, noContent, quoted } from './respond.ts'

const described = { tags: ['Webhooks'], security: 'bearer', permission: 'manageWebhooks' } as const
const webhooks = 'api/v1/companies/{company}/webhooks'
const webhook = `${webhooks}/{webhookId}`

export const webhookOperations = [
  staff(
    {
      operationId: 'listWebhooks',
      method: 'GET',
      route: webhooks,
      summary: 'Where the company’s systems are told of what happens',
      ...described,
      responses: [{ status: 200, description: 'Without their secrets' }],
    },
    async ({ app, actor, params }) => {
      const listed = await app.webhooks.list({ actor, companyId: params['company'] ?? '' })
      return listed.ok ? json(200, { value: listed.value }) : listed.error
    },
  ),
  staff(
    {
      operationId: 'createWebhook',
      method: 'POST',
      route: webhooks,
      summary: 'An address to tell of these events, with signatures as Standard Webhooks has them',
      ...described,
      proof: 'fresh',
      body: 'createWebhook',
      responses: [{ status: 201, description: 'With its secret, which is shown here and never again' }],
    },
    async ({ app, actor, params, body: wish, idempotency }) =>
      made(
        await app.webhooks.create({
          ...{ actor, companyId: params['company'] ?? '', wish },
          ...given({ idempotency }),
        }),
      ),
  ),
  staff(
    {
      operationId: 'viewWebhook',
      method: 'GET',
      route: webhook,
      summary: 'One receiver and how it stands',
      ...described,
      responses: [{ status: 200, description: 'Without its secret' }],
    },
    async ({ app, actor, params }) => {
      const seen = await app.webhooks.view({ ...named(params), actor })
      return seen.ok ? json(200, seen.value.webhook, { etag: quoted(seen.value.etag) }) : seen.error
    },
  ),
  staff(
    {
      operationId: 'changeWebhook',
      method: 'PUT',
      route: webhook,
      summary: 'Another address or other events; switch it off, or on again',
      ...described,
      body: 'changeWebhook',
      responses: [{ status: 200, description: 'It holds for what happens from now on' }],
    },
    async ({ app, actor, params, body: wish, expected }) => {
      const changed = await app.webhooks.change({ ...named(params), actor, wish, ...given({ expected }) })
      return changed.ok ? json(200, changed.value) : changed.error
    },
  ),
  staff(
    {
      operationId: 'removeWebhook',
      method: 'DELETE',
      route: webhook,
      summary: 'Nothing more is sent there',
      ...described,
      responses: [{ status: 204, description: 'It is gone' }],
    },
    async ({ app, actor, params, expected }) => {
      const removed = await app.webhooks.remove({ ...named(params), actor, ...given({ expected }) })
      return removed.ok ? noContent() : removed.error
    },
  ),
  staff(
    {
      operationId: 'rotateWebhook',
      method: 'POST',
      route: `${webhook}/rotation`,
      summary: 'A new secret; for 24 hours every message carries the signatures of both',
      ...described,
      proof: 'fresh',
      responses: [{ status: 201, description: 'With the new secret, which is shown here and never again' }],
    },
    async ({ app, actor, params, idempotency }) =>
      made(await app.webhooks.rotate({ ...named(params), actor, ...given({ idempotency }) })),
  ),
  staff(
    {
      operationId: 'testWebhook',
      method: 'POST',
      route: `${webhook}/test`,
      summary: 'Send a message of the type test, once',
      ...described,
      responses: [{ status: 200, description: 'How it went' }],
    },
    async ({ app, actor, params }) => {
      const tested = await app.webhookDeliveries.test({ ...named(params), actor })
      return tested.ok ? json(200, tested.value) : tested.error
    },
  ),
  staff(
    {
      operationId: 'listWebhookDeliveries',
      method: 'GET',
      route: `${webhook}/deliveries`,
      summary: 'What was sent, the newest first, and how each try fared; kept for 30 days',
      ...described,
      query: [{ name: 'continuation', description: 'From the nextLink of the page before' }],
      responses: [{ status: 200, description: 'A page' }],
    },
    async ({ app, actor, params, query }) => {
      const continuation = query.get('continuation') ?? undefined
      const page = await app.webhookDeliveries.list({ ...named(params), actor, ...given({ continuation }) })
      if (!page.ok) return page.error
      const { deliveries, continuation: next } = page.value
      const { companyId, webhookId } = named(params)
      const address = `${app.settings.publicUrl}/api/v1/companies/${companyId}/webhooks/${webhookId}/deliveries`
      return json(200, {
        value: deliveries,
        ...(next === undefined ? {} : { nextLink: nextLink(address, query, next) }),
      })
    },
  ),
  staff(
    {
      operationId: 'resendWebhookDelivery',
      method: 'POST',
      route: `${webhook}/deliveries/{eventId}/resend`,
      summary: 'Send it once more, with the same id',
      ...described,
      responses: [{ status: 200, description: 'How it went' }],
    },
    async ({ app, actor, params }) => {
      const eventId = params['eventId'] ?? ''
      const sent = await app.webhookDeliveries.resend({ ...named(params), actor, eventId })
      return sent.ok ? json(200, sent.value) : sent.error
    },
  ),
]

const named = (params: Readonly<Record<string, string>>) => ({
  companyId: params['company'] ?? '',
  webhookId: params['webhookId'] ?? '',
})

const made = (created: Result<NewWebhook, WebhookRefusal>) =>
  created.ok ? json(201, created.value) : created.error
