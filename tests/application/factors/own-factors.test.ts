import assert from 'node:assert/strict'
import { test } from 'node:test'

import { companyPartition } from '../../../shared/application/place.ts'
import { must, openOffice, refusal, type Office } from '../../support/application.ts'
import { auditOf } from '../../support/audit.ts'
import { appCode } from '../../support/authenticator-app.ts'
import { enrolled, signedIn } from '../../support/enrolled.ts'
import { mailsTo } from '../../support/mailbox.ts'

const now = (office: Office, secret: string) => appCode(secret, office.clock.now())

test('an app is added by the code that it shows, with ten recovery codes, in the audit and told by mail', async (t) => {
  const office = await openOffice(t, { mode: 'serve' })
  const { app } = office
  const actor = await signedIn(office, 'user', ['link'])
  const begun = must(await app.ownFactors.beginTotp({ actor, name: 'My phone' }))
  assert.match(begun.secret, /^([A-Z2-7]{4} ){7}[A-Z2-7]{4}$/)
  assert.equal(new URL(begun.uri).searchParams.get('secret'), begun.secret.replaceAll(' ', ''))
  assert.deepEqual((await app.ownFactors.list({ actor })).value, [], 'nothing is added yet')

  const added = must(await app.ownFactors.confirmTotp({ actor, code: now(office, begun.secret) }))

  assert.equal(added.recoveryCodes?.length, 10)
  const listed = await app.ownFactors.list({ actor })
  const addedAt = office.clock.now().toISOString()
  assert.deepEqual(listed, {
    value: [{ id: begun.id, kind: 'totp', name: 'My phone', addedAt }],
    ...{ recoveryCodesLeft: 10, required: true, offered: ['passkey', 'totp'] },
  })
  const renewed = await app.sessions.actor(actor.sessionId)
  assert.deepEqual(renewed?.kind === 'employee' && renewed.proofs, ['link', 'totp'], 'and counts as shown')
  await office.pump()
  const events = (await auditOf(office).lines()).map(({ entry }) => [entry?.event, entry?.detail])
  assert.deepEqual(events, [['factorAdded', { factorId: begun.id, kind: 'totp' }]])
  assert.match(mailsTo(office, 'user@demo.example')[0]?.text ?? '', /administrator/)
})

test('of the secret, the codes and what is typed nothing is stored that could be read, and nothing is logged', async (t) => {
  const office = await openOffice(t)
  const { secret, recoveryCodes } = await enrolled(office, 'user')
  const found = await office.ports.documents.query({ ...companyPartition('demo'), limit: 1000 })
  const all = JSON.stringify([found.items, office.log])
  for (const kept of [secret, secret.replaceAll(' ', ''), ...recoveryCodes]) assert.ok(!all.includes(kept))
  assert.match(all, /factors:user/)
})

test('a wrong first code adds nothing, and neither does one that comes after ten minutes, or without a key', async (t) => {
  const office = await openOffice(t)
  const { ownFactors } = office.app
  const actor = await signedIn(office, 'user')
  assert.equal(refusal(await ownFactors.confirmTotp({ actor, code: '000000' })), 'factorUnknown')
  const { secret } = must(await ownFactors.beginTotp({ actor }))
  const stale = appCode(secret, office.clock.now(), -2)
  assert.equal(refusal(await ownFactors.confirmTotp({ actor, code: stale })), 'factorWrong')
  office.clock.pass({ seconds: 600 })
  assert.equal(refusal(await ownFactors.confirmTotp({ actor, code: now(office, secret) })), 'factorUnknown')
  assert.deepEqual((await ownFactors.list({ actor })).value, [])
})

test('the mailbox enrols the first one only: whoever reads a mail adds nothing beside what is there', async (t) => {
  const office = await openOffice(t, { mode: 'serve' })
  const { ownFactors } = office.app
  await enrolled(office, 'user')
  const thief = await signedIn(office, 'user', ['link'])
  assert.equal(refusal(await ownFactors.beginTotp({ actor: thief })), 'factorRequired')
  assert.equal(refusal(await ownFactors.newRecoveryCodes({ actor: thief })), 'factorRequired')
  const owner = await signedIn(office, 'user')
  must(await ownFactors.beginTotp({ actor: owner }))
  office.clock.pass({ seconds: 300 })
  const later = await office.app.sessions.actor(owner.sessionId)
  assert.ok(later?.kind === 'employee')
  assert.equal(refusal(await ownFactors.beginTotp({ actor: later })), 'freshProofRequired')
})

test('a second app comes without new recovery codes, and ten are the most', async (t) => {
  const office = await openOffice(t)
  const { ownFactors } = office.app
  await enrolled(office, 'user')
  const actor = await signedIn(office, 'user')
  for (let n = 2; n <= 10; n++) {
    const { secret } = must(await ownFactors.beginTotp({ actor }))
    const added = must(await ownFactors.confirmTotp({ actor, code: now(office, secret) }))
    assert.equal(added.recoveryCodes, undefined)
  }
  assert.equal(refusal(await ownFactors.beginTotp({ actor })), 'limitReached')
})

test('the list says when each was last used', async (t) => {
  const office = await openOffice(t)
  const { ownFactors, prove } = office.app
  const { secret, factorId } = await enrolled(office, 'user')
  const actor = await signedIn(office, 'user')
  const { secret: second } = must(await ownFactors.beginTotp({ actor }))
  must(await ownFactors.confirmTotp({ actor, code: now(office, second) }))
  office.clock.pass({ seconds: 60 })
  must(await prove.give({ actor, given: { kind: 'totp', code: now(office, secret) } }))
  const { value } = await ownFactors.list({ actor })
  const used = Object.fromEntries(value.map(({ id, lastUsedAt }) => [id === factorId, lastUsedAt]))
  assert.deepEqual(used, { true: office.clock.now().toISOString(), false: undefined })
})

test('what is removed signs in no more and ends the other sessions; outside demo mode the last one stays', async (t) => {
  const office = await openOffice(t, { mode: 'serve' })
  const { ownFactors, sessions } = office.app
  const first = await enrolled(office, 'user')
  const actor = await signedIn(office, 'user')
  const other = await signedIn(office, 'user')
  assert.equal(refusal(await ownFactors.remove({ actor, factorId: first.factorId })), 'lastFactor')
  assert.equal(refusal(await ownFactors.remove({ actor, factorId: 'another' })), 'notFound')
  const { secret } = must(await ownFactors.beginTotp({ actor }))
  must(await ownFactors.confirmTotp({ actor, code: now(office, secret) }))

  must(await ownFactors.remove({ actor, factorId: first.factorId }))

  const listed = await ownFactors.list({ actor })
  assert.deepEqual([listed.value.length, listed.recoveryCodesLeft], [1, 10])
  assert.equal(await sessions.actor(other.sessionId), undefined)
  assert.ok(await sessions.actor(actor.sessionId))
})

test('in demo mode the last one may go, and its recovery codes with it', async (t) => {
  const office = await openOffice(t)
  const { ownFactors } = office.app
  const { factorId } = await enrolled(office, 'user')
  const actor = await signedIn(office, 'user')
  must(await ownFactors.remove({ actor, factorId }))
  const { value, recoveryCodesLeft, required } = await ownFactors.list({ actor })
  assert.deepEqual(
    { value, recoveryCodesLeft, required },
    { value: [], recoveryCodesLeft: 0, required: false },
  )
})

test('new recovery codes take the place of the old ones, and belong to who has something to recover', async (t) => {
  const office = await openOffice(t)
  const { ownFactors, prove } = office.app
  const { recoveryCodes } = await enrolled(office, 'user')
  const actor = await signedIn(office, 'user')
  const codes = must(await ownFactors.newRecoveryCodes({ actor }))
  const give = (code = '') => prove.give({ actor, given: { kind: 'recovery', code } })
  assert.equal(refusal(await give(recoveryCodes[0])), 'factorWrong')
  must(await give(codes[0]))
  assert.equal((await ownFactors.list({ actor })).recoveryCodesLeft, 9)
  const nobody = await signedIn(office, 'manager')
  assert.equal(refusal(await ownFactors.newRecoveryCodes({ actor: nobody })), 'factorRequired')
})

test('who is no longer with the company, or of none, adds nothing', async (t) => {
  const office = await openOffice(t)
  const { ownFactors } = office.app
  const gone = { ...office.as('user'), employeeId: 'gone' }
  assert.equal(refusal(await ownFactors.beginTotp({ actor: gone })), 'notFound')
  const nowhere = { ...office.as('user'), companyId: 'nowhere' }
  assert.equal(refusal(await ownFactors.beginTotp({ actor: nowhere })), 'notFound')
})
