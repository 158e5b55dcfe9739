import assert from 'node:assert/strict'
import { test } from 'node:test'

import { must, openOffice, refusal, type Office } from '../../support/application.ts'
import { auditOf } from '../../support/audit.ts'
import { appCode } from '../../support/authenticator-app.ts'
import { enrolled, signInToken } from '../../support/enrolled.ts'
import { mailTo } from '../../support/mailbox.ts'

type Given = Parameters<Office['app']['redeemLink']>[0]['factor']

const redeem = (office: Office, token: string, factor?: Given) =>
  office.app.redeemLink({ token, use: 'program', ...(factor && { factor }) })

const code = (office: Office, secret: string, periods = 0): Given => ({
  kind: 'totp',
  code: appCode(secret, office.clock.now(), periods),
})

test('outside demo mode the mailed link alone is for enrolling, and the answer says so', async (t) => {
  const office = await openOffice(t, { mode: 'serve' })
  const redeemed = must(await redeem(office, await signInToken(office, 'user')))
  assert.equal(redeemed.purpose, 'enrolFactor')
  const actor = await office.app.sessions.actor(redeemed.sessionId)
  assert.deepEqual(actor?.kind === 'employee' && [actor.proofs, actor.provedAt], [['link'], undefined])
})

test('who has an app signs in with the link and its code; the link alone is asked for more, and is not spent by it', async (t) => {
  const office = await openOffice(t, { mode: 'serve' })
  const { secret } = await enrolled(office, 'user')
  office.clock.pass({ seconds: 60 })
  const token = await signInToken(office, 'user')

  const asked = await redeem(office, token)
  assert.ok(!asked.ok)
  assert.deepEqual(asked.error, { code: 'factorRequired', factors: { kinds: ['totp', 'recovery'] } })
  const { purpose, sessionId } = must(await redeem(office, token, code(office, secret)))
  const actor = await office.app.sessions.actor(sessionId)

  assert.equal(purpose, 'signIn')
  assert.ok(actor?.kind === 'employee')
  assert.deepEqual([actor.proofs, actor.provedAt], [['link', 'totp'], office.clock.now()])
  await office.pump()
  const last = (await auditOf(office).lines()).at(-1)?.entry
  assert.deepEqual([last?.event, last?.detail], ['staffSignedIn', { proofs: 'link totp' }])
})

test('in demo mode the link alone signs in, until one enrols: then that is asked for', async (t) => {
  const office = await openOffice(t)
  assert.equal(must(await redeem(office, await signInToken(office, 'user'))).purpose, 'signIn')
  await enrolled(office, 'user')
  assert.equal(refusal(await redeem(office, await signInToken(office, 'user'))), 'factorRequired')
  assert.ok((await redeem(office, await signInToken(office, 'manager'))).ok, 'and of nobody else')
})

test('each code is taken once: not again with another link, and not an older one after a newer', async (t) => {
  const office = await openOffice(t)
  const { secret } = await enrolled(office, 'user')
  const again = await redeem(office, await signInToken(office, 'user'), code(office, secret))
  assert.equal(refusal(again), 'factorWrong', 'the code of enrolling')
  const earlier = await redeem(office, await signInToken(office, 'user'), code(office, secret, -1))
  assert.equal(refusal(earlier), 'factorWrong')

  must(await redeem(office, await signInToken(office, 'user'), code(office, secret, 1)))
  office.clock.pass({ seconds: 30 })
  const used = await redeem(office, await signInToken(office, 'user'), code(office, secret))
  assert.equal(refusal(used), 'factorWrong')
  must(await redeem(office, await signInToken(office, 'user'), code(office, secret, 1)))
})

test('one code given at the same moment with two links signs in once', async (t) => {
  const office = await openOffice(t)
  const { secret } = await enrolled(office, 'user')
  office.clock.pass({ seconds: 60 })
  const token = await signInToken(office, 'user')
  const given = code(office, secret)
  const both = await Promise.all([redeem(office, token, given), redeem(office, token, given)])
  assert.equal(both.filter(({ ok }) => ok).length, 1)
})

test('a code and a recovery code given at the same moment with one link sign in once, and only one is used up', async (t) => {
  const office = await openOffice(t)
  const { secret, recoveryCodes } = await enrolled(office, 'user')
  office.clock.pass({ seconds: 60 })
  const token = await signInToken(office, 'user')
  const recovery = { kind: 'recovery', code: recoveryCodes[0] ?? '' } as const
  const both = await Promise.all([
    redeem(office, token, code(office, secret)),
    redeem(office, token, recovery),
  ])
  assert.deepEqual(both.map((one) => (one.ok ? 'in' : one.error.code)).sort(), ['in', 'linkUsed'])
  const left = both[0]?.ok ? 10 : 9
  assert.equal((await office.app.ownFactors.list({ actor: office.as('user') })).recoveryCodesLeft, left)
})

test('a code that is half a minute off counts, a minute off not', async (t) => {
  const office = await openOffice(t)
  const { secret } = await enrolled(office, 'user')
  office.clock.pass({ seconds: 600 })
  const token = await signInToken(office, 'user')
  for (const periods of [-2, 2])
    assert.equal(refusal(await redeem(office, token, code(office, secret, periods))), 'factorWrong')
  assert.ok((await redeem(office, token, code(office, secret, -1))).ok)
})

test('five wrong codes kill the link, the right one after them included; a fresh link works: nobody is locked out', async (t) => {
  const office = await openOffice(t)
  const { secret } = await enrolled(office, 'user')
  office.clock.pass({ seconds: 60 })
  const token = await signInToken(office, 'user')
  const guesses = Array.from({ length: 6 }, (_, n) => ({ kind: 'totp', code: `00000${n}` }) as const)
  const all = await Promise.all(guesses.map((guess) => redeem(office, token, guess)))
  assert.deepEqual(new Set(all.map(refusal)), new Set(['factorWrong']))

  assert.equal(refusal(await redeem(office, token, code(office, secret))), 'factorWrong')
  assert.ok((await redeem(office, await signInToken(office, 'user'), code(office, secret))).ok)
})

test('a code of the mail finds the link, and the factor is asked for all the same', async (t) => {
  const office = await openOffice(t)
  const { secret } = await enrolled(office, 'user')
  office.clock.pass({ seconds: 60 })
  await signInToken(office, 'user')
  const email = 'user@demo.example'
  const byCode = { companyId: 'demo', email, code: mailTo(office, email).code ?? '', use: 'program' } as const

  assert.equal(refusal(await office.app.redeemCode(byCode)), 'factorRequired')
  const factor = { kind: 'totp', code: appCode(secret, office.clock.now()) } as const
  assert.equal(must(await office.app.redeemCode({ ...byCode, factor })).purpose, 'signIn')
})

test('a used, a newer and an expired link say so before anything is asked for, and the code is not used up', async (t) => {
  const office = await openOffice(t)
  const { secret } = await enrolled(office, 'user')
  office.clock.pass({ seconds: 60 })
  const older = await signInToken(office, 'user')
  const token = await signInToken(office, 'user')
  assert.equal(refusal(await redeem(office, older, code(office, secret))), 'linkVoid')
  assert.ok((await redeem(office, token, code(office, secret))).ok)
  assert.equal(refusal(await redeem(office, token, code(office, secret, 1))), 'linkUsed')
  const late = await signInToken(office, 'user')
  office.clock.pass({ seconds: 600 })
  assert.equal(refusal(await redeem(office, late, code(office, secret))), 'linkExpired')
})

test('each recovery code signs in once, however it is typed, and no one else', async (t) => {
  const office = await openOffice(t)
  const { recoveryCodes } = await enrolled(office, 'user')
  await enrolled(office, 'manager')
  const [one = '', two = ''] = recoveryCodes
  assert.equal(new Set(recoveryCodes).size, 10)
  const given = (text: string) => ({ kind: 'recovery', code: text }) as const

  const { sessionId } = must(await redeem(office, await signInToken(office, 'user'), given(one)))
  const actor = await office.app.sessions.actor(sessionId)
  assert.deepEqual(actor?.kind === 'employee' && actor.proofs, ['link', 'recovery'])
  const again = await signInToken(office, 'user')
  assert.equal(refusal(await redeem(office, again, given(one))), 'factorWrong')
  assert.ok((await redeem(office, again, given(` ${two.toUpperCase().replaceAll('-', ' ')} `))).ok)
  const other = await signInToken(office, 'manager')
  assert.equal(refusal(await redeem(office, other, given(recoveryCodes[2] ?? ''))), 'factorWrong')
})
