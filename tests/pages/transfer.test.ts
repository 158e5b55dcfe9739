import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'

import type { RequestWish } from '../../shared/application/intake/new-request.ts'
import { parseToken } from '../../shared/application/identity/link-token.ts'
import { must, openOffice } from '../support/application.ts'
import { tokenTo } from '../support/mailbox.ts'
import { aRequest, goingOn } from '../support/request-stages.ts'
import { anApprovedReceiver } from '../support/transfer.ts'
import { checkPage } from './markup.ts'
import { browserOf, browserOfPerson, plainBrowser } from './plain-browser.ts'

async function world(t: TestContext, wish: Partial<RequestWish> = {}) {
  const office = await openOffice(t)
  const receiverId = await anApprovedReceiver(office)
  const request = await aRequest(office, { rights: ['access', 'portability'], ...wish })
    .verified()
    .assignedTo('user')
    .made()
  const person = await browserOfPerson(office, request)
  const own = `/demo/requests/${request.requestId}`
  return { office, receiverId, request, person, own, path: `${own}/transfer` }
}

const fieldOn = (text: string, name: string): string =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(text)?.[1] ?? ''

test('a person reads who would receive their data, signs by ticking, and takes it back, without script', async (t) => {
  const { office, request, person, own, path } = await world(t)
  const status = await person.get(`${own}?language=en`)
  checkPage(status.text)
  assert.ok(status.text.includes(`href="${path}"`))
  for (const language of ['da', 'en']) checkPage((await person.get(`${path}?language=${language}`)).text)
  const shown = (await person.get(path)).text
  assert.match(shown, /Nordlys Forsikring\s+data@nordlys\.example/)
  const form = {
    receiverId: fieldOn(shown, 'receiverId'),
    textSha256: fieldOn(shown, 'textSha256'),
    sign: 'yes',
  }

  const unticked = await person.post(path, { ...form, sign: '' })
  assert.equal(unticked.status, 400)
  checkPage(unticked.text)
  const outdated = await person.post(path, { ...form, textSha256: '0'.repeat(64) })
  assert.equal(outdated.status, 400)
  checkPage(outdated.text)
  assert.equal((await person.post(path, { ...form, textSha256: 'x' })).status, 400)
  assert.equal((await person.post(path, { ...form, receiverId: 'nobody' })).status, 400)

  const signed = await person.post(path, form)
  assert.equal(signed.location, `${path}?done=signed`)
  const after = (await person.get(signed.location)).text
  checkPage(after)
  assert.ok(after.includes(form.textSha256))
  const user = await browserOf(office, 'user')
  const work = (await user.get(`/demo/staff/requests/${request.requestId}`)).text
  checkPage(work)
  assert.match(
    work,
    /id="transfer"[^]*Nordlys Forsikring/,
    'whoever works on it and approves it sees where it goes',
  )

  const taken = await person.post(`${path}/take-back`)
  assert.equal(taken.location, `${path}?done=takenBack`)
  checkPage((await person.get(taken.location)).text)
})

test('the form of a company that sends data on asks whether to, and what is chosen is a wish until it is signed', async (t) => {
  const { office, receiverId } = await world(t)
  const browser = plainBrowser(office)
  for (const language of ['da', 'en']) {
    const { text } = await browser.get(`/demo?language=${language}`)
    checkPage(text)
    assert.match(text, /<select[^>]*name="deliverTo"[^]*Nordlys Forsikring/)
  }
  const once = fieldOn((await browser.get('/demo')).text, 'once')
  const wish = { rights: ['portability'], email: 'ida@example.org', language: 'en', once }
  const send = (more: object) => browser.post('/demo', { ...wish, ...more })

  for (const wrong of [
    { rights: ['access'], deliverTo: receiverId },
    { deliverTo: 'nobody' },
    { deliverTo: 'not an id' },
  ]) {
    const refused = await send(wrong)
    assert.equal(refused.status, 400)
    checkPage(refused.text)
    assert.match(refused.text, /href="#deliverTo"/)
  }
  const sent = await send({ deliverTo: receiverId })
  assert.equal(sent.status, 303)
  await office.pump()
  const { transfer } = await office.stateOf(must(parseToken(tokenTo(office, 'ida@example.org'))))
  assert.deepEqual([transfer?.receiverId, transfer?.instruction], [receiverId, undefined])
})

test('nothing can be signed once the answer has left, or without what was set beside the mailbox', async (t) => {
  const { office, request, person, path } = await world(t)
  const shown = (await person.get(path)).text
  const form = {
    receiverId: fieldOn(shown, 'receiverId'),
    textSha256: fieldOn(shown, 'textSha256'),
    sign: 'yes',
  }
  await goingOn(office, request).filled().sealed().approved().delivered().made()
  const late = await person.post(path, form)
  assert.equal(late.status, 400)
  checkPage(late.text)
  assert.equal((await person.post(`${path}/take-back`)).status, 404)

  const other = await world(t, { secondFactor: { kind: 'passcode', passcode: 'correct horse' } })
  const offered = (await other.person.get(other.path)).text
  const without = await other.person.post(other.path, {
    receiverId: fieldOn(offered, 'receiverId'),
    textSha256: fieldOn(offered, 'textSha256'),
    sign: 'yes',
  })
  assert.equal(without.status, 400)
  checkPage(without.text)
})

test('where nobody can receive, the page says that the person can pass on their own copy', async (t) => {
  const { office, receiverId, person, path, own } = await world(t)
  must(await office.app.receivers.remove({ actor: office.as('admin'), companyId: 'demo', receiverId }))
  const none = (await person.get(`${path}?language=en`)).text
  checkPage(none)
  assert.ok(!(await plainBrowser(office).get('/demo')).text.includes('deliverTo'))
  assert.match(none, /You have your own copy, and can pass it on yourself/)
  assert.ok((await person.get(own)).text.includes(path))
})
