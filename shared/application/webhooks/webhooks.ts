import { limitReached } from '../../domain/requests/limits.ts'
import { addHours } from '../../domain/time.ts'
import type { WebhookEvent } from '../../domain/webhooks/webhook-events.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import { actorRef } from '../actor.ts'
import { toBase64 } from '../bytes.ts'
import type { CompanyChange } from '../companies/company-changes.ts'
import type { CompanyDocument } from '../companies/company-document.ts'
import type { Core } from '../core.ts'
import type { AuditEvent } from '../evidence/audit-event.ts'
import { noRequest } from '../place.ts'
import type { Stored, Write } from '../ports/documents.ts'
import { readAll } from '../read-all.ts'
import { makeOnce } from '../requests/idempotency.ts'
import type { IdempotencyKey } from '../requests/idempotency.ts'
import { shownSecret } from './signature.ts'
import { subscribed } from './stop-webhook.ts'
import { administers } from './webhook-access.ts'
import type { Asked, WebhookRefusal } from './webhook-access.ts'
import { readWebhook, webhookDocumentId, webhookPrefix } from './webhook-document.ts'
import type { WebhookDocument } from './webhook-document.ts'
import { openSecrets, sealSecrets, webhookTag, webhookView } from './webhook-view.ts'
import type { WebhookView } from './webhook-view.ts'

export type WebhookWish = {
  readonly url: string
  readonly events: readonly WebhookEvent[]
  /** What is left out is switched on. */
  readonly state?: WebhookDocument['state']
}

/** The secret is in the first answer alone: a repeated creation does not have it. */
export type NewWebhook = WebhookView & { readonly secret?: string }

type Named = Asked & { readonly webhookId: string }
type Repeatable = { readonly idempotency?: IdempotencyKey }
type Answer<T> = Promise<Result<T, WebhookRefusal>>

export type Webhooks = {
  readonly list: (asked: Asked) => Answer<readonly WebhookView[]>
  readonly view: (named: Named) => Answer<{ readonly webhook: WebhookView; readonly etag: string }>
  readonly create: (input: Asked & Repeatable & { readonly wish: WebhookWish }) => Answer<NewWebhook>
  readonly change: (
    input: Named & { readonly wish: WebhookWish; readonly expected?: string },
  ) => Answer<WebhookView>
  readonly remove: (input: Named & { readonly expected?: string }) => Answer<void>
  /** A new secret; for a day what is sent carries the signatures of both. */
  readonly rotate: (input: Named & Repeatable) => Answer<NewWebhook>
}

const mostWebhooks = 10
const bothHours = 24

type Deps = Pick<
  Core,
  'documents' | 'companies' | 'companyChanges' | 'secrets' | 'random' | 'crypto' | 'clock' | 'egress'
>

type Place = { readonly company: Stored<CompanyDocument>; readonly webhook: Stored<WebhookDocument> }

/** Where the company's systems are told of what happens (Standard Webhooks). */
export function makeWebhooks(deps: Deps): Webhooks {
  const { documents, companies, companyChanges, random, clock, egress } = deps
  const once = {
    create: makeOnce<{ readonly webhookId: string }>(deps, 'createWebhook'),
    rotate: makeOnce<{ readonly webhookId: string }>(deps, 'rotateWebhook'),
  }

  const newSecret = (): string => toBase64(random.bytes(32))

  async function webhooksOf(companyId: string): Promise<readonly WebhookDocument[]> {
    const asked = { container: 'companies', key: [companyId], idPrefix: webhookPrefix } as const
    return (await readAll<WebhookDocument>(documents, asked)).map(({ value }) => value)
  }

  async function placeOf({ companyId, webhookId }: Named): Answer<Place> {
    const [company, webhook] = await Promise.all([
      companies.read(companyId),
      readWebhook(documents, companyId, webhookId),
    ])
    return company && webhook ? ok({ company, webhook }) : err({ code: 'notFound' })
  }

  /** The form of an address is looked at here; where its name leads, at each call. */
  async function takes({ url }: WebhookWish): Answer<void> {
    const refused = await egress.judge(url)
    return refused ? err({ code: 'webhookUrlRefused', rule: refused.code }) : ok(undefined)
  }

  /** What was made by the same call before, as it is now and without its secret. */
  async function again(
    kind: keyof typeof once,
    asked: Asked,
    given: IdempotencyKey | undefined,
  ): Promise<Result<NewWebhook, WebhookRefusal> | undefined> {
    const place = { companyId: asked.companyId, requestId: noRequest }
    const earlier = await once[kind].earlier(place, given)
    if (!earlier?.ok) return earlier
    const found = await placeOf({ ...asked, ...earlier.value })
    return found.ok ? ok(await viewOf(found.value.company.value, found.value.webhook.value)) : found
  }

  const viewOf = (company: CompanyDocument, webhook: WebhookDocument) =>
    webhookView(deps, company, webhook, clock.now())

  async function newWebhook(
    { actor }: Asked,
    { url, events, state = 'active' }: WebhookWish,
    company: CompanyDocument,
  ) {
    const webhookId = random.id()
    const secret = newSecret()
    const at = clock.now().toISOString()
    const value: WebhookDocument = {
      ...{ id: webhookDocumentId(webhookId), companyId: company.companyId, webhookId, events },
      ...stateOf(state, at),
      ...{ createdBy: actor.employeeId, createdAt: at, rotatedAt: at },
      sealed: await sealSecrets(deps, company, webhookId, { url, secret }),
    }
    return { value, secret: shownSecret(secret) }
  }

  return {
    async list(asked) {
      const judged = administers(asked)
      if (!judged.ok) return judged
      const company = await companies.find(asked.companyId)
      if (!company) return err({ code: 'notFound' })
      const webhooks = await webhooksOf(asked.companyId)
      return ok(await Promise.all(webhooks.map((webhook) => viewOf(company, webhook))))
    },

    async view(named) {
      const judged = administers(named)
      const place = judged.ok ? await placeOf(named) : judged
      if (!place.ok) return place
      const { company, webhook } = place.value
      return ok({ webhook: await viewOf(company.value, webhook.value), etag: webhookTag(webhook.value) })
    },

    async create({ wish, idempotency, ...asked }) {
      const judged = administers(asked)
      const taken = judged.ok ? await takes(wish) : judged
      if (!taken.ok) return taken
      return companyChanges.change<NewWebhook, WebhookRefusal>(asked.companyId, async () => {
        const before = await again('create', asked, idempotency)
        if (before) return before.ok ? ok({ answer: before.value }) : before
        const company = await companies.read(asked.companyId)
        if (!company) return err({ code: 'notFound' })
        if ((await webhooksOf(asked.companyId)).length >= mostWebhooks)
          return err(limitReached('webhooks', mostWebhooks))

        const { value, secret } = await newWebhook(asked, wish, company.value)
        const place = { companyId: asked.companyId, requestId: noRequest }
        const repeat = await once.create.writes(place, idempotency, { webhookId: value.webhookId })
        const writes: Write[] = [{ kind: 'create', value }, subscribed(company, value), ...repeat]
        return ok({
          answer: { ...(await viewOf(company.value, value)), secret },
          change: changeOf(asked, 'webhookCreated', value, writes),
        })
      })
    },

    async change({ wish, expected, ...named }) {
      const judged = administers(named)
      const taken = judged.ok ? await takes(wish) : judged
      if (!taken.ok) return taken
      return companyChanges.change<WebhookView, WebhookRefusal>(named.companyId, async (now) => {
        const found = await placeOf(named)
        if (!found.ok) return found
        const { company, webhook } = found.value
        if (expected !== undefined && expected !== webhookTag(webhook.value))
          return err({ code: 'versionConflict' })
        const value = await changed(company.value, webhook.value, wish, now)
        const writes: Write[] = [{ kind: 'replace', value, etag: webhook.etag }, subscribed(company, value)]
        return ok({
          answer: await viewOf(company.value, value),
          change: changeOf(named, 'webhookChanged', value, writes),
        })
      })
    },

    async remove({ expected, ...named }) {
      const judged = administers(named)
      if (!judged.ok) return judged
      return companyChanges.change<void, WebhookRefusal>(named.companyId, async () => {
        const found = await placeOf(named)
        if (!found.ok) return found
        const { company, webhook } = found.value
        if (expected !== undefined && expected !== webhookTag(webhook.value))
          return err({ code: 'versionConflict' })
        const { id } = webhook.value
        const writes: Write[] = [
          { kind: 'delete', id, etag: webhook.etag },
          subscribed(company, { ...webhook.value, state: 'stopped' }),
        ]
        return ok({ answer: undefined, change: changeOf(named, 'webhookRemoved', webhook.value, writes) })
      })
    },

    async rotate({ idempotency, ...named }) {
      const judged = administers(named)
      if (!judged.ok) return judged
      return companyChanges.change<NewWebhook, WebhookRefusal>(named.companyId, async (now) => {
        const before = await again('rotate', named, idempotency)
        if (before) return before.ok ? ok({ answer: before.value }) : before
        const found = await placeOf(named)
        if (!found.ok) return found
        const company = found.value.company.value
        const { value: webhook, etag } = found.value.webhook
        const { url, secret: earlier } = await openSecrets(deps, company, webhook)
        const secret = newSecret()
        const value: WebhookDocument = {
          ...webhook,
          rotatedAt: now.toISOString(),
          bothUntil: addHours(now, bothHours).toISOString(),
          sealed: await sealSecrets(deps, company, webhook.webhookId, { url, secret, earlier }),
        }
        const place = { companyId: named.companyId, requestId: noRequest }
        const repeat = await once.rotate.writes(place, idempotency, { webhookId: webhook.webhookId })
        return ok({
          answer: { ...(await viewOf(company, value)), secret: shownSecret(secret) },
          change: changeOf(named, 'webhookRotated', value, [{ kind: 'replace', value, etag }, ...repeat]),
        })
      })
    },
  }

  async function changed(
    company: CompanyDocument,
    { stopped, ...webhook }: WebhookDocument,
    { url, events, state = 'active' }: WebhookWish,
    now: Date,
  ): Promise<WebhookDocument> {
    const { failingSince: _over, ...well } = webhook
    const opened = await openSecrets(deps, company, webhook)
    const sealed =
      url === opened.url
        ? webhook.sealed
        : await sealSecrets(deps, company, webhook.webhookId, { ...opened, url })
    // Why it was stopped stays told as long as it is.
    const standing = state === 'stopped' && stopped ? { state, stopped } : stateOf(state, now.toISOString())
    // Who switches it on again gives it a new chance.
    return { ...(state === 'active' ? well : webhook), events, sealed, ...standing }
  }
}

const stateOf = (state: WebhookDocument['state'], at: string) =>
  state === 'active' ? { state } : { state, stopped: { why: 'byStaff' as const, at } }

/** The audit keeps which events are told; the address stays with the receiver. */
const changeOf = (
  { actor }: Asked,
  event: AuditEvent,
  { webhookId, events, state }: WebhookDocument,
  writes: readonly Write[],
): CompanyChange => ({
  writes,
  facts: [{ event, by: actorRef(actor), detail: { webhookId, state, events: events.join(' ') } }],
})
