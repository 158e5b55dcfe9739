import { test } from 'node:test'
import assert from 'node:assert/strict'

import type { Ports } from '../../../shared/application/ports/ports.ts'
import { createApp } from '../../../shared/composition/app.ts'
import { err } from '../../../shared/kernel/result.ts'
import { must, openOffice, refusal } from '../../support/application.ts'
import { tokenTo } from '../../support/mailbox.ts'
import { streamOf } from '../../support/streams.ts'
import { aRequest, personEmail } from '../../support/request-stages.ts'

/** A store in which somebody else is always a moment faster, in one container. */
const overtaken = (ports: Ports, container: string): Ports => ({
  ...ports,
  documents: {
    ...ports.documents,
    batch: async (partition, writes) =>
      partition.container === container
        ? err({ code: 'versionConflict', index: 0 })
        : ports.documents.batch(partition, writes),
  },
})

test('whoever is overtaken every time is told so, and nothing of theirs is half done', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office).verified().assignedTo('user').filled().sealed().approved().made()
  const { companyId, requestId } = request
  const app = createApp(overtaken(office.ports, 'requests'))
  const before = await office.stateOf(request)

  const assigned = await app.assignRequest({ actor: office.as('manager'), requestId, employeeId: 'second' })
  assert.equal(refusal(assigned), 'versionConflict')
  assert.deepEqual(await app.delivery.prepare({ companyId, requestId }), [])
  assert.equal(await app.delivery.release({ companyId, requestId }), 'stopped')
  await app.askLinks({ companyId, email: personEmail })

  assert.deepEqual(await office.stateOf(request), before)
})

test('a link that cannot be spent is not taken for a fresh one', async (t) => {
  const office = await openOffice(t)
  await aRequest(office).made()
  const app = createApp(overtaken(office.ports, 'requests'))

  const pressed = await app.redeemLink({ token: tokenTo(office, personEmail), use: 'program' })

  assert.equal(refusal(pressed), 'linkUsed')
})

test('a link that a newer one voids while it is being spent opens nothing', async (t) => {
  const office = await openOffice(t)
  await aRequest(office).verified().made()
  const token = tokenTo(office, personEmail)
  let armed = true
  const app = createApp({
    ...office.ports,
    documents: {
      ...office.ports.documents,
      batch: async (partition, writes) => {
        const isSession = partition.container === 'access' && armed
        if (isSession) armed = false
        if (isSession) await office.app.askLinks({ companyId: 'demo', email: personEmail })
        if (isSession) await office.pump()
        return office.ports.documents.batch(partition, writes)
      },
    },
  })

  assert.equal(refusal(await app.redeemLink({ token, use: 'program' })), 'linkVoid')
})

test('a refresh that is overtaken every time is refused', async (t) => {
  const office = await openOffice(t)
  const { sessionId } = await office.app.sessions.open(
    'demo',
    { kind: 'employee', employeeId: 'user' },
    'program',
  )
  const { refreshToken = '' } = await office.app.grants.grant({ sessionId, companyId: 'demo' }, 'withRefresh')

  const app = createApp(overtaken(office.ports, 'access'))

  assert.equal(refusal(await app.grants.refresh(refreshToken)), 'refreshTokenInvalid')
})

test('a list that cannot be brought up to date now is brought up to date by the relay', async (t) => {
  const office = await openOffice(t)
  const { requestId } = await aRequest(office).verified().made()
  const app = createApp(overtaken(office.ports, 'queue'))
  must(await app.assignRequest({ actor: office.as('manager'), requestId, employeeId: 'user' }))
  const list = async () =>
    must(await office.app.listQueue({ actor: office.as('user'), filter: { limit: 5 } }))
  assert.deepEqual((await list()).rows, [])

  office.clock.pass({ seconds: 60 })
  await office.app.relayOutbox(100)

  assert.equal((await list()).rows.length, 1)
})

test('an upload that is overtaken at its beginning says so', async (t) => {
  const office = await openOffice(t)
  const { requestId } = await aRequest(office).verified().assignedTo('user').made()
  const file = { actor: office.as('user'), requestId, name: 'a', contentType: 'a/b', sizeBytes: 1 }
  const app = createApp(overtaken(office.ports, 'requests'))

  assert.equal(refusal(await app.uploads.begin(file)), 'versionConflict')
})

test('a request that changes at every attempt to seal it is not sealed, and leaves no blob behind', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office).verified().assignedTo('user').filled().made()
  const { requestId } = request
  const { packages } = office.ports
  const app = createApp({
    ...office.ports,
    packages: {
      ...packages,
      storeParts: async (...input) => {
        await office.app.messages.post({ actor: request.person, requestId, text: 'Still there?' })
        return packages.storeParts(...input)
      },
    },
  })

  assert.equal(refusal(await app.sealRequest({ actor: office.as('user'), requestId })), 'versionConflict')

  assert.deepEqual((await office.ports.blobs.list('demo', `${requestId}/`)).names, [])
})

test('a file beyond the largest is refused as a whole', async (t) => {
  const office = await openOffice(t)
  const { requestId } = await aRequest(office).verified().assignedTo('user').filled().made()
  const actor = office.as('user')
  const { packages } = office.ports
  const app = createApp({
    ...office.ports,
    packages: { ...packages, storeFile: () => Promise.resolve('tooLarge') },
  })

  const file = { actor, requestId, name: 'a', contentType: 'a/b', content: streamOf('a') }
  assert.equal(refusal(await app.putFile(file)), 'bodyTooLarge')
})
