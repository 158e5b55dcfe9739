import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TestContext } from 'node:test'

import { companyPartition } from '../../../shared/application/place.ts'
import type { Ports } from '../../../shared/application/ports/ports.ts'
import { err } from '../../../shared/kernel/result.ts'
import { must, openOffice, refusal, type Office, type OfficeOptions } from '../../support/application.ts'
import { auditOf } from '../../support/audit.ts'
import { appCode } from '../../support/authenticator-app.ts'
import type { PersonName } from '../../support/companies.ts'
import { enrolled, signedIn, signInToken } from '../../support/enrolled.ts'
import { mailsTo } from '../../support/mailbox.ts'

const phone = '+4512345678'

const allowing = (t: TestContext, options: OfficeOptions = {}) =>
  openOffice(t, { mode: 'serve', ...options, company: { staffTexts: 'allowed', ...options.company } })

/** The newest code that came to the number. */
const texted = ({ sms }: Office, to = phone): string =>
  /\b(\d{6})\b/.exec(sms.list({ to })[0]?.text ?? '')?.[1] ?? ''

const countOf = ({ sms }: Office): number => sms.list({ to: phone }).length

/** Somebody with an app and a number; a minute later, so that another text may go. */
async function withPhone(office: Office, name: PersonName = 'user') {
  const { ownPhone } = office.app
  const known = await enrolled(office, name)
  const actor = await signedIn(office, name)
  must(await ownPhone.begin({ actor, phone, name: 'My phone' }))
  const added = must(await ownPhone.confirm({ actor, code: texted(office) }))
  office.clock.pass({ seconds: 60 })
  return { ...known, actor, phoneId: added.id }
}

const redeem = ({ app }: Office, token: string, code: string) =>
  app.redeemLink({ token, factor: { kind: 'sms', code }, use: 'program' })

const another = (code: string): string => (code === '000000' ? '000001' : '000000')

test('a number is added by the code that is texted to it, is shown masked, and lies nowhere in the clear', async (t) => {
  const office = await allowing(t)
  const { app } = office
  await enrolled(office, 'user')
  const actor = await signedIn(office, 'user')
  assert.deepEqual((await app.ownFactors.list({ actor })).offered, ['passkey', 'totp', 'sms'])

  const begun = must(await app.ownPhone.begin({ actor, phone, name: 'My phone' }))
  assert.deepEqual(begun, { phoneEnding: '78', text: 'sent' })
  const code = texted(office)
  assert.equal(refusal(await app.ownPhone.confirm({ actor, code: another(code) })), 'factorWrong')
  const { id, recoveryCodes } = must(await app.ownPhone.confirm({ actor, code }))

  assert.equal(recoveryCodes, undefined)
  const { value, offered } = await app.ownFactors.list({ actor })
  const addedAt = office.clock.now().toISOString()
  assert.deepEqual(value.at(-1), { id, kind: 'sms', name: 'My phone', phoneEnding: '78', addedAt })
  assert.deepEqual(offered, ['passkey', 'totp'], 'one is enough')
  assert.equal(refusal(await app.ownPhone.begin({ actor, phone })), 'limitReached')
  await office.pump()
  const found = await office.ports.documents.query({ ...companyPartition('demo'), limit: 1000 })
  const lines = await auditOf(office).lines()
  for (const kept of [phone, '12345678', code])
    assert.ok(!JSON.stringify([found.items, lines, office.log]).includes(kept))
  assert.deepEqual(lines.at(-1)?.entry?.detail, { factorId: id, kind: 'sms' })
  assert.equal(mailsTo(office, 'user@demo.example').length, 2)
})

test('a texted code signs in beside the link, once, and is no fresh proof', async (t) => {
  const office = await allowing(t)
  const { app } = office
  await withPhone(office)
  const token = await signInToken(office, 'user')
  const asking = await app.redeemLink({ token, use: 'program' })
  assert.deepEqual(!asking.ok && asking.error.factors, {
    ...{ kinds: ['totp', 'sms', 'recovery'], phoneEnding: '78' },
  })
  assert.equal(countOf(office), 1, 'none is sent before it is asked for')
  await app.newCode({ token })
  const code = texted(office)

  const { sessionId } = must(await redeem(office, token, code))

  const actor = await app.sessions.actor(sessionId)
  assert.ok(actor?.kind === 'employee')
  assert.deepEqual([actor.proofs, actor.provedAt], [['link', 'sms'], undefined])
  assert.deepEqual(await app.prove.kinds({ actor }), ['totp', 'recovery'])
  const next = await app.ownFactors.list({ actor })
  assert.equal(next.value.at(-1)?.lastUsedAt, office.clock.now().toISOString())
  office.clock.pass({ seconds: 60 })
  assert.equal(refusal(await redeem(office, await signInToken(office, 'user'), code)), 'factorWrong')
})

test('a texted code lives five minutes and takes five tries, belongs to its link, and the newest holds', async (t) => {
  const office = await allowing(t)
  const { newCode } = office.app
  await withPhone(office)
  const older = await signInToken(office, 'user')
  await newCode({ token: older })
  const ofOlder = texted(office)
  office.clock.pass({ seconds: 60 })
  const token = await signInToken(office, 'user')
  assert.equal(refusal(await redeem(office, token, ofOlder)), 'factorWrong')
  await newCode({ token })
  const first = texted(office)
  office.clock.pass({ seconds: 60 })
  await newCode({ token })
  const second = texted(office)
  if (first !== second) assert.equal(refusal(await redeem(office, token, first)), 'factorWrong')
  office.clock.pass({ seconds: 300 })
  assert.equal(refusal(await redeem(office, token, second)), 'factorWrong')

  const last = await signInToken(office, 'user')
  await newCode({ token: last })
  const code = texted(office)
  const all = await Promise.all(Array.from({ length: 6 }, () => redeem(office, last, another(code))))
  assert.deepEqual(new Set(all.map(refusal)), new Set(['factorWrong']))
  assert.equal(refusal(await redeem(office, last, code)), 'factorWrong')
})

test('of a number that is being added, five wrong codes kill the code, and one that is right counts once', async (t) => {
  const office = await allowing(t)
  const { ownPhone } = office.app
  await enrolled(office, 'user')
  const actor = await signedIn(office, 'user')
  assert.equal(refusal(await ownPhone.confirm({ actor, code: '123456' })), 'factorWrong', 'none was sent')
  must(await ownPhone.begin({ actor, phone }))
  const code = texted(office)
  await Promise.all(Array.from({ length: 5 }, () => ownPhone.confirm({ actor, code: another(code) })))
  assert.equal(refusal(await ownPhone.confirm({ actor, code })), 'factorWrong')
  office.clock.pass({ seconds: 60 })
  must(await ownPhone.begin({ actor, phone }))
  const right = texted(office)
  const both = await Promise.all([1, 2].map(() => ownPhone.confirm({ actor, code: right })))
  assert.deepEqual(both.map(refusal).sort(), ['factorWrong', 'not refused'])
})

test('a code that is spent at this moment by another call is spent, and two numbers are one too many', async (t) => {
  const overtaken = { is: false }
  const through = (ports: Ports): Ports => {
    const { batch } = ports.documents
    const documents: Ports['documents'] = {
      ...ports.documents,
      batch: async (partition, writes) => {
        const [write] = writes
        const isSpending = write?.kind === 'delete' && write.id.startsWith('staffText:')
        if (isSpending && overtaken.is) await batch(partition, writes)
        return batch(partition, writes)
      },
    }
    return { ...ports, documents }
  }
  const office = await allowing(t, { through })
  const { ownPhone } = office.app
  await enrolled(office, 'user')
  const [here, there] = [await signedIn(office, 'user'), await signedIn(office, 'user')]
  must(await ownPhone.begin({ actor: here, phone }))
  const first = texted(office)
  office.clock.pass({ seconds: 60 })
  must(await ownPhone.begin({ actor: there, phone }))
  must(await ownPhone.confirm({ actor: here, code: first }))
  assert.equal(refusal(await ownPhone.confirm({ actor: there, code: texted(office) })), 'limitReached')

  office.clock.pass({ seconds: 60 })
  const token = await signInToken(office, 'user')
  await office.app.newCode({ token })
  overtaken.is = true
  assert.equal(refusal(await redeem(office, token, texted(office))), 'factorWrong')
})

test('only where the company allows it, to its own prefixes, and never as the first or the only factor', async (t) => {
  const closed = await openOffice(t, { mode: 'serve' })
  await enrolled(closed, 'user')
  const there = await signedIn(closed, 'user')
  assert.equal(refusal(await closed.app.ownPhone.begin({ actor: there, phone })), 'smsNotOffered')
  assert.deepEqual((await closed.app.ownFactors.list({ actor: there })).offered, ['passkey', 'totp'])

  const office = await allowing(t)
  const { ownPhone, ownFactors } = office.app
  const first = await signedIn(office, 'manager', ['link'])
  assert.equal(refusal(await ownPhone.begin({ actor: first, phone })), 'factorRequired')
  const { actor, factorId } = await withPhone(office)
  const abroad = { actor: await signedIn(office, 'manager'), phone: '+46701234567' }
  await enrolled(office, 'manager')
  assert.equal(refusal(await ownPhone.begin(abroad)), 'phoneNotOffered')
  assert.equal(refusal(await ownFactors.remove({ actor, factorId })), 'lastFactor')
  const thief = await signedIn(office, 'user', ['link'])
  assert.equal(refusal(await ownPhone.begin({ actor: thief, phone })), 'factorRequired')
  assert.equal(refusal(await ownPhone.confirm({ actor: thief, code: '123456' })), 'factorRequired')
})

test('a company that stops allowing it stops it at once, for who has a number as well', async (t) => {
  const office = await allowing(t)
  const { app } = office
  const { actor, phoneId } = await withPhone(office)
  const token = await signInToken(office, 'user')
  await app.newCode({ token })
  const code = texted(office)
  const asked = { actor: office.as('admin'), companyId: 'demo' }
  must(await app.companySettings.change({ ...asked, change: { staffTexts: 'refused' } }))

  const seen = await redeem(office, token, code)
  assert.equal(refusal(seen), 'factorWrong')
  assert.deepEqual(!seen.ok && seen.error.factors, { kinds: ['totp', 'recovery'] })
  office.clock.pass({ seconds: 60 })
  const before = countOf(office)
  await app.newCode({ token })
  assert.equal(countOf(office), before)
  must(await app.ownFactors.remove({ actor: await signedIn(office, 'user'), factorId: phoneId }))
  assert.ok(actor)
})

test('a number that the company texts no more gets nothing, though it is kept', async (t) => {
  const office = await allowing(t)
  const { app } = office
  await withPhone(office)
  const token = await signInToken(office, 'user')
  const asked = { actor: office.as('admin'), companyId: 'demo' }
  must(await app.companySettings.change({ ...asked, change: { sms: { prefixes: ['+46'] } } }))
  const before = countOf(office)
  await app.newCode({ token })
  assert.equal(countOf(office), before)
})

test('a code whose number was removed meanwhile opens nothing', async (t) => {
  const office = await allowing(t)
  const { phoneId } = await withPhone(office)
  const token = await signInToken(office, 'user')
  await office.app.newCode({ token })
  must(await office.app.ownFactors.remove({ actor: await signedIn(office, 'user'), factorId: phoneId }))
  assert.equal(refusal(await redeem(office, token, texted(office))), 'factorWrong')
})

test('texts are counted for the number and for the company, and who has an app signs in by that', async (t) => {
  const office = await allowing(t, { company: { sms: { prefixes: ['+45'], monthlyCap: 2 }, languages: [] } })
  const { app } = office
  const { secret } = await withPhone(office)
  const token = await signInToken(office, 'user')
  await app.newCode({ token })
  await app.newCode({ token })
  assert.equal(countOf(office), 2, 'one a minute')
  office.clock.pass({ seconds: 60 })
  await app.newCode({ token })
  assert.equal(countOf(office), 2, 'and two a month')
  await enrolled(office, 'manager')
  const manager = await signedIn(office, 'manager')
  const full = await app.ownPhone.begin({ actor: manager, phone: '+4587654321' })
  assert.equal(refusal(full), 'smsNotOffered')
  const factor = { kind: 'totp', code: appCode(secret, office.clock.now()) } as const
  assert.ok((await app.redeemLink({ token, factor, use: 'program' })).ok)
})

test('asked again within a minute, or refused by the provider, the person is told, and no code holds', async (t) => {
  const refusing = (ports: Ports): Ports => ({
    ...ports,
    sms: { send: async () => err({ code: 'numberRefused' }) },
  })
  const office = await allowing(t)
  await enrolled(office, 'user')
  const actor = await signedIn(office, 'user')
  must(await office.app.ownPhone.begin({ actor, phone }))
  assert.equal(must(await office.app.ownPhone.begin({ actor, phone })).text, 'notNow')
  const broken = await allowing(t, { through: refusing })
  await enrolled(broken, 'user')
  const there = await signedIn(broken, 'user')
  assert.equal(refusal(await broken.app.ownPhone.begin({ actor: there, phone })), 'smsNotOffered')
  const { sms: _sms, ...without } = office.ports
  const silent = await allowing(t, { through: (ports) => ({ ...without, documents: ports.documents }) })
  const nobody = await signedIn(silent, 'user')
  assert.equal(refusal(await silent.app.ownPhone.begin({ actor: nobody, phone })), 'smsNotOffered')
})

test('in demo mode a number goes with the last factor beside it or stays behind it, and signs nobody in alone', async (t) => {
  const office = await allowing(t, { mode: 'demo' })
  const { actor, factorId, phoneId } = await withPhone(office)
  must(await office.app.ownFactors.remove({ actor, factorId }))
  must(await office.app.ownFactors.remove({ actor, factorId: phoneId }))
  const { value, recoveryCodesLeft } = await office.app.ownFactors.list({ actor })
  assert.deepEqual([value, recoveryCodesLeft], [[], 0])
})

test('a colleague’s number receives nothing of somebody else’s link', async (t) => {
  const office = await allowing(t)
  await withPhone(office)
  await enrolled(office, 'manager')
  const token = await signInToken(office, 'manager')
  const before = countOf(office)
  await office.app.newCode({ token })
  assert.equal(countOf(office), before)
  assert.equal(refusal(await redeem(office, token, texted(office))), 'factorWrong')
})
