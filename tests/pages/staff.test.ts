import assert from 'node:assert/strict'
import { test } from 'node:test'
import { must, openOffice } from '../support/application.ts'
import { aRequest } from '../support/request-stages.ts'
import { checkPage, hostileStrings } from './markup.ts'
import { browserOf, browserOfPerson, plainBrowser, type PlainBrowser } from './plain-browser.ts'
import { inWork, pathOf, shownTo } from './staff-pages.ts'

test('each stage of a request has a page for each of those who may see it, in both languages', async (t) => {
  const office = await openOffice(t)
  const stages = [
    aRequest(office, { email: 'b@a.example' }).verified(),
    inWork(office).filled(),
    inWork(office).filled().sealed(),
    inWork(office).filled().sealed().approved().delivered(),
  ]
  for (const stage of stages) {
    const request = await stage.made()
    for (const name of ['manager', 'user', 'approver', 'officer', 'second', 'owner'] as const) {
      const browser = await browserOf(office, name)
      for (const language of ['en', 'da']) {
        checkPage((await browser.get(`${pathOf(request)}?language=${language}`)).text)
        checkPage((await browser.get(`/demo/staff?language=${language}&status=all`)).text)
        checkPage((await browser.get('/demo/staff/approvals')).text)
      }
    }
  }
})

test('the queue shows what one may see, by the filters in its address', async (t) => {
  const office = await openOffice(t)
  const request = await inWork(office).made()
  const other = await aRequest(office, { email: 'b@b.example' }).verified().made()
  const manager = await browserOf(office, 'manager')
  const user = await browserOf(office, 'user')
  const references = async (browser: PlainBrowser, query = '') => {
    const { text } = await browser.get(`/demo/staff${query}`)
    return [request, other]
      .filter(({ reference }) => text.includes(reference))
      .map(({ reference }) => reference)
  }
  assert.deepEqual(await references(manager), [request.reference, other.reference])
  assert.deepEqual(await references(user), [request.reference])
  assert.deepEqual(await references(manager, '?status=open'), [other.reference])
  assert.deepEqual(await references(manager, '?assignee=user&status=all'), [request.reference])
  assert.deepEqual(await references(user, '?assignee=me'), [request.reference])
  assert.deepEqual(await references(manager, '?due=overdue'), [])
  assert.deepEqual(await references(manager, '?status=nonsense&due=soon'), [
    request.reference,
    other.reference,
  ])
  office.clock.pass({ days: 27 })
  assert.deepEqual(await references(await browserOf(office, 'manager'), '?due=7'), [
    request.reference,
    other.reference,
  ])
  const owner = await (await browserOf(office, 'owner')).get('/demo/staff')
  assert.match(owner.text, /Your role sees no requests/)
  const weary = await (await browserOf(office, 'manager')).get('/demo/staff?from=made-up')
  assert.ok(weary.status < 500, `a continuation that nobody gave is answered with ${weary.status}`)
})

test('what one may not see does not exist, and who is not signed in is led to the sign-in', async (t) => {
  const office = await openOffice(t)
  const request = await inWork(office).made()
  assert.equal((await (await browserOf(office, 'second')).get(pathOf(request))).status, 404)
  assert.equal((await (await browserOf(office, 'manager')).get('/demo/staff/requests/unknown')).status, 404)
  const nobody = plainBrowser(office)
  for (const path of [pathOf(request), '/demo/staff', '/demo/staff/approvals'])
    assert.equal((await nobody.get(path)).location, '/demo/staff/sign-in?why=signedOut')
  const person = await browserOfPerson(office, request)
  assert.equal((await person.get(pathOf(request))).status, 303)
  assert.equal((await person.get('/demo/requests/another')).status, 404)
  const elsewhere = await browserOf(office, 'manager')
  assert.equal((await elsewhere.get('/other/staff')).location, '/other/staff/sign-in?why=signedOut')
  assert.equal((await elsewhere.get('/nowhere/staff')).status, 404)
})

test('a form counts only when it comes from a page of ours, in the session that it was shown to', async (t) => {
  const office = await openOffice(t)
  const request = await inWork(office).made()
  const browser = await browserOf(office, 'user')
  const path = `${pathOf(request)}/message`
  const refusals = [
    await browser.post(path, { text: 'x', csrf: '' }),
    await browser.post(path, { text: 'x', csrf: (await browserOf(office, 'manager')).csrf() }),
    await browser.post(path, { text: 'x' }, { 'sec-fetch-site': 'cross-site' }),
    await browser.post(path, { text: 'x' }, { 'sec-fetch-site': 'same-site' }),
    await browser.post(path, { text: 'x' }, { origin: 'https://evil.example' }),
    await plainBrowser(office).post('/demo', {}, { 'sec-fetch-site': 'cross-site' }),
    await browser.post('/demo/sign-out', { csrf: 'x' }),
  ]
  for (const { status, text } of refusals) {
    assert.equal(status, 403)
    checkPage(text)
  }
  const typed = await browser.post(path, { text: 'x' }, { 'content-type': 'application/json' })
  assert.equal(typed.status, 415)
  assert.equal((await browser.post(path, { text: 'y'.repeat(1_100_000) })).status, 413)
  assert.equal((await browser.post(path, { text: 'x' }, { origin: 'http://localhost:7071' })).status, 303)
  assert.equal((await browser.post('/demo/sign-out')).location, '/demo/staff/sign-in')
  assert.match((await browser.post(path, { text: 'x' })).text, /href="\/demo\/staff\/sign-in"/)
})

test('what strangers write is shown to those who may see it, as text and nothing else', async (t) => {
  const office = await openOffice(t)
  const message = hostileStrings
    .filter((text) => text.length < 100)
    .join('\n')
    .slice(0, 3900)
    .toWellFormed()
  const request = await aRequest(office, { message, email: '"<i>\'"@x.example' })
    .verified()
    .assignedTo('user')
    .made()
  must(await office.app.messages.post({ actor: request.person, requestId: request.requestId, text: message }))
  await shownTo(office, 'user', request)
  const { shown } = await shownTo(office, 'manager', request)
  assert.doesNotMatch(shown.text, /alert\(1\)/, 'a manager who is not assigned reads none of it')
})
