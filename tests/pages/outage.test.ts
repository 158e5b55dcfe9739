import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openOffice } from '../support/application.ts'
import { tokenTo } from '../support/mailbox.ts'
import { outage, waitSeconds, type Outage } from '../support/outage.ts'
import { aRequest, personEmail } from '../support/request-stages.ts'
import { checkPage } from './markup.ts'
import { browserOf, browserOfPerson, plainBrowser, type Shown } from './plain-browser.ts'

function isPageThatSaysSo({ status, headers, text }: Shown, where: string): void {
  assert.equal(status, 503, `${where}: ${status}`)
  assert.equal(headers['retry-after'], String(waitSeconds), where)
  assert.match(text, /A part of the service is not available/, where)
  checkPage(text)
}

/** Asks until no call to a store is left that could fail; answers what was shown then, and how often it failed. */
async function persistently(faults: Outage, where: string, ask: () => Promise<Shown>) {
  for (let call = 1; call < 100; call++) {
    faults.strikeAt(call)
    const shown = await ask()
    faults.end()
    if (shown.status !== 503) return { shown, failures: call - 1 }
    isPageThatSaysSo(shown, `${where}, call ${call}`)
  }
  return assert.fail(`${where} never ends`)
}

test('whichever call to a store fails, a page says in words that it will be back, and then it is', async (t) => {
  const faults = outage()
  const office = await openOffice(t, { through: faults.through })
  const request = await aRequest(office).verified().assignedTo('user').filled().sealed().made()
  const own = `/demo/requests/${request.requestId}`
  const work = `/demo/staff/requests/${request.requestId}`
  const asked = [
    [
      await browserOf(office, 'manager'),
      ['/demo/staff', '/demo/staff/approvals', '/demo/staff/breaches', work],
    ],
    [await browserOf(office, 'user'), [work, `${work}/data/policySystem`, '/demo/staff/register']],
    [await browserOf(office, 'approver'), [work]],
    [await browserOf(office, 'admin'), ['/demo/staff', '/demo/staff/reports', '/demo/staff/stuck']],
    [await browserOfPerson(office, request), [own]],
  ] as const

  for (const [browser, paths] of asked)
    for (const path of paths) {
      const { shown, failures } = await persistently(faults, path, () => browser.get(path))
      assert.equal(shown.status, 200, path)
      assert.ok(failures > 1, `${path} was ${failures} times away`)
      checkPage(shown.text)
    }
})

test('a form that could not be taken is taken once when it is sent again, and a sign-in works afterwards', async (t) => {
  const faults = outage()
  const office = await openOffice(t, { through: faults.through })
  const stranger = plainBrowser(office)
  const asks = { rights: 'access', email: personEmail, language: 'en' }
  const received = await persistently(faults, 'a request', () => stranger.post('/demo', asks))
  assert.equal(received.shown.status, 303)
  await office.pump()
  assert.equal(office.mail.list({ to: personEmail }).length, 1)

  const token = tokenTo(office, personEmail)
  const opened = await persistently(faults, 'a link', () => stranger.post('/demo/link', { token }))
  assert.equal(opened.shown.status, 303, 'a link is spent once it has opened something, and not before')
  assert.match(opened.shown.location, /^\/demo\/requests\//)

  const path = opened.shown.location
  const written = await persistently(faults, 'a message', () =>
    stranger.post(`${path}/messages`, { text: 'Only once, please' }),
  )
  assert.equal(written.shown.status, 303)
  const { text } = await stranger.get(path)
  assert.equal(text.split('Only once, please').length - 1, 1)

  const staff = plainBrowser(office)
  const mailed = await persistently(faults, 'a sign-in', () =>
    staff.post('/demo/staff/sign-in', { email: 'manager@demo.example' }),
  )
  assert.ok(mailed.shown.status < 400)
})
