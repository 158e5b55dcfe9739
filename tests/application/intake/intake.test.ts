import { test } from 'node:test'
import assert from 'node:assert/strict'

import { must, openingTime, openOffice, refusal, type Office } from '../../support/application.ts'
import { mailsTo, tokenTo } from '../../support/mailbox.ts'
import { aRequest, personEmail } from '../../support/request-stages.ts'

const wish = { rights: ['access'], personal: { email: personEmail } } as const

const create = (office: Office, idempotency?: { key: string; bodyHash: string }, companyId = 'demo') =>
  office.app.createRequest({ companyId, wish, ...(idempotency ? { idempotency } : {}) })

test('a request gets a reference, waits for its link, and its clock runs from its receipt', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office).made()

  const { view } = must(await office.app.viewRequest({ actor: request.person, requestId: request.requestId }))

  assert.match(request.reference, /^2026-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]$/)
  assert.equal(view.status, 'awaitingVerification')
  assert.equal(view.receivedAt, openingTime)
  assert.equal(view.internalDue.slice(0, 10), '2026-04-01')
  assert.equal(view.verifiedAt, undefined)
})

test('late verification does not move the due date: the clock ran from receipt', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office).made()
  const seen = { actor: request.person, requestId: request.requestId }
  const before = must(await office.app.viewRequest(seen)).view
  office.clock.pass({ days: 9 })
  must(await office.app.redeemLink({ token: tokenTo(office, personEmail), use: 'program' }))

  const after = must(await office.app.viewRequest(seen)).view

  assert.equal(after.internalDue, before.internalDue)
  assert.equal(after.verifiedAt, office.clock.now().toISOString())
})

test('the due dates come with their proof in words, in the language that is asked for', async (t) => {
  const office = await openOffice(t)
  const { person, requestId } = await aRequest(office, { language: 'da' }).made()

  const danish = must(await office.app.viewRequest({ actor: person, requestId })).view
  const english = must(await office.app.viewRequest({ actor: person, requestId, language: 'en' })).view

  assert.match(danish.dueProof.join(' '), /marts 2026/)
  assert.match(english.dueProof.join(' '), /March 2026/)
})

test('the same key and body make one request and get the same answer', async (t) => {
  const office = await openOffice(t)
  const idempotency = { key: 'k-1', bodyHash: 'a' }

  const first = must(await create(office, idempotency))
  const second = must(await create(office, idempotency))
  await office.pump()

  assert.deepEqual(second, first)
  assert.equal(mailsTo(office, personEmail).length, 1)
})

test('the same key and body at the same moment make one request', async (t) => {
  const office = await openOffice(t)
  const idempotency = { key: 'k-1', bodyHash: 'a' }

  const [first, second] = await Promise.all([create(office, idempotency), create(office, idempotency)])
  await office.pump()

  assert.deepEqual(must(second), must(first))
  assert.equal(mailsTo(office, personEmail).length, 1)
})

test('the same key with another body is refused, also a day later', async (t) => {
  const office = await openOffice(t)
  must(await create(office, { key: 'k-1', bodyHash: 'a' }))

  assert.equal(refusal(await create(office, { key: 'k-1', bodyHash: 'b' })), 'idempotencyKeyReused')
  office.clock.pass({ days: 2 })
  assert.equal(refusal(await create(office, { key: 'k-1', bodyHash: 'b' })), 'idempotencyKeyReused')
})

test('the same key with two companies is two requests', async (t) => {
  const office = await openOffice(t)

  const here = must(await create(office, { key: 'k-1', bodyHash: 'a' }))
  const there = must(await create(office, { key: 'k-1', bodyHash: 'a' }, 'other'))

  assert.notEqual(here.requestId, there.requestId)
})

test('a company that does not exist, a right that it does not offer and a type that it does not know are refused', async (t) => {
  const office = await openOffice(t, { company: { rights: ['access'] } })
  const ask = (change: object, companyId = 'demo') =>
    office.app.createRequest({ companyId, wish: { ...wish, ...change } })

  assert.equal(refusal(await ask({}, 'nowhere')), 'notFound')
  assert.equal(refusal(await ask({ rights: ['access', 'erasure'] })), 'rightNotOffered')
  assert.equal(
    refusal(await ask({ informationTypes: ['insurance', 'horoscopes'] })),
    'informationTypeUnknown',
  )
  assert.deepEqual(office.mail.list(), [])
})

test('nothing chosen is everything; what is chosen narrows the sources', async (t) => {
  const office = await openOffice(t)
  const everything = await aRequest(office, { informationTypes: [] }).made()
  const some = await aRequest(office, { informationTypes: ['retail'] }).made()
  const sourcesOf = async (request: typeof some) =>
    (await office.stateOf(request)).sources.map(({ sourceId }) => sourceId)

  assert.deepEqual(await sourcesOf(everything), ['policySystem', 'webShop', 'caseFiles'])
  assert.deepEqual(await sourcesOf(some), ['webShop'])
})

test('the acknowledgement names what was chosen, or that it is everything', async (t) => {
  const office = await openOffice(t)
  const some = await aRequest(office, { informationTypes: ['retail'] })
    .verified()
    .made()
  const { letters } = must(await office.app.readLetters({ actor: some.person, requestId: some.requestId }))

  assert.equal(letters[0]?.letter.kind, 'acknowledgement')
  assert.match(JSON.stringify(letters[0]?.letter), /Purchases, loyalty club/)
})

test('nothing that the person wrote lies in the store in the clear', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office, { message: 'Om mine skader i 2025', country: 'DK' }).made()
  const page = await office.ports.documents.query({
    container: 'requests',
    key: [request.companyId, request.requestId],
    limit: 1000,
  })

  assert.doesNotMatch(JSON.stringify(page.items), /skader|person\.example/)
})

test('a request that nobody verified is in no list of the company', async (t) => {
  const office = await openOffice(t)
  await aRequest(office).made()

  const queue = must(await office.app.listQueue({ actor: office.as('manager'), filter: { limit: 50 } }))

  assert.deepEqual(queue.rows, [])
  assert.deepEqual(office.commands, [])
})
