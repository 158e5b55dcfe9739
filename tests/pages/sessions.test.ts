import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openOffice, type Office } from '../support/application.ts'
import { aRequest } from '../support/request-stages.ts'
import { checkPage } from './markup.ts'
import { browserOf, plainBrowser, type PlainBrowser } from './plain-browser.ts'

const path = '/demo/staff/sessions'

/** The addresses to which the buttons of the page send. */
const endingsOn = ({ text }: { readonly text: string }): readonly string[] =>
  [...text.matchAll(/action="([^"]+\/end)"/g)].map(([, action = '']) => action)

const isIn = async (browser: PlainBrowser): Promise<boolean> =>
  (await browser.get('/demo/staff')).status === 200

const program = (office: Office) =>
  office.app.sessions.open('demo', { kind: 'employee', employeeId: 'user' }, 'program')

test('staff see where they are signed in, in both languages, and are led there from every page', async (t) => {
  const office = await openOffice(t)
  const browser = await browserOf(office, 'user')
  assert.match((await browser.get('/demo/staff')).text, new RegExp(`href="${path}"`))
  assert.match((await browser.get(path)).text, /You are signed in nowhere else/)
  await browserOf(office, 'user')
  await program(office)
  await browserOf(office, 'manager')

  const english = await browser.get(`${path}?language=en`)
  const danish = await browser.get(`${path}?language=da`)

  for (const { text } of [english, danish]) checkPage(text)
  assert.match(english.text, /This browser[^]*(A program|Another browser)[^]*(A program|Another browser)/)
  assert.match(danish.text, /Denne browser[^]*(Et program|En anden browser)/)
  assert.match(english.text, /Do you work for another as well, sign in on its own page/)
  assert.equal(endingsOn(english).length, 2)
})

test('a session is ended from another browser, without script', async (t) => {
  const office = await openOffice(t)
  const [here, there] = [await browserOf(office, 'user'), await browserOf(office, 'user')]
  const [ending = ''] = endingsOn(await here.get(path))

  const ended = await here.post(ending)

  assert.equal(ended.location, `${path}?done=ended`)
  assert.match((await here.get(ended.location)).text, /class="notice"[^>]*>It has ended/)
  assert.deepEqual([await isIn(here), await isIn(there)], [true, false])
})

test('all other sessions end by one button, and that of somebody else by none', async (t) => {
  const office = await openOffice(t)
  const [here, there, manager] = [
    await browserOf(office, 'user'),
    await browserOf(office, 'user'),
    await browserOf(office, 'manager'),
  ]
  const [foreign = ''] = endingsOn(await there.get(path))
  assert.equal((await manager.post(foreign)).status, 404)
  assert.equal((await here.post(`${path}/end-others`, { csrf: '' })).status, 403)
  assert.ok(await isIn(there))

  const ended = await here.post(`${path}/end-others`)

  assert.match((await here.get(ended.location)).text, /class="notice"[^>]*>All others have ended/)
  assert.deepEqual([await isIn(here), await isIn(there), await isIn(manager)], [true, false, true])
  assert.doesNotMatch((await here.get(`${path}?done=constructor`)).text, /class="notice"/)
})

test('the person sees who has their request open, and ends it', async (t) => {
  const office = await openOffice(t)
  const { requestId } = await aRequest(office).verified().made()
  const open = async () => {
    office.clock.pass({ seconds: 60 })
    const { cookie } = await office.app.sessions.open('demo', { kind: 'requester', requestId }, 'browser')
    return plainBrowser(office, cookie)
  }
  const [here, there] = [await open(), await open()]
  const own = `/demo/requests/${requestId}`
  assert.match((await here.get(own)).text, new RegExp(`href="${own}/sessions"`))
  const shown = await here.get(`${own}/sessions`)
  checkPage(shown.text)
  const [ending = ''] = endingsOn(shown)

  assert.equal((await here.post(ending)).location, `${own}/sessions?done=ended`)
  assert.equal((await there.get(own)).status, 303)
  assert.equal((await here.post(`${own}/sessions/end-others`)).status, 303)
  assert.equal((await here.get(own)).status, 200)
})
