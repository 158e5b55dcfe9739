import assert from 'node:assert/strict'
import { test } from 'node:test'
import { must, openOffice } from '../support/application.ts'
import { mailTo } from '../support/mailbox.ts'
import { aRequest } from '../support/request-stages.ts'
import { checkPage } from './markup.ts'
import { browserOf, plainBrowser } from './plain-browser.ts'

test('a wrong field is told at its place, every other stays as it was typed, and nothing is stored', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office).verified().assignedTo('user').made()
  const browser = await browserOf(office, 'user')
  const path = `/demo/staff/requests/${request.requestId}/data/policySystem`
  const { text } = await browser.get(path)
  checkPage(text)
  const base = /name="base" value="([^"]+)"/.exec(text)?.[1] ?? ''

  const added = await browser.post(path, { base, add: '1', 'f0-0-1': 'Åse "A"', rows1: '0' })
  checkPage(added.text)
  assert.equal(added.status, 200)
  assert.match(added.text, /value="Åse &quot;A&quot;"/)
  assert.match(added.text, /id="f1-0-0"/)
  const filled = {
    ...{ base, rows1: '2', 'f0-0-1': 'Åse', 'f0-0-2': '31/12/1970' },
    ...{ 'f1-0-0': 'P-1', 'f1-0-1': 'House', 'f1-1-0': 'P-2', 'f1-1-7': 'much', 'f1-1-6': 'all\r\nof it' },
  }
  const removed = await browser.post(path, { ...filled, remove: '1-0' })
  assert.doesNotMatch(removed.text, /value="P-1"/)
  assert.match(removed.text, /value="P-2"/)

  const wrong = await browser.post(path, filled)
  assert.equal(wrong.status, 400)
  checkPage(wrong.text)
  assert.match(wrong.text, /href="#f1-1-1">Policies 2, Product: Fill in this field/)
  assert.match(wrong.text, /href="#f1-1-7">Policies 2, Sum insured/)
  assert.match(wrong.text, /href="#f0-0-2">Policyholder, Date of birth/)
  assert.match(wrong.text, /type="text"\s+id="f0-0-2"[^>]*value="31\/12\/1970"/)
  assert.match(wrong.text, />\nall\nof it<\/textarea>/)
  const about = { actor: office.as('user'), requestId: request.requestId }
  const { forms } = must(await office.app.readContent(about))
  assert.ok(forms.every(({ data }) => data === undefined))

  const saved = await browser.post(path, {
    ...filled,
    'f0-0-2': '1970-12-31',
    'f1-1-1': 'Car',
    'f1-1-7': '12,5',
  })
  assert.equal(saved.status, 303)
  const [form] = must(await office.app.readContent(about)).forms
  assert.deepEqual(form?.data, {
    policyholder: { name: 'Åse', dateOfBirth: '1970-12-31' },
    policies: [
      { policyNumber: 'P-1', product: 'House' },
      { policyNumber: 'P-2', product: 'Car', coverage: 'all\nof it', sumInsured: 12.5 },
    ],
  })
  assert.match((await browser.get(path)).text, /Take out all data/)
})

test('a member of staff signs in by a mailed link and out again', async (t) => {
  const office = await openOffice(t)
  const browser = plainBrowser(office)
  for (const email of ['manager@demo.example', 'stranger@demo.example'])
    assert.equal(
      (await browser.post('/demo/staff/sign-in', { email })).location,
      '/demo/staff/sign-in?sent=yes',
    )
  await office.pump()
  const { token = '' } = mailTo(office, 'manager@demo.example')
  const opened = await browser.post('/demo/link', { token })
  assert.equal(opened.location, '/demo/staff')
  assert.equal((await browser.get('/demo/staff')).status, 200)
  assert.equal((await browser.post('/demo/link', { token })).location, '/demo/link/used?for=staff')
  assert.match((await browser.get('/demo/link/used?for=staff')).text, /href="\/demo\/staff\/sign-in"/)
  const before = browser.cookies.get('__Host-indsigt.demo') ?? ''
  assert.equal((await browser.post('/demo/sign-out')).location, '/demo/staff/sign-in')
  assert.equal((await plainBrowser(office, before).get('/demo/staff')).status, 303)
  assert.equal((await plainBrowser(office).post('/demo/sign-out')).location, '/demo')
})

test('a request that came on paper shows how to reach the person, and a long queue goes on on the next page', async (t) => {
  const office = await openOffice(t)
  const registered = []
  for (let i = 0; i < 52; i++)
    registered.push(
      must(
        await office.app.registerRequest({
          ...{ actor: office.as('manager'), companyId: 'demo', channel: 'letter' },
          wish: {
            ...{ rights: ['access'], language: 'da' },
            personal: {
              postalAddress: 'Gade 1\n1000 By <b>',
              identifiers: { customerNumber: 'K-1', policy: 'P-2' },
            },
          },
        }),
      ),
    )
  const [first] = registered
  const { requestId = '' } = first ?? {}
  must(await office.app.assignRequest({ actor: office.as('manager'), requestId, employeeId: 'user' }))
  const shown = await (await browserOf(office, 'user')).get(`/demo/staff/requests/${requestId}`)
  checkPage(shown.text)
  assert.match(shown.text, /Gade 1\n1000 By &lt;b&gt;/)
  assert.match(shown.text, /Customer number: K-1/)
  assert.match(shown.text, /by letter/)

  const manager = await browserOf(office, 'manager')
  const page = await manager.get('/demo/staff')
  checkPage(page.text)
  const next = /href="(\/demo\/staff\?[^"]*from=[^"]+)"/.exec(page.text)?.[1]?.replaceAll('&amp;', '&') ?? ''
  const later = await manager.get(next)
  checkPage(later.text)
  assert.match(later.text, /2 requests on this page/)
  assert.match(later.text, /Back to the first page/)
})
