import { test, type TestContext } from 'node:test'
import assert from 'node:assert/strict'

import type { RequestDocument } from '../../../shared/application/requests/request-document.ts'
import type { Right } from '../../../shared/domain/requests/right.ts'
import type { PersonName } from '../../support/companies.ts'
import { must, openOffice, refusal } from '../../support/application.ts'
import { mailsTo } from '../../support/mailbox.ts'
import { aRequest, goingOn, personEmail } from '../../support/request-stages.ts'

async function collecting(t: TestContext, rights: readonly Right[] = ['access']) {
  const office = await openOffice(t)
  const request = await aRequest(office, { rights }).verified().assignedTo('user').made()
  const { requestId } = request
  const facts = 'The same request came seven times in two weeks.'
  const propose = (change: { right?: Right; groundCode?: string; facts?: string; by?: PersonName } = {}) => {
    const { by = 'user', ...wish } = change
    const given = { groundCode: 'manifestlyExcessive', facts, ...wish }
    return office.app.proposeRefusal({ actor: office.as(by), requestId, ...given })
  }
  const decide = async (by: PersonName, change: object = {}) => {
    const { itemId = '', hash: manifestSha256 = '' } = (await office.stateOf(request)).pendingItem ?? {}
    const given = { itemId, manifestSha256, decision: 'approve' as const, ...change }
    return office.app.decideItem({ actor: office.as(by), requestId, ...given })
  }
  return { office, request, requestId, facts, propose, decide }
}

test('a refusal happens only when a second person decides it, and its letter leaves with it', async (t) => {
  const { office, request, requestId, facts, propose, decide } = await collecting(t)

  must(await propose())
  assert.equal((await office.stateOf(request)).status, 'collecting')
  const refused = must(await decide('manager'))
  await office.pump()

  assert.equal(refused.status, 'refused')
  const state = await office.stateOf(request)
  assert.deepEqual(state.rights, [
    { right: 'access', status: 'refused', outcome: 'refused', groundCode: 'manifestlyExcessive' },
  ])
  assert.equal(state.ended?.how, 'refused')
  const { letters } = must(await office.app.readLetters({ actor: request.person, requestId }))
  const letter = JSON.stringify(letters.find((one) => one.letter.kind === 'refusal'))
  for (const part of [facts, 'Art. 12(5)', 'Datatilsynet']) assert.ok(letter.includes(part), part)
  assert.equal(mailsTo(office, personEmail).length, 3)
})

test('who proposed it, or had a hand in the request, does not decide it', async (t) => {
  const { office, request, requestId, propose, decide } = await collecting(t)
  must(await propose())
  assert.equal(refusal(await decide('user')), 'fourEyes')
  must(await decide('approver', { decision: 'return', comment: 'Ask once more.' }))
  must(await propose({ by: 'manager' }))

  assert.equal(refusal(await decide('manager')), 'fourEyes')
  assert.equal(refusal(await decide('second')), 'notFound')
  assert.equal(refusal(await decide('officer')), 'forbidden')
  assert.equal(refusal(await decide('manager', { itemId: 'another' })), 'fourEyes')
  assert.equal(refusal(await decide('deputy', { itemId: 'another' })), 'nothingToDecide')
  const { itemId = '', hash: manifestSha256 = '' } = (await office.stateOf(request)).pendingItem ?? {}
  const own = { actor: request.person, requestId, itemId, manifestSha256, decision: 'approve' } as const
  assert.equal(refusal(await office.app.decideItem(own)), 'notFound')
})

test('the decision names the hash of what was proposed', async (t) => {
  const { propose, decide } = await collecting(t)
  must(await propose())

  assert.equal(refusal(await decide('manager', { manifestSha256: '0'.repeat(64) })), 'sealChanged')
})

test('what is decided is what was proposed: facts that changed in between are not refused upon', async (t) => {
  const { office, request, propose, decide } = await collecting(t, ['access', 'erasure'])
  must(await propose())
  const partition = { container: 'requests', key: [request.companyId, request.requestId] } as const
  const state = await office.stateOf(request)
  const rights = state.rights.map((track) =>
    track.right === 'erasure' ? { ...track, status: 'withdrawn' as const } : track,
  )
  const value: RequestDocument = { ...state, rights }
  await office.ports.documents.batch(partition, [{ kind: 'upsert', value }])

  assert.equal(refusal(await decide('manager')), 'sealChanged')
  must(await decide('manager', { decision: 'return', comment: 'It is another request by now.' }))
})

test('a refusal that is returned says why, and the request goes on', async (t) => {
  const { office, request, requestId, propose, decide } = await collecting(t)
  must(await propose())
  assert.equal(refusal(await decide('manager', { decision: 'return' })), 'commentMissing')

  must(await decide('manager', { decision: 'return', comment: 'Two were about other things.' }))

  const state = await office.stateOf(request)
  assert.equal(state.status, 'collecting')
  assert.equal(state.pendingItem, undefined)
  const notes = must(await office.app.messages.list({ actor: office.as('user'), requestId }))
  assert.deepEqual(
    notes.map(({ text }) => text),
    ['Two were about other things.'],
  )
})

test('one right refused leaves the others, and voids a seal', async (t) => {
  const { office, request, propose, decide } = await collecting(t, ['access', 'portability'])
  await goingOn(office, request).filled().sealed().made()
  must(await propose({ right: 'portability', groundCode: 'notAutomated' }))

  const decided = must(await decide('approver'))

  assert.equal(decided.status, 'collecting')
  const state = await office.stateOf(request)
  assert.deepEqual(
    state.rights.map(({ status }) => status),
    ['waiting', 'refused'],
  )
  assert.equal(state.seal?.state, 'void')
  assert.equal(state.ended, undefined)
  const sealed = must(
    await office.app.sealRequest({ actor: office.as('user'), requestId: request.requestId }),
  )
  assert.deepEqual([...new Set(sealed.files.map((file) => file.package))], ['access'])
})

test('one right refused in a request that was never sealed leaves the others as they are', async (t) => {
  const { office, request, propose, decide } = await collecting(t, ['access', 'erasure'])
  must(await propose({ right: 'erasure', groundCode: 'legalObligation' }))

  assert.equal(must(await decide('manager')).status, 'collecting')

  assert.equal((await office.stateOf(request)).seal, undefined)
})

test('a refusal needs a ground of the law that carries it, and its facts', async (t) => {
  const { propose } = await collecting(t)

  assert.equal(refusal(await propose({ groundCode: 'tooMuchWork' })), 'groundUnknown')
  assert.equal(refusal(await propose({ groundCode: 'accurate' })), 'groundNotForRight')
  assert.equal(refusal(await propose({ groundCode: 'rightsOfOthersAccess' })), 'groundNotForScope')
  assert.equal(refusal(await propose({ facts: ' ' })), 'factsMissing')
  assert.equal(refusal(await propose({ right: 'erasure' })), 'transitionNotAllowed')
})

test('one refusal waits at a time, is found by its id, and asked for twice it is one', async (t) => {
  const { office, requestId, propose } = await collecting(t)
  const idempotency = { key: 'k', bodyHash: 'a' }
  const given = { actor: office.as('user'), requestId, groundCode: 'manifestlyUnfounded', facts: 'F.' }

  const item = must(await office.app.proposeRefusal({ ...given, idempotency }))

  assert.deepEqual(must(await office.app.proposeRefusal({ ...given, idempotency })), item)
  const other = { ...idempotency, bodyHash: 'b' }
  assert.equal(
    refusal(await office.app.proposeRefusal({ ...given, idempotency: other })),
    'idempotencyKeyReused',
  )
  assert.equal(refusal(await propose()), 'itemPending')
  const { itemId } = item
  assert.deepEqual(must(await office.app.findItem({ actor: office.as('manager'), itemId })), { requestId })
  assert.equal(refusal(await office.app.findItem({ actor: office.elsewhere('manager'), itemId })), 'notFound')
})

test('what is proposed is read in full by who decides it and who works on it, and not by others', async (t) => {
  const { office, requestId, facts, propose } = await collecting(t, ['access', 'erasure'])
  const read = (by: PersonName) => office.app.readItem({ actor: office.as(by), requestId })
  assert.equal(refusal(await read('manager')), 'nothingToDecide')
  must(await propose({ right: 'access' }))

  for (const name of ['manager', 'approver', 'user'] as const)
    assert.deepEqual([must(await read(name)).facts, must(await read(name)).right], [facts, 'access'])
  assert.equal(refusal(await read('officer')), 'forbidden')
  assert.equal(refusal(await read('second')), 'notFound')
  assert.equal(
    refusal(await office.app.readItem({ actor: office.as('manager'), requestId: 'x' })),
    'notFound',
  )
})

test('a refusal waits in the list of managers and approvers who had no hand in it', async (t) => {
  const { office, requestId, propose } = await collecting(t)
  must(await propose())
  const listed = async (name: PersonName) =>
    must(await office.app.listApprovals({ actor: office.as(name) })).items.map((one) => [
      one.kind,
      one.requestId,
    ])

  for (const name of ['manager', 'approver'] as const)
    assert.deepEqual(await listed(name), [['refusal', requestId]])
  for (const name of ['user', 'second'] as const) assert.deepEqual(await listed(name), [])
})

test('once the key share is gone, nothing can be proposed, read or decided', async (t) => {
  const { office, request, requestId, propose, decide } = await collecting(t)
  must(await propose())
  await office.ports.shares.destroy((await office.stateOf(request)).key.keyId)

  assert.equal(refusal(await decide('manager')), 'contentGone')
  assert.equal(refusal(await office.app.readItem({ actor: office.as('manager'), requestId })), 'contentGone')
  const other = await aRequest(office, { email: 'bo@person.example' }).verified().assignedTo('user').made()
  await office.ports.shares.destroy((await office.stateOf(other)).key.keyId)
  const late = { actor: office.as('user'), requestId: other.requestId, groundCode: 'manifestlyUnfounded' }
  assert.equal(refusal(await office.app.proposeRefusal({ ...late, facts: 'F.' })), 'contentGone')
})
