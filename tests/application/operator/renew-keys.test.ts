import assert from 'node:assert/strict'
import { test } from 'node:test'

import type { KeyVault } from '../../../shared/application/ports/keys.ts'
import type { Ports } from '../../../shared/application/ports/ports.ts'
import { DependencyUnavailable } from '../../../shared/application/ports/unavailable.ts'
import { createApp } from '../../../shared/composition/app.ts'
import { must, openOffice, otherSide, refusal, type Office } from '../../support/application.ts'
import { anOperator } from '../../support/operators.ts'
import { aRequest } from '../../support/request-stages.ts'

/** A vault in which a second version of each key can be made, and the first one disabled. */
function turningVault() {
  const state = { newest: 1, disabled: 0, opened: 0 }
  const turned = (bytes: Uint8Array) => bytes.map((byte) => byte ^ 0x5a)
  const over = (keys: KeyVault): KeyVault => ({
    ...keys,
    wrap: (name, bytes) =>
      state.newest === 1
        ? keys.wrap(name, bytes)
        : Promise.resolve({ wrapped: turned(bytes), version: `turned-${state.newest}` }),
    unwrap: async (name, version, wrapped) => {
      state.opened += 1
      if (version.startsWith('turned-')) return turned(wrapped)
      if (state.disabled === 1) throw new DependencyUnavailable('keys', 1)
      return keys.unwrap(name, version, wrapped)
    },
  })
  return { state, through: (ports: Ports): Ports => ({ ...ports, keys: over(ports.keys) }) }
}

/** The demonstration company as if an operator had opened it. */
async function withOperator(office: Office) {
  const operator = await anOperator(office)
  const value = { id: 'company:demo', companyId: 'demo', openedAt: '2026-01-01T00:00:00Z', openedBy: 'x' }
  await office.ports.documents.batch({ container: 'companies', key: ['operator'] }, [
    { kind: 'upsert', value },
  ])
  return operator
}

test('what is open in a company moves to the newest version of its key, and opens when the old one is disabled', async (t) => {
  const { state, through } = turningVault()
  const office = await openOffice(t, { through })
  const operator = await withOperator(office)
  const open = await aRequest(office)
    .verified()
    .assignedTo('user')
    .filled()
    .sealed()
    .approved()
    .delivered()
    .made()
  const elsewhere = await aRequest(otherSide(office)).verified().made()
  const purged = await aRequest(office, { email: 'else@person.example' }).verified().made()
  const gone = { ...(await office.stateOf(purged)), purgedAt: office.clock.now().toISOString() }
  const partition = { container: 'requests', key: ['demo', purged.requestId] } as const
  await office.ports.documents.batch(partition, [{ kind: 'upsert', value: gone }])
  const rewrapped = async () =>
    must(await office.app.renewKeys.rewrap({ actor: operator, companyId: 'demo' }))
  assert.deepEqual(await rewrapped(), { rewrapped: 0 })

  state.newest = 2
  assert.deepEqual(
    await rewrapped(),
    { rewrapped: 3 },
    'the secret, the working key and that of the delivery',
  )
  assert.deepEqual(await rewrapped(), { rewrapped: 0 })

  state.disabled = 1
  const anew = createApp(office.ports)
  const { requestId, person } = open
  const [delivery] = (await office.stateOf(open)).deliveries
  const read = await anew.openDelivery({ actor: person, deliveryId: delivery?.id ?? '' })
  assert.ok(read.ok, 'its content opens under the new version alone')
  assert.equal((await office.stateOf(open)).key.version, 'turned-2')
  for (const untouched of [purged, elsewhere])
    assert.notEqual((await office.stateOf(untouched)).key.version, 'turned-2')
  assert.ok(requestId)
})

test('only an operator renews keys, in a company that is theirs, from a place that there is', async (t) => {
  const office = await openOffice(t)
  const operator = await withOperator(office)
  const { renewKeys } = office.app
  const owner = office.as('owner')

  assert.equal(refusal(await renewKeys.signing({ actor: owner })), 'forbidden')
  assert.equal(refusal(await renewKeys.rewrap({ actor: owner, companyId: 'demo' })), 'forbidden')
  assert.equal(refusal(await renewKeys.rewrap({ actor: operator, companyId: 'other' })), 'notFound')
  const odd = { actor: operator, companyId: 'demo', continuation: 'x' }
  assert.equal(refusal(await renewKeys.rewrap(odd)), 'parameterInvalid')
})

test('a company that is gone has no keys to move', async (t) => {
  const office = await openOffice(t)
  const operator = await withOperator(office)
  await office.ports.documents.batch({ container: 'companies', key: ['demo'] }, [
    { kind: 'delete', id: 'company' },
  ])
  assert.equal(refusal(await office.app.renewKeys.rewrap({ actor: operator, companyId: 'demo' })), 'notFound')
})

test('what others keep writing to is told, and nothing is left behind unsaid', async (t) => {
  const { state, through } = turningVault()
  let busy: string | undefined
  const office = await openOffice(t, {
    through: (ports) => ({
      ...through(ports),
      documents: {
        ...ports.documents,
        batch: async (partition, writes) =>
          partition.container === busy
            ? { ok: false, error: { code: 'versionConflict', index: 0 } }
            : ports.documents.batch(partition, writes),
      },
    }),
  })
  const operator = await withOperator(office)
  await aRequest(office).verified().made()
  state.newest = 2
  busy = 'requests'

  const asked = { actor: operator, companyId: 'demo' }
  assert.equal(refusal(await office.app.renewKeys.rewrap(asked)), 'versionConflict')
  busy = 'companies'
  const [before] = await office.app.tokens.publicKeys(office.clock.now())
  assert.equal(refusal(await office.app.renewKeys.signing({ actor: operator })), 'versionConflict')
  assert.deepEqual(await office.app.tokens.publicKeys(office.clock.now()), [before])
})

test('more requests than a call moves are taken up where it ended', async (t) => {
  const small = (ports: Ports): Ports => ({
    ...ports,
    documents: {
      ...ports.documents,
      query: (query) => ports.documents.query(query.idPrefix === 'request' ? { ...query, limit: 1 } : query),
    },
  })
  const { state, through } = turningVault()
  const office = await openOffice(t, { through: (ports) => small(through(ports)) })
  const operator = await withOperator(office)
  for (const _ of [1, 2]) await aRequest(office).verified().made()
  state.newest = 2

  const asked = { actor: operator, companyId: 'demo' }
  const first = must(await office.app.renewKeys.rewrap(asked))
  const { continuation = '' } = first
  const second = must(await office.app.renewKeys.rewrap({ ...asked, continuation }))

  assert.deepEqual([first.rewrapped, second.rewrapped], [2, 1])
})

test('a renewed signing key ends the tokens of the instance at the next call, and stands in the operators’ audit', async (t) => {
  const office = await openOffice(t)
  const operator = await withOperator(office)
  const { sessionId } = await office.app.sessions.open(
    'demo',
    { kind: 'employee', employeeId: 'user' },
    'program',
  )
  const { accessToken } = await office.app.grants.grant({ sessionId, companyId: 'demo' }, 'withoutRefresh')
  const now = office.clock.now()
  assert.ok((await office.app.tokens.verify(accessToken, now)).ok)

  const { kid } = must(await office.app.renewKeys.signing({ actor: operator }))

  assert.ok(!(await office.app.tokens.verify(accessToken, now)).ok)
  assert.deepEqual(
    (await office.app.tokens.publicKeys(now)).map((key) => key.kid),
    [kid],
  )
  const query = { container: 'companies', key: ['operator'], idPrefix: 'audit:', limit: 100 } as const
  const { items } = await office.ports.documents.query<{ id: string; event: string }>(query)
  assert.ok(items.some(({ value }) => value.event === 'signingKeyRenewed'))
})
