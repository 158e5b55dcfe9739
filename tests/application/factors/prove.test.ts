import assert from 'node:assert/strict'
import { test } from 'node:test'

import { must, openOffice, refusal } from '../../support/application.ts'
import { auditOf } from '../../support/audit.ts'
import { appCode } from '../../support/authenticator-app.ts'
import { enrolled, signedIn } from '../../support/enrolled.ts'

test('a code given in a session makes its proof fresh, once for each code, and stands in the audit', async (t) => {
  const office = await openOffice(t, { mode: 'serve' })
  const { prove, sessions } = office.app
  const { secret } = await enrolled(office, 'user')
  const { sessionId } = await signedIn(office, 'user')
  office.clock.pass({ seconds: 600 })
  const actor = await sessions.actor(sessionId)
  assert.ok(actor?.kind === 'employee')
  const given = { kind: 'totp', code: appCode(secret, office.clock.now()) } as const

  must(await prove.give({ actor, given }))

  const after = await sessions.actor(sessionId)
  assert.deepEqual(after?.kind === 'employee' && after.provedAt, office.clock.now())
  assert.equal(refusal(await prove.give({ actor, given })), 'factorWrong')
  await office.pump()
  const last = (await auditOf(office).lines()).at(-1)?.entry
  assert.deepEqual([last?.event, last?.detail], ['proofGiven', { kind: 'totp' }])
  assert.deepEqual(await prove.kinds({ actor }), ['totp', 'recovery'])
})

test('five wrong codes end the session, also when they come at the same moment; a right one in time begins anew', async (t) => {
  const office = await openOffice(t)
  const { prove, sessions } = office.app
  const { secret, recoveryCodes } = await enrolled(office, 'user')
  const actor = await signedIn(office, 'user')
  const wrong = () => prove.give({ actor, given: { kind: 'totp', code: '000000' } })
  for (let n = 0; n < 4; n++) assert.equal(refusal(await wrong()), 'factorWrong')
  must(await prove.give({ actor, given: { kind: 'recovery', code: recoveryCodes[0] ?? '' } }))

  const all = await Promise.all(Array.from({ length: 7 }, wrong))

  assert.deepEqual(all.map(refusal).sort(), [
    ...Array<string>(5).fill('factorWrong'),
    'notSignedIn',
    'notSignedIn',
  ])
  assert.equal(await sessions.actor(actor.sessionId), undefined)
  const code = appCode(secret, office.clock.now(), 1)
  assert.equal(refusal(await prove.give({ actor, given: { kind: 'totp', code } })), 'notSignedIn')
})

test('who enrolled nothing has nothing to show, and an unknown session or company nobody to show it', async (t) => {
  const office = await openOffice(t)
  const { prove } = office.app
  const given = { kind: 'totp', code: '000000' } as const
  const actor = await signedIn(office, 'manager')
  assert.equal(refusal(await prove.give({ actor, given })), 'factorRequired')
  assert.deepEqual(await prove.kinds({ actor }), [])
  await enrolled(office, 'user')
  const unknown = { ...office.as('user'), sessionId: 'unknown' }
  assert.equal(refusal(await prove.give({ actor: unknown, given })), 'notSignedIn')
})
