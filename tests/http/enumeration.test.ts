import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TestContext } from 'node:test'

import type { Operation } from '../../functions/http/operation.ts'
import { operations } from '../../functions/operations.ts'
import type { DocumentStore } from '../../shared/application/ports/documents.ts'
import type { MessageBus } from '../../shared/application/ports/messages.ts'
import type { Ports } from '../../shared/application/ports/ports.ts'
import { schemas } from '../../shared/contracts/schemas/all.ts'
import { compared } from '../../bench/enumeration.ts'
import { openOffice } from '../support/application.ts'
import { aRequest, personEmail } from '../support/request-stages.ts'
import { textPlacesOf, type Schema } from '../support/schema-bodies.ts'
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

/** Ids and references are drawn for each answer. */
const drawn = /[\w-]{22}|\d{4}-\w{4}-\w{4}-\w/g

/** All that whoever asks can see of the answer, and what was done for it. */
async function seen(t: TestContext, operationId: string, email: string, body: object) {
  const { office, taken } = await anOffice(t)
  taken()
  const answer = await called(office.app, operationOf(operationId), {
    params: { company: 'demo' },
    body: { ...body, email },
  })
  const { status, headers, body: text } = answer
  const calls = taken()
  const before = office.mail.list({ to: email }).length
  await office.pump()
  const mails = office.mail.list({ to: email }).slice(0, office.mail.list({ to: email }).length - before)
  return {
    ...{ calls, mails },
    answer: {
      status,
      said: JSON.stringify([headers, text]).replaceAll(drawn, (id) => '?'.repeat(id.length)),
    },
  }
}

/** What is asked for with an address, and how everybody is answered. */
const ways: Readonly<Record<string, { readonly body: object; readonly status: number }>> = {
  redeemCode: { body: { company: 'demo', code: '00000000' }, status: 401 },
  askLinks: { body: {}, status: 202 },
  signIn: { body: {}, status: 202 },
  createRequest: { body: { rights: ['access'] }, status: 202 },
  claimFirstOperator: { body: { code: 'no such code', name: 'Eve' }, status: 401 },
}

test('every call that takes an address from who is not signed in is compared here', () => {
  const takesAddress = ({ body }: Operation): boolean =>
    body !== undefined &&
    textPlacesOf(schemas[body] as Schema).some(({ schema }) => schema.format === 'email')
  const open = operations.filter((operation) => operation.security !== 'bearer' && takesAddress(operation))
  const named = open.map(({ operationId }) => operationId)
  assert.deepEqual(named, Object.keys(ways))
  assert.deepEqual(Object.keys(compared).sort(), named.sort(), 'how long it takes is compared by the bench')
})

for (const [operationId, { body, status }] of Object.entries(ways))
  test(`${operationId}: who is known and who is not get the same answer, after the same calls to the stores`, async (t) => {
    const unknown = await seen(t, operationId, unknownEmail, body)

    assert.equal(unknown.answer.status, status)
    assert.ok(unknown.calls.length > 0)
    for (const email of [staffEmail, personEmail]) {
      const known = await seen(t, operationId, email, body)
      assert.deepEqual(known.answer, unknown.answer)
      assert.deepEqual(known.calls, unknown.calls)
    }
  })

test('who is known is mailed all the same, and nobody else but who asks for the first time', async (t) => {
  const mailsTo = async (operationId: string, email: string) =>
    (await seen(t, operationId, email, ways[operationId]?.body ?? {})).mails
  assert.ok((await mailsTo('signIn', staffEmail))[0]?.text.includes('/demo/link#'))
  assert.ok((await mailsTo('askLinks', personEmail))[0]?.text.includes('/demo/link#'))
  for (const operationId of ['signIn', 'askLinks', 'redeemCode'])
    assert.deepEqual(await mailsTo(operationId, unknownEmail), [], operationId)
  const [known, unknown] = [
    await mailsTo('createRequest', personEmail),
    await mailsTo('createRequest', unknownEmail),
  ]
  assert.deepEqual([known.length, unknown.length], [1, 1])
  assert.equal(known[0]?.subject.length, unknown[0]?.subject.length)
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
