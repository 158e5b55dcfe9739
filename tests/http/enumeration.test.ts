import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TestContext } from 'node:test'

import type { DocumentStore } from '../../shared/application/ports/documents.ts'
import type { MessageBus } from '../../shared/application/ports/messages.ts'
import type { Ports } from '../../shared/application/ports/ports.ts'
import { openOffice } from '../support/application.ts'
import { aRequest, personEmail } from '../support/request-stages.ts'
import { called, operationOf } from './support/called.ts'

/** What a call asks of the stores and of the queues, in its order: kinds, containers and sizes, no ids. */
function recorded() {
  const calls: string[] = []
  const documentsOf = (documents: DocumentStore): DocumentStore => ({
    read: (partition, id) => {
      calls.push(`read ${partition.container}`)
      return documents.read(partition, id)
    },
    batch: (partition, writes) => {
      calls.push(`batch ${partition.container} ${writes.map(({ kind }) => kind).join(' ')}`)
      return documents.batch(partition, writes)
    },
    query: (query) => {
      calls.push(`query ${query.container}`)
      return documents.query(query)
    },
  })
  const busOf = (messages: MessageBus): MessageBus => ({
    ...messages,
    send: (queue, sent) => {
      calls.push(`send ${queue} ${sent.length}`)
      return messages.send(queue, sent)
    },
  })
  const through = (ports: Ports): Ports => ({
    ...ports,
    documents: documentsOf(ports.documents),
    messages: busOf(ports.messages),
  })
  return { through, taken: (): readonly string[] => calls.splice(0) }
}

const staffEmail = 'user@demo.example'
const unknownEmail = 'eve@person.example'

async function anOffice(t: TestContext) {
  const { through, taken } = recorded()
  const office = await openOffice(t, { mode: 'serve', through })
  await aRequest(office).verified().made()
  // The company is remembered for some seconds, as it always is where calls come one after the other.
  await office.app.viewProfile('demo')
  return { office, taken }
}

/** All that whoever asks can see of the answer, and what was done for it. */
async function seen(t: TestContext, operationId: string, email: string, body: object) {
  const { office, taken } = await anOffice(t)
  taken()
  const {
    status,
    headers,
    body: text,
  } = await called(office.app, operationOf(operationId), {
    params: { company: 'demo' },
    body: { ...body, email },
  })
  const calls = taken()
  await office.pump()
  return { answer: { status, headers, text }, calls, mails: office.mail.list({ to: email }) }
}

for (const operationId of ['signIn', 'askLinks'] as const)
  test(`${operationId}: who is known and who is not get the same answer, after the same calls to the stores`, async (t) => {
    const staff = await seen(t, operationId, staffEmail, {})
    const person = await seen(t, operationId, personEmail, {})
    const unknown = await seen(t, operationId, unknownEmail, {})

    assert.equal(unknown.answer.status, 202)
    assert.ok(unknown.calls.length >= 3)
    for (const known of [staff, person]) {
      assert.deepEqual(known.answer, unknown.answer)
      assert.deepEqual(known.calls, unknown.calls)
    }
    assert.deepEqual(unknown.mails, [])
    const mailed = operationId === 'signIn' ? staff.mails : person.mails
    assert.ok(mailed[0]?.text.includes('/demo/link#'), 'who is known was mailed all the same')
  })

test('redeemCode: a wrong code gets the same answer for every address, after the same calls to the stores', async (t) => {
  const code = { company: 'demo', code: '00000000' }
  const unknown = await seen(t, 'redeemCode', unknownEmail, code)

  assert.equal(unknown.answer.status, 401)
  assert.ok(unknown.calls.length >= 4)
  for (const email of [staffEmail, personEmail]) {
    const known = await seen(t, 'redeemCode', email, code)
    assert.deepEqual(known.answer, unknown.answer)
    assert.deepEqual(known.calls, unknown.calls)
  }
})

test('what a stranger asked for leaves nothing behind that says so, but a document that goes within a day', async (t) => {
  const { office } = await anOffice(t)
  await called(office.app, operationOf('signIn'), {
    params: { company: 'demo' },
    body: { email: unknownEmail },
  })
  await office.pump()

  const company = { container: 'companies', key: ['demo'], idPrefix: 'mail:', limit: 100 } as const
  const mails = (await office.ports.documents.query<{ id: string; ttlSeconds?: number }>(company)).items
  assert.ok(mails.length > 0)
  for (const { value } of mails) {
    assert.ok((value.ttlSeconds ?? Infinity) <= 86_400)
    assert.ok(!JSON.stringify(value).includes('eve') && !('sealed' in value))
  }
})
