import { test } from 'node:test'
import assert from 'node:assert/strict'

import { makeKeyring } from '../../../shared/application/keys/keyring.ts'
import { sealJson } from '../../../shared/application/keys/sealed-json.ts'
import { createApp } from '../../../shared/composition/app.ts'
import { must, openOffice, refusal } from '../../support/application.ts'
import { mailTo, mailsTo } from '../../support/mailbox.ts'
import { aRequest, deliver, goingOn, personEmail } from '../../support/request-stages.ts'
import { itemAt, withhold } from '../../support/withholding.ts'

test('that nothing is held is an answer: its letter says so for each place, and its right is answered', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office, { informationTypes: ['generic'] })
    .verified()
    .assignedTo('user')
    .made()
  const { requestId, person } = request
  await goingOn(office, request).filled().sealed().approved().delivered().made()

  const { letters } = must(await office.app.readLetters({ actor: person, requestId }))

  assert.match(JSON.stringify(letters), /Case files: We hold nothing about you here/)
  const state = await office.stateOf(request)
  assert.deepEqual(state.rights, [{ right: 'access', status: 'answered', outcome: 'nothingHeld' }])
})

test('a place that could not be searched is said to be one', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office).verified().assignedTo('user').filled().made()
  const { requestId, person } = request
  must(
    await office.app.setSource({
      ...{ actor: office.as('user'), requestId, sourceId: 'caseFiles', state: 'failed' },
    }),
  )
  await goingOn(office, request).sealed().approved().delivered().made()

  const { letters } = must(await office.app.readLetters({ actor: person, requestId }))

  assert.match(JSON.stringify(letters), /Case files: We could not get the data from here/)
})

test('a company without any place to search answers that it holds nothing', async (t) => {
  const office = await openOffice(t, { company: { informationTypes: [] } })
  const request = await aRequest(office).verified().assignedTo('user').made()
  const { requestId, person } = request
  must(await office.app.withhold({ actor: office.as('user'), requestId, items: [] }))
  await goingOn(office, request).sealed().approved().delivered().made()

  const { letters } = must(await office.app.readLetters({ actor: person, requestId }))

  assert.match(JSON.stringify(letters), /We hold nothing about you here/)
})

test('a right without data is answered in words: what the company wrote, and a mail that it is there', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office, { rights: ['erasure'] })
    .verified()
    .assignedTo('user')
    .filled()
    .made()
  const { requestId } = request
  must(
    await office.app.messages.post({
      ...{ actor: office.as('user'), requestId, text: 'Vi har slettet dine oplysninger.' },
    }),
  )
  await goingOn(office, request).sealed().approved().delivered().made()

  const state = await office.stateOf(request)
  assert.equal(state.status, 'delivered')
  assert.deepEqual(state.rights, [{ right: 'erasure', status: 'answered', outcome: 'fulfilled' }])
  assert.doesNotMatch(mailTo(office, personEmail).text, /slettet/)
})

test('what was left out makes the answer a part, and a right that was refused stays refused', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office, { rights: ['access', 'portability'] })
    .verified()
    .assignedTo('user')
    .filled()
    .made()
  const { requestId } = request
  const actor = office.as('user')
  const refused = {
    actor,
    requestId,
    right: 'portability',
    groundCode: 'notAutomated',
    facts: 'On paper.',
  } as const
  const item = must(await office.app.proposeRefusal(refused))
  must(await office.app.decideItem({ actor: office.as('manager'), requestId, ...item, decision: 'approve' }))
  must(await withhold(office, request, [await itemAt(office, request, '/claims/0')]))
  await goingOn(office, request).sealed().approved().delivered().made()

  const { rights } = await office.stateOf(request)

  assert.deepEqual(
    rights.map(({ outcome }) => outcome),
    ['partlyFulfilled', 'refused'],
  )
})

test('a request that is taken back after one of its rights was refused leaves that one refused', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office, { rights: ['access', 'erasure'] })
    .verified()
    .assignedTo('user')
    .made()
  const { requestId, person } = request
  const refused = { actor: office.as('user'), requestId, right: 'erasure', facts: 'Tax law.' } as const
  const item = must(await office.app.proposeRefusal({ ...refused, groundCode: 'legalObligation' }))
  must(await office.app.decideItem({ actor: office.as('manager'), requestId, ...item, decision: 'approve' }))

  must(await office.app.withdrawRequest({ actor: person, requestId }))

  assert.deepEqual(
    (await office.stateOf(request)).rights.map(({ outcome }) => outcome),
    ['withdrawn', 'refused'],
  )
})

test('two who build the same package at once make one, and nothing is left of the other', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office).verified().assignedTo('user').filled().sealed().approved().made()
  const { companyId, requestId } = request
  const [deliveryId = ''] = await office.app.delivery.prepare({ companyId, requestId })
  const build = (app: typeof office.app) => app.delivery.build({ companyId, requestId, deliveryId })

  assert.deepEqual(await Promise.all([build(office.app), build(office.restarted())]), ['built', 'built'])

  const { names } = await office.ports.blobs.list('demo', `${requestId}/deliveries/`)
  assert.equal(names.length, 1)
  await deliver(office, request)
})

test('a seal that is voided while its package is being built stops the delivery', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office).verified().assignedTo('user').filled().sealed().approved().made()
  const { companyId, requestId } = request
  const [deliveryId = ''] = await office.app.delivery.prepare({ companyId, requestId })
  const { packages } = office.ports
  const app = createApp({
    ...office.ports,
    packages: {
      ...packages,
      buildPackage: async (...input) => {
        const mark = { actor: office.as('user'), requestId, sourceId: 'caseFiles', state: 'failed' } as const
        must(await office.app.setSource(mark))
        return packages.buildPackage(...input)
      },
    },
  })

  assert.equal(await app.delivery.build({ companyId, requestId, deliveryId }), 'stopped')

  assert.deepEqual((await office.ports.blobs.list('demo', `${requestId}/deliveries/`)).names, [])
})

test('a seal that is voided while its notice is on its way to the provider is not delivered by it', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office).verified().assignedTo('user').filled().sealed().approved().made()
  const { companyId, requestId } = request
  office.mail.setProvider('down')
  await deliver(office, request)
  const { mail } = office.ports
  office.mail.setProvider('up')
  let voided = false
  const app = createApp({
    ...office.ports,
    mail: {
      send: async (letter) => {
        const mark = { actor: office.as('user'), requestId, sourceId: 'caseFiles', state: 'failed' } as const
        if (!voided) must(await office.app.setSource(mark))
        voided = true
        return mail.send(letter)
      },
    },
  })
  office.clock.pass({ hours: 1 })
  await app.retryMails(100)

  assert.equal((await office.stateOf({ companyId, requestId })).status, 'collecting')
})

test('an answer on paper is handed over only where it was asked for on paper, and once it was released', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office).verified().assignedTo('user').filled().sealed().approved().made()
  const { requestId } = request
  const handOver = () => office.app.handOver({ actor: office.as('manager'), requestId, how: 'post' })

  assert.equal(refusal(await handOver()), 'notOnPaper')
  assert.equal(mailsTo(office, personEmail).length, 2)
})

test('a ground that the law has dropped since is named by its code', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office).verified().assignedTo('user').filled().made()
  const { companyId, requestId, person } = request
  const { items: kept } = must(await withhold(office, request, [await itemAt(office, request, '/claims/0')]))
  const state = await office.stateOf(request)
  const key = await makeKeyring(office.ports).open(companyId, state.key)
  const items = kept.map((item) => ({ ...item, groundCode: 'droppedGround', article: 'Art. 0' }))
  const withheld = sealJson(office.ports.crypto, key ?? new Uint8Array(), `withheld demo ${requestId}`, items)
  const partition = { container: 'requests', key: [companyId, requestId] } as const
  await office.ports.documents.batch(partition, [
    { kind: 'upsert', value: { ...state, withheld } as typeof state },
  ])
  await goingOn(office, request).sealed().approved().delivered().made()

  const { letters } = must(await office.app.readLetters({ actor: person, requestId }))

  assert.match(JSON.stringify(letters), /droppedGround/)
})
