import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'

import { auditOf } from '../../support/audit.ts'
import { must, openOffice, refusal } from '../../support/application.ts'
import type { PersonName } from '../../support/companies.ts'
import { aRequest } from '../../support/request-stages.ts'

const reason = 'Arkivet flyttes i denne måned'

async function collecting(t: TestContext) {
  const office = await openOffice(t)
  const request = await aRequest(office).verified().assignedTo('user').made()
  const { requestId } = request
  const bypass = (by: PersonName = 'manager') =>
    office.app.bypassStep({
      ...{ actor: office.as(by), requestId, step: 'collection', reasonCode: 'sourceUnavailable', reason },
    })
  const view = async (by: PersonName) =>
    must(await office.app.viewRequest({ actor: office.as(by), requestId })).view
  return { office, request, bypass, view }
}

test('a manager gives up the sources that wait, with a reason that staff read and the log does not', async (t) => {
  const { office, request, bypass, view } = await collecting(t)
  const { requestId } = request
  must(
    await office.app.setSource({
      ...{ actor: office.as('user'), requestId, sourceId: 'caseFiles', state: 'nothingHeld' },
    }),
  )
  const waiting = (await view('manager')).sources
    .filter(({ state }) => state === 'waiting')
    .map(({ id }) => id)
  assert.ok(waiting.length > 0)

  const bypassed = must(await bypass())

  assert.deepEqual(bypassed, { step: 'collection', sources: waiting })
  const { sources, bypasses } = await view('user')
  assert.deepEqual(
    sources.map(({ id, state }) => [id, state]),
    sources.map(({ id }) => [id, waiting.includes(id) ? 'failed' : 'nothingHeld']),
  )
  const at = office.clock.now().toISOString()
  assert.deepEqual(bypasses, [
    { step: 'collection', reasonCode: 'sourceUnavailable', by: 'manager', at, sources: waiting },
  ])
  const { notes } = must(await office.app.readContent({ actor: office.as('user'), requestId }))
  assert.deepEqual(
    notes,
    waiting.map((sourceId) => ({ sourceId, note: reason })),
  )
  const entries = (await auditOf(office).lines()).map(({ entry }) => entry)
  assert.deepEqual(entries.find((entry) => entry?.event === 'stepBypassed')?.detail, {
    ...{ step: 'collection', reasonCode: 'sourceUnavailable' },
  })
  assert.doesNotMatch(JSON.stringify(entries), /Arkivet/)
  assert.doesNotMatch(JSON.stringify(await office.stateOf(request)), /Arkivet/)
})

test('whoever steps over the collection had a hand in it, and cannot approve', async (t) => {
  const { office, request, bypass } = await collecting(t)
  must(await bypass())

  assert.ok((await office.stateOf(request)).contributors.includes('manager'))
})

test('nobody but a manager steps over anything, and nothing is left to step over twice', async (t) => {
  const { office, request, bypass } = await collecting(t)

  assert.equal(refusal(await bypass('user')), 'forbidden')
  assert.equal(refusal(await bypass('second')), 'notFound')
  must(await bypass())
  assert.equal(refusal(await bypass()), 'nothingToBypass')

  const { requestId } = request
  must(await office.app.withdrawRequest({ actor: request.person, requestId }))
  assert.equal(refusal(await bypass()), 'forbidden')
})

test('the identity and the second person stay: a bypass opens no way around them', async (t) => {
  const { office, request, bypass } = await collecting(t)
  must(await bypass())

  const sealed = await office.app.sealRequest({ actor: office.as('manager'), requestId: request.requestId })

  assert.equal(refusal(sealed), 'forbidden')
})
