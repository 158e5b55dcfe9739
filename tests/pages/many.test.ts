import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openOffice } from '../support/application.ts'
import { aRequest } from '../support/request-stages.ts'
import { checkPage } from './markup.ts'
import { browserOf } from './plain-browser.ts'

test('the list leaves as a file from its page, as its filters have it', async (t) => {
  const office = await openOffice(t)
  const { reference } = await aRequest(office).verified().made()
  const browser = await browserOf(office, 'manager')
  const { text } = await browser.get('/demo/staff?due=anything')
  checkPage(text)
  assert.match(text, /href="\/demo\/staff\/export\?status=work&amp;due=anything&amp;format=csv"/)

  const csv = await browser.get('/demo/staff/export?status=work&format=csv')
  const lines = await browser.get('/demo/staff/export?status=refused&format=jsonl')

  assert.match(csv.headers['content-disposition'] ?? '', /requests\.csv/)
  assert.ok(csv.text.includes(reference))
  assert.equal(lines.text.trim().split('\n').length, 1)
  assert.equal((await (await browserOf(office, 'owner')).get('/demo/staff/export')).status, 403)
})

test('a manager gives all that a filter finds to one person, is told of each, and takes back what was given', async (t) => {
  const office = await openOffice(t)
  const first = await aRequest(office).verified().assignedTo('user').made()
  const second = await aRequest(office).verified().made()
  const browser = await browserOf(office, 'manager')
  const assignees = async (request: typeof first) => (await office.stateOf(request)).assignees

  const asked = await browser.get('/demo/staff/bulk?status=work')
  checkPage(asked.text)
  assert.match(asked.text, /2 requests fit/)
  const nobody = await browser.post('/demo/staff/bulk', { status: 'work', employeeId: 'owner' })
  checkPage(nobody.text)
  assert.equal(nobody.status, 400)
  const done = await browser.post('/demo/staff/bulk', { status: 'work', employeeId: 'user' })
  checkPage(done.text)
  assert.match(done.text, /1 request was assigned to [^<]+\./)
  assert.match(done.text, /1 request was assigned to [^<]+ before\./)
  assert.deepEqual(await assignees(second), ['user'])

  const requestId = /name="requestId" value="([^"]+)"/.exec(done.text)?.[1] ?? ''
  assert.equal(requestId, second.requestId)
  const undone = await browser.post('/demo/staff/bulk/undo', { requestId, employeeId: 'user' })
  assert.match((await browser.get(undone.location)).text, /Taken back/)
  assert.deepEqual(await assignees(second), [])
  assert.deepEqual(await assignees(first), ['user'])
})

test('who gives out no requests is not offered it, and a list that finds nothing offers nothing', async (t) => {
  const office = await openOffice(t)
  await aRequest(office).verified().assignedTo('user').made()
  const user = await browserOf(office, 'user')

  assert.doesNotMatch((await user.get('/demo/staff')).text, /staff\/bulk/)
  assert.equal((await user.get('/demo/staff/bulk')).status, 403)
  const none = await (await browserOf(office, 'manager')).get('/demo/staff/bulk?status=refused')
  assert.match(none.text, /No request fits/)
  assert.doesNotMatch(none.text, /name="employeeId"/)
})

test('a list longer than one step goes on where it ended; a request that cannot be given out says why', async (t) => {
  const office = await openOffice(t)
  const { app } = office
  const browser = await browserOf(office, 'manager')
  const value = [{ id: 'x', outcome: 'employeeSeesNoContent' as const }]
  const bulkAssign: typeof app.bulkAssign = async ({ dryRun }) => ({
    ok: true,
    value: dryRun ? { count: 101, value: [] } : { count: 1, value, continuation: 'more' },
  })
  const other = await browserOf({ ...office, app: { ...app, bulkAssign } }, 'manager')

  const { text } = await other.post('/demo/staff/bulk', { employeeId: 'user', from: 'here' })

  checkPage(text)
  assert.match(text, /1 request was not assigned: /)
  assert.match(text, /name="from" value="more"/)
  assert.doesNotMatch(text, /bulk\/undo/)
  const refusing: typeof app.bulkAssign = async ({ dryRun, ...rest }) =>
    dryRun ? app.bulkAssign({ dryRun, ...rest }) : { ok: false, error: { code: 'parameterInvalid' } }
  const stale = await browserOf({ ...office, app: { ...app, bulkAssign: refusing } }, 'manager')
  assert.equal((await stale.post('/demo/staff/bulk', { employeeId: 'user' })).status, 400)
  assert.equal((await browser.get('/demo/staff/bulk')).status, 200)
})
