import assert from 'node:assert/strict'
import { test } from 'node:test'
import { must, openOffice } from '../support/application.ts'
import { auditOf } from '../support/audit.ts'
import { aRequest, personEmail } from '../support/request-stages.ts'
import { checkPage } from './markup.ts'
import { browserOfPerson, plainBrowser, type Shown } from './plain-browser.ts'

const sharedPath = ({ text }: Shown): string =>
  /href="https?:\/\/[^/"]+(\/demo\/status\/[^"]+)"/.exec(text)?.[1] ?? assert.fail('no address')

test('the person finds an address to pass on, and whoever opens it sees the coarse status in both languages', async (t) => {
  const office = await openOffice(t, { company: { statusPage: 'coarse' } })
  const request = await aRequest(office, { message: 'A word of my own' }).verified().made()
  const own = await (await browserOfPerson(office, request)).get(`/demo/requests/${request.requestId}`)
  checkPage(own.text)
  const path = sharedPath(own)

  const stranger = plainBrowser(office)
  for (const [language, month] of [
    ['en', 'April 2026'],
    ['da', 'april 2026'],
  ]) {
    const shown = await stranger.get(`${path}?language=${language}`)
    checkPage(shown.text)
    assert.equal(shown.status, 200)
    assert.ok(shown.text.includes(month ?? ''))
    for (const untold of [request.reference, personEmail, 'A word of my own', 'access', '2026-04'])
      assert.ok(!shown.text.includes(untold), untold)
    assert.match(shown.headers['x-robots-tag'] ?? '', /noindex/)
    assert.equal(shown.headers['cache-control'], 'no-store')
    assert.equal(shown.headers['referrer-policy'], 'no-referrer')
  }
})

test('where there is nothing to show the answer is that of any address where nothing is', async (t) => {
  const office = await openOffice(t, { company: { statusPage: 'coarse' } })
  const request = await aRequest(office).verified().made()
  const stranger = plainBrowser(office)
  const bodyOf = async (path: string) => {
    const { status, text } = await stranger.get(path)
    return { status, text: text.replaceAll(/href="[^"]*language=[^"]*"/g, '') }
  }
  const nothing = await bodyOf('/demo/link/neverThere')

  assert.equal(nothing.status, 404)
  for (const path of [`${request.requestId}/${'A'.repeat(43)}`, `none/${'A'.repeat(43)}`])
    assert.deepEqual(await bodyOf(`/demo/status/${path}`), nothing)
})

test('the company turns the page on and off in its settings, and the audit tells', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office).verified().made()
  const own = async () =>
    (await (await browserOfPerson(office, request)).get(`/demo/requests/${request.requestId}`)).text
  assert.ok(!(await own()).includes('/demo/status/'))

  must(
    await office.app.companySettings.change({
      ...{ actor: office.as('owner'), companyId: 'demo' },
      change: { statusPage: 'coarse' },
    }),
  )
  assert.ok((await own()).includes('/demo/status/'))
  await office.pump()
  const lines = await auditOf(office).lines()
  const changed = lines.find(({ entry }) => entry?.event === 'settingsChanged')?.entry
  assert.deepEqual(changed?.detail, {
    members: 'statusPage',
    statusPageBefore: 'off',
    statusPageAfter: 'coarse',
  })
})
