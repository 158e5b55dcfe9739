import { test } from 'node:test'
import assert from 'node:assert/strict'

import { openOffice, type Office } from '../../support/application.ts'

const open = (office: Office, use: 'browser' | 'program' = 'program') =>
  office.app.sessions.open('demo', { kind: 'employee', employeeId: 'manager' }, use)

test('a session that is used stays, one that is idle for fifteen minutes ends', async (t) => {
  const office = await openOffice(t)
  const { sessionId } = await open(office)
  for (let use = 0; use < 4; use++) {
    office.clock.pass({ seconds: 14 * 60 })
    assert.ok(await office.app.sessions.actor(sessionId))
  }

  office.clock.pass({ seconds: 15 * 60 })

  assert.equal(await office.app.sessions.actor(sessionId), undefined)
})

test('a session ends after eight hours, however busy it is', async (t) => {
  const office = await openOffice(t)
  const { sessionId } = await open(office)
  for (let use = 0; use < 47; use++) {
    office.clock.pass({ seconds: 600 })
    assert.ok(await office.app.sessions.actor(sessionId))
  }

  office.clock.pass({ seconds: 600 })

  assert.equal(await office.app.sessions.actor(sessionId), undefined)
})

test('where the instance says so, a session ends earlier', async (t) => {
  const through = (ports: Office['ports']) => ({
    ...ports,
    settings: { ...ports.settings, sessionMinutes: 20 },
  })
  const office = await openOffice(t, { through })
  const { sessionId } = await open(office, 'browser')
  office.clock.pass({ seconds: 10 * 60 })
  assert.ok(await office.app.sessions.actor(sessionId))

  office.clock.pass({ seconds: 10 * 60 })

  assert.equal(await office.app.sessions.actor(sessionId), undefined)
})

test('a session that was ended stays ended, and an unknown one is nobody', async (t) => {
  const office = await openOffice(t)
  const { sessionId } = await open(office)

  await office.app.sessions.end(sessionId)
  await office.app.sessions.end('unknown')

  assert.equal(await office.app.sessions.actor(sessionId), undefined)
  assert.equal(await office.app.sessions.renew(sessionId), undefined)
  assert.equal(await office.app.sessions.actor('unknown'), undefined)
})

test('using a session at the moment of its end does not bring it back', async (t) => {
  const office = await openOffice(t)
  const { sessionId } = await open(office)
  office.clock.pass({ seconds: 120 })

  await Promise.all([office.app.sessions.actor(sessionId), office.app.sessions.end(sessionId)])

  assert.equal(await office.app.sessions.actor(sessionId), undefined)
})

test('a cookie opens its session only with its own secret', async (t) => {
  const office = await openOffice(t)
  const { sessionId, cookie = '' } = await open(office, 'browser')
  const program = await open(office)

  assert.equal((await office.app.sessions.actorOfCookie(cookie))?.sessionId, sessionId)
  for (const forged of [
    '',
    'nonsense',
    `${sessionId}.${'A'.repeat(43)}`,
    `${program.sessionId}.${'A'.repeat(43)}`,
  ])
    assert.equal(await office.app.sessions.actorOfCookie(forged), undefined, forged)
})

test('a renewed session lives again for its hours', async (t) => {
  const office = await openOffice(t)
  const { sessionId } = await open(office)
  office.clock.pass({ days: 3 })
  assert.equal(await office.app.sessions.actor(sessionId), undefined)

  assert.equal(await office.app.sessions.renew(sessionId), 'renewed')

  assert.ok(await office.app.sessions.actor(sessionId))
})

async function proofOf({ app }: Office, sessionId: string) {
  const actor = await app.sessions.actor(sessionId)
  assert.ok(actor?.kind === 'employee')
  return { proofs: actor.proofs, provedAt: actor.provedAt }
}

test('a session knows how its holder showed who they are, and counts a link as no proof of more than the mailbox', async (t) => {
  const office = await openOffice(t)
  const who = { kind: 'employee', employeeId: 'manager' } as const
  const byLink = await open(office)
  const withFactor = await office.app.sessions.open('demo', { ...who, proofs: ['link', 'totp'] }, 'program')

  assert.deepEqual(await proofOf(office, byLink.sessionId), { proofs: ['link'], provedAt: undefined })
  assert.deepEqual(await proofOf(office, withFactor.sessionId), {
    proofs: ['link', 'totp'],
    provedAt: office.clock.now(),
  })
})

test('a proof that meets another write of the same session is written behind it', async (t) => {
  let beaten = 0
  const office = await openOffice(t, {
    through: (ports) => ({
      ...ports,
      documents: {
        ...ports.documents,
        batch: async (partition, writes) =>
          beaten-- > 0 && partition.container === 'access'
            ? { ok: false, error: { code: 'versionConflict', index: 0 } }
            : ports.documents.batch(partition, writes),
      },
    }),
  })
  const { sessionId } = await open(office)
  beaten = 2
  await office.app.sessions.prove(sessionId, 'totp')

  assert.deepEqual((await proofOf(office, sessionId))?.proofs, ['link', 'totp'])
})

test('a proof that is given later is kept with its time, also when the session is used at the same moment', async (t) => {
  const office = await openOffice(t)
  const { sessionId } = await open(office)
  office.clock.pass({ seconds: 120 })

  await Promise.all([office.app.sessions.actor(sessionId), office.app.sessions.prove(sessionId, 'passkey')])
  const first = office.clock.now()
  office.clock.pass({ seconds: 120 })
  assert.deepEqual(await proofOf(office, sessionId), { proofs: ['link', 'passkey'], provedAt: first })
  await office.app.sessions.prove(sessionId, 'passkey')
  await office.app.sessions.prove('unknown', 'passkey')

  assert.deepEqual(await proofOf(office, sessionId), {
    proofs: ['link', 'passkey'],
    provedAt: office.clock.now(),
  })
})
