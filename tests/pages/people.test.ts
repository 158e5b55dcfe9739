import assert from 'node:assert/strict'
import { test } from 'node:test'

import { must, openOffice } from '../support/application.ts'
import { checkPage } from './markup.ts'
import { browserOf } from './plain-browser.ts'

const path = '/demo/staff/people'

test('owners and administrators find the people and what each may, in both languages', async (t) => {
  const office = await openOffice(t)
  for (const name of ['admin', 'owner'] as const) {
    const browser = await browserOf(office, name)
    assert.match((await browser.get('/demo/staff')).text, /href="\/demo\/staff\/people"/)
    const english = await browser.get(`${path}?language=en`)
    checkPage(english.text)
    assert.match(english.text, /The approver[^]*System user: since the company was opened/)
    assert.match(english.text, /Works on the requests that are given to them/)
    const danish = await browser.get(`${path}?language=da`)
    checkPage(danish.text)
    assert.match(danish.text, /Medarbejdere[^]*Systembruger/)
  }
  for (const name of ['manager', 'user', 'officer'] as const) {
    const browser = await browserOf(office, name)
    assert.doesNotMatch((await browser.get('/demo/staff')).text, /staff\/people/)
    assert.equal((await browser.get(path)).status, 403)
  }
})

test('somebody is invited, given roles by ticking them, and removed, all without script', async (t) => {
  const office = await openOffice(t)
  const browser = await browserOf(office, 'admin')
  const wrong = await browser.post(path, { name: '', email: 'kaj' })
  assert.equal(wrong.status, 400)
  checkPage(wrong.text)
  assert.match(wrong.text, /Write a name[^]*Write an e-mail address/)

  const invited = await browser.post(path, { name: 'Kaj Kollega', email: 'kaj@demo.example' })
  assert.equal(invited.location, `${path}?done=invited`)
  const shown = await browser.get(invited.location)
  checkPage(shown.text)
  assert.match(shown.text, /the mail is on its way[^]*Kaj Kollega[^]*No role: sees nothing/)
  const twice = await browser.post(path, { name: 'Kaj', email: 'kaj@demo.example' })
  assert.deepEqual([twice.status, /works here already/.test(twice.text)], [409, true])
  checkPage(twice.text)

  const people = must(await office.app.listEmployees({ actor: office.as('admin'), companyId: 'demo' }))
  const { id = '' } = people.find(({ email }) => email === 'kaj@demo.example') ?? {}
  const saved = await browser.post(`${path}/${id}`, { role: ['systemUser', 'approver'] })
  assert.equal(saved.location, `${path}?done=rolesSaved#employee-${id}`)
  await browser.post(`${path}/${id}`, { role: ['approver'] })
  const after = await browser.get(path)
  checkPage(after.text)
  assert.match(
    after.text,
    /Approver: Monday, 2 March 2026, given by The admin|Approver: [^<]*given by The admin/,
  )

  const own = await browser.post(`${path}/admin`, { role: ['systemAdministrator', 'systemManager'] })
  assert.deepEqual([own.status, /Nobody gives themselves a role/.test(own.text)], [403, true])
  checkPage(own.text)
  const last = await browser.post(`${path}/owner/removal`)
  assert.deepEqual([last.status, /must keep an owner/.test(last.text)], [409, true])
  assert.equal((await browser.post(`${path}/nobody`, {})).status, 404)
  assert.equal((await browser.post(`${path}/nobody/removal`)).status, 404)

  const gone = await browser.post(`${path}/${id}/removal`)
  assert.match((await browser.get(gone.location)).text, /back in the queue/)
  assert.doesNotMatch((await browser.get(path)).text, /Kaj Kollega/)
})

test('a change that needs a second person is read and decided on the page of approvals', async (t) => {
  const office = await openOffice(t, { mode: 'serve' })
  const admin = await browserOf(office, 'admin')
  const owner = await browserOf(office, 'owner')
  const saved = await admin.post(`${path}/user`, { role: ['systemUser', 'approver'] })
  assert.match(saved.location, /done=changePending/)
  const asked = { actor: office.as('admin'), companyId: 'demo' }
  const approvalPolicy = { approvalsNeeded: 2, approverIds: ['approver', 'coApprover'] }
  must(
    await office.app.companySettings.change({
      ...asked,
      change: { identityLevel: 'onFile', approvalPolicy },
    }),
  )
  must(await office.app.changeEmployee.details({ ...asked, employeeId: 'user', email: 'u@demo.example' }))
  must(
    await office.app.changeEmployee.role({ ...asked, employeeId: 'approver', role: 'approver', to: 'taken' }),
  )

  const english = await owner.get('/demo/staff/approvals?language=en')
  checkPage(english.text)
  assert.match(english.text, /The user would become an approver[^]*The admin/)
  assert.match(
    english.text,
    /Identity: The mailbox; 1 approval[^]*2 approvals; by The approver, The coApprover/,
  )
  assert.match(english.text, /user@demo\.example[^]*u@demo\.example/)
  assert.match(english.text, /The approver would be an approver no more/)
  checkPage((await owner.get('/demo/staff/approvals?language=da')).text)
  await owner.get('/demo/staff/approvals?language=en')
  assert.doesNotMatch((await admin.get('/demo/staff/approvals')).text, /would become/)

  const items = await office.app.companyItems.waitingFor(office.as('owner'))
  const grant = items.find(({ change }) => change.kind === 'approverGrant' && change.to === 'given')
  const { id = '', manifestSha256 = '' } = grant ?? {}
  const place = `/demo/staff/approvals/${id}`
  assert.equal((await owner.post(place, { decision: 'perhaps' })).status, 400)
  assert.equal((await admin.post(place, { manifestSha256, decision: 'approve' })).status, 403)
  assert.equal((await owner.post(place, { manifestSha256, decision: 'return', comment: '' })).status, 400)
  const approved = await owner.post(place, { manifestSha256, decision: 'approve' })
  assert.match((await owner.get(approved.location)).text, /the change holds from now on/)
  const other = items.find(({ change }) => change.kind === 'employeeEmail')
  const returned = await owner.post(`/demo/staff/approvals/${other?.id}`, {
    ...{ manifestSha256: other?.manifestSha256 ?? '', decision: 'return', comment: 'Which address?' },
  })
  assert.match((await owner.get(returned.location)).text, /Returned, with your reason/)
})
