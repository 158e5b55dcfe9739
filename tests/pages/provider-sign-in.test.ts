import assert from 'node:assert/strict'
import { test } from 'node:test'

import { must, refusal } from '../support/application.ts'
import { auditOf } from '../support/audit.ts'
import {
  companyWithProvider,
  linked,
  linkPath,
  sentTo,
  signedInBy,
  throughProvider,
} from '../support/company-provider.ts'
import { mailsTo } from '../support/mailbox.ts'
import { plainBrowser } from './plain-browser.ts'

const signInPath = '/demo/staff/sign-in'

test('whoever linked their identity signs in through the provider, without a mail', async (t) => {
  const all = await companyWithProvider(t)
  await linked(all, 'user', 'ann')
  const browser = plainBrowser(all.office)
  const { text } = await browser.get(signInPath)
  assert.match(text, /<a class="button" href="\/demo\/staff\/sign-in\/provider">Sign in with Entra ID<\/a>/)
  assert.match(text, /name="email"/, 'other ways in are offered as before')
  assert.equal(await throughProvider(all, browser, 'ann'), '/demo/staff')
  assert.equal((await browser.get('/demo/staff')).status, 200)
  await all.office.pump()
  const facts = (await auditOf(all.office).lines()).map(({ entry }) => [
    ...[entry?.event, entry?.by.id, entry?.detail['proofs']],
  ])
  assert.deepEqual(facts.at(-1), ['staffSignedIn', 'user', 'provider'])
})

test('without a provider nothing of it is offered or begun', async (t) => {
  const all = await companyWithProvider(t)
  const elsewhere = plainBrowser(all.office)
  assert.doesNotMatch((await elsewhere.get('/other/staff/sign-in')).text, /provider/)
  const { location } = await elsewhere.get('/other/staff/sign-in/provider')
  assert.equal(location, '/other/staff/sign-in?why=providerNotSet')
  assert.match((await elsewhere.get(location)).text, /does not sign in through a provider/)
})

test('an identity that nobody linked lets nobody in, whatever address it claims, and the page says what to do', async (t) => {
  const all = await companyWithProvider(t)
  all.provider.forge({ claims: { email: 'owner@demo.example', email_verified: true } })
  const browser = plainBrowser(all.office)
  assert.equal(await throughProvider(all, browser, 'owner'), `${signInPath}?why=identityUnknown`)
  assert.equal((await browser.get('/demo/staff')).status, 303)
  const { text } = await browser.get(`${signInPath}?why=identityUnknown`)
  assert.match(text, /role="alert"[^]*Nobody here is known by that identity[^]*identityUnknown/)
})

test('a link is told to the employee by mail, stands in the audit, and is on their page until they take it away', async (t) => {
  const all = await companyWithProvider(t)
  const { office } = all
  await linked(all, 'user', 'ann')
  await office.pump()
  assert.match(mailsTo(office, 'user@demo.example')[0]?.subject ?? '', /A new way to sign in/)
  const browser = await signedInBy(office, 'user')
  assert.match((await browser.get('/demo/staff/provider')).text, /You sign in with Entra ID/)

  const other = plainBrowser(office)
  await throughProvider(all, other, 'ann')
  const { location } = await browser.post('/demo/staff/provider/removal')
  assert.equal(location, '/demo/staff/provider?done=identityUnlinked')
  assert.match((await browser.get(location)).text, /role="status"[^]*Taken away/)
  assert.equal((await other.get('/demo/staff')).status, 303, 'sessions that it opened have ended')
  assert.equal(await throughProvider(all, other, 'ann'), `${signInPath}?why=identityUnknown`)
  await office.pump()
  assert.match(mailsTo(office, 'user@demo.example')[0]?.subject ?? '', /was taken away/)
  const events = (await auditOf(office).lines()).map(({ entry }) => entry?.event)
  assert.ok(events.includes('identityLinked') && events.includes('identityUnlinked'))
})

test('one identity is one employee, and one employee has one identity', async (t) => {
  const all = await companyWithProvider(t)
  await linked(all, 'user', 'ann')
  const colleague = await signedInBy(all.office, 'manager')
  assert.equal(
    await throughProvider(all, colleague, 'ann', await linkPath(colleague)),
    '/demo/staff/provider?why=identityTaken',
  )
  const again = await signedInBy(all.office, 'manager')
  const path = await linkPath(again)
  assert.equal(await throughProvider(all, again, 'bob', path), '/demo/staff/provider?done=identityLinked')
  assert.equal((await again.get(path)).location, '/demo/staff/provider?why=identityLinked')
})

test('an answer is taken once: going back says that it is over', async (t) => {
  const all = await companyWithProvider(t)
  await linked(all, 'user', 'ann')
  const browser = plainBrowser(all.office)
  const back = await all.provider.browser().signIn(await sentTo(browser), 'ann')
  const path = `${back.pathname}${back.search}`
  assert.equal((await browser.get(path)).location, '/demo/staff')
  await browser.post('/demo/sign-out')
  assert.equal((await browser.get(path)).location, `${signInPath}?why=journeyOver`)
  assert.match((await browser.get(`${signInPath}?why=journeyOver`)).text, /Begin again here/)
})

test('nobody is signed in by a journey that another browser began, or nobody, or too long ago', async (t) => {
  const all = await companyWithProvider(t)
  await linked(all, 'user', 'ann')
  const [mine, theirs] = [plainBrowser(all.office), plainBrowser(all.office)]
  const back = await all.provider.browser().signIn(await sentTo(mine), 'ann')
  await sentTo(theirs)
  const path = `${back.pathname}${back.search}`
  const over = `${signInPath}?why=journeyOver`
  assert.equal((await theirs.get(path)).location, over, 'signed in as somebody else (login CSRF)')
  assert.equal((await plainBrowser(all.office).get(path)).location, over)
  assert.equal((await mine.get('/demo/staff/sign-in/callback')).location, over)
  assert.equal((await mine.get('/demo/staff/sign-in/callback?state=a&state=b&code=c')).location, over)
  assert.equal(
    (await mine.get(path.replace('/demo/', '/other/'))).location,
    '/other/staff/sign-in?why=journeyOver',
  )
  all.office.clock.pass({ seconds: 601 })
  assert.equal((await mine.get(path)).location, over)
})

test('two tabs of one browser do not end one another’s sign-in', async (t) => {
  const all = await companyWithProvider(t)
  await linked(all, 'user', 'ann')
  const browser = plainBrowser(all.office)
  const first = await sentTo(browser)
  await sentTo(browser)
  const back = await all.provider.browser().signIn(first, 'ann')
  assert.equal((await browser.get(`${back.pathname}${back.search}`)).location, '/demo/staff')
})

test('whoever asks for a page goes on there, and nowhere outside the company', async (t) => {
  const all = await companyWithProvider(t)
  await linked(all, 'user', 'ann')
  for (const [next, place] of [
    ['/demo/staff/sessions', '/demo/staff/sessions'],
    ['https://evil.example/', '/demo/staff'],
    ['//evil.example/demo/staff', '/demo/staff'],
    ['/other/staff', '/demo/staff'],
  ] as const) {
    const path = `${signInPath}/provider?next=${encodeURIComponent(next)}`
    assert.equal(await throughProvider(all, plainBrowser(all.office), 'ann', path), place)
  }
})

test('no other site begins a sign-in, or a link to an identity of its own', async (t) => {
  const all = await companyWithProvider(t)
  const foreign = { 'sec-fetch-site': 'cross-site' }
  assert.equal((await plainBrowser(all.office).get(`${signInPath}/provider`, foreign)).status, 403)
  const browser = await signedInBy(all.office, 'user')
  assert.equal((await browser.get(await linkPath(browser), foreign)).status, 403)
  assert.equal((await browser.get('/demo/staff/provider/link')).status, 403)
  const theirs = await linkPath(await signedInBy(all.office, 'user'))
  assert.equal((await browser.get(theirs)).status, 403, 'a link of another session')
})

test('a link that another session began changes nothing', async (t) => {
  const all = await companyWithProvider(t)
  const browser = await signedInBy(all.office, 'user')
  const back = await all.provider.browser().signIn(await sentTo(browser, await linkPath(browser)), 'ann')
  const other = await signedInBy(all.office, 'manager')
  for (const [name, value] of browser.cookies) if (name.endsWith('provider')) other.cookies.set(name, value)
  assert.equal(
    (await other.get(`${back.pathname}${back.search}`)).location,
    '/demo/staff/provider?why=notSignedIn',
  )
  assert.equal(
    await throughProvider(all, plainBrowser(all.office), 'ann'),
    `${signInPath}?why=identityUnknown`,
  )
})

test('outside demo mode an identity is linked with a fresh proof, or by whoever is there to enrol', async (t) => {
  const all = await companyWithProvider(t, { mode: 'serve' })
  const enrolling = await signedInBy(all.office, 'user', ['link'])
  assert.equal(
    await throughProvider(all, enrolling, 'ann', await linkPath(enrolling)),
    '/demo/staff/provider?done=identityLinked',
  )
  const browser = await signedInBy(all.office, 'manager')
  const path = await linkPath(browser)
  all.office.clock.pass({ seconds: 301 })
  assert.equal((await browser.get(path)).location, '/demo/staff/provider?why=freshProofRequired')

  const again = plainBrowser(all.office, enrolling.cookies.get('__Host-indsigt.demo'))
  assert.equal((await again.post('/demo/staff/provider/removal')).location, '')
  assert.ok((await all.office.app.providerSignIn.own(all.office.as('user'))).linked)
})

test('the mailbox alone does not give an identity to whoever is known by one', async (t) => {
  const all = await companyWithProvider(t, { mode: 'serve' })
  await linked(all, 'user', 'ann')
  const mailbox = await signedInBy(all.office, 'user', ['link'])
  const [, cookie = ''] = [...mailbox.cookies][0] ?? []
  const actor = await all.office.app.sessions.actorOfCookie(cookie)
  assert.ok(actor?.kind === 'employee')
  const begun = await all.office.app.providerSignIn.begin({ companyId: 'demo', purpose: 'link', actor })
  assert.deepEqual(begun, { ok: false, error: { code: 'identityLinked' } })
  assert.equal((await mailbox.post('/demo/staff/factors/totp')).status, 401, 'nor a factor beside it')
  assert.equal(refusal(await all.office.app.providerSignIn.unlink(actor)), 'freshProofRequired')
})

test('a proof through the provider is asked for anew, and counts for the same person only', async (t) => {
  const all = await companyWithProvider(t, { mode: 'serve' })
  await linked(all, 'user', 'ann')
  const browser = await signedInBy(all.office, 'user')
  const provedAt = async () => {
    const actor = await all.office.app.sessions.actorOfCookie(browser.cookies.get('__Host-indsigt') ?? '')
    return actor?.kind === 'employee' ? actor.provedAt?.toISOString() : undefined
  }
  all.office.clock.pass({ seconds: 400 })
  const before = await provedAt()
  const prove = '/demo/staff/provider/prove?next=/demo/staff/approvals'
  assert.match(await sentTo(browser, prove), /prompt=login/)
  assert.equal(await throughProvider(all, browser, 'bob', prove), '/demo/staff/provider?why=identityUnknown')
  assert.equal(await provedAt(), before)
  assert.equal(await throughProvider(all, browser, 'ann', prove), '/demo/staff/approvals')
  assert.equal(await provedAt(), all.office.clock.now().toISOString())
})

test('a provider that did not ask anew has proved nothing', async (t) => {
  const all = await companyWithProvider(t, { mode: 'serve' })
  await linked(all, 'user', 'ann')
  const browser = await signedInBy(all.office, 'user')
  // A minute and a half before this journey began; the provider's clock is the wall's.
  all.office.clock.set(new Date())
  const renewed = await signedInBy(all.office, 'user')
  all.provider.forge({ claims: { auth_time: Math.floor(Date.now() / 1000) - 90 } })
  assert.equal(
    await throughProvider(all, renewed, 'ann', '/demo/staff/provider/prove'),
    '/demo/staff/provider?why=proofTooOld',
  )
  assert.equal((await browser.get('/demo/staff')).status, 303)
})

test('a session knows when its holder proved who they are, and not later than the provider says', async (t) => {
  const all = await companyWithProvider(t, { mode: 'serve' })
  await linked(all, 'user', 'ann')
  all.office.clock.set(new Date())
  const proved = async (claims: object) => {
    all.provider.forge({ claims: claims as Record<string, unknown> })
    const browser = plainBrowser(all.office)
    assert.equal(await throughProvider(all, browser, 'ann'), '/demo/staff')
    const actor = await all.office.app.sessions.actorOfCookie(
      browser.cookies.get('__Host-indsigt.demo') ?? '',
    )
    assert.ok(actor?.kind === 'employee')
    assert.deepEqual(actor.proofs, ['provider'])
    return actor.provedAt?.getTime()
  }
  const now = Math.floor(all.office.clock.now().getTime() / 1000)
  assert.equal(await proved({ auth_time: now - 7200 }), (now - 7200) * 1000, 'two hours ago, over there')
  assert.equal(
    await proved({ auth_time: now + 20 }),
    all.office.clock.now().getTime(),
    'its clock goes before',
  )
  assert.equal(await proved({ auth_time: undefined }), undefined, 'it does not say')
})

test('what the company demands of the provider’s token holds, whoever it names', async (t) => {
  const rules = { requiredClaims: [{ name: 'tid', values: ['our-tenant'] }] }
  const all = await companyWithProvider(t, { rules })
  all.provider.forge({ claims: { tid: 'our-tenant' } })
  await linked(all, 'user', 'ann')
  all.provider.forge({ claims: { tid: 'another-tenant' } })
  assert.equal(await throughProvider(all, plainBrowser(all.office), 'ann'), `${signInPath}?why=claimLacking`)
})

test('a provider that refuses, or that the company left meanwhile, is told of in words', async (t) => {
  const all = await companyWithProvider(t)
  const browser = plainBrowser(all.office)
  const back = await all.provider.browser().refuse(await sentTo(browser))
  assert.equal(
    (await browser.get(`${back.pathname}${back.search}`)).location,
    `${signInPath}?why=accessDenied`,
  )
  assert.match((await browser.get(`${signInPath}?why=accessDenied`)).text, /did not let you through/)
  assert.doesNotMatch((await browser.get(`${signInPath}?why=constructor`)).text, /role="alert"/)

  const begun = await all.provider.browser().signIn(await sentTo(browser), 'ann')
  must(await all.office.app.providerSettings.remove({ actor: all.office.as('admin'), companyId: 'demo' }))
  assert.equal(
    (await browser.get(`${begun.pathname}${begun.search}`)).location,
    `${signInPath}?why=providerNotSet`,
  )
})

test('while the provider is away the page says so at once, and a mailed link still signs in', async (t) => {
  const all = await companyWithProvider(t)
  for (const away of ['silence', { status: 500 }, 'endless'] as const) {
    all.provider.substitute('/.well-known/openid-configuration', away)
    const browser = plainBrowser(all.office)
    const { location } = await browser.get(`${signInPath}/provider`)
    assert.equal(location, `${signInPath}?why=providerUnavailable`)
    assert.match((await browser.get(location)).text, /does not answer[^]*name="email"/)
  }
})

test('the page about one’s own identity is there also without a provider, and in Danish', async (t) => {
  const all = await companyWithProvider(t)
  must(await all.office.app.providerSettings.remove({ actor: all.office.as('admin'), companyId: 'demo' }))
  const browser = await signedInBy(all.office, 'user')
  assert.match((await browser.get('/demo/staff/provider')).text, /has no provider/)
  assert.match((await browser.get('/demo/staff/provider?language=da')).text, /har ingen udbyder/)
})

test('where somebody is signed in stands with how', async (t) => {
  const all = await companyWithProvider(t)
  await linked(all, 'user', 'ann')
  const browser = plainBrowser(all.office)
  await throughProvider(all, browser, 'ann')
  const { text } = await browser.get('/demo/staff/sessions')
  assert.match(text, /Signed in by<\/dt>\s*<dd>the company’s provider<\/dd>/)
  assert.match(text, /mailed link, code of an app, the company’s provider/, 'the one that linked it')
})

test('Entra ID by configuration: its tenant is demanded, and what it leaves out of its discovery document is no obstacle', async (t) => {
  const tid = '72f988bf-86f1-41af-91ab-2d7cd011db47'
  const all = await companyWithProvider(t, { rules: { requiredClaims: [{ name: 'tid', values: [tid] }] } })
  const path = '/.well-known/openid-configuration'
  const truth = (await (await fetch(`${all.provider.issuer}${path}`)).json()) as Record<string, unknown>
  const { code_challenge_methods_supported: _left, claims_parameter_supported: _out, ...body } = truth
  all.provider.substitute(path, { status: 200, body })
  all.provider.forge({ claims: { tid, oid: '0f9960a0-d28d-4353-a3e2-ea07f8ffa185', ver: '2.0' } })
  await linked(all, 'user', 'AAAAAAAAAAAAAAAAAAAAAIkzqFVrSaSaFHy782bbtaQ')
  const browser = plainBrowser(all.office)
  assert.doesNotMatch(await sentTo(browser), /claims=/)
  assert.equal(
    await throughProvider(all, browser, 'AAAAAAAAAAAAAAAAAAAAAIkzqFVrSaSaFHy782bbtaQ'),
    '/demo/staff',
  )
})

test('a broker of MitID by configuration: the level is asked for and demanded, and everybody else in the country is nobody here', async (t) => {
  const substantial = 'urn:grn:authn:dk:mitid:substantial'
  const all = await companyWithProvider(t, {
    provider: { acrValues: [substantial], login: { acr: substantial } },
    rules: {
      ...{ name: 'MitID', acrValues: [substantial], prompt: 'login', use: 'only' },
      requiredClaims: [{ name: 'acr', values: [substantial, 'urn:grn:authn:dk:mitid:high'] }],
    },
  })
  const sub = '{0f9960a0-d28d-4353-a3e2-ea07f8ffa185}'
  await linked(all, 'user', sub)
  const browser = plainBrowser(all.office)
  assert.match((await browser.get(signInPath)).text, /Your company signs in with MitID/)
  assert.match(await sentTo(browser), /prompt=login/)
  assert.equal(await throughProvider(all, browser, sub), '/demo/staff')
  assert.equal(
    await throughProvider(all, plainBrowser(all.office), '{another}'),
    `${signInPath}?why=identityUnknown`,
  )
  all.provider.forge({ claims: { acr: 'urn:grn:authn:dk:mitid:low' } })
  assert.equal(await throughProvider(all, plainBrowser(all.office), sub), `${signInPath}?why=claimLacking`)
})
