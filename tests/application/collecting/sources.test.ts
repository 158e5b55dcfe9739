import { test } from 'node:test'
import assert from 'node:assert/strict'

import { must, openOffice, refusal } from '../../support/application.ts'
import { streamOf } from '../../support/streams.ts'
import { aRequest } from '../../support/request-stages.ts'

test('a source ends as filled, as holding nothing, or as failed', async (t) => {
  const office = await openOffice(t)
  const { requestId, person } = await aRequest(office).verified().assignedTo('user').made()
  const mark = (sourceId: string, state: 'filled' | 'nothingHeld' | 'failed') =>
    office.app.setSource({ actor: office.as('user'), requestId, sourceId, state })

  assert.deepEqual(must(await mark('policySystem', 'failed')), { id: 'policySystem', state: 'failed' })
  must(await mark('webShop', 'filled'))
  must(await mark('caseFiles', 'nothingHeld'))

  const { view } = must(await office.app.viewRequest({ actor: person, requestId }))
  assert.deepEqual(
    view.sources.map(({ state }) => state),
    ['failed', 'filled', 'nothingHeld'],
  )
  assert.equal(refusal(await mark('atlantis', 'filled')), 'sourceUnknown')
})

test('a note that cannot be encrypted any more is not kept, and never in the clear', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office).verified().assignedTo('user').made()
  const { requestId } = request
  await office.ports.shares.destroy((await office.stateOf(request)).key.keyId)

  must(
    await office.app.setSource({
      ...{ actor: office.as('user'), requestId, sourceId: 'caseFiles', state: 'failed', note: 'Kælderen' },
    }),
  )

  const { sources } = await office.stateOf(request)
  const [caseFiles] = sources.filter(({ sourceId }) => sourceId === 'caseFiles')
  assert.deepEqual([caseFiles?.state, caseFiles?.note], ['failed', undefined])
})

test('a source that holds a form or a file cannot be said to hold nothing', async (t) => {
  const office = await openOffice(t)
  const { requestId } = await aRequest(office).verified().assignedTo('user').filled().made()
  const actor = office.as('user')
  const nothing = (sourceId: string) =>
    office.app.setSource({ actor, requestId, sourceId, state: 'nothingHeld' })
  must(
    await office.app.putFile({
      ...{ actor, requestId, name: 'a', contentType: 'a/b', source: 'caseFiles', content: streamOf('a') },
    }),
  )

  assert.equal(refusal(await nothing('policySystem')), 'sourceHasData')
  assert.equal(refusal(await nothing('caseFiles')), 'sourceHasData')
})

test('taking out a form leaves its source filled while a file answers for it', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office).verified().assignedTo('user').filled().made()
  const { requestId } = request
  const actor = office.as('user')
  must(
    await office.app.putFile({
      ...{ actor, requestId, name: 'a', contentType: 'a/b', source: 'policySystem', content: streamOf('a') },
    }),
  )

  must(await office.app.removeData({ actor, requestId, templateId: 'insurance' }))

  const state = await office.stateOf(request)
  assert.equal(state.sources.find(({ sourceId }) => sourceId === 'policySystem')?.state, 'filled')
})
