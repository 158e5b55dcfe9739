import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openOffice, type Office } from '../support/application.ts'
import { aRequest, type MadeRequest } from '../support/request-stages.ts'
import { checkPage, tagsOf } from './markup.ts'
import { browserOf, browserOfPerson, plainBrowser, type PlainBrowser, type Shown } from './plain-browser.ts'

const inWork = (office: Office) => aRequest(office).verified().assignedTo('user')

const staffPath = ({ requestId }: MadeRequest): string => `/demo/staff/requests/${requestId}`

/** The fields of the form that sends everything again, as a browser would send them. */
function keptFields({ text }: Shown): ReadonlyMap<string, string> {
  const hidden = tagsOf(text).filter(({ attributes }) => attributes.get('type') === 'hidden')
  return new Map(
    hidden.map(({ attributes }) => [attributes.get('name') ?? '', unescaped(attributes.get('value') ?? '')]),
  )
}

const unescaped = (text: string): string =>
  [
    ['&quot;', '"'],
    ['&#39;', "'"],
    ['&lt;', '<'],
    ['&gt;', '>'],
    ['&amp;', '&'],
  ].reduce((plain, [from = '', to = '']) => plain.replaceAll(from, to), text)

/** In the same browser, in another tab. */
async function signInAgain(browser: PlainBrowser, fresh: PlainBrowser): Promise<void> {
  browser.cookies.clear()
  for (const [name, value] of fresh.cookies) browser.cookies.set(name, value)
}

async function messagesOf(office: Office, request: MadeRequest): Promise<readonly string[]> {
  const listed = await office.app.messages.list({
    actor: office.as('user'),
    requestId: request.requestId,
  })
  return listed.ok ? listed.value.map(({ text }) => text) : []
}

const words = 'A long answer with "quotes" & <b>signs</b>\r\nand a second line'

test('what staff typed outlives their session: nothing is taken without one, and the same fields are sent with a new one', async (t) => {
  const office = await openOffice(t)
  const request = await inWork(office).made()
  const browser = await browserOf(office, 'user')
  const path = `${staffPath(request)}/message`
  office.clock.pass({ seconds: 16 * 60 })

  const ended = await browser.post(path, { text: words })

  checkPage(ended.text)
  assert.equal(ended.status, 403)
  assert.match(ended.text, /<a href="\/demo\/staff\/sign-in" target="_blank" rel="noopener">/)
  assert.ok(!ended.text.includes('hreflang'), 'no link leads away from what was typed')
  const still = await browser.post(path, Object.fromEntries(keptFields(ended)))
  assert.equal(still.status, 403, 'pressed before signing in, everything is still there')
  assert.deepEqual(await messagesOf(office, request), [])

  await signInAgain(browser, await browserOf(office, 'user'))
  const renewed = await browser.post(path, Object.fromEntries(keptFields(still)))
  checkPage(renewed.text)
  assert.equal(renewed.status, 403, 'the token of the old session counts for nothing')
  assert.deepEqual(await messagesOf(office, request), [])
  const sent = await browser.post(path, Object.fromEntries(keptFields(renewed)))
  assert.equal(sent.location, `${staffPath(request)}?done=message#message`)
  assert.deepEqual(await messagesOf(office, request), [words.replaceAll('\r\n', '\n')])
})

test('who signs in again before pressing the button loses nothing either', async (t) => {
  const office = await openOffice(t)
  const request = await inWork(office).made()
  const browser = await browserOf(office, 'user')
  const csrf = browser.csrf()
  await signInAgain(browser, await browserOf(office, 'user'))
  const path = `${staffPath(request)}/refuse`
  const typed = { groundCode: '', right: 'access', facts: words, csrf }

  const kept = await browser.post(path, typed)

  assert.equal(kept.status, 403)
  const fields = keptFields(kept)
  assert.equal(fields.get('facts')?.includes('<b>signs</b>'), true)
  assert.equal(fields.get('csrf'), browser.csrf())
  assert.equal((await browser.post(path, Object.fromEntries(fields))).status, 400, 'now judged as any form')
})

test('a data form keeps every row of it', async (t) => {
  const office = await openOffice(t)
  const request = await inWork(office).made()
  const [source] = (await office.stateOf(request)).sources
  const path = `${staffPath(request)}/data/${source?.sourceId ?? ''}`
  const browser = await browserOf(office, 'user')
  const shown = await browser.get(path)
  const base = /name="base" value="([^"]+)"/.exec(shown.text)?.[1] ?? ''
  const typed = { base, 'f0-0-1': 'Bo', rows1: '1', 'f1-0-0': 'P-7', 'f1-0-1': 'House' }
  office.clock.pass({ seconds: 16 * 60 })
  const ended = await browser.post(path, typed)
  for (const [name, value] of Object.entries(typed)) assert.equal(keptFields(ended).get(name), value)

  await signInAgain(browser, await browserOf(office, 'user'))
  const renewed = await browser.post(path, Object.fromEntries(keptFields(ended)))
  const saved = await browser.post(path, Object.fromEntries(keptFields(renewed)))
  assert.equal(saved.location, `${staffPath(request)}?done=data#sources`)
  assert.match((await browser.get(path)).text, /value="House"/)
})

test('what a person wrote to the company outlives their session as well', async (t) => {
  const office = await openOffice(t)
  const request = await inWork(office).made()
  const browser = await browserOfPerson(office, request)
  const path = `/demo/requests/${request.requestId}/messages`
  office.clock.pass({ seconds: 16 * 60 })
  const ended = await browser.post(path, { text: words })
  checkPage(ended.text)
  assert.match(ended.text, /<a href="\/demo\/links" target="_blank" rel="noopener">/)

  await signInAgain(browser, await browserOfPerson(office, request))
  const renewed = await browser.post(path, Object.fromEntries(keptFields(ended)))
  assert.equal((await browser.post(path, Object.fromEntries(keptFields(renewed)))).status, 303)
  assert.deepEqual(await messagesOf(office, request), [words.replaceAll('\r\n', '\n')])

  const other = await aRequest(office, { email: 'b@b.example' }).verified().made()
  const stranger = await browserOfPerson(office, other)
  const theirs = await stranger.post(path, { text: words })
  assert.equal(theirs.status, 404, 'a session of another request does not stand in')
})

test('the form of a request needs no session, so an ended one takes nothing from it', async (t) => {
  const office = await openOffice(t)
  const request = await inWork(office).made()
  const browser = await browserOfPerson(office, request)
  office.clock.pass({ seconds: 16 * 60 })
  const sent = await browser.post('/demo', { rights: 'access', email: 'c@c.example', message: words })
  assert.match(sent.location, /^\/demo\/received/)
})

test('only what the browser says came from a page of ours is shown again', async (t) => {
  const office = await openOffice(t)
  const request = await inWork(office).made()
  const path = `${staffPath(request)}/message`
  const csrf = (await browserOf(office, 'user')).csrf()
  const mute = { origin: '', 'sec-fetch-site': '' }
  const others = [
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': 'none' },
    { origin: 'https://evil.example' },
    { ...mute, origin: 'null' },
  ]
  for (const browser of [plainBrowser(office), await browserOf(office, 'manager')])
    for (const headers of others) {
      const answer = await browser.post(path, { text: 'planted', csrf }, headers)
      assert.ok(!answer.text.includes('planted'), JSON.stringify(headers))
    }
  const bare = await plainBrowser(office).post(path, { text: 'planted', csrf: '' })
  assert.equal(bare.location, '/demo/staff/sign-in?why=signedOut', 'no page of a session made this form')
  const own = await plainBrowser(office).post(
    path,
    { text: 'typed', csrf },
    { origin: 'http://localhost:7071', 'sec-fetch-site': 'same-origin' },
  )
  assert.match(own.text, /value="typed"/)
  const file = await plainBrowser(office).post(path, { text: 'x', csrf }, { 'content-type': 'text/plain' })
  assert.equal(file.status, 303)
})
