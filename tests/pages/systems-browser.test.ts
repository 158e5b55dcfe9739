import assert from 'node:assert/strict'
import { after, test } from 'node:test'

import { aConnection } from '../support/connections.ts'
import { aRequest } from '../support/request-stages.ts'
import { officeWithVendor, vendorSays, zendeskIn } from '../support/vendor.ts'
import { openBrowser, visitor } from './browser-support.ts'
import type { Screen } from './browser-support.ts'
import { browserOf } from './plain-browser.ts'
import type { PlainBrowser } from './plain-browser.ts'
import { pathOf } from './staff-pages.ts'

const browser = await openBrowser()
after(() => browser.close())

const origin = 'http://localhost:7071'

/** A real browser before pages of this process: the vendor's system is here, too, and no other is asked. */
async function before(plain: PlainBrowser, screen: Screen) {
  const seen = await visitor(browser, { url: origin } as Parameters<typeof visitor>[1], { screen })
  await seen.context.route('**/*', async (route) => {
    const url = new URL(route.request().url())
    assert.equal(url.origin, origin)
    const { status, headers, text } = await plain.get(url.pathname + url.search)
    await route.fulfill({ status, headers: { ...headers }, body: text })
  })
  return seen
}

const screens = [
  ['desktop', 'en'],
  ['phone', 'da'],
] as const

test('an administrator finds every page of connected systems accessible, on a phone and on a desktop', async (t) => {
  const { office } = await officeWithVendor(t)
  const connectionId = await zendeskIn(office)
  const admin = await browserOf(office, 'admin')
  const settings = '/demo/staff/settings'
  for (const [screen, language] of screens) {
    const { page, examine, complaints } = await before(admin, screen)
    for (const [name, path] of [
      ['systems', `${settings}/systems?level=asked&`],
      ['system', `${settings}/systems/zendesk?`],
      ['system-guided', `${settings}/systems/microsoft-teams?`],
      ['connection', `${settings}/connections/${connectionId}?tested=credentialsRefused&`],
    ] as const) {
      await page.goto(`${path}language=${language}`)
      await examine(name)
    }
    assert.deepEqual(complaints, [])
  }
})

test('who works on a request finds every stage of a search accessible, on a phone and on a desktop', async (t) => {
  const { office, vendor } = await officeWithVendor(t)
  const connectionId = await zendeskIn(office)
  await aConnection(office, { connectionId: 'guided', systemId: 'microsoft-teams', sourceId: 'caseFiles' })
  office.clock.pass({ seconds: 10 })
  const request = await aRequest(office).verified().assignedTo('user').made()
  const user = await browserOf(office, 'user')
  const path = pathOf(request)
  const start = async () => (await user.post(`${path}/searches`, { connectionId, what: 'collect' })).location
  const found = await start()
  await office.app.goOnSearching(100)
  vendor.answers['/api/v2/users/search.json'] = vendorSays({ users: [], next_page: null })
  const empty = await start()
  await office.app.goOnSearching(100)
  vendor.answers['/api/v2/users/search.json'] = vendorSays({}, 401)
  const failed = await start()
  await office.app.goOnSearching(100)
  const running = await start()
  for (const [screen, language] of screens) {
    const { page, examine, complaints } = await before(user, screen)
    await page.goto(`${path}?language=${language}`)
    await page.locator('#guide-guided summary').click()
    await examine('request-with-systems')
    for (const [name, where] of Object.entries({ found, empty, failed, running })) {
      await page.goto(`${where}?still=1&language=${language}`)
      if (name === 'found') await page.locator('#found-tickets summary').click()
      await examine(`search-${name}`)
    }
    assert.deepEqual(complaints, [])
  }
})
