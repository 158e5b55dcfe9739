import assert from 'node:assert/strict'
import { test } from 'node:test'

import { makeReadOwnCopy } from '../../../shared/application/requests/own-copy.ts'
import { coreOf } from '../../../shared/composition/core-of.ts'
import { err } from '../../../shared/kernel/result.ts'
import { must, openOffice, refusal } from '../../support/application.ts'
import { aRequest, personEmail } from '../../support/request-stages.ts'

test('the person takes all that stands of their request along, until its content is gone', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office, { message: 'A word of my own' }).verified().made()
  const { requestId, person } = request
  must(await office.app.messages.post({ actor: person, requestId, text: 'And another' }))

  const copy = must(await office.app.ownCopy({ actor: person, requestId, language: 'da' }))

  assert.equal(copy.takenAt, office.clock.now().toISOString())
  assert.equal(copy.request.reference, request.reference)
  assert.deepEqual(copy.given, { email: personEmail, message: 'A word of my own' })
  assert.deepEqual(
    copy.messages?.map(({ text }) => text),
    ['And another'],
  )
  assert.ok(copy.letters.length > 0)
  assert.equal(copy.certificate, undefined)
})

test('what staff wrote of the receipt is not in it, and nobody else takes it', async (t) => {
  const office = await openOffice(t)
  const registered = must(
    await office.app.registerRequest({
      ...{ actor: office.as('manager'), companyId: 'demo', channel: 'letter' },
      ...{ receivedAt: new Date('2026-02-20T09:00:00Z'), backdatingReason: 'It lay in another house' },
      wish: { rights: ['access'], personal: { postalAddress: 'Prøvegade 2, 5000 Odense' } },
    }),
  )
  await office.pump()
  const { requestId } = registered
  const person = { kind: 'requester', sessionId: 's', companyId: 'demo', requestId } as const

  const { given } = must(await office.app.ownCopy({ actor: person, requestId }))

  assert.deepEqual(given, { postalAddress: 'Prøvegade 2, 5000 Odense' })
  const others = [
    { ...person, requestId: 'another' },
    { ...person, companyId: 'other' },
    office.as('manager'),
    office.as('owner'),
  ]
  for (const actor of others)
    assert.equal(refusal(await office.app.ownCopy({ actor, requestId })), 'notFound')
})

test('after the purge the copy holds the certificate, and no word of the person', async (t) => {
  const office = await openOffice(t)
  const { requestId, person } = await aRequest(office, { message: 'A word of my own' }).verified().made()
  must(await office.app.withdrawRequest({ actor: person, requestId }))
  office.clock.pass({ days: 33 })
  await office.app.purgeContent(100)

  const copy = must(await office.app.ownCopy({ actor: person, requestId }))

  assert.deepEqual([copy.given, copy.messages, copy.letters], [undefined, undefined, []])
  assert.ok(copy.certificate)
  assert.ok(!JSON.stringify(copy).includes('A word of my own'))
})

test('a person who turns out to be the wrong one meanwhile takes nothing', async (t) => {
  const office = await openOffice(t)
  const { requestId, person } = await aRequest(office).verified().made()
  const { app, ports } = office
  const gone = async () => err({ code: 'notFound' } as const)

  for (const late of [{ viewRequest: gone }, { readLetters: gone }]) {
    const readOwnCopy = makeReadOwnCopy({ ...coreOf(ports), ...app, ...late })
    assert.equal(refusal(await readOwnCopy({ actor: person, requestId })), 'notFound')
  }
})

test('staff who work on the request take no copy either, though they read what is in it', async (t) => {
  const office = await openOffice(t)
  const { requestId } = await aRequest(office).verified().assignedTo('user').made()
  const actor = office.as('user')
  must(await office.app.readLetters({ actor, requestId }))

  assert.equal(refusal(await office.app.ownCopy({ actor, requestId })), 'notFound')
})
