import { test } from 'node:test'
import assert from 'node:assert/strict'

import { must, openOffice, refusal } from '../../support/application.ts'
import { mailTo, mailsTo } from '../../support/mailbox.ts'
import { aRequest, goingOn, personEmail } from '../../support/request-stages.ts'

test('the person and the company write to each other, and mail only says that there is a message', async (t) => {
  const office = await openOffice(t)
  const { requestId, person } = await aRequest(office).verified().assignedTo('user').made()
  const { list, post } = office.app.messages

  must(await post({ actor: person, requestId, text: 'Jeg har haft to policer.' }))
  office.clock.pass({ seconds: 1 })
  must(await post({ actor: office.as('user'), requestId, text: 'Tak, vi leder.' }))
  await office.pump()

  const conversation = must(await list({ actor: person, requestId }))
  assert.deepEqual(
    conversation.map(({ from, text }) => [from, text]),
    [
      ['person', 'Jeg har haft to policer.'],
      ['company', 'Tak, vi leder.'],
    ],
  )
  assert.deepEqual(must(await list({ actor: office.as('user'), requestId })), conversation)
  for (const address of [personEmail, 'user@demo.example'])
    assert.doesNotMatch(mailTo(office, address).text, /policer|leder/)
  assert.match(mailTo(office, personEmail).subject, /: You have a message about your request$/)
  assert.match(mailTo(office, 'user@demo.example').subject, /: A person has written$/)
})

test('while nobody works on a request, its manager is told that the person wrote', async (t) => {
  const office = await openOffice(t)
  const { requestId, person } = await aRequest(office).verified().made()

  must(await office.app.messages.post({ actor: person, requestId, text: 'Hallo?' }))
  await office.pump()

  assert.equal(mailsTo(office, 'manager@demo.example').length, 1)
  assert.equal(mailsTo(office, 'deputy@demo.example').length, 1)
})

test('a message that is sent twice is one message and one mail', async (t) => {
  const office = await openOffice(t)
  const { requestId, person } = await aRequest(office).verified().assignedTo('user').made()
  const before = mailsTo(office, 'user@demo.example').length
  const message = { actor: person, requestId, text: 'Hallo?', idempotency: { key: 'k', bodyHash: 'a' } }

  const first = must(await office.app.messages.post(message))
  const second = must(await office.app.messages.post(message))
  await office.pump()

  assert.deepEqual(second, first)
  assert.equal(must(await office.app.messages.list({ actor: person, requestId })).length, 1)
  assert.equal(mailsTo(office, 'user@demo.example').length, before + 1)
  const other = { ...message, idempotency: { key: 'k', bodyHash: 'b' } }
  assert.equal(refusal(await office.app.messages.post(other)), 'idempotencyKeyReused')
})

test('what the record of a repeated message keeps does not say what it said', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office).verified().made()
  const { requestId, person } = request
  const idempotency = { key: 'k', bodyHash: 'a' }
  must(await office.app.messages.post({ actor: person, requestId, text: 'hemmeligt', idempotency }))

  const partition = { container: 'requests', key: ['demo', requestId], limit: 1000 } as const
  assert.doesNotMatch(JSON.stringify((await office.ports.documents.query(partition)).items), /hemmeligt/)
})

test('a note of an approver is for those who work on it, never for the person', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office).verified().assignedTo('user').filled().sealed().made()
  const { requestId, person } = request
  const manifestSha256 = (await office.stateOf(request)).seal?.root ?? ''
  must(
    await office.app.decideSeal({
      ...{ actor: office.as('approver'), requestId, manifestSha256 },
      ...{ decision: 'return', comment: 'Side 3 er en andens.' },
    }),
  )

  const texts = async (actor: typeof person | ReturnType<typeof office.as>) =>
    must(await office.app.messages.list({ actor, requestId })).map(({ text }) => text)

  assert.deepEqual(await texts(office.as('user')), ['Side 3 er en andens.'])
  assert.deepEqual(await texts(person), [])
})

test('after the content is destroyed there is nothing to read or to write', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office).verified().assignedTo('user').made()
  const { requestId, person } = request
  must(await office.app.withdrawRequest({ actor: person, requestId }))
  office.clock.pass({ days: 33 })
  await office.app.purgeContent(100)

  assert.equal(refusal(await office.app.messages.list({ actor: person, requestId })), 'contentGone')
  assert.equal(
    refusal(await office.app.messages.post({ actor: person, requestId, text: 'x' })),
    'contentGone',
  )
})

test('staff write only while they work on it', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office).verified().assignedTo('user').filled().sealed().approved().made()
  await goingOn(office, request).delivered().made()

  const late = { actor: office.as('user'), requestId: request.requestId, text: 'Og en ting til' }

  assert.equal(refusal(await office.app.messages.post(late)), 'forbidden')
})
