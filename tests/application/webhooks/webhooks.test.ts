import assert from 'node:assert/strict'
import { test } from 'node:test'

import type { CompanyDocument } from '../../../shared/application/companies/company-document.ts'
import { companyPartition } from '../../../shared/application/place.ts'
import { webhookEventOf } from '../../../shared/application/webhooks/told-events.ts'
import { webhookEvents } from '../../../shared/domain/webhooks/webhook-events.ts'
import { must, openOffice, refusal, type Office } from '../../support/application.ts'
import { auditOf } from '../../support/audit.ts'
import { aRequest } from '../../support/request-stages.ts'
import { asked, aWebhook } from './support.ts'

const url = 'https://hooks.company.example/indsigt/9f2c'
const wish = { url, events: ['requestVerified'] } as const

const stored = async ({ ports }: Office, webhookId: string) =>
  JSON.stringify(await ports.documents.read(companyPartition('demo'), `webhook:${webhookId}`))

const subscriptions = async ({ ports }: Office) =>
  (await ports.documents.read<CompanyDocument>(companyPartition('demo'), 'company'))?.value.webhooks

const listed = async (office: Office) => must(await office.app.webhooks.list(asked(office)))

test('an administrator names a receiver and sees its secret once', async (t) => {
  const office = await openOffice(t)

  const { secret, named, ...webhook } = await aWebhook(office, url)

  assert.match(secret, /^whsec_[A-Za-z0-9+/]{43}=$/)
  assert.deepEqual(webhook, {
    ...{ id: named.webhookId, url, events: ['requestVerified', 'requestAssigned'], state: 'active' },
    ...{ createdAt: office.clock.now(), createdBy: 'admin', rotatedAt: office.clock.now() },
  })
  assert.deepEqual(await listed(office), [webhook])
})

test('neither the secret nor the address can be read in the store', async (t) => {
  const office = await openOffice(t)
  const { secret, named } = await aWebhook(office, url)

  const text = `${await stored(office, named.webhookId)} ${JSON.stringify(await auditOf(office).lines())}`

  assert.ok(!text.includes(secret.slice(6)) && !text.includes('hooks.company') && !text.includes('9f2c'))
})

test('an address that cannot be called is refused when it is entered, with the rule that it breaks', async (t) => {
  const office = await openOffice(t)
  const { named } = await aWebhook(office, url)
  const cases = {
    'http://hooks.company.example/': 'schemeRefused',
    'https://10.0.0.1/': 'addressRefused',
    'https://[::ffff:169.254.169.254]/': 'addressRefused',
    'https://name:word@hooks.company.example/': 'credentialsInUrl',
    'https://hooks.company.example:22/': 'portRefused',
    nonsense: 'urlMalformed',
  }
  for (const [address, rule] of Object.entries(cases)) {
    const refused = { code: 'webhookUrlRefused', rule }
    const created = await office.app.webhooks.create({ ...asked(office), wish: { ...wish, url: address } })
    const changed = await office.app.webhooks.change({ ...named, wish: { ...wish, url: address } })
    assert.deepEqual([created.ok || created.error, changed.ok || changed.error], [refused, refused])
  }
})

test('the same creation twice makes one receiver, and the repeat does not show the secret', async (t) => {
  const office = await openOffice(t)
  const input = { ...asked(office), wish, idempotency: { key: 'k', bodyHash: 'h' } }
  const first = must(await office.app.webhooks.create(input))
  const second = must(await office.app.webhooks.create(input))
  assert.equal(second.id, first.id)
  assert.equal(second.secret, undefined)
  const other = await office.app.webhooks.create({ ...input, idempotency: { key: 'k', bodyHash: 'other' } })
  assert.equal(refusal(other), 'idempotencyKeyReused')

  must(await office.app.webhooks.remove({ ...asked(office), webhookId: first.id }))
  assert.equal(refusal(await office.app.webhooks.create(input)), 'notFound')
})

test('the same rotation twice makes one secret', async (t) => {
  const office = await openOffice(t)
  const { named, secret } = await aWebhook(office, url)
  const input = { ...named, idempotency: { key: 'k', bodyHash: 'h' } }
  const first = must(await office.app.webhooks.rotate(input))
  const second = must(await office.app.webhooks.rotate(input))
  assert.notEqual(first.secret, secret)
  assert.deepEqual([second.secret, second.rotatedAt], [undefined, first.rotatedAt])
})

test('a receiver gets another address and other events, under the tag that was read', async (t) => {
  const office = await openOffice(t)
  const { named } = await aWebhook(office, url)
  const { etag } = must(await office.app.webhooks.view(named))
  const next = { url: 'https://other.example/', events: ['breachOpened'] } as const

  const changed = must(await office.app.webhooks.change({ ...named, wish: next, expected: etag }))

  assert.deepEqual([changed.url, changed.events], [next.url, next.events])
  assert.deepEqual(await subscriptions(office), [{ webhookId: named.webhookId, events: ['breachOpened'] }])
  const stale = await office.app.webhooks.change({ ...named, wish, expected: etag })
  const late = await office.app.webhooks.remove({ ...named, expected: etag })
  assert.deepEqual([refusal(stale), refusal(late)], ['versionConflict', 'versionConflict'])
})

test('who is switched off is asked for nothing, and it stays told who switched it off and when', async (t) => {
  const office = await openOffice(t)
  const { named } = await aWebhook(office, url, { state: 'stopped' })
  const other = await aWebhook(office, url)
  assert.deepEqual(await subscriptions(office), [{ webhookId: other.id, events: other.events }])
  const at = office.clock.now()
  office.clock.pass({ hours: 1 })

  const changed = must(await office.app.webhooks.change({ ...named, wish: { ...wish, state: 'stopped' } }))
  assert.deepEqual([changed.state, changed.stopped], ['stopped', { why: 'byStaff', at }])
  const off = must(await office.app.webhooks.change({ ...other.named, wish: { ...wish, state: 'stopped' } }))
  assert.deepEqual(off.stopped, { why: 'byStaff', at: office.clock.now() })
  assert.deepEqual(await subscriptions(office), [])
})

test('a receiver that is removed is gone, and the audit says what was done', async (t) => {
  const office = await openOffice(t)
  const { named } = await aWebhook(office, url)
  must(await office.app.webhooks.rotate(named))
  must(await office.app.webhooks.change({ ...named, wish }))
  const { etag } = must(await office.app.webhooks.view(named))
  must(await office.app.webhooks.remove({ ...named, expected: etag }))

  assert.deepEqual(await listed(office), [])
  assert.deepEqual(await subscriptions(office), [])
  const events = (await auditOf(office).lines()).map(({ entry }) => entry?.event)
  assert.deepEqual(events, ['webhookCreated', 'webhookRotated', 'webhookChanged', 'webhookRemoved'])
  for (const gone of [
    await office.app.webhooks.view(named),
    await office.app.webhooks.rotate(named),
    await office.app.webhooks.remove(named),
    await office.app.webhooks.change({ ...named, wish }),
  ])
    assert.equal(gone.ok || gone.error.code, 'notFound')
})

test('a company has at most ten receivers', async (t) => {
  const office = await openOffice(t)
  for (let number = 0; number < 10; number++) await aWebhook(office, url)
  const more = await office.app.webhooks.create({ ...asked(office), wish })
  assert.equal(refusal(more), 'limitReached')
})

test('only administrators and owners of this company see and change them', async (t) => {
  const office = await openOffice(t)
  const { id: webhookId } = await aWebhook(office, url)
  const answers = async (who: ReturnType<typeof asked>) => {
    const named = { ...who, webhookId }
    const each = await Promise.all([
      office.app.webhooks.list(who),
      office.app.webhooks.view(named),
      office.app.webhooks.create({ ...who, wish }),
      office.app.webhooks.change({ ...named, wish }),
      office.app.webhooks.rotate(named),
      office.app.webhooks.remove(named),
    ])
    return new Set(each.map((answer) => (answer.ok ? 'ok' : answer.error.code)))
  }
  assert.deepEqual(await answers(asked(office, 'manager')), new Set(['forbidden']))
  assert.deepEqual(
    await answers({ ...asked(office), actor: office.elsewhere('admin') }),
    new Set(['notFound']),
  )
  const nowhere = { actor: { ...office.as('owner'), companyId: 'nowhere' }, companyId: 'nowhere' }
  assert.equal(refusal(await office.app.webhooks.list(nowhere)), 'notFound')
  assert.equal(refusal(await office.app.webhooks.create({ ...nowhere, wish })), 'notFound')
})

test('each event of the list is told of something, and readings and sign-ins of nothing', () => {
  const facts = [
    ...['requestRegistered', 'requestVerified', 'requestReopened', 'requestAssigned', 'requestUnassigned'],
    ...[
      'requestSealed',
      'sealReturned',
      'approvalCompleted',
      'requestExtended',
      'requestPaused',
      'requestResumed',
    ],
    ...['deliveryNotified', 'deliveryHandedOver', 'requestRefused', 'rightRefused', 'requestWithdrawn'],
    ...['transferInstructed', 'transferTakenBack', 'transferFetched', 'transferAcknowledged'],
    ...['contentPurged', 'deliveryOpened', 'deliveryRecalled', 'breachOpened', 'breachClosed'],
    ...['exportBuilt', 'employeeLeft', 'apiKeyRotated', 'apiKeyStopped', 'keysRewrapped'],
    ...['companySuspended', 'suspensionLifted', 'closingBegun', 'closingTakenBack'],
    ...['consentRequested', 'consentGiven', 'consentRefused', 'consentWithdrawn'],
    ...['consentExpired', 'consentRenewalDue'],
  ] as const
  const told = [
    ...facts.map((event) => webhookEventOf({ event })),
    webhookEventOf({
      event: 'milestoneReached',
      detail: { milestone: 'extendedThreeDaysLeft', overdue: false },
    }),
    webhookEventOf({ event: 'milestoneReached', detail: { milestone: 'statutoryOverdue', overdue: true } }),
  ]
  assert.deepEqual(new Set(told), new Set(webhookEvents))
  assert.equal(webhookEventOf({ event: 'milestoneReached', detail: { milestone: 'halfway' } }), undefined)
  assert.equal(webhookEventOf({ event: 'contentRead' }), undefined)
})

test('a breach is told of by its id', async (t) => {
  const office = await openOffice(t)
  const { requestId } = await aRequest(office)
    .verified()
    .assignedTo('user')
    .filled()
    .sealed()
    .approved()
    .delivered()
    .made()
  const { id: webhookId, named } = await aWebhook(office, 'http://localhost:1/', {
    events: ['breachOpened', 'deliveryRecalled'],
  })
  const state = await office.stateOf({ companyId: 'demo', requestId })
  const deliveryId = state.deliveries[0]?.id ?? ''
  must(
    await office.app.recallDelivery({
      ...{
        actor: office.as('manager'),
        deliveryId,
        reasonCode: 'wrongAddressee',
        reason: 'Sent to a neighbour',
      },
    }),
  )
  await office.pump()

  const { deliveries } = must(await office.app.webhookDeliveries.list(named))
  const { breachId } = (await office.stateOf({ companyId: 'demo', requestId })).deliveries[0] ?? {}
  assert.deepEqual(
    deliveries.map(({ type, data }) => [type, data]).toSorted(),
    [
      ['breachOpened', { companyId: 'demo', requestId, breachId }],
      ['deliveryRecalled', { companyId: 'demo', requestId, deliveryId }],
    ],
    webhookId,
  )
})
