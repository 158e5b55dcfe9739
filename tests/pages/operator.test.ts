import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'

import { must, openOffice } from '../support/application.ts'
import { anOpenedCompany, anOperator, operatorEmail } from '../support/operators.ts'
import { mailTo } from '../support/mailbox.ts'
import { checkPage } from './markup.ts'
import { plainBrowser } from './plain-browser.ts'

async function opened(t: TestContext) {
  const office = await openOffice(t)
  const operator = await anOperator(office)
  const subject = { kind: 'employee', employeeId: operator.employeeId } as const
  const { cookie } = await office.app.sessions.open('operator', subject, 'browser')
  return { office, operator, browser: plainBrowser(office, cookie) }
}

test('the first operator enters the code of the console on a page, in both languages, and no other code does', async (t) => {
  const office = await openOffice(t)
  const browser = plainBrowser(office)
  for (const language of ['en', 'da'])
    checkPage((await browser.get(`/operator/first?language=${language}`)).text)
  const wrong = await browser.post('/operator/first?language=en', { code: 'x', name: '', email: 'oda' })
  assert.equal(wrong.status, 400)
  checkPage(wrong.text)
  assert.match(wrong.text, /Write your name[^]*Write an e-mail address/)
  const fields = { name: 'Oda Operator', email: operatorEmail }
  const guessed = await browser.post('/operator/first', { ...fields, code: 'guess' })
  assert.deepEqual([guessed.status, guessed.text.includes('value="guess"')], [400, false])

  const code = (await office.app.firstOperator.prepare()) ?? assert.fail('no code')
  const done = await browser.post('/operator/first', { ...fields, code })
  assert.equal(done.location, '/operator/first?done=yes')
  assert.match((await browser.get(`${done.location}&language=en`)).text, /You are the operator/)
  await office.pump()
  assert.match(mailTo(office, operatorEmail).text, /operator\/staff\/sign-in/)
  assert.equal((await browser.get('/operator')).location, '/operator/staff')
  assert.equal((await browser.get('/operator/staff')).location, '/operator/staff/sign-in?why=signedOut')
  checkPage((await browser.get('/operator/staff/sign-in')).text)
})

test('an operator opens a company, suspends it with a reason, switches its parts, and takes it all back', async (t) => {
  const { office, browser } = await opened(t)
  const empty = await browser.get('/operator/staff?language=en')
  checkPage(empty.text)
  assert.match(empty.text, /There is no company yet/)
  const path = '/operator/staff/companies'
  const wrong = await browser.post(path, { name: 'Acme', ownerName: '', ownerEmail: 'ole' })
  assert.deepEqual([wrong.status, /value="Acme"/.test(wrong.text)], [400, true])
  checkPage(wrong.text)
  const threeFacts = { name: 'Acme Pension', ownerName: 'Ole Owner', ownerEmail: 'ole@acme.example' }
  const odd = await browser.post(path, { ...threeFacts, sector: 'unheard' })
  assert.deepEqual([odd.status, /Choose one of the sectors/.test(odd.text)], [400, true])
  checkPage(odd.text)
  const facts = { ...threeFacts, sector: 'bank' }
  const made = await browser.post(path, facts)
  assert.equal(made.location, '/operator/staff?opened=acme-pension')
  const listed = await browser.get(made.location)
  checkPage(listed.text)
  assert.match(listed.text, /Acme Pension is open[^]*href="\/operator\/staff\/companies\/acme-pension"/)

  const { informationTypes } = must(await office.app.viewProfile('acme-pension'))
  assert.ok(informationTypes.some(({ id }) => id === 'bank'))
  const company = `${path}/acme-pension`
  checkPage((await browser.get(`${company}?language=da`)).text)
  await browser.get(`${company}?language=en`)
  const unsaid = await browser.post(`${company}/suspension`, { reason: ' ' })
  assert.deepEqual([unsaid.status, /Give the company a reason/.test(unsaid.text)], [400, true])
  const suspended = await browser.post(`${company}/suspension`, { reason: 'Unpaid since March.' })
  const shown = await browser.get(suspended.location)
  checkPage(shown.text)
  assert.match(shown.text, /The company is suspended[^]*Suspended[^]*Unpaid since March\./)

  const stranger = plainBrowser(office)
  const closed = await stranger.get('/acme-pension?language=en')
  checkPage(closed.text)
  assert.match(closed.text, /takes no requests here at present[^]*ole@acme\.example/)
  assert.ok(!closed.text.includes('Unpaid') && !closed.text.includes('name="rights"'))
  checkPage((await stranger.get('/acme-pension?language=da')).text)
  const sent = await stranger.post('/acme-pension', { rights: 'access', email: 'person@mail.example' })
  assert.match(sent.text, /takes no requests here|ikke imod anmodninger her/)

  await browser.post(`${company}/lift`)
  assert.match((await stranger.get('/acme-pension')).text, /name="rights"/)
  const switched = await browser.post(`${company}/modules`, { module: ['sms', 'apiKeys'] })
  assert.match((await browser.get(switched.location)).text, /Saved\./)
  assert.doesNotMatch((await stranger.get('/acme-pension')).text, /name="rights"/)
})

test('operators find one another, invite with a mail, and remove all but the last', async (t) => {
  const { office, browser } = await opened(t)
  const path = '/operator/staff/operators'
  const first = await browser.get(`${path}?language=en`)
  checkPage(first.text)
  assert.doesNotMatch(first.text, /Remove Oda/)
  assert.equal((await browser.post(path, { name: '', email: 'x' })).status, 400)
  const invited = await browser.post(path, { name: 'Ove Operator', email: 'ove@operator.example' })
  const shown = await browser.get(invited.location)
  checkPage(shown.text)
  assert.match(shown.text, /invitation is on its way[^]*Ove Operator[^]*Invited by[^]*Oda Operator/)
  await office.pump()
  assert.match(mailTo(office, 'ove@operator.example').subject, /access/)
  const { id = '' } = /operators\/(?<id>[\w-]+)\/removal"[^]{0,400}Remove Ove/.exec(shown.text)?.groups ?? {}
  const removed = await browser.post(`${path}/${id}/removal`)
  assert.match((await browser.get(removed.location)).text, /The operator is removed/)
})

test('nobody of a company sees an operator’s page, and what was not opened is not found', async (t) => {
  const { office, operator, browser } = await opened(t)
  const { companyId, owner } = await anOpenedCompany(office, operator)
  const subject = { kind: 'employee', employeeId: owner.employeeId } as const
  const { cookie } = await office.app.sessions.open(companyId, subject, 'browser')
  const ofOwner = plainBrowser(office, cookie)
  for (const path of [
    '/operator/staff',
    '/operator/staff/operators',
    `/operator/staff/companies/${companyId}`,
  ])
    assert.equal((await ofOwner.get(path)).location, '/operator/staff/sign-in?why=signedOut', path)
  assert.equal((await browser.get('/operator/staff/companies/nowhere')).status, 404)
})

test('an owner reads why the company takes nothing new', async (t) => {
  const { office, operator, browser } = await opened(t)
  const { companyId, owner } = await anOpenedCompany(office, operator)
  await browser.get(`/operator/staff/companies/${companyId}`)
  await browser.post(`/operator/staff/companies/${companyId}/suspension`, { reason: 'Unpaid since March.' })

  const subject = { kind: 'employee', employeeId: owner.employeeId } as const
  const { cookie } = await office.app.sessions.open(companyId, subject, 'browser')
  for (const language of ['da', 'en']) {
    const shown = await plainBrowser(office, cookie).get(`/${companyId}/staff/settings?language=${language}`)
    checkPage(shown.text)
    assert.match(shown.text, /class="warning">[^<]*Unpaid since March\./)
  }
})
