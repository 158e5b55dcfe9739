import assert from 'node:assert/strict'
import type { RequestListener } from 'node:http'
import { test, type TestContext } from 'node:test'

import { Webhook } from 'standardwebhooks'

import { openOffice, must, refusal, type Office } from '../../support/application.ts'
import { receiver } from '../../support/receiver.ts'
import { aRequest } from '../../support/request-stages.ts'
import { auditOf } from '../../support/audit.ts'
import { asked, aWebhook, deliveriesOf, retried } from './support.ts'

const status =
  (code: number, headers: Record<string, string> = {}): RequestListener =>
  (_, response) =>
    response.writeHead(code, headers).end()

/** An office with a receiver that answers as the test says from now on. */
async function told(t: TestContext, first: RequestListener = status(204)) {
  const office = await openOffice(t)
  const answers = { next: first }
  const there = await receiver(t, { answer: (request, response) => answers.next(request, response) })
  const webhook = await aWebhook(office, there.url)
  return { office, there, webhook, answers }
}

const only = async (office: Office, webhookId: string) => {
  const [delivery = assert.fail('nothing was sent'), ...more] = await deliveriesOf(office, webhookId)
  assert.equal(more.length, 0)
  return delivery
}

const mostTries = 10

test('a system is told of what it asked for, signed so that anybody’s library can tell, and of nothing else', async (t) => {
  const { office, there, webhook } = await told(t)

  const { requestId } = await aRequest(office).verified().made()
  await office.pump()

  const [call = assert.fail('nothing came'), ...more] = there.calls
  assert.equal(more.length, 0, 'one event was asked for')
  assert.deepEqual(JSON.parse(call.body()), {
    type: 'requestVerified',
    timestamp: office.clock.now().toISOString(),
    data: { companyId: 'demo', requestId },
  })
  const { headers } = call.request
  assert.equal(headers['content-type'], 'application/json')
  const id = `${headers['webhook-id']}`
  assert.match(id, /^[\w-]+$/)
  assert.equal(
    headers['webhook-signature'],
    new Webhook(webhook.secret).sign(id, office.clock.now(), call.body()),
  )
  assert.equal(headers['webhook-timestamp'], `${office.clock.now().getTime() / 1000}`)
})

test('the log says of each what came of it, and keeps nothing of the answer but its status', async (t) => {
  const { office, webhook, answers } = await told(t)
  answers.next = (_, response) => response.writeHead(202).end('their own affairs')

  await aRequest(office).verified().made()
  await office.pump()

  const { id, attempts, ...delivery } = await only(office, webhook.id)
  assert.deepEqual([delivery.type, delivery.outcome, delivery.tries], ['requestVerified', 'delivered', 1])
  assert.deepEqual(attempts, [{ at: office.clock.now(), milliseconds: 0, status: 202 }])
  const stored = await office.ports.documents.read(
    { container: 'logs', key: ['demo'] },
    `webhookDelivery:${webhook.id}:${id}`,
  )
  assert.ok(!JSON.stringify(stored).includes('affairs'))
})

test('what a stranger wrote and nobody confirmed is told to nobody', async (t) => {
  const { office, there } = await told(t)
  await aRequest(office).made()
  await office.pump()
  assert.equal(there.calls.length, 0)
})

test('a request that staff enter is told of as registered', async (t) => {
  const { office, there, webhook } = await told(t)
  const wish = { url: there.url, events: ['requestRegistered'] as const }
  must(await office.app.webhooks.change({ ...webhook.named, wish }))

  const entered = { rights: ['access'], personal: { postalAddress: 'Prøvegade 2, 5000 Odense' } } as const
  must(
    await office.app.registerRequest({
      ...{ actor: office.as('manager'), companyId: 'demo', channel: 'letter', wish: entered },
    }),
  )
  await office.pump()

  assert.deepEqual(
    there.calls.map(({ body }) => (JSON.parse(body()) as { type: string }).type),
    ['requestRegistered'],
  )
})

test('a receiver that fails is tried again with the same id, ever later, until it takes it', async (t) => {
  const { office, there, webhook, answers } = await told(t, status(500))
  await aRequest(office).verified().made()
  await office.pump()
  assert.equal((await only(office, webhook.id)).outcome, 'pending')

  await retried(office)
  assert.equal(there.calls.length, 1, 'its time has not come')
  office.clock.pass({ seconds: 5 })
  await retried(office)
  office.clock.pass({ seconds: 299 })
  await retried(office)
  assert.equal(there.calls.length, 2)
  answers.next = status(200)
  office.clock.pass({ seconds: 1 })
  await retried(office)

  assert.deepEqual(new Set(there.calls.map(({ request }) => request.headers['webhook-id'])).size, 1)
  const delivery = await only(office, webhook.id)
  assert.deepEqual([delivery.outcome, delivery.tries, delivery.nextTryAt], ['delivered', 3, undefined])
  assert.deepEqual(
    delivery.attempts.map((made) => made.status),
    [500, 500, 200],
  )
  await retried(office)
  assert.equal(there.calls.length, 3)
})

test('a redirect is no delivery, and nobody follows it', async (t) => {
  const elsewhere = await receiver(t)
  const { office, webhook } = await told(t, status(307, { location: elsewhere.url }))
  await aRequest(office).verified().made()
  await office.pump()

  const delivery = await only(office, webhook.id)
  assert.deepEqual([delivery.outcome, delivery.attempts[0]?.status], ['pending', 307])
  assert.equal(elsewhere.connections(), 0)
})

test('a receiver that is not there is noted with the reason', async (t) => {
  const office = await openOffice(t)
  const webhook = await aWebhook(office, 'http://localhost:1/')
  await aRequest(office).verified().made()
  await office.pump()

  const delivery = await only(office, webhook.id)
  assert.deepEqual([delivery.outcome, delivery.attempts[0]?.failure], ['pending', 'connectFailed'])
  assert.ok(office.log.some(({ code }) => code === 'webhookNotDelivered'))
})

test('who asks for time is given it', async (t) => {
  const { office, webhook } = await told(t, status(429, { 'retry-after': '3600' }))
  await aRequest(office).verified().made()
  await office.pump()
  const { nextTryAt } = await only(office, webhook.id)
  assert.equal(nextTryAt && (nextTryAt.getTime() - office.clock.now().getTime()) / 1000, 3600)
})

test('410 switches the receiver off at once, and its administrators and owners are told by mail', async (t) => {
  const { office, there, webhook } = await told(t, status(410))
  await aRequest(office).verified().made()
  await office.pump()

  const { webhook: seen } = must(await office.app.webhooks.view(webhook.named))
  assert.deepEqual([seen.state, seen.stopped?.why], ['stopped', 'gone'])
  const to = office.mail.list().filter(({ subject }) => /no longer told|ikke længere besked/.test(subject))
  assert.deepEqual(to.map((mail) => mail.to).toSorted(), ['admin@demo.example', 'owner@demo.example'])
  const entries = (await auditOf(office).lines()).map(({ entry }) => entry)
  const stopped = entries.find((entry) => entry?.event === 'webhookStopped')
  assert.deepEqual(stopped?.detail, { webhookId: webhook.id, why: 'gone' })

  await aRequest(office, { email: 'other@person.example' }).verified().made()
  await office.pump()
  assert.equal(there.calls.length, 1)
})

async function givenUp(office: Office): Promise<void> {
  for (let attempt = 0; attempt < mostTries; attempt++) {
    office.clock.pass({ days: 1 })
    await retried(office)
  }
}

test('a receiver that nothing reached for days is switched off; who switches it on again gives it a new chance', async (t) => {
  const { office, there, webhook, answers } = await told(t, status(503))
  await aRequest(office).verified().made()
  await office.pump()
  await givenUp(office)

  const delivery = await only(office, webhook.id)
  assert.deepEqual([delivery.outcome, delivery.tries, there.calls.length], ['failed', mostTries, mostTries])
  const seen = must(await office.app.webhooks.view(webhook.named)).webhook
  assert.deepEqual([seen.state, seen.stopped?.why], ['stopped', 'failing'])

  const { url, events } = seen
  const again = must(await office.app.webhooks.change({ ...webhook.named, wish: { url, events } }))
  assert.deepEqual([again.state, again.stopped, again.failingSince], ['active', undefined, undefined])
  answers.next = status(200)
  const sent = must(await office.app.webhookDeliveries.resend({ ...webhook.named, eventId: delivery.id }))
  assert.deepEqual([sent.outcome, sent.tries], ['delivered', 1])
  assert.equal(there.calls.at(-1)?.request.headers['webhook-id'], delivery.id)
})

test('one message that it will not take is no reason to switch a receiver off that takes the others', async (t) => {
  const { office, webhook, answers } = await told(t)
  const refused: string[] = []
  answers.next = (request, response) => {
    const id = `${request.headers['webhook-id']}`
    if (refused.length === 0) refused.push(id)
    response.writeHead(id === refused[0] ? 500 : 200).end()
  }
  await aRequest(office).verified().made()
  await office.pump()
  assert.ok(must(await office.app.webhooks.view(webhook.named)).webhook.failingSince)
  await aRequest(office, { email: 'other@person.example' }).verified().made()
  await office.pump()
  await givenUp(office)

  const outcomes = (await deliveriesOf(office, webhook.id)).map(({ outcome }) => outcome)
  assert.deepEqual(outcomes.toSorted(), ['delivered', 'failed'])
  assert.equal(must(await office.app.webhooks.view(webhook.named)).webhook.state, 'active')
})

test('what was under way when the process died is sent once more, with the same id', async (t) => {
  const { office, there, webhook, answers } = await told(t)
  const died = new Error('killed')
  answers.next = (_, response) => {
    office.clock.pass({ seconds: 1 })
    response.end()
  }
  const { batch } = office.ports.documents
  Object.assign(office.ports.documents, {
    batch: async (...given: Parameters<typeof batch>) => {
      if (there.calls.length === 1 && given[0].container === 'logs') throw died
      return batch(...given)
    },
  })
  await assert.rejects(aRequest(office).verified().made(), died)
  Object.assign(office.ports.documents, { batch })

  await retried(office)
  assert.equal(there.calls.length, 1, 'it may still be under way')
  office.clock.pass({ seconds: 120 })
  await retried(office)

  const ids = there.calls.map(({ request }) => request.headers['webhook-id'])
  assert.equal(ids.length, 2)
  assert.equal(new Set(ids).size, 1)
  const { outcome, tries, attempts } = await only(office, webhook.id)
  assert.deepEqual([outcome, tries], ['delivered', 2])
  assert.deepEqual(
    attempts.map(({ status: answered, failure, milliseconds }) => [answered ?? failure, milliseconds]),
    [
      ['interrupted', 121_000],
      [200, 1_000],
    ],
  )
})

test('a message that comes twice is told once', async (t) => {
  const { office, there, webhook } = await told(t)
  const { requestId } = await aRequest(office).verified().made()
  await office.pump()
  const { id } = await only(office, webhook.id)
  const sequence = Number(id.slice(requestId.length + 1))
  const named = { companyId: 'demo', webhookId: webhook.id }

  assert.equal(await office.app.tellWebhook({ ...named, requestId, sequence }), 'nothingToTell')
  assert.equal(await office.app.tellWebhook({ ...named, eventId: id }), 'nothingToTell')
  assert.equal(await office.app.tellWebhook({ ...named, requestId, sequence: 999 }), 'nothingToTell')
  assert.equal(await office.app.tellWebhook({ ...named, eventId: 'never' }), 'nothingToTell')
  assert.equal(there.calls.length, 1)
})

test('what waits for a receiver that is gone by then is given up', async (t) => {
  const { office, there, webhook } = await told(t, status(500))
  await aRequest(office).verified().made()
  await office.pump()
  const { url, events } = webhook
  must(await office.app.webhooks.change({ ...webhook.named, wish: { url, events, state: 'stopped' } }))

  office.clock.pass({ days: 1 })
  await retried(office)

  assert.equal(there.calls.length, 1)
  const delivery = await only(office, webhook.id)
  assert.deepEqual([delivery.outcome, delivery.nextTryAt], ['failed', undefined])
})

test('a message that was on its way when the receiver was taken away is told to nobody', async (t) => {
  const { office, there, webhook } = await told(t)
  must(await office.app.webhooks.remove(webhook.named))
  const message = { companyId: 'demo', webhookId: webhook.id, requestId: 'x', sequence: 1 }
  assert.equal(await office.app.tellWebhook(message), 'nothingToTell')
  assert.equal(there.calls.length, 0)
})

test('a test says how it went and is tried once, also where the receiver is switched off', async (t) => {
  const { office, there, webhook, answers } = await told(t, status(500))
  const { url, events } = webhook
  must(await office.app.webhooks.change({ ...webhook.named, wish: { url, events, state: 'stopped' } }))

  const failed = must(await office.app.webhookDeliveries.test(webhook.named))
  answers.next = status(200)
  const taken = must(await office.app.webhookDeliveries.test(webhook.named))

  assert.deepEqual([failed.outcome, failed.type, failed.attempts[0]?.status], ['failed', 'test', 500])
  assert.equal(taken.outcome, 'delivered')
  assert.deepEqual((JSON.parse(there.calls[0]?.body() ?? '') as { data: object }).data, { companyId: 'demo' })
  office.clock.pass({ days: 1 })
  await retried(office)
  assert.equal(there.calls.length, 2)
  assert.equal(must(await office.app.webhooks.view(webhook.named)).webhook.failingSince, undefined)
})

test('for a day after a rotation both secrets sign, then the new one alone', async (t) => {
  const { office, there, webhook } = await told(t)
  const { secret = '', bothSecretsUntil } = must(await office.app.webhooks.rotate(webhook.named))
  assert.notEqual(secret, webhook.secret)
  assert.equal(bothSecretsUntil && bothSecretsUntil.getTime() - office.clock.now().getTime(), 86_400_000)
  const signaturesNow = async () => {
    must(await office.app.webhookDeliveries.test(webhook.named))
    const { request, body } = there.calls.at(-1) ?? assert.fail('nothing came')
    const by = (key: string) =>
      new Webhook(key).sign(`${request.headers['webhook-id']}`, office.clock.now(), body())
    const signatures = `${request.headers['webhook-signature']}`
    return [
      signatures.split(' ').length,
      signatures.includes(by(secret)),
      signatures.includes(by(webhook.secret)),
    ]
  }

  assert.deepEqual(await signaturesNow(), [2, true, true])
  office.clock.pass({ hours: 24 })
  assert.deepEqual(await signaturesNow(), [1, true, false])
  assert.equal(must(await office.app.webhooks.view(webhook.named)).webhook.bothSecretsUntil, undefined)
})

test('the reminders before a due date, and the day that it passes, are told of as that', async (t) => {
  const { office, there, webhook } = await told(t)
  const wish = { url: there.url, events: ['requestDueSoon', 'requestOverdue'] as const }
  must(await office.app.webhooks.change({ ...webhook.named, wish }))
  const { companyId, requestId } = await aRequest(office).verified().assignedTo('user').made()
  const ref = { companyId, requestId }
  const instanceId = (await office.stateOf(ref)).instances[0]?.id ?? ''
  while (office.clock.now() < new Date('2026-04-12T00:00:00Z')) {
    const lap = await office.app.deadline.lap({ ...ref, instanceId })
    if (lap.kind === 'wait') office.clock.set(lap.until)
    else if (lap.kind === 'act') await office.app.deadline.reach({ ...ref, milestone: lap.milestone })
    await office.pump()
  }
  const types = there.calls.map(({ body }) => (JSON.parse(body()) as { type: string }).type)
  assert.deepEqual(types, ['requestDueSoon', 'requestDueSoon', 'requestOverdue'])
})

test('another company’s deliveries are not there', async (t) => {
  const { office, webhook } = await told(t)
  const named = { actor: office.elsewhere('admin'), companyId: 'demo', webhookId: webhook.id }
  for (const refused of [
    await office.app.webhookDeliveries.list(named),
    await office.app.webhookDeliveries.test(named),
    await office.app.webhookDeliveries.resend({ ...named, eventId: 'x' }),
    await office.app.webhookDeliveries.list({ ...asked(office), webhookId: 'x' }),
    await office.app.webhookDeliveries.resend({ ...webhook.named, eventId: 'x' }),
  ])
    assert.equal(refused.ok || refused.error.code, 'notFound')
})

test('however many wait for their next try, each is made, and the log is read page by page', async (t) => {
  const { office, there, webhook } = await told(t, status(500))
  await aRequest(office).verified().made()
  await aRequest(office, { email: 'other@person.example' }).verified().made()
  office.clock.pass({ seconds: 5 })
  assert.equal(await office.app.retryWebhooks(1), 2)
  await office.pump()
  assert.equal(there.calls.length, 4)

  for (let number = 0; number < 50; number++) {
    office.clock.pass({ seconds: 180 })
    must(await office.app.webhookDeliveries.test(webhook.named))
  }
  const first = must(await office.app.webhookDeliveries.list(webhook.named))
  const { continuation = '' } = first
  const second = must(await office.app.webhookDeliveries.list({ ...webhook.named, continuation }))
  assert.deepEqual(
    [first.deliveries.length, second.deliveries.length, second.continuation],
    [50, 2, undefined],
  )
  assert.ok(
    first.deliveries.every(({ type }) => type === 'test'),
    'the newest come first',
  )
  const madeUp = await office.app.webhookDeliveries.list({ ...webhook.named, continuation: 'x' })
  assert.equal(refusal(madeUp), 'parameterInvalid')
})

test('two who send the same once more at the same moment send it once', async (t) => {
  const { office, there, webhook } = await told(t)
  await aRequest(office).verified().made()
  const { id: eventId } = await only(office, webhook.id)
  const resend = () => office.app.webhookDeliveries.resend({ ...webhook.named, eventId })

  const outcomes = (await Promise.all([resend(), resend()])).map((sent) => sent.ok || sent.error.code)

  assert.deepEqual(outcomes.toSorted(), [true, 'versionConflict'].toSorted())
  assert.equal(there.calls.length, 2)
})

test('two messages at once that say 410 stop the receiver once', async (t) => {
  const { office, webhook } = await told(t, status(500))
  await aRequest(office).verified().made()
  await aRequest(office, { email: 'other@person.example' }).verified().made()
  const ids = (await deliveriesOf(office, webhook.id)).map(({ id }) => id)
  const gone = await receiver(t, { answer: status(410) })
  must(await office.app.webhooks.change({ ...webhook.named, wish: { ...webhook, url: gone.url } }))

  await Promise.all(ids.map((eventId) => office.app.webhookDeliveries.resend({ ...webhook.named, eventId })))

  const entries = (await auditOf(office).lines()).filter(({ entry }) => entry?.event === 'webhookStopped')
  assert.equal(entries.length, 1)
})

test('a receiver is tested thirty times an hour, and what happens is told it all the same', async (t) => {
  const { office, there, webhook } = await told(t)
  const again = () => office.app.webhookDeliveries.test(webhook.named)
  for (let number = 0; number < 30; number++) must(await again())
  assert.equal(refusal(await again()), 'limitReached')
  assert.equal(there.calls.length, 30)
  await aRequest(office).verified().made()
  assert.equal(there.calls.length, 31)
  office.clock.pass({ seconds: 3600 })
  must(await again())
})
