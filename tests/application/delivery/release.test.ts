import { test, type TestContext } from 'node:test'
import assert from 'node:assert/strict'

import type { Document } from '../../../shared/application/ports/documents.ts'
import type { RequestDocument } from '../../../shared/application/requests/request-document.ts'
import { must, openOffice } from '../../support/application.ts'
import { mailsTo, mailTo, tokenTo } from '../../support/mailbox.ts'
import { streamOf } from '../../support/streams.ts'
import { aRequest, deliver, goingOn, personEmail } from '../../support/request-stages.ts'
import { itemAt, withhold } from '../../support/withholding.ts'

async function approvedRequest(t: TestContext) {
  const office = await openOffice(t)
  const request = await aRequest(office, { rights: ['access', 'portability'] })
    .verified()
    .assignedTo('user')
    .filled()
    .sealed()
    .approved()
    .made()
  const { companyId, requestId } = request
  const ref = { companyId, requestId }
  const overwrite = (value: Document) =>
    office.ports.documents.batch({ container: 'requests', key: [companyId, requestId] }, [
      { kind: 'upsert', value },
    ])
  const tamper = async (change: object) => overwrite({ ...(await office.stateOf(request)), ...change })
  return { office, request, ref, overwrite, tamper, ...office.app.delivery }
}

test('each package gets a key of its own, and is delivered when its notice was accepted', async (t) => {
  const { office, request, ref, prepare, build, release } = await approvedRequest(t)
  const ids = await prepare(ref)
  assert.equal(ids.length, 2)
  for (const deliveryId of ids) assert.equal(await build({ ...ref, deliveryId }), 'built')
  assert.equal(await release(ref), 'released')
  assert.equal((await office.stateOf(request)).status, 'approved')

  office.clock.pass({ seconds: 30 })
  await office.pump()

  const state = await office.stateOf(request)
  assert.equal(state.status, 'delivered')
  assert.deepEqual(state.ended, { how: 'delivered', at: '2026-03-02T08:00:30.000Z' })
  assert.equal(state.purgeAt, '2026-04-03T08:00:30.000Z')
  assert.deepEqual(
    state.rights.map(({ status }) => status),
    ['answered', 'answered'],
  )
  assert.equal(new Set(state.deliveries.map(({ key }) => key.keyId)).size, 2)
})

test('the mail of a delivery carries a link and no personal data; the letter lies behind it', async (t) => {
  const { office, request } = await approvedRequest(t)
  await deliver(office, request)

  const { text, token = '' } = mailTo(office, personEmail)
  assert.doesNotMatch(text, /anna|insurance|access|police/i)
  assert.equal(must(await office.app.redeemLink({ token, use: 'program' })).purpose, 'openRequest')
  const { person, requestId } = request
  const { letters } = must(await office.app.readLetters({ actor: person, requestId }))
  assert.ok(letters.some(({ letter }) => letter.kind === 'delivery'))
})

test('every step may be repeated, and the person notices nothing of it', async (t) => {
  const { office, request, ref, prepare, build, release } = await approvedRequest(t)
  const first = await prepare(ref)
  const second = await prepare(ref)
  for (const deliveryId of [...first, ...second]) assert.equal(await build({ ...ref, deliveryId }), 'built')
  assert.equal(await release(ref), 'released')
  assert.equal(await release(ref), 'released')
  const before = mailsTo(office, personEmail).length
  await office.pump()

  assert.deepEqual(second, first)
  assert.equal(mailsTo(office, personEmail).length, before + 1)
  assert.deepEqual(await prepare(ref), [])
  assert.equal(await release(ref), 'stopped')
  assert.equal((await office.stateOf(request)).deliveries.length, 2)
})

test('nothing is released that was not built', async (t) => {
  const { ref, prepare, build, release } = await approvedRequest(t)
  assert.equal(await release(ref), 'stopped')
  const [first = ''] = await prepare(ref)
  await build({ ...ref, deliveryId: first })

  assert.equal(await release(ref), 'stopped')
  assert.equal(await build({ ...ref, deliveryId: 'unknown' }), 'stopped')
})

test('release recomputes what was approved: whatever was tampered with beside it stops it', async (t) => {
  const changes: Readonly<Record<string, (state: RequestDocument) => object>> = {
    'the root': ({ seal }) => ({ seal: seal && { ...seal, root: '0'.repeat(64) } }),
    'the approvals': ({ seal }) => ({ seal: seal && { ...seal, approvals: [] } }),
    'the root that was approved': ({ seal }) => ({
      seal: seal && { ...seal, approvals: seal.approvals.map((one) => ({ ...one, root: '0'.repeat(64) })) },
    }),
    'the policy': ({ seal }) => ({ seal: seal && { ...seal, policy: { ...seal.policy, version: 7 } } }),
    'who contributed': () => ({ contributors: ['user', 'approver'] }),
    'the record of identity': ({ identity }) => ({
      identity: identity && { ...identity, method: 'nationalEid', level: 'nationalId' },
    }),
    'that there was identity': () => ({ identity: undefined }),
    'the rights': ({ rights }) => ({ rights: rights.slice(0, 1) }),
    'the way it leaves': () => ({ addressHash: undefined }),
    'the state of the seal': ({ seal }) => ({ seal: seal && { ...seal, state: 'pending' } }),
  }
  const { office, request, ref, overwrite, tamper, prepare, build, release } = await approvedRequest(t)
  for (const deliveryId of await prepare(ref)) await build({ ...ref, deliveryId })
  const untouched = await office.stateOf(request)
  for (const [what, change] of Object.entries(changes)) {
    await tamper(change(untouched))

    assert.equal(await release(ref), 'stopped', what)
    await overwrite(untouched)
  }
  assert.equal(await release(ref), 'released')
})

test('a seal of another request, or one that is gone, opens and delivers nothing', async (t) => {
  const { office, request, ref, overwrite, prepare, release } = await approvedRequest(t)
  const partition = { container: 'requests', key: [ref.companyId, ref.requestId] } as const
  const id = `seal:${(await office.stateOf(request)).seal?.sealId}`
  const stored = await office.ports.documents.read<Document & { sealed: string }>(partition, id)
  await overwrite({ ...stored?.value, id, sealed: `A${stored?.value.sealed.slice(1)}` } as Document)

  await assert.rejects(prepare(ref), /does not open/)
  await office.ports.documents.batch(partition, [{ kind: 'delete', id }])

  assert.deepEqual(await prepare(ref), [])
  assert.equal(await release(ref), 'stopped')
})

test('a package that cannot be opened any more is not delivered', async (t) => {
  const { office, request, ref, prepare, build } = await approvedRequest(t)
  const [deliveryId = ''] = await prepare(ref)
  const [delivery] = (await office.stateOf(request)).deliveries
  await office.ports.shares.destroy(delivery?.key.keyId ?? '')

  assert.equal(await build({ ...ref, deliveryId }), 'stopped')
})

test('a notice that was refused for good shows a problem to staff, and nothing counts as delivered', async (t) => {
  const office = await openOffice(t)
  const email = 'anna@person.invalid'
  const request = await aRequest(office, { email }).made()
  const state = await office.stateOf(request)

  assert.deepEqual(state.problem, {
    code: 'mailRefused',
    kind: 'verification',
    at: '2026-03-02T08:00:00.000Z',
  })
  office.clock.pass({ days: 1 })
  assert.equal(await office.app.retryMails(100), 0)
})

test('a seal that was voided before its notice left takes the notice back, and the next one is delivered', async (t) => {
  const { office, request, ref } = await approvedRequest(t)
  const { requestId } = request
  office.mail.setProvider('down')
  await deliver(office, request)
  assert.equal((await office.stateOf(request)).status, 'approved')
  const actor = office.as('user')
  must(
    await office.app.putFile({
      ...{ actor, requestId, name: 'late', contentType: 'a/b', content: streamOf('late') },
    }),
  )
  const before = mailsTo(office, personEmail).length
  await goingOn(office, request).sealed().approved().made()
  office.mail.setProvider('up')
  office.clock.pass({ hours: 2 })
  await office.app.retryMails(100)
  assert.equal(mailsTo(office, personEmail).length, before)
  assert.equal((await office.stateOf(request)).status, 'approved')

  await deliver(office, ref)

  const state = await office.stateOf(request)
  assert.equal(state.status, 'delivered')
  assert.equal(mailsTo(office, personEmail).length, before + 1)
  assert.deepEqual(
    state.deliveries.map(({ state: how }) => how),
    [...['recalled', 'recalled', 'available', 'available']],
  )
  const { view } = must(await office.app.viewRequest({ actor: request.person, requestId }))
  assert.equal(view.deliveries.length, 2)
})

test('the letter names what is left out, with its ground', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office).verified().assignedTo('user').filled().made()
  const { requestId, person } = request
  const item = await itemAt(office, request, '/claims/0')
  must(await withhold(office, request, [{ ...item, text: 'Names a witness.' }]))
  await goingOn(office, request).sealed().approved().delivered().made()

  const { letters } = must(await office.app.readLetters({ actor: person, requestId }))

  const letter = JSON.stringify(letters.find((one) => one.letter.kind === 'delivery'))
  assert.match(letter, /Names a witness\./)
  assert.match(letter, /Claims \(one entry\)/)
  assert.doesNotMatch(letter, /claims\/0/)
})

test('a portability answer alone is told as one', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office, { rights: ['portability'] })
    .verified()
    .assignedTo('user')
    .filled()
    .made()
  await goingOn(office, request).sealed().approved().delivered().made()

  assert.ok(tokenTo(office, personEmail))
  assert.deepEqual(
    (await office.stateOf(request)).deliveries.map(({ right }) => right),
    ['portability'],
  )
})
