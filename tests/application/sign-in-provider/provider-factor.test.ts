import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TestContext } from 'node:test'

import type { EmployeeDocument } from '../../../shared/application/companies/company-document.ts'
import { companyPartition } from '../../../shared/application/place.ts'
import type { Ports } from '../../../shared/application/ports/ports.ts'
import { providerSignInsPerHour } from '../../../shared/domain/requests/stranger-budget.ts'
import { ok } from '../../../shared/kernel/result.ts'
import { plainBrowser } from '../../pages/plain-browser.ts'
import { must, refusal, type Office } from '../../support/application.ts'
import { companyWithProvider, linked, signedInBy, throughProvider } from '../../support/company-provider.ts'
import { appCode } from '../../support/authenticator-app.ts'
import { signedIn, signInToken } from '../../support/enrolled.ts'
import { reachingProvider } from '../../support/openid-provider.ts'

const redeem = async (office: Office) =>
  office.app.redeemLink({ token: await signInToken(office, 'user'), use: 'program' })

async function identityOf({ ports }: Office) {
  const partition = companyPartition('demo')
  const found = await ports.documents.read<EmployeeDocument>(partition, 'employee:user')
  return found?.value.identity
}

/** A colleague whom the provider knows, and who showed these things there. */
async function knownByProvider(t: TestContext, amr: readonly string[]) {
  const all = await companyWithProvider(t, { mode: 'serve' })
  all.provider.forge({ claims: { amr } })
  await linked(all, 'user', 'ann')
  return all
}

test('for whom the provider vouches with a second factor, the mailed link alone opens nothing: it says where to sign in', async (t) => {
  const { office } = await knownByProvider(t, ['pwd', 'otp'])
  const seen = await redeem(office)
  assert.equal(refusal(seen), 'factorRequired')
  assert.deepEqual(!seen.ok && seen.error.factors, { kinds: ['provider'] })
  assert.deepEqual(await office.app.prove.kinds({ actor: office.as('user') }), ['provider'])
  office.clock.pass({ seconds: 60 })
  const given = { kind: 'totp', code: '000000' } as const
  const token = await signInToken(office, 'user')
  assert.equal(
    refusal(await office.app.redeemLink({ token, factor: given, use: 'program' })),
    'factorRequired',
  )
})

test('where the provider says nothing of it, the link is for enrolling, and adds nothing without a proof there', async (t) => {
  const { office } = await knownByProvider(t, ['pwd'])
  const { purpose, sessionId } = must(await redeem(office))
  assert.equal(purpose, 'enrolFactor')
  const actor = await office.app.sessions.actor(sessionId)
  assert.ok(actor?.kind === 'employee')
  assert.equal(refusal(await office.app.ownFactors.beginTotp({ actor })), 'factorRequired')
})

test('each sign-in there says anew whether there was a second factor', async (t) => {
  const all = await knownByProvider(t, ['pwd'])
  const { office, provider } = all
  for (const [amr, says] of [
    [['pwd', 'mfa'], 'secondFactor'],
    [['pwd', 'mfa'], 'secondFactor'],
    [['pwd'], 'oneFactor'],
  ] as const) {
    provider.forge({ claims: { amr } })
    assert.equal(await throughProvider(all, plainBrowser(office), 'ann'), '/demo/staff')
    assert.equal((await identityOf(office))?.says, says)
  }
})

test('who has both is asked for either', async (t) => {
  const { office } = await knownByProvider(t, ['mfa'])
  await enrolledBy(office)
  const seen = await redeem(office)
  assert.deepEqual(!seen.ok && seen.error.factors, { kinds: ['totp', 'recovery', 'provider'] })
})

/** With a fresh proof, since the provider knows them already. */
async function enrolledBy(office: Office): Promise<string> {
  const actor = await signedIn(office, 'user')
  const { id, secret } = must(await office.app.ownFactors.beginTotp({ actor }))
  must(await office.app.ownFactors.confirmTotp({ actor, code: appCode(secret, office.clock.now()) }))
  return id
}

test('the last way to sign in stays, whichever it is: the identity, or the factor', async (t) => {
  const all = await knownByProvider(t, ['mfa'])
  const { app } = all.office
  const actor = await signedIn(all.office, 'user')
  assert.equal(refusal(await app.providerSignIn.unlink(actor)), 'lastFactor')
  const browser = await signedInBy(all.office, 'user')
  const refused = await browser.post('/demo/staff/provider/removal')
  assert.match((await browser.get(refused.location)).text, /all that you sign in with/)

  const factorId = await enrolledBy(all.office)
  must(await app.ownFactors.remove({ actor, factorId }))
  const again = await enrolledBy(all.office)
  must(await app.providerSignIn.unlink(actor))
  assert.equal(refusal(await app.ownFactors.remove({ actor, factorId: again })), 'lastFactor')
})

test('a reset takes the identity away too: who enrols anew links anew', async (t) => {
  const { office } = await knownByProvider(t, ['mfa'])
  const proposed = must(
    await office.app.changeEmployee.resetFactors({
      ...{ actor: office.as('admin'), companyId: 'demo', employeeId: 'user' },
    }),
  )
  assert.ok(proposed !== 'holds')
  const decision = { actor: office.as('owner'), decision: 'approve', ...proposed } as const
  must(await office.app.companyItems.decide(decision))
  assert.equal(await identityOf(office), undefined)
  assert.equal(must(await redeem(office)).purpose, 'enrolFactor')
})

test('strangers begin so many sign-ins an hour from one network; who is signed in is not counted', async (t) => {
  const through = (ports: Ports): Ports => {
    const reaching = reachingProvider(ports)
    const address = async () => ok('https://login.example/')
    return { ...reaching, signInProvider: { ...reaching.signInProvider, address } }
  }
  const { office } = await companyWithProvider(t, { mode: 'serve', through })
  const begin = (network?: string) =>
    office.app.providerSignIn.begin({
      ...{ companyId: 'demo', purpose: 'signIn' },
      ...(network !== undefined && { network }),
    })
  for (let n = 0; n < providerSignInsPerHour.network; n++) must(await begin('192.0.2.1'))
  assert.equal(refusal(await begin('192.0.2.1')), 'tooManyRequests')
  must(await begin('192.0.2.2'))
  const actor = office.as('user')
  must(await office.app.providerSignIn.begin({ companyId: 'demo', purpose: 'prove', actor }))
  const shown = await plainBrowser(office).get('/demo/staff/sign-in/provider', {
    'x-forwarded-for': '192.0.2.1',
  })
  assert.equal(shown.location, '/demo/staff/sign-in?why=tooManyRequests')
  assert.match((await plainBrowser(office).get(shown.location)).text, /Have a link mailed to you/)
  office.clock.pass({ hours: 1 })
  must(await begin('192.0.2.1'))
})

test('the pages offer the provider: with the link, before a fresh proof in a tab of its own, and among the factors', async (t) => {
  const { office } = await knownByProvider(t, ['mfa'])
  const token = await signInToken(office, 'user')
  const asking = await plainBrowser(office).post('/demo/link', { token })
  assert.equal(asking.status, 401)
  assert.match(asking.text, /href="\/demo\/staff\/sign-in\/provider"/)
  assert.doesNotMatch(asking.text, /factorCode/)
  const browser = await signedInBy(office, 'user')
  const factors = await browser.get('/demo/staff/factors')
  assert.match(factors.text, /You sign in with Entra ID/)
  assert.doesNotMatch(factors.text, /added nothing yet/)
  office.clock.pass({ seconds: 301 })
  const fresh = await browser.post('/demo/staff/factors/recovery-codes')
  assert.match(fresh.text, /href="\/demo\/staff\/provider\/prove" target="_blank"/)
  assert.equal(fresh.status, 401)
})
