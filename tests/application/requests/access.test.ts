// The last filter before a request, asked by itself: whatever found the request, it is not another company's.
import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'

import { judge, ownRequest, relationsOf, staffOnly } from '../../../shared/application/requests/access.ts'
import { must, openOffice, refusal } from '../../support/application.ts'
import { aRequest } from '../../support/request-stages.ts'

async function held(t: TestContext) {
  const office = await openOffice(t)
  const made = await aRequest(office).verified().assignedTo('user').filled().sealed().made()
  return { office, person: made.person, request: await office.stateOf(made) }
}

test('a request that was found does not exist for who holds the same post in another company', async (t) => {
  const { office, request } = await held(t)

  for (const name of ['manager', 'user', 'approver', 'officer'] as const) {
    assert.ok(judge(office.as(name), request, 'seeRequest').ok, name)
    assert.equal(refusal(judge(office.elsewhere(name), request, 'seeRequest')), 'notFound', name)
    assert.equal(refusal(staffOnly(office.elsewhere(name), request, 'enterData')), 'notFound', name)
  }
})

test('of those of the company only who may see a request learns that a call is not theirs', async (t) => {
  const { office, request } = await held(t)

  must(judge(office.as('user'), request, 'enterData'))
  assert.equal(refusal(judge(office.as('manager'), request, 'enterData')), 'forbidden')
  assert.equal(refusal(judge(office.as('second'), request, 'enterData')), 'notFound')
  const unsealed = { ...request }
  delete unsealed.seal
  assert.equal(refusal(judge(office.as('approver'), unsealed, 'seeRequest')), 'notFound')
})

test('who approves stands so to what waits for them alone, a seal or what somebody proposed, and nobody else does', async (t) => {
  const { office, request } = await held(t)
  const { seal: _seal, ...unsealed } = request
  const at = request.receivedAt
  const item = { itemId: 'one', kind: 'refusal', hash: 'h', proposedBy: 'user', at } as const
  const pendingItem = { ...item, groundCode: 'manifestlyExcessive', sealed: 's' }
  const proposed = { ...unsealed, pendingItem }

  for (const waiting of [request, proposed]) {
    assert.deepEqual(relationsOf(office.as('approver'), waiting), ['uninvolved', 'approver'])
    assert.deepEqual(relationsOf(office.as('second'), waiting), ['uninvolved'])
  }
  assert.deepEqual(relationsOf(office.as('approver'), unsealed), ['uninvolved'])
})

test('a person has their own request, and none of another company, of another id, or that was not theirs', async (t) => {
  const { person, request } = await held(t)

  assert.equal(ownRequest(person, request), true)
  assert.equal(ownRequest({ ...person, companyId: 'other' }, request), false)
  assert.equal(ownRequest({ ...person, requestId: 'other' }, request), false)
  assert.equal(ownRequest(person, { ...request, addresseeWrongSince: request.receivedAt }), false)
  assert.equal(refusal(staffOnly({ ...person, companyId: 'other' }, request, 'seal')), 'notFound')
})
