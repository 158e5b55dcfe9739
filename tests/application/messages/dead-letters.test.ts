import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TestContext } from 'node:test'

import { InvocationContext } from '@azure/functions'

import { queueFunctions } from '../../../functions/bus/functions.ts'
import type { Ports } from '../../../shared/application/ports/ports.ts'
import { deadLetterQueueOf, type QueueName } from '../../../shared/application/ports/messages.ts'
import { DependencyUnavailable } from '../../../shared/application/ports/unavailable.ts'
import type { PersonName } from '../../support/companies.ts'
import { must, openOffice, refusal } from '../../support/application.ts'
import type { Office } from '../../support/application.ts'
import { aRequest } from '../../support/request-stages.ts'

const functionOf = {
  mail: 'sendMail',
  orchestrations: 'commandOrchestrations',
  audit: 'sequenceAudit',
  webhooks: 'tellWebhooks',
} as const

/** Gives what can be received now to the functions, as the host does: what throws goes back to the queue. */
async function deliver(office: Office, queue: QueueName, dead: 'dead' | 'live' = 'live'): Promise<number> {
  const functions = queueFunctions(office.app)
  const buriers = {
    ...{ mail: 'buryMails', orchestrations: 'buryCommands' },
    ...{ audit: 'buryAudit', webhooks: 'buryWebhooks' },
  } as const
  const name = dead === 'dead' ? buriers[queue] : functionOf[queue]
  let handled = 0
  for (const message of office.queue.receive(dead === 'dead' ? deadLetterQueueOf(queue) : queue, 32)) {
    handled += 1
    const context = new InvocationContext({
      invocationId: 'invocation',
      functionName: name,
      triggerMetadata: {
        messageId: message.messageId,
        deliveryCount: message.deliveryCount,
        ...(message.sessionId === undefined ? {} : { sessionId: message.sessionId }),
        applicationProperties:
          message.deadReason === undefined ? {} : { deadLetterReason: 'MaxDeliveryCountExceeded' },
      },
    })
    try {
      await functions[name]?.handler(message.body, context)
      office.queue.complete(message.lockToken)
    } catch {
      office.queue.abandon(message.lockToken)
    }
  }
  return handled
}

/** An office whose store fails as it is told: `audit` messages then cannot be handled. */
async function failing(t: TestContext) {
  const fault: { error?: Error; all?: true } = {}
  const through = (ports: Ports): Ports => ({
    ...ports,
    documents: {
      ...ports.documents,
      batch: async (partition, writes) => {
        if (fault.error && fault.all) throw fault.error
        return ports.documents.batch(partition, writes)
      },
      query: async (query) => {
        if (fault.error && query.container !== 'logs') throw fault.error
        return ports.documents.query(query)
      },
    },
  })
  const office = await openOffice(t, { through })
  await aRequest(office).made()
  await office.pump()
  return { office, fault }
}

const send = (office: Office, id: string, queue: QueueName = 'audit') =>
  office.ports.messages.send(queue, [
    { id, body: { companyId: 'demo', requestId: 'r', version: '1' }, sessionId: 'demo' },
  ])

const waiting = async (office: Office, name: PersonName = 'admin') =>
  must(await office.app.deadLetters.list({ actor: office.as(name), companyId: 'demo' }))

test('a message that meets an outage comes again ever later, and is handled when the outage is over', async (t) => {
  const { office, fault } = await failing(t)
  fault.error = new DependencyUnavailable('documents', 1)
  await send(office, 'm1')
  const waits: number[] = []

  for (let seconds = 0; seconds < 200; seconds++) {
    if ((await deliver(office, 'audit')) > 0) waits.push(seconds)
    office.clock.pass({ seconds: 1 })
  }
  delete fault.error
  office.clock.pass({ hours: 1 })

  assert.deepEqual(waits, [0, 10, 30, 70, 150])
  assert.equal(await deliver(office, 'audit'), 1)
  assert.equal(await deliver(office, 'audit'), 0)
  assert.deepEqual(await waiting(office), [])
  assert.ok(office.log.some(({ code }) => code === 'dependencyUnavailable'))
})

test('a message that nobody can handle ends, after hours of tries, where the administrators see it, and nothing is lost', async (t) => {
  const { office, fault } = await failing(t)
  fault.error = new TypeError('with a secret in its words')
  await send(office, 'm1')
  const began = office.clock.now().getTime()

  for (let laps = 0; laps < 60 && (await waiting(office)).length === 0; laps++) {
    await deliver(office, 'audit')
    office.clock.pass({ seconds: 600 })
  }

  const hours = (office.clock.now().getTime() - began) / 3_600_000
  assert.ok(hours > 3 && hours < 12, `${hours}`)
  const [letter] = await waiting(office)
  assert.deepEqual(
    { ...letter, id: '', at: '' },
    {
      id: '',
      queue: 'audit',
      kind: 'audit',
      at: '',
      reason: 'triesUsedUp',
      deliveryCount: 1,
      retries: 0,
      requestId: 'r',
    },
  )
  assert.ok(!JSON.stringify([letter, office.log]).includes('secret'))
  assert.deepEqual(
    office.log.filter(({ code }) => code === 'messageRefused').map((line) => ({ ...line, messageId: '' })),
    [{ code: 'messageRefused', queue: 'audit', messageId: '', reason: 'triesUsedUp' }],
  )
})

test('what is put off is what it was, with its count, its session where it has one', async (t) => {
  const { office } = await failing(t)
  const body = {
    command: 'purge',
    instanceId: 'i',
    companyId: 'demo',
    requestId: 'r',
    attempt: 3,
    text: 'planted',
  }

  await office.app.putOff({ queue: 'mail', messageId: 'm1', body, deliveryCount: 1 }, 'thrown')
  for (const tries of [-1, 0.5, '7'])
    await office.app.putOff({ queue: 'mail', messageId: 'm1', body: { tries }, deliveryCount: 1 }, 'thrown')
  await office.app.putOff(
    { queue: 'audit', messageId: 'm2', body: 'planted', deliveryCount: 1 },
    new Error('x'),
  )
  office.clock.pass({ seconds: 10 })

  assert.deepEqual(
    (['mail', 'audit'] as const).map((queue) =>
      office.queue
        .receive(queue, 10)
        .filter(({ messageId }) => messageId.endsWith('-again-1'))
        .map(({ messageId, sessionId, body: sent }) => [messageId, sessionId, sent]),
    ),
    [[['m1-again-1', undefined, { ...body, tries: 1 }]], [['m2-again-1', 'unknown', { tries: 1 }]]],
  )
  assert.ok(office.log.some((line) => line.code === 'defect' && line.error === 'unknown'))
})

test('an administrator sends a dead letter again; it is handled, and waits no more', async (t) => {
  const { office } = await failing(t)
  const ask = { actor: office.as('admin'), companyId: 'demo' }
  await office.app.bury(
    {
      queue: 'audit',
      messageId: 'm1',
      body: { companyId: 'demo', requestId: 'r', version: '1' },
      sessionId: 'demo',
      deliveryCount: 3,
    },
    'triesUsedUp',
  )
  const [letter] = await waiting(office)
  const id = letter?.id ?? ''

  must(await office.app.deadLetters.retry({ ...ask, id }))

  assert.deepEqual(await waiting(office), [])
  assert.equal(refusal(await office.app.deadLetters.retry({ ...ask, id })), 'transitionNotAllowed')
  assert.equal(await deliver(office, 'audit'), 1)
  // The same message, dead once more, is the same letter with its history.
  await office.app.bury(
    { queue: 'audit', messageId: 'm1-retry-1-again-4', body: { companyId: 'demo' }, deliveryCount: 1 },
    'triesUsedUp',
  )
  assert.deepEqual(
    (await waiting(office)).map((one) => [one.id, one.retries]),
    [[id, 1]],
  )
})

test('a dead letter about a request is let go for a reason, and the audit of the request says who did it', async (t) => {
  const { office } = await failing(t)
  const { companyId, requestId } = await aRequest(office, { email: 'bo@person.example' }).verified().made()
  const instanceId = 'instance'
  await office.app.bury(
    {
      queue: 'orchestrations',
      messageId: 'start-1',
      body: { command: 'start', name: 'approval', instanceId, companyId, requestId, note: 'not ours' },
      deliveryCount: 1,
    },
    'triesUsedUp',
  )
  const [letter] = await waiting(office)
  assert.deepEqual([letter?.kind, letter?.requestId], ['start approval', requestId])
  const ask = { actor: office.as('owner'), companyId, id: letter?.id ?? '' }

  must(await office.app.deadLetters.discard({ ...ask, reason: 'noLongerNeeded' }))

  assert.deepEqual(await waiting(office), [])
  const { lines } = must(
    await office.app.audit.entries({ actor: office.as('admin'), companyId, first: 0, limit: 1000 }),
  )
  const entry = lines.map((line) => line.entry).find((one) => one?.event === 'messageDiscarded')
  assert.deepEqual(entry?.by, { kind: 'employee', id: office.as('owner').employeeId })
  assert.deepEqual(entry.detail, { queue: 'orchestrations', kind: 'start approval' })
})

test('what the bus itself buried becomes a dead letter of its company, once, with its reason', async (t) => {
  const { office } = await failing(t)
  await send(office, 'm1')
  for (let n = 0; n < 10; n++)
    for (const { lockToken } of office.queue.receive('audit', 1)) office.queue.abandon(lockToken)

  assert.equal(await deliver(office, 'audit', 'dead'), 1)
  assert.equal(await deliver(office, 'audit', 'dead'), 0)

  assert.deepEqual(
    (await waiting(office)).map(({ reason, deliveryCount }) => [reason, deliveryCount]),
    [['maxDeliveryCountExceeded', 10]],
  )
  assert.deepEqual(office.queue.deadLetters('audit'), [])
})

test('a dead letter that cannot be written down now takes its turn again, and is not lost', async (t) => {
  const { office, fault } = await failing(t)
  await send(office, 'm1')
  for (let n = 0; n < 10; n++)
    for (const { lockToken } of office.queue.receive('audit', 1)) office.queue.abandon(lockToken)
  fault.error = new DependencyUnavailable('documents', 1)
  fault.all = true

  assert.equal(await deliver(office, 'audit', 'dead'), 1)
  assert.equal(await deliver(office, 'audit', 'dead'), 0)
  delete fault.error
  office.clock.pass({ seconds: 10 })

  assert.equal(await deliver(office, 'audit'), 1)
  assert.deepEqual(await waiting(office), [])
})

test('only administrators and owners see dead letters, of their own company alone', async (t) => {
  const { office } = await failing(t)
  await office.app.bury(
    { queue: 'audit', messageId: 'm1', body: { companyId: 'demo' }, deliveryCount: 1 },
    'x',
  )
  const [letter] = await waiting(office)
  const id = letter?.id ?? ''
  const { list, retry, discard } = office.app.deadLetters
  const reason = 'doneAnotherWay'

  for (const name of ['manager', 'user', 'officer', 'auditor'] as const) {
    const ask = { actor: office.as(name), companyId: 'demo' }
    assert.equal(refusal(await list(ask)), 'forbidden', name)
    assert.equal(refusal(await retry({ ...ask, id })), 'forbidden', name)
    assert.equal(refusal(await discard({ ...ask, id, reason })), 'forbidden', name)
  }
  for (const companyId of ['demo', 'other']) {
    const ask = { actor: office.elsewhere('admin'), companyId }
    if (companyId === 'demo') assert.equal(refusal(await list(ask)), 'notFound')
    else assert.deepEqual(must(await list(ask)), [])
    assert.equal(refusal(await retry({ ...ask, id })), 'notFound')
    assert.equal(refusal(await discard({ ...ask, id, reason })), 'notFound')
  }
  assert.equal((await waiting(office, 'owner')).length, 1)
})

test('two administrators who settle the same letter at once settle it once', async (t) => {
  const { office } = await failing(t)
  await office.app.bury(
    { queue: 'audit', messageId: 'm1', body: { companyId: 'demo' }, deliveryCount: 1 },
    'x',
  )
  const [letter] = await waiting(office)
  const ask = { actor: office.as('admin'), companyId: 'demo', id: letter?.id ?? '' }

  const both = await Promise.all([
    office.app.deadLetters.discard({ ...ask, reason: 'cannotSucceed' }),
    office.app.deadLetters.discard({ ...ask, reason: 'cannotSucceed' }),
  ])

  assert.equal(both.filter(({ ok }) => ok).length, 1)
})

test('whatever a life of requests sends can be buried and sent again as it was', async (t) => {
  const sent: { queue: QueueName; id: string; body: Readonly<Record<string, unknown>> }[] = []
  const through = (ports: Ports): Ports => ({
    ...ports,
    messages: {
      send: async (queue, messages) => {
        sent.push(...messages.map(({ id, body }) => ({ queue, id, body })))
        await ports.messages.send(queue, messages)
      },
    },
  })
  const office = await openOffice(t, { through })
  await aRequest(office).verified().assignedTo('user').filled().sealed().made()
  await office.pump()
  const told = sent.splice(0)
  assert.deepEqual(
    [...new Set(told.map(({ queue, body }) => `${queue} ${String(body['command'] ?? '')}`))].sort(),
    ['audit ', 'mail ', 'orchestrations raise', 'orchestrations start'],
  )

  for (const { queue, id, body } of told)
    await office.app.bury({ queue, messageId: id, body, deliveryCount: 1 }, 'triesUsedUp')
  for (const { id } of await waiting(office))
    must(await office.app.deadLetters.retry({ actor: office.as('admin'), companyId: 'demo', id }))

  for (const { queue, id, body } of told) {
    const again = sent.find((one) => one.queue === queue && one.id === `${id}-retry-1`)
    assert.deepEqual(again?.body, body, id)
  }
})

test('a message that names no company, or is no message of ours, is counted in the log and keeps nothing of its text', async (t) => {
  const { office } = await failing(t)

  for (const body of [
    null,
    'planted words',
    7,
    { companyId: '../other' },
    { companyId: 'demo', text: 'planted' },
  ])
    await office.app.bury(
      { queue: 'mail', messageId: `m-${typeof body}`, body, deliveryCount: 1 },
      'notUnderstood',
    )

  assert.equal(office.log.filter(({ code }) => code === 'messageRefused').length, 5)
  const letters = await waiting(office)
  assert.equal(letters.length, 1)
  assert.ok(!JSON.stringify([letters, office.log]).includes('planted'))
})
