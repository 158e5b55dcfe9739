import { test } from 'node:test'
import assert from 'node:assert/strict'

import { retailExample } from '../../../shared/domain/templates/retail-example.ts'
import type { Pushed } from '../../../shared/application/collecting/push-data.ts'
import { must, openOffice, refusal, type Office } from '../../support/application.ts'
import { auditOf } from '../../support/audit.ts'
import type { PersonName } from '../../support/companies.ts'
import { aRequest } from '../../support/request-stages.ts'

const key = { keyId: 'erp', sourceId: 'webShop' }

const whole: Pushed = { kind: 'data', version: 1, data: retailExample }

const nothingHeld: Pushed = { kind: 'nothingHeld' }

async function last(office: Office, event: string) {
  await office.pump()
  return (await auditOf(office).lines()).map(({ entry }) => entry).findLast((entry) => entry?.event === event)
}

async function pushing(office: Office) {
  const made = await aRequest(office).verified().assignedTo('user').made()
  const push = (
    pushed: Pushed,
    more: { name?: PersonName; sourceId?: string; key?: typeof key | undefined } = {},
  ) =>
    office.app.pushData({
      ...{ actor: office.as(more.name ?? 'user'), requestId: made.requestId, pushed },
      ...{ sourceId: more.sourceId ?? 'webShop', key: 'key' in more ? more.key : key },
    })
  const stateOf = async (sourceId: string) =>
    (await office.stateOf(made)).sources.find((source) => source.sourceId === sourceId)?.state
  return { made, push, stateOf }
}

test('a connector fills its source and is told nothing; who signed it in is a contributor, and its key is in the audit', async (t) => {
  const office = await openOffice(t)
  const { made, push, stateOf } = await pushing(office)

  assert.equal(must(await push(whole)), undefined)

  assert.equal(await stateOf('webShop'), 'filled')
  assert.deepEqual((await office.stateOf(made)).contributors, ['user'])
  const entry = await last(office, 'dataEntered')
  assert.deepEqual(entry?.detail, { sourceId: 'webShop', templateId: 'retail', via: 'import', keyId: 'erp' })
})

test('a connector says that nothing is held in its source', async (t) => {
  const office = await openOffice(t)
  const { push, stateOf } = await pushing(office)

  assert.equal(must(await push(nothingHeld)), undefined)

  assert.equal(await stateOf('webShop'), 'nothingHeld')
  const entry = await last(office, 'sourceMarked')
  assert.deepEqual(entry?.detail, { sourceId: 'webShop', state: 'nothingHeld', keyId: 'erp' })
  must(await push(whole))
  assert.equal(refusal(await push(nothingHeld)), 'sourceHasData')
})

test('without its key, or into another source, nothing is pushed', async (t) => {
  const office = await openOffice(t)
  const { push, stateOf } = await pushing(office)

  for (const pushed of [whole, nothingHeld]) {
    assert.equal(refusal(await push(pushed, { key: undefined })), 'scopeMissing')
    assert.equal(refusal(await push(pushed, { sourceId: 'policySystem' })), 'scopeMissing')
    const elsewhere = { keyId: 'erp', sourceId: 'archive' }
    assert.equal(refusal(await push(pushed, { sourceId: 'archive', key: elsewhere })), 'sourceUnknown')
  }

  assert.deepEqual([await stateOf('webShop'), await stateOf('policySystem')], ['waiting', 'waiting'])
})

test('a connector reaches no further than the person who signed it in, and no other company', async (t) => {
  const office = await openOffice(t)
  const { made, push } = await pushing(office)

  assert.equal(refusal(await push(whole, { name: 'second' })), 'notFound')
  assert.equal(refusal(await push(whole, { name: 'manager' })), 'forbidden')
  const { requestId } = made
  const abroad = { ...office.as('user'), companyId: 'other' }
  assert.equal(
    refusal(await office.app.pushData({ actor: abroad, key, requestId, sourceId: 'webShop', pushed: whole })),
    'notFound',
  )
})

test('what does not fit the form, or another version of it, is refused whole', async (t) => {
  const office = await openOffice(t)
  const { push, stateOf } = await pushing(office)

  assert.equal(refusal(await push({ ...whole, data: { unheard: 1 } })), 'formInvalid')
  assert.equal(refusal(await push({ ...whole, version: 2 })), 'templateVersionChanged')
  assert.equal(await stateOf('webShop'), 'waiting')
})
