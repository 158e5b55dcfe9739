import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openOffice, type Office } from '../support/application.ts'
import { mailsTo, mailTo, tokenTo } from '../support/mailbox.ts'
import { aRequest, personEmail } from '../support/request-stages.ts'
import { checkPage } from './markup.ts'
import { browserOfPerson, plainBrowser, type PlainBrowser, type Shown } from './plain-browser.ts'

const onceIn = ({ text }: Shown): string => /name="once" value="([^"]+)"/.exec(text)?.[1] ?? ''

const wish = {
  rights: ['access', 'erasure'],
  email: personEmail,
  message: '',
  'identifier-customerNumber': '',
  language: 'da',
}

async function sendForm(browser: PlainBrowser, fields: Readonly<Record<string, string | readonly string[]>>) {
  const once = onceIn(await browser.get('/demo'))
  return { once, answer: await browser.post('/demo', { ...wish, once, ...fields }) }
}

test('the start page and the pages of a company stand on their own in both languages', async (t) => {
  const browser = plainBrowser(await openOffice(t))
  for (const language of ['da', 'en'])
    for (const path of [
      '/',
      '/demo',
      '/demo/link',
      '/demo/links',
      '/demo/staff/sign-in',
      '/demo/link/used',
      '/problems/notFound',
    ]) {
      const shown = await browser.get(`${path}?language=${language}`)
      checkPage(shown.text)
      assert.match(shown.text, new RegExp(`<html lang="${language}"`))
      assert.match(shown.headers['content-security-policy'] ?? '', /default-src 'none'; script-src 'self'/)
      assert.equal(shown.headers['cache-control'], 'no-store')
    }
})

test('a request that is sent twice is one request, and a changed one is another', async (t) => {
  const office = await openOffice(t)
  const browser = plainBrowser(office)
  const { once, answer } = await sendForm(browser, {})
  const again = await browser.post('/demo', { ...wish, once })
  const changed = await browser.post('/demo', { ...wish, once, message: 'and this' })

  assert.equal(answer.status, 303)
  assert.match(answer.location, /^\/demo\/received\?reference=\d{4}-/)
  assert.equal(again.location, answer.location)
  assert.notEqual(changed.location, answer.location)
  await office.pump()
  assert.equal(mailsTo(office, personEmail).length, 2)
  const received = await browser.get(answer.location)
  checkPage(received.text)
  assert.ok(!received.text.includes(personEmail))
})

test('what is wrong in the request form stands at its field, and nothing else is lost', async (t) => {
  const browser = plainBrowser(await openOffice(t))
  const { answer } = await sendForm(browser, {
    rights: [],
    email: 'not an address',
    message: '<b>kept</b>',
    'identifier-customerNumber': 'K-1',
    informationTypes: ['retail'],
  })

  assert.equal(answer.status, 400)
  checkPage(answer.text)
  assert.match(answer.text, /<title>Error: /)
  assert.match(answer.text, /href="#rights"[\s\S]*href="#email"/)
  assert.match(answer.text, /id="email-error"/)
  assert.match(answer.text, /value="not an address"/)
  assert.match(answer.text, /&lt;b&gt;kept&lt;\/b&gt;/)
  assert.match(answer.text, /value="K-1"/)
  assert.match(answer.text, /value="retail"\s+checked/)
})

test('what nobody offered is refused at its field', async (t) => {
  const browser = plainBrowser(await openOffice(t, { company: { rights: ['access'] } }))
  const erased = await sendForm(browser, { rights: ['erasure'] })
  const unknown = await sendForm(browser, { rights: ['access'], informationTypes: ['weather'] })
  const broken = await sendForm(browser, { rights: ['access'], language: 'xx' })
  assert.match(erased.answer.text, /does not take this request here/)
  assert.match(unknown.answer.text, /id="informationTypes-error"/)
  assert.match(broken.answer.text, /cannot be read/)
})

test('opening the page of a link spends nothing, and its button spends it once', async (t) => {
  const office = await openOffice(t)
  await aRequest(office).made()
  const token = tokenTo(office, personEmail)
  const browser = plainBrowser(office)
  for (let time = 0; time < 10; time++) assert.equal((await browser.get('/demo/link')).status, 200)

  const opened = await browser.post('/demo/link', { token: `http://localhost:7071/demo/link#${token}` })
  assert.equal(opened.status, 303)
  assert.match(opened.location, /^\/demo\/requests\/[\w-]+$/)
  assert.equal((await browser.get(opened.location)).status, 200)
  const again = await browser.post('/demo/link', { token })
  assert.equal(again.location, '/demo/link/used')
  const used = await browser.get(again.location)
  assert.equal(used.status, 410)
  checkPage(used.text)
  assert.match(used.text, /Go on to your page/)
})

test('a link that is voided, too old or unknown says so, and how to get another', async (t) => {
  const office = await openOffice(t)
  await aRequest(office).made()
  const first = tokenTo(office, personEmail)
  const browser = plainBrowser(office)
  assert.equal((await browser.post('/demo/links', { email: personEmail })).location, '/demo/links?sent=yes')
  await office.pump()
  const second = tokenTo(office, personEmail)
  const outcome = async (token: string) => (await browser.post('/demo/link', { token })).location
  if (first !== second) assert.match(await outcome(first), /\/link\/(newer|used)$|\/requests\//)
  office.clock.pass({ days: 200 })
  assert.equal(await outcome(second), '/demo/link/expired')
  const unknown = await browser.post('/demo/link', { token: 'what is this' })
  assert.equal(unknown.status, 404)
  checkPage(unknown.text)
  assert.equal((await browser.post('/demo/link', { token: '' })).status, 400)
  assert.equal((await browser.get('/demo/link/thrown-away')).status, 404)
})

test('a company that wants the code as well asks for it, and a wrong one costs nothing but a new code', async (t) => {
  const office = await openOffice(t, { company: { linkFactor: 'tokenAndCode' } })
  await aRequest(office).made()
  const { token = '', code = '' } = mailTo(office, personEmail)
  const browser = plainBrowser(office)

  const asked = await browser.post('/demo/link', { token })
  assert.equal(asked.status, 401)
  checkPage(asked.text)
  assert.match(asked.text, new RegExp(`name="token"\\s+value="${token}"`))
  const wrong = await browser.post('/demo/link', { token, code: '00000000' })
  assert.match(wrong.text, /id="code-error"/)
  const mailed = await browser.post('/demo/link/code', { token })
  checkPage(mailed.text)
  await office.pump()
  const fresh = mailTo(office, personEmail).code ?? code
  const opened = await browser.post('/demo/link', { token, code: ` ${fresh.slice(0, 4)} ${fresh.slice(4)} ` })
  assert.equal(opened.status, 303)
})

test('who has only the code of the mail gets in with address and code', async (t) => {
  const office = await openOffice(t)
  await aRequest(office).made()
  const { code = '' } = mailTo(office, personEmail)
  const browser = plainBrowser(office)
  const empty = await browser.post('/demo/link', { email: '', code: '' })
  assert.match(empty.text, /href="#email"[\s\S]*href="#alone"/)
  assert.equal((await browser.post('/demo/link', { email: personEmail, code: '12345678' })).status, 401)
  assert.equal((await browser.post('/demo/link', { email: personEmail, code })).status, 303)
})

test('new links are asked for in the same words whoever asks', async (t) => {
  const office = await openOffice(t)
  const browser = plainBrowser(office)
  for (const email of [personEmail, 'stranger@example.com']) {
    const asked = await browser.post('/demo/links', { email })
    assert.equal(asked.location, '/demo/links?sent=yes')
  }
  const sent = await browser.get('/demo/links?sent=yes')
  checkPage(sent.text)
  const wrong = await browser.post('/demo/links', { email: 'nobody' })
  assert.equal(wrong.status, 400)
  assert.match(wrong.text, /id="email-error"/)
})

test('each stage of a request has a page that its person can read', async (t) => {
  const office = await openOffice(t)
  const stages = [
    aRequest(office, { email: 'a@a.example' }),
    aRequest(office, { email: 'b@a.example' }).verified(),
    aRequest(office, { email: 'c@a.example' }).verified().assignedTo('user').filled(),
    aRequest(office, { email: 'd@a.example' }).verified().assignedTo('user').filled().sealed(),
    aRequest(office, { email: 'e@a.example' })
      .verified()
      .assignedTo('user')
      .filled()
      .sealed()
      .approved()
      .delivered(),
  ]
  for (const stage of stages) {
    const request = await stage.made()
    const browser = await browserOfPerson(office, request)
    for (const language of ['', '?language=da']) {
      const shown = await browser.get(`/demo/requests/${request.requestId}${language}`)
      assert.equal(shown.status, 200)
      checkPage(shown.text)
      assert.match(shown.text, new RegExp(request.reference))
    }
  }
})

async function delivered(office: Office) {
  return aRequest(office).verified().assignedTo('user').filled().sealed().approved().delivered().made()
}

test('the package is downloaded with the session of the browser, in parts where that is asked, and by nobody else', async (t) => {
  const office = await openOffice(t)
  const request = await delivered(office)
  const browser = await browserOfPerson(office, request)
  const path = /href="(\/demo\/requests\/[^"]+\/deliveries\/[^"]+)"/.exec(
    (await browser.get(`/demo/requests/${request.requestId}`)).text,
  )?.[1]
  assert.ok(path)
  const whole = await browser.get(path)
  assert.equal(whole.status, 200)
  assert.equal(whole.headers['content-type'], 'application/zip')
  assert.match(whole.headers['content-disposition'] ?? '', /^attachment/)
  assert.match(whole.headers['content-security-policy'] ?? '', /sandbox/)
  const part = await browser.get(path, { range: 'bytes=0-9' })
  assert.deepEqual([part.status, part.headers['content-length']], [206, '10'])
  assert.equal((await browser.get(path, { range: 'bytes=999999999-' })).status, 416)
  assert.equal((await plainBrowser(office).get(path)).location, '/demo/links?why=signedOut')
  const other = await browserOfPerson(office, await aRequest(office, { email: 'o@o.example' }).made())
  assert.equal((await other.get(path)).status, 404)
})

test('a person writes and withdraws from their page', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office).verified().made()
  const browser = await browserOfPerson(office, request)
  const path = `/demo/requests/${request.requestId}`

  const empty = await browser.post(`${path}/messages`, { text: ' ' })
  assert.equal(empty.status, 400)
  checkPage(empty.text)
  const tooLong = await browser.post(`${path}/messages`, { text: `${'x'.repeat(4001)}` })
  assert.match(tooLong.text, /x{4001}/)
  assert.equal(
    (await browser.post(`${path}/messages`, { text: 'one\r\ntwo' })).location,
    `${path}?done=message`,
  )
  assert.match((await browser.get(`${path}?done=message`)).text, /Your message has been sent/)
  assert.equal((await browser.post(`${path}/withdrawal`)).location, `${path}?done=withdrawn`)
  const after = await browser.get(`${path}?done=withdrawn`)
  checkPage(after.text)
  assert.doesNotMatch(after.text, /Yes, withdraw/)
})

test('after the purge the page shows the certificate and nothing that is gone', async (t) => {
  const office = await openOffice(t)
  const request = await delivered(office)
  office.clock.pass({ days: 33 })
  await office.app.purgeContent(50)
  await office.pump()
  const browser = await browserOfPerson(office, request)
  const shown = await browser.get(`/demo/requests/${request.requestId}`)
  checkPage(shown.text)
  assert.match(shown.text, /Purge certificate/)
  assert.doesNotMatch(shown.text, /name="text"/)
  const id = (await office.stateOf(request)).deliveries[0]?.id ?? ''
  assert.equal((await browser.get(`/demo/requests/${request.requestId}/deliveries/${id}`)).status, 410)
})

test('a page says that the answer is gone once its time is over, whatever the purge was kept from', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office)
    .verified()
    .assignedTo('user')
    .filled()
    .sealed()
    .approved()
    .delivered()
    .made()
  const path = `/demo/requests/${request.requestId}`
  const [delivery] = (await office.stateOf(request)).deliveries
  assert.match((await (await browserOfPerson(office, request)).get(path)).text, /Your answer is here/)
  office.clock.pass({ days: 32 })
  const browser = await browserOfPerson(office, request)

  const { text } = await browser.get(path)

  assert.match(text, /can no longer be downloaded/)
  assert.doesNotMatch(text, /deliveries\//)
  const part = await browser.get(`${path}/deliveries/${delivery?.id}`, { range: 'bytes=10-' })
  assert.equal(part.status, 410)
})
