import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'

import { openOffice } from '../support/application.ts'
import { mailTo } from '../support/mailbox.ts'
import { aRequest } from '../support/request-stages.ts'
import { checkPage } from './markup.ts'
import { plainBrowser } from './plain-browser.ts'

const cookieOf = (companyId: string): string => `__Host-indsigt.${companyId}`

/** One browser of somebody who works for both companies. */
async function bothCompanies(t: TestContext) {
  const office = await openOffice(t)
  const browser = plainBrowser(office)
  const signIn = async (companyId: string, name: string) => {
    const who = { kind: 'employee', employeeId: name, proofs: ['link', 'totp'] } as const
    const { cookie = '' } = await office.app.sessions.open(companyId, who, 'browser')
    browser.cookies.set(cookieOf(companyId), cookie)
  }
  await signIn('demo', 'admin')
  await signIn('other', 'user')
  const shown = async (companyId: string) => {
    const page = await browser.get(`/${companyId}/staff?language=en`)
    if (page.status === 200) checkPage(page.text)
    return page
  }
  return { office, browser, shown, signIn }
}

test('somebody is signed in to two companies side by side, with the rights of each, and goes from one to the other', async (t) => {
  const { browser, shown } = await bothCompanies(t)
  const demo = (await shown('demo')).text
  const other = (await shown('other')).text
  assert.match(demo, /aria-label="Also signed in at"[^]*href="\/other\/staff">Other Company</)
  assert.match(other, /aria-label="Also signed in at"[^]*href="\/demo\/staff"/)
  assert.match(demo, /href="\/demo\/staff\/settings"/)
  assert.doesNotMatch(other, /href="\/other\/staff\/settings"/)
  assert.equal((await browser.get('/other/staff/settings')).status, 403)
  checkPage((await browser.get('/demo/staff?language=da')).text)
})

test('signing in to a second company by its mail ends no session of the first', async (t) => {
  const { office, browser, shown } = await bothCompanies(t)
  browser.cookies.delete(cookieOf('other'))
  const email = 'manager@other.example'
  await browser.post('/other/staff/sign-in', { email })
  await office.pump()
  const { token = '' } = mailTo(office, email)
  const { status, location } = await browser.post('/other/link', { token })
  assert.deepEqual([status, location], [303, '/other/staff'])
  assert.ok(browser.cookies.get(cookieOf('other')))
  assert.deepEqual([(await shown('demo')).status, (await shown('other')).status], [200, 200])
})

test('signing out of one company leaves the other, which is named no more', async (t) => {
  const { browser, shown } = await bothCompanies(t)
  assert.equal((await browser.post('/other/sign-out')).location, '/other/staff/sign-in')
  const { status, text } = await shown('demo')
  assert.equal(status, 200)
  assert.doesNotMatch(text, /Also signed in at/)
  assert.equal((await shown('other')).status, 303)
})

test('who works at one company for an hour has left the other: a look keeps no session alive', async (t) => {
  const { office, shown } = await bothCompanies(t)
  for (let minutes = 0; minutes < 16; minutes += 4) {
    assert.match((await shown('demo')).text, /Also signed in at/)
    office.clock.pass({ seconds: 240 })
  }
  const { status, text } = await shown('demo')
  assert.equal(status, 200)
  assert.doesNotMatch(text, /Also signed in at/)
  assert.equal((await shown('other')).status, 303)
})

test('a cookie under another company’s name opens nothing there, and a person’s request is no company to work for', async (t) => {
  const { office, browser, shown } = await bothCompanies(t)
  browser.cookies.set(cookieOf('other'), browser.cookies.get(cookieOf('demo')) ?? '')
  assert.equal((await shown('other')).status, 303)
  assert.doesNotMatch((await shown('demo')).text, /Also signed in at/)

  const { requestId } = await aRequest(office).verified().made()
  const { cookie = '' } = await office.app.sessions.open('demo', { kind: 'requester', requestId }, 'browser')
  browser.cookies.set(cookieOf('demo'), cookie)
  assert.equal((await browser.get(`/demo/requests/${requestId}`)).status, 200)
  assert.equal((await shown('demo')).status, 303)
  browser.cookies.set(cookieOf('nowhere'), cookie)
  browser.cookies.set(cookieOf('nobody'), 'x')
  assert.equal((await browser.get(`/demo/requests/${requestId}`)).status, 200)
})

test('a form of one company carries no token of another’s session', async (t) => {
  const { browser } = await bothCompanies(t)
  const csrf = /name="csrf" value="([^"]+)"/.exec((await browser.get('/other/staff')).text)?.[1] ?? ''
  assert.ok(csrf)
  const cross = await browser.post('/demo/sign-out', { csrf })
  assert.equal(cross.status, 403)
  assert.equal((await browser.get('/demo/staff')).status, 200)
})
