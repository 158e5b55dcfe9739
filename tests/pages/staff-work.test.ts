import assert from 'node:assert/strict'
import { test } from 'node:test'
import { must, openOffice } from '../support/application.ts'
import { aRequest } from '../support/request-stages.ts'
import { checkPage } from './markup.ts'
import { browserOf, browserOfPerson } from './plain-browser.ts'
import { inWork, pathOf, shownTo } from './staff-pages.ts'

test('the manager hands a request out and takes it back', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office).verified().made()
  const { browser, shown } = await shownTo(office, 'manager', request)
  assert.match(shown.text, /Assign the request to someone/)
  assert.match(shown.text, /The user/)
  assert.equal((await browser.post(`${pathOf(request)}/assign`, { employeeId: 'nobody' })).status, 400)
  const done = await browser.post(`${pathOf(request)}/assign`, { employeeId: 'user' })
  assert.equal(done.location, `${pathOf(request)}?done=assigned#summary`)
  assert.match((await browser.get(done.location)).text, /Assigned\./)
  await browser.post(`${pathOf(request)}/unassign`, { employeeId: 'user' })
  assert.deepEqual((await office.stateOf(request)).assignees, [])
})

test('a manager gives up the sources that wait by a form, and whoever approves reads it above what they approve', async (t) => {
  const office = await openOffice(t)
  const request = await inWork(office).made()
  const path = pathOf(request)
  const { browser: manager } = await shownTo(office, 'manager', request)
  const wish = { reasonCode: 'timeLimit', reason: 'The archive answers next week' }
  const missing = await manager.post(`${path}/bypass`, { ...wish, reason: ' ' })
  checkPage(missing.text)
  assert.match(missing.text, /<details id="bypass"\s+open>/)
  assert.match(missing.text, /id="bypass-reason-error"/)
  assert.equal((await manager.post(`${path}/bypass`, wish)).location, `${path}?done=bypassed#sources`)
  const { text } = await manager.get(`${path}?done=bypassed`)
  checkPage(text)
  assert.match(text, /The sources that waited are given up/)
  assert.doesNotMatch(text, /id="bypass"/, 'nothing is left to give up')

  const { requestId } = request
  const { browser: user } = await shownTo(office, 'user', request)
  const identity = { method: 'onFile', level: 'onFile', evidence: 'Agreement 17', note: '' }
  await user.post(`${path}/identity`, identity)
  must(await office.app.sealRequest({ actor: office.as('user'), requestId }))
  const { shown } = await shownTo(office, 'approver', request)

  assert.match(shown.text, /gave up these sources .*\(The time limit is near\): .*Approve only if/)
  assert.match(shown.text, /Note: The archive answers next week/)
  const officer = await shownTo(office, 'officer', request)
  assert.doesNotMatch(officer.shown.text, /The archive/, 'the reason is for whoever reads the content')
})

test('an extension, a pause and its end are done by forms, and a missing reason stands at its field', async (t) => {
  const office = await openOffice(t)
  const request = await inWork(office).made()
  const { browser } = await shownTo(office, 'manager', request)
  const path = pathOf(request)
  const extension = { months: '2', reasonCode: 'complexity', reason: '' }
  const missing = await browser.post(`${path}/extend`, extension)
  checkPage(missing.text)
  assert.match(missing.text, /<details id="extend"\s+open>/)
  assert.match(missing.text, /id="extend-reason-error"/)
  assert.match(
    missing.text,
    /href="#extend-reason">Why here, in a sentence for the letter: Fill in this field/,
  )
  assert.match(missing.text, /value="2"\s+selected/)
  assert.equal((await browser.post(`${path}/extend`, { ...extension, reason: 'Many systems' })).status, 303)
  assert.match(
    (await browser.post(`${path}/extend`, { ...extension, reason: 'Again' })).text,
    /extended already/,
  )

  const pause = { reasonCode: 'specification', reason: 'Which branch?', until: '2026-03-20' }
  for (const until of ['2026-02-31', '2020-01-01', ''])
    assert.match((await browser.post(`${path}/pause`, { ...pause, until })).text, /id="pause-until-error"/)
  assert.equal((await browser.post(`${path}/pause`, pause)).location, `${path}?done=paused#due`)
  const paused = await browser.get(`${path}?done=paused`)
  checkPage(paused.text)
  assert.match(paused.text, /Clock stands still/)
  assert.equal((await browser.post(`${path}/resume`)).location, `${path}?done=resumed#due`)
})

test('a refusal is proposed with ground and facts, read by a second person, and decided', async (t) => {
  const office = await openOffice(t)
  const request = await inWork(office).made()
  const { browser } = await shownTo(office, 'user', request)
  const path = pathOf(request)
  const wish = { right: '', groundCode: 'manifestlyUnfounded', facts: 'The fourth time this week <b>' }
  assert.match((await browser.post(`${path}/refuse`, { ...wish, facts: '' })).text, /id="refuse-facts-error"/)
  assert.match(
    (await browser.post(`${path}/refuse`, { ...wish, groundCode: 'accurate' })).text,
    /id="refuse-groundCode-error"/,
  )
  assert.equal((await browser.post(`${path}/refuse`, wish)).status, 303)
  const own = await browser.get(path)
  assert.match(own.text, /so another person must decide the refusal/)

  const approver = await shownTo(office, 'approver', request)
  assert.match(approver.shown.text, /The fourth time this week &lt;b&gt;/)
  const { pendingItem } = await office.stateOf(request)
  const decision = { itemId: pendingItem?.itemId ?? '', manifestSha256: pendingItem?.hash ?? '' }
  const uncommented = await approver.browser.post(`${path}/item-decision`, {
    ...decision,
    decision: 'return',
  })
  assert.match(uncommented.text, /id="refusal-item-comment-error"/)
  const done = await approver.browser.post(`${path}/item-decision`, { ...decision, decision: 'approve' })
  assert.equal(done.location, '/demo/staff/approvals?done=decided')
  assert.equal((await office.stateOf(request)).status, 'refused')
  await office.pump()
  const person = await (await browserOfPerson(office, request)).get(`/demo/requests/${request.requestId}`)
  checkPage(person.text)
  assert.match(person.text, /The fourth time this week &lt;b&gt;/)
})

test('identity and the state of a source are recorded, and what hinders the seal is said', async (t) => {
  const office = await openOffice(t, { company: { identityLevel: 'onFile' } })
  const request = await inWork(office).filled().made()
  const { browser, shown } = await shownTo(office, 'user', request)
  const path = pathOf(request)
  assert.match(shown.text, /Seal the answer/)
  const record = { method: 'contactOnFile', level: 'onFile', evidence: 'Customer file 12', note: '' }
  assert.match(
    (await browser.post(`${path}/identity`, { ...record, evidence: '' })).text,
    /id="identity-evidence-error"/,
  )
  assert.match(
    (await browser.post(`${path}/identity`, { ...record, level: 'nationalId' })).text,
    /id="identity-level-error"/,
  )
  assert.equal((await browser.post(`${path}/identity`, record)).location, `${path}?done=identity#identity`)
  assert.equal((await browser.post(`${path}/source`, { sourceId: 'caseFiles', state: 'failed' })).status, 303)
  assert.match(
    (await browser.post(`${path}/source`, { sourceId: 'policySystem', state: 'nothingHeld' })).text,
    /Take it out first/,
  )
  assert.equal(
    (await browser.post(`${path}/source`, { sourceId: 'caseFiles', state: 'waiting' })).status,
    400,
  )

  const etag = /name="etag" value="([^"]+)"/.exec((await browser.get(path)).text)?.[1] ?? ''
  assert.match((await browser.post(`${path}/seal`, { etag: 'older' })).text, /Somebody changed this request/)
  assert.equal((await browser.post(`${path}/seal`, { etag })).location, `${path}?done=sealed#approval`)
})

test('a seal is read file by file, approved by its hash, and by nobody who had a hand in it', async (t) => {
  const office = await openOffice(t)
  const request = await inWork(office).filled().sealed().made()
  const path = pathOf(request)
  const own = await shownTo(office, 'user', request)
  assert.match(own.shown.text, /You had a hand in this request/)
  assert.doesNotMatch(own.shown.text, /Approve exactly this/)
  const manager = await shownTo(office, 'manager', request)
  assert.match(manager.shown.text, /needs the approver grant/)

  const { browser, shown } = await shownTo(office, 'approver', request)
  const links = [...shown.text.matchAll(/href="([^"]+\/access\/files\/\d+)"/g)].map(([, href = '']) => href)
  assert.ok(links.length > 5)
  for (const href of links) {
    const file = await browser.get(href)
    assert.equal(file.status, 200)
    const type = file.headers['content-type'] ?? ''
    if (type.startsWith('text/html; charset')) {
      checkPage(file.text)
      continue
    }
    assert.match(file.headers['content-disposition'] ?? '', /^attachment/)
    assert.match(file.headers['content-security-policy'] ?? '', /sandbox/)
  }
  const whole = await browser.get((links[0] ?? '').replace(/\/files\/\d+$/, ''))
  assert.equal(whole.headers['content-type'], 'application/zip')
  const sealPath = (links[0] ?? '').split('/access/')[0]
  for (const wrong of [`${sealPath}/access/files/999`, `${sealPath}/erasure`, `${path}/seals/none/access`])
    assert.equal((await browser.get(wrong)).status, 404)

  const { root = '' } = (await office.stateOf(request)).seal ?? {}
  const stale = await browser.post(`${path}/decision`, {
    manifestSha256: 'ab'.repeat(32),
    decision: 'approve',
  })
  assert.match(stale.text, /has changed since you read it/)
  const done = await browser.post(`${path}/decision`, { manifestSha256: root, decision: 'approve' })
  assert.equal(done.location, '/demo/staff/approvals?done=approved')
  assert.equal((await office.stateOf(request)).status, 'approved')
})

test('a seal that is returned tells those who work on it why, and the person nothing', async (t) => {
  const office = await openOffice(t)
  const request = await inWork(office).filled().sealed().made()
  const browser = await browserOf(office, 'approver')
  const { root = '' } = (await office.stateOf(request)).seal ?? {}
  const comment = 'The address of another person is in it'
  await browser.post(`${pathOf(request)}/decision`, { manifestSha256: root, decision: 'return', comment })
  const late = await browser.post(`${pathOf(request)}/decision`, {
    manifestSha256: root,
    decision: 'approve',
  })
  assert.deepEqual([late.status, /has changed since you read it/.test(late.text)], [409, true])
  const { shown } = await shownTo(office, 'user', request)
  assert.match(shown.text, /Returned: change what was asked/)
  assert.match(shown.text, new RegExp(comment))
  const person = await (await browserOfPerson(office, request)).get(`/demo/requests/${request.requestId}`)
  assert.doesNotMatch(person.text, new RegExp(comment))
})
