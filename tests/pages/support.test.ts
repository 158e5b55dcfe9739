import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'

import { openOffice } from '../support/application.ts'
import { anOperator, operatorEmail } from '../support/operators.ts'
import { checkPage } from './markup.ts'
import { browserOf, plainBrowser } from './plain-browser.ts'

const path = '/demo/staff/support'
const own = '/operator/staff/companies/demo/support'
const wish = { operatorEmail, areas: ['setup', 'stuckTasks'], hours: '4', reason: 'Mails do not leave.' }

async function opened(t: TestContext, mode: 'demo' | 'serve' = 'demo') {
  const office = await openOffice(t, { mode })
  const { employeeId } = await anOperator(office)
  const subject = { kind: 'employee', employeeId, proofs: ['link', 'totp'] } as const
  const { cookie } = await office.app.sessions.open('operator', subject, 'browser')
  const operator = plainBrowser(office, cookie)
  const owner = await browserOf(office, 'owner')
  for (const one of [operator, owner]) await one.get('/demo?language=en')
  return { office, operator, owner, employeeId }
}

test('an owner gives a named support person access for some hours, it is shown while it lasts, and ends at once', async (t) => {
  const { office, operator, owner, employeeId } = await opened(t)
  const denied = await operator.get(own)
  checkPage(denied.text)
  assert.match(denied.text, /You are not invited/)
  assert.equal((await operator.get(`${own}/setup`)).status, 404)
  assert.match((await owner.get('/demo/staff/settings')).text, new RegExp(`href="${path}"`))
  assert.match((await owner.get(path)).text, /Nobody has support access/)

  const invited = await owner.post(path, wish)
  for (const language of ['da', 'en']) {
    const shown = await owner.get(`${invited.location}&language=${language}`)
    checkPage(shown.text)
    assert.match(shown.text, /Oda Operator[^]*oda@operator\.example[^]*Mails do not leave\./)
  }
  const settings = await owner.get('/demo/staff/settings')
  checkPage(settings.text)
  assert.match(settings.text, /class="warning">\s*Sees some of how your company stands: Oda Operator/)
  assert.match((await (await browserOf(office, 'admin')).get(path)).text, /Oda Operator/)

  const seen = await operator.get(own)
  checkPage(seen.text)
  assert.match(seen.text, /Mails do not leave\.[^]*support\/setup"[^]*support\/stuckTasks"/)
  for (const area of ['setup', 'stuckTasks'])
    for (const language of ['da', 'en']) {
      const shown = await operator.get(`${own}/${area}?language=${language}`)
      assert.equal(shown.status, 200)
      checkPage(shown.text)
    }

  const ended = await owner.post(`${path}/${employeeId}/end`)
  assert.match((await owner.get(ended.location)).text, /The access is ended[^]*Nobody has support access/)
  assert.equal((await operator.get(`${own}/setup`)).status, 404)
})

test('a task that is stuck is shown to the support by kind and code, and without its request', async (t) => {
  const { office, operator, owner } = await opened(t)
  const body = { companyId: 'demo', requestId: 'planted-request' }
  await office.app.bury({ queue: 'mail', messageId: 'stuck', deliveryCount: 1, body }, 'triesUsedUp')
  await owner.post(path, wish)
  const shown = await operator.get(`${own}/stuckTasks`)
  checkPage(shown.text)
  assert.match(shown.text, /mail[^]*triesUsedUp/)
  assert.doesNotMatch(shown.text, /planted-request/)
})

test('what is missing of an invitation is said at its field, and nothing is lost', async (t) => {
  const { owner } = await opened(t)
  const empty = await owner.post(path, { operatorEmail: 'oda', hours: '9', reason: ' ' })
  assert.equal(empty.status, 400)
  checkPage(empty.text)
  assert.match(empty.text, /href="#operatorEmail"[^]*href="#areas"[^]*href="#hours"[^]*href="#reason"/)
  const stranger = await owner.post(path, { ...wish, operatorEmail: 'user@demo.example' })
  assert.equal(stranger.status, 400)
  checkPage(stranger.text)
  assert.match(stranger.text, /Nobody who runs Indsigt has this address[^]*Mails do not leave\./)
})

test('an administrator sees and ends support access and gives none, and others do not come in', async (t) => {
  const { office } = await opened(t)
  const admin = await browserOf(office, 'admin')
  assert.match((await admin.get(`${path}?language=en`)).text, /An owner of the company invites/)
  assert.equal((await admin.post(path, wish)).status, 403)
  const user = await browserOf(office, 'user')
  assert.equal((await user.get(path)).status, 403)
  assert.equal((await user.post(`${path}/x/end`)).status, 403)
  assert.equal((await admin.get(own)).location, '/operator/staff/sign-in?why=signedOut')
})

test('giving support access asks who it is once more; ending it never waits', async (t) => {
  const { office, owner } = await opened(t, 'serve')
  office.clock.pass({ seconds: 360 })
  const asked = await owner.post(path, wish)
  assert.equal(asked.status, 401)
  checkPage(asked.text)
  assert.equal((await owner.post(`${path}/x/end`)).status, 303)
})
