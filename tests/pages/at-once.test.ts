import assert from 'node:assert/strict'
import { test } from 'node:test'
import { must, openOffice } from '../support/application.ts'
import { tokenTo } from '../support/mailbox.ts'
import { aRequest, personEmail } from '../support/request-stages.ts'
import { checkPage } from './markup.ts'
import { browserOf, browserOfPerson, plainBrowser } from './plain-browser.ts'

const marketing = { rights: ['objection'], objectionPurpose: 'directMarketing' } as const

test('a person stops advertising without script: a box in the form, and the button behind the link', async (t) => {
  const office = await openOffice(t)
  const browser = plainBrowser(office)
  const form = await browser.get('/demo')
  assert.match(form.text, /name="objectionPurpose"\s+value="directMarketing"/)
  const wish = { email: personEmail, message: '', 'identifier-customerNumber': '', language: 'en' }

  const sent = await browser.post('/demo', { ...wish, objectionPurpose: 'directMarketing' })
  await office.pump()
  const opened = await browser.post('/demo/link', { token: tokenTo(office, personEmail) })

  assert.equal(sent.status, 303)
  const page = await browser.get(opened.location)
  checkPage(page.text)
  assert.match(page.text, /Your request has taken effect/)
  assert.match(page.text, /in force since/)
  assert.match(page.text, /Your objection to direct marketing holds/)
})

test('staff who write down an objection to advertising put it in force with the same box', async (t) => {
  const office = await openOffice(t)
  const user = await browserOf(office, 'user')
  const form = await user.get('/demo/staff/register')
  checkPage(form.text)
  const receivedOn = /name="receivedOn"\s+value="([^"]+)"/.exec(form.text)?.[1] ?? ''

  const sent = await user.post('/demo/staff/register', {
    ...{
      channel: 'phone',
      receivedOn,
      reach: 'inPerson',
      objectionPurpose: 'directMarketing',
      language: 'en',
    },
  })

  const requestId = new URLSearchParams(sent.location.split('?')[1]).get('request') ?? ''
  assert.equal((await office.stateOf({ companyId: 'demo', requestId })).status, 'delivered')
})

test('the form speaks to the person of their own objection, and to staff of the person’s, in each language', async (t) => {
  const office = await openOffice(t)
  const [person, staff] = [plainBrowser(office), await browserOf(office, 'user')]
  const words = async (browser: typeof person, path: string) =>
    /name="objectionPurpose"[^]*?<\/fieldset>/.exec((await browser.get(path)).text)?.[0] ?? ''

  assert.match(await words(person, '/demo?language=en'), /I object[^]*you need give no reasons/)
  assert.match(await words(person, '/demo?language=da'), /Jeg gør[^]*du skal ikke give/)
  assert.match(
    await words(staff, '/demo/staff/register?language=en'),
    /The person objects[^]*register another/,
  )
  assert.match(await words(staff, '/demo/staff/register?language=da'), /Personen gør[^]*notér en anmodning/)
})

test('a purpose that nobody offered is refused, and what was typed stays', async (t) => {
  const browser = plainBrowser(await openOffice(t))
  const { status, text } = await browser.post('/demo', {
    ...{
      rights: 'access',
      email: personEmail,
      message: 'kept',
      'identifier-customerNumber': '',
      language: 'en',
    },
    objectionPurpose: 'advertising',
  })

  assert.equal(status, 400)
  checkPage(text)
  assert.match(text, /kept/)
})

test('a company that takes no objections here asks for no purpose of one', async (t) => {
  const browser = plainBrowser(await openOffice(t, { company: { rights: ['access'] } }))

  assert.doesNotMatch((await browser.get('/demo')).text, /objectionPurpose/)
})

test('the staff see what must stop now, since when and for whom, and confirm it with one button', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office, { ...marketing, message: 'The catalogue.' })
    .verified()
    .made()
  const manager = await browserOf(office, 'manager')
  const path = `/demo/staff/requests/${request.requestId}`
  for (const language of ['da', 'en']) checkPage((await manager.get(`${path}?language=${language}`)).text)
  const before = (await manager.get(path)).text
  for (const shown of [/What your systems must stop/, /Direct marketing to this person/, /The catalogue\./])
    assert.match(before, shown)
  assert.ok(before.includes(personEmail))

  const confirmed = await manager.post(`${path}/stop`, { right: 'objection' })

  assert.equal(confirmed.location, `${path}?done=stopped#stops`)
  const after = (await manager.get(confirmed.location)).text
  checkPage(after)
  assert.match(after, /Carried out: /)
  assert.doesNotMatch(after, /The catalogue\.|It is carried out</)
  assert.ok(
    must(await office.app.readStops({ actor: office.as('manager'), ...request })).stops[0]?.carriedOutAt,
  )
  assert.equal((await manager.post(`${path}/stop`, { right: 'access' })).status, 400)
  checkPage((await manager.get(path)).text)
})

test('who may only look on sees that it holds, and neither for whom nor a button', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office, { rights: ['consentWithdrawal', 'access'] })
    .verified()
    .made()
  const officer = await browserOf(office, 'officer')

  const { text } = await officer.get(`/demo/staff/requests/${request.requestId}`)

  checkPage(text)
  assert.match(text, /in force since/)
  assert.doesNotMatch(text, /id="stops"/)
  assert.ok(!text.includes(personEmail))
})

test('once the key is gone the page of the staff still opens, without what nobody can read', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office, marketing).verified().made()
  const manager = await browserOf(office, 'manager')
  await office.ports.shares.destroy((await office.stateOf(request)).key.keyId)

  const { status, text } = await manager.get(`/demo/staff/requests/${request.requestId}`)

  assert.equal(status, 200)
  checkPage(text)
})

test('a person with several rights sees which holds already and which is worked on', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office, { rights: ['access', 'consentWithdrawal'] })
    .verified()
    .made()
  const browser = await browserOfPerson(office, request)

  const { text } = await browser.get(`/demo/requests/${request.requestId}`)

  checkPage(text)
  assert.match(text, /not answered yet[\s\S]*in force since/)
  assert.match(text, /We have your request/)
})
