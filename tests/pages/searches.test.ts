import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'

import { must } from '../support/application.ts'
import { aConnection } from '../support/connections.ts'
import { aRequest, goingOn } from '../support/request-stages.ts'
import { officeWithVendor, vendorSays, zendeskIn } from '../support/vendor.ts'
import { checkPage } from './markup.ts'
import { browserOf } from './plain-browser.ts'
import { pathOf } from './staff-pages.ts'

async function world(t: TestContext) {
  const { office, vendor } = await officeWithVendor(t)
  const connectionId = await zendeskIn(office)
  const request = await aRequest(office).verified().assignedTo('user').made()
  const user = await browserOf(office, 'user')
  const path = pathOf(request)
  const shown = async (where: string): Promise<string> => {
    for (const language of ['da', 'en']) checkPage((await user.get(`${where}?language=${language}`)).text)
    return (await user.get(where)).text
  }
  const start = async (what = 'collect') => {
    const begun = await user.post(`${path}/searches`, { connectionId, what })
    assert.equal(begun.status, 303)
    return begun.location
  }
  const goOn = () => office.app.goOnSearching(100)
  return { office, vendor, request, user, path, shown, start, goOn, connectionId }
}

test('who works on a request looks in a system from the panel of its source, and takes what was found', async (t) => {
  const { office, user, path, shown, start, goOn, request } = await world(t)
  assert.match(await shown(path), /Look in Zendesk Support[^]*Fetch from Zendesk Support/)
  const search = await start()
  const running = await user.get(search)
  checkPage(running.text)
  assert.equal(running.headers['refresh'], '10')
  assert.match(running.text, /The system is being asked[^]*Stop that/)
  const still = await user.get(`${search}?still=1`)
  assert.equal(still.headers['refresh'], undefined)
  assert.match(still.text, /This page stays as it is/)
  assert.match(
    (await user.post(`${path}/searches`, { connectionId: 'none', what: 'collect' })).text,
    /no longer/,
  )
  await goOn()

  const found = await user.get(search)
  checkPage(found.text)
  assert.equal(found.headers['refresh'], undefined)
  assert.match(found.text, /&lt;b&gt;Late/, 'what a system answers is text')
  assert.match(await shown(search), /value="tickets"[^]*1 record/)
  assert.match(await shown(path), /Waits to be looked at/)
  const none = await user.post(`${search}/taken`)
  assert.equal(none.status, 400)
  assert.match(none.text, /Choose at least one, or put it all away/)

  const taken = await user.post(`${search}/taken`, { steps: ['tickets'] })
  assert.equal(taken.location, `${path}?done=foundTaken#files`)
  const after = (await user.get(`${path}?done=foundTaken`)).text
  assert.match(after, /What you chose is among the files[^]*zendesk-tickets\.json/)
  assert.doesNotMatch(after, /zendesk-users\.json/)
  assert.match(await shown(search), /Taken into the request/)
  assert.deepEqual((await office.stateOf(request)).contributors, ['user'])
  const again = await user.post(`${search}/taken`, { steps: ['tickets'] })
  assert.equal(again.status, 409)
  assert.match(again.text, /Somebody else was first/)
})

test('nobody found is said of the source in one step, and what does not belong is put away', async (t) => {
  const { office, vendor, user, path, shown, start, goOn, request } = await world(t)
  const found = await start('locate')
  await goOn()
  assert.doesNotMatch(await shown(found), /Nothing is held in this source/)
  assert.equal((await user.post(`${found}/dropped`)).location, `${path}?done=foundDropped#sources`)

  vendor.answers['/api/v2/users/search.json'] = vendorSays({ users: [], next_page: null })
  const empty = await start()
  await goOn()
  assert.match(await shown(empty), /Nothing was found of the person[^]*Nothing is held in this source/)
  const dropped = await user.post(`${empty}/dropped`, { mark: 'nothingHeld' })
  assert.match(
    await shown(dropped.location.replace('#sources', '').replace('?done=nothingHeldSaid', '')),
    /Put away/,
  )
  const { sources } = await office.stateOf(request)
  assert.equal(sources.find(({ sourceId }) => sourceId === 'caseFiles')?.state, 'nothingHeld')
  assert.match((await user.post(`${empty}/dropped`, { mark: 'nothingHeld' })).text, /Somebody else was first/)
  assert.equal((await user.post(`${path}/searches/none/dropped`, { mark: 'nothingHeld' })).status, 404)
})

test('a failure is told by its code with what to do, and the search is tried again', async (t) => {
  const { vendor, user, shown, start, goOn } = await world(t)
  vendor.answers['/api/v2/users/search.json'] = vendorSays({ something: 'else' })
  const search = await start()
  await goOn()
  const text = await shown(search)
  assert.match(text, /This does not mean that nothing is held[^]*Code: answerUnexpected/)
  assert.match(text, /Try again/)
  const again = await start()
  assert.notEqual(again, search)
  assert.match((await user.post(`${search}/dropped`)).location, /done=foundDropped/)
})

test('a system that has nothing to say is asked again, and the page says so', async (t) => {
  const { vendor, shown, start, goOn } = await world(t)
  vendor.answers['/api/v2/users/search.json'] = vendorSays({}, 503)
  const search = await start()
  await goOn()
  assert.match(await shown(search), /has had nothing to say for a while/)
})

test('a system is not asked twice at the same time, and the page of the request says why', async (t) => {
  const { user, path, start, connectionId } = await world(t)
  await start()
  const second = await user.post(`${path}/searches`, { connectionId, what: 'collect' })
  assert.equal(second.status, 400)
  assert.match(second.text, /The system is being searched already/)
  assert.equal((await user.post(`${path}/searches`, { connectionId, what: 'erase' })).status, 400)
})

test('what could not be asked of the system is told, so that nobody takes silence for nothing', async (t) => {
  const { office, vendor, user, path, shown, goOn } = await world(t)
  const settings = { account: 'AC0123', token: 'tw-secret' }
  vendor.answers['/2010-04-01/Accounts/AC0123.json'] = vendorSays({ sid: 'AC0123' })
  const wish = { systemId: 'twilio', sourceId: 'caseFiles', settings }
  const { connectionId } = must(
    await office.app.connections.add({ actor: office.as('admin'), companyId: 'demo', wish }),
  )
  const { location } = await user.post(`${path}/searches`, { connectionId, what: 'locate' })
  await goOn()
  const text = await shown(location)
  assert.match(text, /Nothing was found of the person/)
  assert.match(text, /Not asked, since what is known of the person cannot be asked there: /)
  assert.doesNotMatch(text, /Nothing is held in this source/)
})

test('for a guided system the panel of the source says who looks, where, and how', async (t) => {
  const { office, path, shown } = await world(t)
  await aConnection(office, { connectionId: 'guided', systemId: 'microsoft-teams', sourceId: 'caseFiles' })
  office.clock.pass({ seconds: 10 })
  const text = await shown(path)
  assert.match(
    text,
    /Look in Microsoft Teams by hand[^]*Who usually has the rights[^]*The vendor’s own pages/,
  )
  assert.match(text, /rel="noreferrer"/)
})

test('who only reviews reads a search under their name, and changes nothing', async (t) => {
  const { office, user, start, goOn, request } = await world(t)
  const search = await start()
  await goOn()
  await goingOn(office, request).filled().sealed().made()
  const approver = await browserOf(office, 'approver')
  const seen = await approver.get(search)
  assert.equal(seen.status, 200)
  checkPage(seen.text)
  assert.match(seen.text, /class="watermark"/)
  assert.doesNotMatch(seen.text, /Take it into the request|Put it away/)
  assert.match((await user.get(search)).text, /To take something voids the seal/)
  assert.equal((await approver.post(`${search}/taken`, { steps: ['users'] })).status, 403)
  const admin = await browserOf(office, 'admin')
  assert.equal((await admin.get(search)).status, 404)
})
