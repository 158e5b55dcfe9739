import assert from 'node:assert/strict'
import { test } from 'node:test'

import { readFactors } from '../../../shared/application/factors/factors-document.ts'
import type { Ports } from '../../../shared/application/ports/ports.ts'
import { must, openOffice, refusal, type Office } from '../../support/application.ts'
import { auditOf } from '../../support/audit.ts'
import { appCode } from '../../support/authenticator-app.ts'
import { enrolled, signedIn, signInToken, withPasskey } from '../../support/enrolled.ts'
import { mailsTo } from '../../support/mailbox.ts'
import { passkeyDevice, type Quirks } from '../../support/passkey-device.ts'

const lastEvent = async (office: Office) => {
  await office.pump()
  const last = (await auditOf(office).lines()).at(-1)?.entry
  return [last?.event, last?.detail]
}

const numbered = (ports: Ports): Ports => ({
  ...ports,
  settings: { ...ports.settings, publicUrl: 'http://127.0.0.1:7071' },
})

test('a passkey is the first factor: with recovery codes, in the audit, told by mail, and it counts at once', async (t) => {
  const office = await openOffice(t, { mode: 'serve' })
  const { ownFactors, ownPasskeys, sessions } = office.app
  const actor = await signedIn(office, 'user', ['link'])
  const { publicKey, expiresAt } = must(await ownPasskeys.begin({ actor, name: 'My laptop' }))
  assert.deepEqual(publicKey.rp, { id: 'localhost', name: 'Demo Company' })
  assert.equal(publicKey.authenticatorSelection.userVerification, 'required')
  assert.equal(publicKey.attestation, 'none')
  assert.equal(Date.parse(expiresAt) - office.clock.now().getTime(), 300_000)
  assert.ok(!publicKey.user.id.includes('user'), 'the handle says nothing of the person')

  const credential = passkeyDevice().create(publicKey, { backup: 'kept' })
  const added = must(await ownPasskeys.confirm({ actor, credential }))

  assert.equal(added.recoveryCodes?.length, 10)
  const addedAt = office.clock.now().toISOString()
  const { value, offered } = await ownFactors.list({ actor })
  assert.deepEqual(value, [{ id: added.id, kind: 'passkey', name: 'My laptop', addedAt, backedUp: true }])
  assert.deepEqual(offered, ['passkey', 'totp'])
  const renewed = await sessions.actor(actor.sessionId)
  assert.deepEqual(renewed?.kind === 'employee' && renewed.proofs, ['link', 'passkey'])
  assert.deepEqual(await lastEvent(office), ['factorAdded', { factorId: added.id, kind: 'passkey' }])
  assert.equal(mailsTo(office, 'user@demo.example').length, 1)
})

test('a link asks for the passkey, and the passkey signs in, once, with its counter and last use kept', async (t) => {
  const office = await openOffice(t, { mode: 'serve' })
  const { app } = office
  const { shown, factorId, device } = await withPasskey(office, await signedIn(office, 'user', ['link']))
  office.clock.pass({ seconds: 60 })
  const token = await signInToken(office, 'user')
  const asking = await app.redeemLink({ token, use: 'program' })
  assert.deepEqual(!asking.ok && asking.error.factors, { kinds: ['passkey', 'recovery'] })
  const asked = must(await app.askPasskey.withLink({ token }))
  assert.deepEqual(
    asked.publicKey.allowCredentials.map(({ id }) => id),
    [device.id],
  )

  const factor = shown(asked)
  const { sessionId, purpose } = must(await app.redeemLink({ token, factor, use: 'program' }))

  assert.equal(purpose, 'signIn')
  const actor = await app.sessions.actor(sessionId)
  assert.deepEqual(actor?.kind === 'employee' && actor.proofs, ['link', 'passkey'])
  const known = await readFactors(office.ports.documents, { companyId: 'demo', employeeId: 'user' })
  const [kept] = known.factors
  assert.ok(kept?.kind === 'passkey')
  assert.deepEqual(
    [kept.factorId, kept.counter, kept.lastUsedAt],
    [...[factorId, 2, office.clock.now().toISOString()]],
  )
  assert.deepEqual(await lastEvent(office), ['staffSignedIn', { proofs: 'link passkey' }])
  office.clock.pass({ seconds: 60 })
  const later = await signInToken(office, 'user')
  assert.equal(refusal(await app.redeemLink({ token: later, factor, use: 'program' })), 'challengeUsed')
})

test('a passkey is a fresh proof in a session, and stands in the audit', async (t) => {
  const office = await openOffice(t, { mode: 'serve' })
  const { prove, askPasskey, sessions } = office.app
  const first = await signedIn(office, 'user', ['link'])
  const { shown } = await withPasskey(office, first)
  office.clock.pass({ seconds: 600 })
  const actor = await signedIn(office, 'user')
  assert.deepEqual(await prove.kinds({ actor }), ['passkey', 'recovery'])
  const given = shown(must(await askPasskey.inSession({ actor })))

  must(await prove.give({ actor, given }))

  const after = await sessions.actor(actor.sessionId)
  assert.deepEqual(after?.kind === 'employee' && after.provedAt, office.clock.now())
  assert.deepEqual(await lastEvent(office), ['proofGiven', { kind: 'passkey' }])
  assert.equal(refusal(await prove.give({ actor, given })), 'challengeUsed')
})

const wrongs: readonly (readonly [Quirks, string])[] = [
  [{ origin: 'https://evil.example' }, 'passkeyOriginWrong'],
  [{ rpId: 'evil.example' }, 'passkeySiteWrong'],
  [{ isVerified: false }, 'passkeyUnverified'],
  [{ counter: 1 }, 'passkeyCounterBack'],
  [{ credentialId: 'b3RoZXI' }, 'passkeyUnknown'],
  [{ userHandle: 'b3RoZXI' }, 'passkeyUnknown'],
  [{ challenge: 'b3RoZXI' }, 'challengeUsed'],
]

for (const [quirks, code] of wrongs)
  test(`${code}: ${Object.keys(quirks).join()} that does not hold opens no link and is no proof`, async (t) => {
    const office = await openOffice(t)
    const { app } = office
    const { shown } = await withPasskey(office, await signedIn(office, 'user'))
    const actor = await signedIn(office, 'user')
    const inSession = shown(must(await app.askPasskey.inSession({ actor })), quirks)
    assert.equal(refusal(await app.prove.give({ actor, given: inSession })), code)
    const token = await signInToken(office, 'user')
    const factor = shown(must(await app.askPasskey.withLink({ token })), quirks)
    const seen = await app.redeemLink({ token, factor, use: 'program' })
    assert.equal(refusal(seen), code)
    assert.deepEqual(!seen.ok && seen.error.factors, { kinds: ['passkey', 'recovery'] })
    const right = shown(must(await app.askPasskey.withLink({ token })), { counter: 9 })
    assert.ok((await app.redeemLink({ token, factor: right, use: 'program' })).ok, 'the link lives')
    await app.sequenceAudit('demo')
    const doubts = (await auditOf(office).lines()).filter(({ entry }) => entry?.event === 'passkeyDoubted')
    assert.deepEqual(
      doubts.map(({ entry }) => [entry?.by.kind, entry?.detail]),
      code === 'passkeyCounterBack'
        ? ['employee', 'anonymous'].map((kind) => [kind, { employeeId: 'user', code }])
        : [],
      'only what may be a copy stands in the audit',
    )
  })

test('a passkey of a colleague shows nobody but the colleague', async (t) => {
  const office = await openOffice(t)
  const { app } = office
  await withPasskey(office, await signedIn(office, 'user'))
  const colleague = await withPasskey(office, await signedIn(office, 'manager'))
  const actor = await signedIn(office, 'user')
  const given = colleague.shown(must(await app.askPasskey.inSession({ actor })))
  assert.equal(refusal(await app.prove.give({ actor, given })), 'passkeyUnknown')
})

test('a challenge is answered within five minutes, where it was asked, and for what it was asked', async (t) => {
  const office = await openOffice(t)
  const { app } = office
  const actor = await signedIn(office, 'user')
  const { shown, device } = await withPasskey(office, actor)
  const token = await signInToken(office, 'user')
  const give = (asked: Parameters<typeof shown>[0], by = actor) =>
    app.prove.give({ actor: by, given: shown(asked) })

  const ofLink = must(await app.askPasskey.withLink({ token }))
  assert.equal(refusal(await give(ofLink)), 'challengeUsed')
  const here = must(await app.askPasskey.inSession({ actor }))
  assert.equal(refusal(await give(here, await signedIn(office, 'user'))), 'challengeUsed')
  const { publicKey: toAdd } = must(await app.ownPasskeys.begin({ actor }))
  assert.equal(refusal(await give({ publicKey: { ...here.publicKey, ...toAdd } })), 'challengeUsed')
  const credential = device.create({ ...here.publicKey, rp: { id: 'localhost' } })
  assert.equal(refusal(await app.ownPasskeys.confirm({ actor, credential })), 'challengeUsed')
  office.clock.pass({ seconds: 300 })
  assert.equal(refusal(await give(here)), 'challengeExpired')
  assert.equal(refusal(await give(here)), 'challengeUsed')
})

test('one who has both shows either: a code is looked for among apps alone', async (t) => {
  const office = await openOffice(t)
  const { app, clock } = office
  const actor = await signedIn(office, 'user')
  await withPasskey(office, actor)
  const { secret } = await enrolled(office, 'user')
  assert.deepEqual(await app.prove.kinds({ actor }), ['passkey', 'totp', 'recovery'])
  clock.pass({ seconds: 60 })
  const give = (code: string) => app.prove.give({ actor, given: { kind: 'totp', code } })
  assert.equal(refusal(await give('000000')), 'factorWrong')
  must(await give(appCode(secret, clock.now())))
})

test('a new passkey sent twice at the same moment is added once', async (t) => {
  const office = await openOffice(t)
  const { ownPasskeys } = office.app
  const actor = await signedIn(office, 'user')
  const { publicKey } = must(await ownPasskeys.begin({ actor }))
  const credential = passkeyDevice().create(publicKey)
  const both = await Promise.all([1, 2].map(() => ownPasskeys.confirm({ actor, credential })))
  assert.deepEqual(both.map(refusal).sort(), ['challengeUsed', 'not refused'])
})

test('one answer given twice at the same moment counts once', async (t) => {
  const office = await openOffice(t)
  const { app } = office
  const actor = await signedIn(office, 'user')
  const { shown } = await withPasskey(office, actor)
  const given = shown(must(await app.askPasskey.inSession({ actor })))
  const both = await Promise.all([app.prove.give({ actor, given }), app.prove.give({ actor, given })])
  assert.deepEqual(both.map(refusal).sort(), ['challengeUsed', 'not refused'])
})

test('a passkey that was removed while its answer was on the way opens nothing', async (t) => {
  const office = await openOffice(t)
  const { app } = office
  await enrolled(office, 'user')
  const actor = await signedIn(office, 'user')
  const { shown, factorId } = await withPasskey(office, actor)
  const token = await signInToken(office, 'user')
  const factor = shown(must(await app.askPasskey.withLink({ token })))
  must(await app.ownFactors.remove({ actor, factorId }))
  assert.equal(refusal(await app.redeemLink({ token, factor, use: 'program' })), 'passkeyUnknown')
  assert.equal(refusal(await app.askPasskey.withLink({ token })), 'notFound')
})

test('what a browser cannot have written is refused, and a passkey is added once', async (t) => {
  const office = await openOffice(t)
  const { ownPasskeys, ownFactors } = office.app
  const actor = await signedIn(office, 'user')
  const { device } = await withPasskey(office, actor)
  const { publicKey } = must(await ownPasskeys.begin({ actor }))
  assert.deepEqual(
    publicKey.excludeCredentials.map(({ id }) => id),
    [device.id],
  )
  assert.equal(
    refusal(await ownPasskeys.confirm({ actor, credential: device.create(publicKey) })),
    'passkeyTaken',
  )
  for (const clientDataJSON of ['bnVsbA', 'e30', '____']) {
    const credential = { id: 'x', response: { clientDataJSON, attestationObject: 'AA' } }
    assert.equal(refusal(await ownPasskeys.confirm({ actor, credential })), 'passkeyInvalid')
  }
  const again = must(await ownPasskeys.begin({ actor }))
  const lazy = passkeyDevice().create(again.publicKey, { isVerified: false })
  const { transports: _transports, ...response } = lazy.response
  const credential = { ...lazy, response }
  assert.equal(refusal(await ownPasskeys.confirm({ actor, credential })), 'passkeyUnverified')
  assert.equal((await ownFactors.list({ actor })).value.length, 1)
})

test('the mailbox adds no passkey beside what is there, and ten factors are the most', async (t) => {
  const office = await openOffice(t, { mode: 'serve' })
  const { ownPasskeys } = office.app
  const owner = await signedIn(office, 'user')
  const { publicKey } = must(await ownPasskeys.begin({ actor: owner }))
  await enrolled(office, 'user')
  const thief = await signedIn(office, 'user', ['link'])
  assert.equal(refusal(await ownPasskeys.begin({ actor: thief })), 'factorRequired')
  for (let n = 2; n <= 10; n++) await withPasskey(office, owner)
  assert.equal(refusal(await ownPasskeys.begin({ actor: owner })), 'limitReached')
  const credential = passkeyDevice().create(publicKey)
  assert.equal(refusal(await ownPasskeys.confirm({ actor: owner, credential })), 'limitReached')
  const gone = { ...office.as('user'), employeeId: 'gone' }
  assert.equal(refusal(await ownPasskeys.begin({ actor: gone })), 'notFound')
})

test('at an address without a name passkeys are neither offered nor taken', async (t) => {
  const office = await openOffice(t, { through: numbered })
  const { ownPasskeys, ownFactors, askPasskey } = office.app
  const actor = await signedIn(office, 'user')
  assert.deepEqual((await ownFactors.list({ actor })).offered, ['totp'])
  assert.equal(refusal(await ownPasskeys.begin({ actor })), 'passkeyNotOffered')
  assert.equal(refusal(await askPasskey.inSession({ actor })), 'notFound')
})

test('an answer to what was asked under the former name is of no use under a number', async (t) => {
  const named = { is: true }
  const through = (ports: Ports): Ports => ({
    ...ports,
    settings: new Proxy(ports.settings, {
      get: (settings, member) =>
        member === 'publicUrl' && !named.is ? 'http://127.0.0.1:7071' : Reflect.get(settings, member),
    }),
  })
  const office = await openOffice(t, { through })
  const actor = await signedIn(office, 'user')
  const { shown } = await withPasskey(office, actor)
  const given = shown(must(await office.app.askPasskey.inSession({ actor })))
  named.is = false
  assert.equal(refusal(await office.app.prove.give({ actor, given })), 'passkeyUnknown')
})

test('only a sign-in link that can still be used, of somebody who has a passkey, is asked about', async (t) => {
  const office = await openOffice(t)
  const { askPasskey } = office.app
  const unknown = 'x'.repeat(43)
  for (const token of ['none', `demo.-.${unknown}`, `demo.${'x'.repeat(22)}.${unknown}`])
    assert.equal(refusal(await askPasskey.withLink({ token })), 'notFound')
  await enrolled(office, 'manager')
  assert.equal(
    refusal(await askPasskey.withLink({ token: await signInToken(office, 'manager') })),
    'notFound',
  )
  await withPasskey(office, await signedIn(office, 'user'))
  const older = await signInToken(office, 'user')
  const newer = await signInToken(office, 'user')
  assert.equal(refusal(await askPasskey.withLink({ token: older })), 'linkVoid')
  office.clock.pass({ seconds: 600 })
  assert.equal(refusal(await askPasskey.withLink({ token: newer })), 'linkExpired')
})
