import assert from 'node:assert/strict'
import { test } from 'node:test'

import { pageFunctions } from '../../functions/pages/functions.ts'
import { must, openOffice, type Office } from '../support/application.ts'
import { appCode } from '../support/authenticator-app.ts'
import type { PersonName } from '../support/companies.ts'
import { enrolled, signInToken } from '../support/enrolled.ts'
import { mailTo } from '../support/mailbox.ts'
import { checkPage } from './markup.ts'
import { browserOf, plainBrowser, type PlainBrowser } from './plain-browser.ts'

const path = '/demo/staff/factors'

/** With what the mail holds, and nothing else. */
async function byLink(office: Office, name: PersonName, fields: Record<string, string> = {}) {
  const browser = plainBrowser(office)
  const token = await signInToken(office, name)
  return { browser, token, answer: await browser.post('/demo/link', { token, ...fields }) }
}

const keyOn = (text: string): string => /<code>([A-Z2-7 ]+)<\/code>/.exec(text)?.[1] ?? ''

const codesOn = (text: string): readonly string[] =>
  [...text.matchAll(/<code>([a-z2-7-]{19})<\/code>/g)].map(([, code = '']) => code)

async function addApp(office: Office, browser: PlainBrowser) {
  const begun = await browser.post(`${path}/totp`, { name: 'My phone' })
  checkPage(begun.text)
  const secret = keyOn(begun.text)
  const uri = /href="(otpauth:[^"]+)"/.exec(begun.text)?.[1]?.replaceAll('&amp;', '&') ?? ''
  const confirm = (code: string) => browser.post(`${path}/totp/confirmation`, { secret, uri, code })
  return { secret, confirm, added: () => confirm(appCode(secret, office.clock.now())) }
}

test('whom the link alone let in finds one page until something is added there, without script', async (t) => {
  const office = await openOffice(t, { mode: 'serve' })
  const { browser, answer } = await byLink(office, 'manager')
  assert.equal(answer.location, path)
  for (const closed of ['', '/approvals', '/people', '/keys'])
    assert.equal((await browser.get(`/demo/staff${closed}`)).location, path)
  for (const language of ['da', 'en']) {
    const shown = await browser.get(`${path}?language=${language}`)
    checkPage(shown.text)
    assert.match(shown.text, /class="warning"/)
  }
  assert.equal((await browser.post(`${path}/totp`, { name: 'x'.repeat(61) })).status, 400)

  const app = await addApp(office, browser)
  const wrong = await app.confirm('000000')
  checkPage(wrong.text)
  assert.deepEqual([wrong.status, keyOn(wrong.text)], [400, app.secret])
  const added = await app.added()

  checkPage(added.text)
  assert.equal(codesOn(added.text).length, 10)
  assert.equal((await browser.get('/demo/staff')).status, 200)
  const again = await browser.get(path)
  checkPage(again.text)
  assert.deepEqual(codesOn(again.text), [], 'the recovery codes are shown once')
  assert.match(again.text, /My phone[^]*10 are left/)
})

test('a key that nobody confirmed in ten minutes is begun again, and what our page did not write is not shown', async (t) => {
  const office = await openOffice(t)
  const browser = await browserOf(office, 'user')
  const app = await addApp(office, browser)
  const forged = await browser.post(`${path}/totp/confirmation`, {
    ...{ secret: '<b>', uri: 'javascript:alert(1)', code: '000000' },
  })
  assert.doesNotMatch(forged.text, /javascript:|<b>/)
  office.clock.pass({ seconds: 601 })
  const late = await app.added()
  checkPage(late.text)
  assert.deepEqual([late.status, /Begin again/.test(late.text)], [400, true])
})

test('who has an app is asked for its code on the page of the link, and told when it is wrong', async (t) => {
  const office = await openOffice(t, { mode: 'serve' })
  const { secret } = await enrolled(office, 'manager')
  office.clock.pass({ seconds: 60 })
  const { browser, token, answer } = await byLink(office, 'manager')
  checkPage(answer.text)
  assert.deepEqual([answer.status, /factorCode/.test(answer.text)], [401, true])
  const wrong = await browser.post('/demo/link', { token, factorCode: '000000' })
  checkPage(wrong.text)
  assert.match(wrong.text, /not the right one/)

  const factorCode = appCode(secret, office.clock.now())
  const right = await browser.post('/demo/link', { token, factorCode })

  assert.equal(right.location, '/demo/staff')
  assert.equal((await browser.get('/demo/staff')).status, 200)
})

test('a recovery code opens as well, and the code of the mail says to use the link', async (t) => {
  const office = await openOffice(t)
  const { recoveryCodes } = await enrolled(office, 'user')
  const { answer } = await byLink(office, 'user', { factorCode: recoveryCodes[0] ?? '' })
  assert.equal(answer.location, '/demo/staff')
  await signInToken(office, 'user')
  const email = 'user@demo.example'
  const code = mailTo(office, email).code ?? ''
  const byCode = await plainBrowser(office).post('/demo/link', { email, code })
  checkPage(byCode.text)
  assert.match(byCode.text, /Use the link of the mail/)
})

test('what asks for a fresh proof asks on the way, keeps what was typed, and goes on', async (t) => {
  const office = await openOffice(t, { mode: 'serve' })
  const { secret } = await enrolled(office, 'owner')
  const browser = await browserOf(office, 'owner')
  office.clock.pass({ seconds: 301 })
  const form = { name: 'CRM & more', scopes: ['requests', 'audit'] }

  const asked = await browser.post('/demo/staff/keys', form)
  checkPage(asked.text)
  assert.equal(asked.status, 401)
  assert.match(asked.text, /value="CRM &amp; more"[^]*value="requests"[^]*value="audit"/)
  const wrong = await browser.post('/demo/staff/keys', { ...form, factorCode: '000000' })
  checkPage(wrong.text)
  assert.deepEqual([wrong.status, /not the right one/.test(wrong.text)], [401, true])
  const made = await browser.post('/demo/staff/keys', {
    ...{ ...form, factorCode: appCode(secret, office.clock.now()) },
  })
  assert.match(made.text, /ik_demo_/)
  assert.match((await browser.post('/demo/staff/keys', { ...form, name: 'Next' })).text, /ik_demo_/)
})

const freshForms = [
  ...[
    'approvals/item',
    'people/user',
    'people/user/removal',
    'people/user/factor-reset',
    'keys',
    'keys/key/rotate',
    'keys/key/stop',
  ],
  ...['factors/phones', 'factors/phones/confirmation'],
  ...['factors/factor/removal', 'factors/recovery-codes', 'requests/request/decision'],
  'requests/request/item-decision',
]

/** Into the domain name system, and whether a system answers: nothing changes that a timer or a search would not do. */
const looks = new Set([
  '{company}/staff/settings/host/check',
  '{company}/staff/settings/connections/{connectionId}/test',
])

/** What is only written down, and a second person lets out: the call that does is among the others. */
const drafts = /^\{company\}\/staff\/settings\/(templates|consent-forms$|consent-forms\/.*\/next$)/

/** Every form of the settings, from the table of pages: a new one is among them. */
const settingsForms = (office: Office): readonly string[] =>
  Object.values(pageFunctions(office.app))
    .filter(
      ({ route, methods }) =>
        methods?.includes('POST') &&
        route?.startsWith('{company}/staff/settings/') &&
        !drafts.test(route) &&
        !looks.has(route),
    )
    .map(({ route = '' }) => route.replace('{company}/staff/', '').replaceAll(/\{\w+:int\}/g, '1'))
    .map((place) => place.replaceAll(/\{\w+\}/g, 'x'))

test('every form whose call asks for a fresh proof asks for it, and five wrong ones end the session', async (t) => {
  const office = await openOffice(t, { mode: 'serve' })
  await enrolled(office, 'owner')
  const browser = await browserOf(office, 'owner')
  office.clock.pass({ seconds: 301 })
  const ofSettings = settingsForms(office)
  assert.ok(ofSettings.length >= 13, `${ofSettings.length} forms of settings`)
  for (const place of [...freshForms, ...ofSettings])
    assert.equal((await browser.post(`/demo/staff/${place}`)).status, 401, place)
  for (let n = 0; n < 5; n++) await browser.post('/demo/staff/keys', { factorCode: '000000' })
  const ended = await browser.post('/demo/staff/keys', { factorCode: '000000' })
  assert.match(ended.location, /sign-in\?why=signedOut/)
})

test('one is removed after a fresh proof and never the last; new recovery codes are shown once', async (t) => {
  const office = await openOffice(t, { mode: 'serve' })
  const first = await enrolled(office, 'user')
  const browser = await browserOf(office, 'user')
  const last = await browser.post(`${path}/${first.factorId}/removal`)
  checkPage(last.text)
  assert.deepEqual([last.status, /Add another one first/.test(last.text)], [409, true])
  const second = await (await addApp(office, browser)).added()
  assert.equal(second.location, path)

  const removed = await browser.post(`${path}/${first.factorId}/removal`)
  const shown = await browser.get(removed.location)
  checkPage(shown.text)
  assert.match(shown.text, /It is removed/)
  const renewed = await browser.post(`${path}/recovery-codes`)
  checkPage(renewed.text)
  assert.equal(codesOn(renewed.text).length, 10)
})

test('a session by the link alone adds nothing where something is: it is led to a new sign-in', async (t) => {
  const office = await openOffice(t, { mode: 'serve' })
  const { browser } = await byLink(office, 'user')
  await enrolled(office, 'user')
  const shown = await browser.get(path)
  checkPage(shown.text)
  assert.match(shown.text, /Sign in again, and show it/)
  assert.equal((await browser.post(`${path}/totp`)).status, 401)
  const { value } = await office.app.ownFactors.list({ actor: office.as('user') })
  assert.equal(value.length, 1)
})

test('the page of sessions leads staff to how they sign in', async (t) => {
  const office = await openOffice(t)
  const browser = await browserOf(office, 'user')
  const shown = await browser.get('/demo/staff/sessions')
  checkPage(shown.text)
  assert.match(shown.text, /href="\/demo\/staff\/factors"/)
  must(await office.app.viewProfile('demo'))
})

test('an administrator resets how a colleague signs in, and never how they do themselves', async (t) => {
  const office = await openOffice(t, { mode: 'serve' })
  const admin = await browserOf(office, 'admin')
  const people = '/demo/staff/people'
  const proposed = await admin.post(`${people}/user/factor-reset`)
  assert.match(proposed.location, /done=changePending/)
  checkPage((await admin.get(proposed.location)).text)
  const own = await admin.post(`${people}/admin/factor-reset`)
  checkPage(own.text)
  assert.deepEqual([own.status, /Nobody resets their own/.test(own.text)], [403, true])
  const owner = await browserOf(office, 'owner')
  const waiting = await owner.get('/demo/staff/approvals')
  checkPage(waiting.text)
  assert.match(waiting.text, /The user has lost how they sign in/)

  const demo = await openOffice(t)
  const done = await (await browserOf(demo, 'admin')).post(`${people}/user/factor-reset`)
  assert.match(done.location, /done=factorsReset/)
})
