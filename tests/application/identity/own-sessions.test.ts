import { test } from 'node:test'
import assert from 'node:assert/strict'

import type { Actor } from '../../../shared/application/actor.ts'
import type { EmployeeDocument } from '../../../shared/application/companies/company-document.ts'
import { companyPartition } from '../../../shared/application/place.ts'
import { indexedFields } from '../../../shared/application/ports/indexed-fields.ts'
import type { Ports } from '../../../shared/application/ports/ports.ts'
import { must, openOffice, refusal, type Office } from '../../support/application.ts'
import { openCosmosStore } from '../../support/cosmos/open-store.ts'

const userOf = (companyId: string, employeeId = 'user') =>
  ({ companyId, subject: { kind: 'employee', employeeId } }) as const

const personOf = (requestId: string) =>
  ({ companyId: 'demo', subject: { kind: 'requester', requestId } }) as const

type Whose = ReturnType<typeof userOf> | ReturnType<typeof personOf>

async function signedIn(
  office: Office,
  { companyId, subject }: Whose,
  use: 'browser' | 'program' = 'browser',
) {
  const { sessionId } = await office.app.sessions.open(companyId, subject, use)
  const actor = await office.app.sessions.actor(sessionId)
  assert.ok(actor)
  return actor
}

const idsOf = async (office: Office, actor: Actor) =>
  (await office.app.ownSessions.list(actor)).map(({ id }) => id)

const isAlive = async (office: Office, { sessionId }: Actor) =>
  (await office.app.sessions.actor(sessionId)) !== undefined

const onCosmos = (ports: Ports): Ports => {
  const { documents } = openCosmosStore({ indices: indexedFields })
  // Companies stay where they were made; what this is about lies in `access`.
  const pick = (container: string) => (container === 'access' ? documents : ports.documents)
  return {
    ...ports,
    documents: {
      read: (partition, id) => pick(partition.container).read(partition, id),
      batch: (partition, writes) => pick(partition.container).batch(partition, writes),
      query: (query) => pick(query.container).query(query),
    },
  }
}

for (const [home, through] of Object.entries({ embedded: (ports: Ports) => ports, 'Cosmos DB': onCosmos }))
  test(`everybody sees their own sessions and nobody else’s: ${home}`, async (t) => {
    const office = await openOffice(t, { through })
    const first = await signedIn(office, userOf('demo'))
    office.clock.pass({ seconds: 60 })
    const second = await signedIn(office, userOf('demo'), 'program')
    await signedIn(office, userOf('other'))
    const person = await signedIn(office, personOf('r'.repeat(22)))
    await signedIn(office, personOf('s'.repeat(22)))

    const seen = await office.app.ownSessions.list(first)

    assert.deepEqual(
      seen.map(({ id, use, current }) => [id, use, current]),
      [
        [second.sessionId, 'program', false],
        [first.sessionId, 'browser', true],
      ],
    )
    assert.equal(Number(seen[0]?.createdAt) - Number(seen[1]?.createdAt), 60_000)
    assert.deepEqual(await idsOf(office, person), [person.sessionId])
  })

test('when a session was used last is known to the minute', async (t) => {
  const office = await openOffice(t)
  const actor = await signedIn(office, userOf('demo'))
  office.clock.pass({ seconds: 300 })
  await office.app.sessions.actor(actor.sessionId)

  const [session] = await office.app.ownSessions.list(actor)

  assert.deepEqual(session?.lastSeenAt, office.clock.now())
})

test('a session that was ended, or can be used no more, is not listed; a program’s is for ninety days', async (t) => {
  const office = await openOffice(t)
  const [idle, ended, program] = [
    await signedIn(office, userOf('demo')),
    await signedIn(office, userOf('demo')),
    await signedIn(office, userOf('demo'), 'program'),
  ]
  const own = await signedIn(office, personOf('r'.repeat(22)), 'program')
  must(await office.app.ownSessions.end(idle, ended.sessionId))
  assert.equal((await idsOf(office, idle)).includes(ended.sessionId), false)

  office.clock.pass({ seconds: 15 * 60 })
  assert.deepEqual(await idsOf(office, idle), [program.sessionId])
  assert.deepEqual(await idsOf(office, own), [])
  office.clock.pass({ days: 89 })
  assert.deepEqual(await idsOf(office, idle), [program.sessionId])
  office.clock.pass({ days: 1 })
  assert.deepEqual(await idsOf(office, idle), [])
})

test('a busy session is not listed after its eight hours', async (t) => {
  const office = await openOffice(t)
  const actor = await signedIn(office, userOf('demo'))
  for (let use = 0; use < 48; use++) {
    office.clock.pass({ seconds: 600 })
    await office.app.sessions.actor(actor.sessionId)
  }

  assert.deepEqual(await idsOf(office, actor), [])
})

test('one’s own session is ended from another; a program’s takes its refresh tokens along', async (t) => {
  const office = await openOffice(t)
  const here = await signedIn(office, userOf('demo'))
  const program = await signedIn(office, userOf('demo'), 'program')
  const session = { sessionId: program.sessionId, companyId: 'demo' }
  const { refreshToken = '' } = await office.app.grants.grant(session, 'withRefresh')

  must(await office.app.ownSessions.end(here, program.sessionId))

  assert.equal(await isAlive(office, program), false)
  assert.equal(refusal(await office.app.grants.refresh(refreshToken)), 'refreshTokenInvalid')
  assert.ok(await isAlive(office, here))
  must(await office.app.ownSessions.end(here, program.sessionId))
})

test('nobody ends the session of somebody else, or one that is not there', async (t) => {
  const office = await openOffice(t)
  const user = await signedIn(office, userOf('demo'))
  const others = [
    await signedIn(office, userOf('other')),
    await signedIn(office, personOf('r'.repeat(22))),
    await signedIn(office, userOf('demo', 'second')),
  ]
  for (const other of others) {
    assert.equal(refusal(await office.app.ownSessions.end(user, other.sessionId)), 'notFound')
    assert.ok(await isAlive(office, other))
  }
  assert.equal(refusal(await office.app.ownSessions.end(user, 'unknown')), 'notFound')
})

test('all other sessions of one’s own end at once, and only those', async (t) => {
  const office = await openOffice(t)
  const here = await signedIn(office, userOf('demo'))
  const others = [await signedIn(office, userOf('demo')), await signedIn(office, userOf('demo'), 'program')]
  const elsewhere = await signedIn(office, userOf('other'))

  await office.app.ownSessions.endOthers(here)

  assert.deepEqual(await idsOf(office, here), [here.sessionId])
  for (const other of others) assert.equal(await isAlive(office, other), false)
  assert.ok(await isAlive(office, elsewhere))
})

test('a session that a change of roles has ended is not listed', async (t) => {
  const office = await openOffice(t)
  const before = await signedIn(office, userOf('demo'))
  const user = await office.ports.documents.read<EmployeeDocument>(companyPartition('demo'), 'employee:user')
  assert.ok(user)
  await office.ports.documents.batch(companyPartition('demo'), [
    { kind: 'upsert', value: { ...user.value, generation: 1 } as EmployeeDocument },
  ])

  const now = await signedIn(office, userOf('demo'))

  assert.equal(await isAlive(office, before), false)
  assert.deepEqual(await idsOf(office, now), [now.sessionId])
})
