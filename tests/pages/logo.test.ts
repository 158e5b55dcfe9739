import assert from 'node:assert/strict'
import { test } from 'node:test'
import { HttpRequest, InvocationContext } from '@azure/functions'
import { operations } from '../../functions/operations.ts'
import { must, openOffice, type Office } from '../support/application.ts'
import { tokenOf } from '../http/support/call-operation.ts'
import { png } from '../support/pictures.ts'
import { aRequest } from '../support/request-stages.ts'
import { checkPage } from './markup.ts'
import { browserOf, browserOfPerson, plainBrowser, type PlainBrowser } from './plain-browser.ts'

const path = '/demo/staff/settings/logo'
const boundary = 'x-boundary'

const part = (name: string, content: Uint8Array | string, fileName = '') => [
  Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="${name}"${fileName}\r\n\r\n`),
  Buffer.from(content),
  Buffer.from('\r\n'),
]

function send(browser: PlainBrowser, picture: Uint8Array | string, csrf = browser.csrf(), headers = {}) {
  const file = part('picture', picture, '; filename="logo.png"\r\nContent-Type: image/svg+xml')
  const body = Buffer.concat([...part('csrf', csrf), ...file, Buffer.from(`--${boundary}--\r\n`)])
  return browser.send('POST', path, body, {
    'content-type': `multipart/form-data; boundary=${boundary}`,
    ...headers,
  })
}

async function served({ app }: Office) {
  const operation = operations.find(({ operationId }) => operationId === 'viewLogo') ?? assert.fail()
  const request = new HttpRequest({
    ...{
      method: 'GET',
      url: 'http://localhost:7071/api/v1/companies/demo/logo',
      params: { company: 'demo' },
    },
  })
  return operation.handler(app)(request, new InvocationContext({ functionName: 'viewLogo' }))
}

test('a logo sent on its page stands, with its name, on every page of the person and on none of the staff', async (t) => {
  const office = await openOffice(t)
  const admin = await browserOf(office, 'admin')
  assert.match((await admin.get(path)).text, /There is no logo yet/)

  const sent = await send(admin, png(320, 64))
  assert.deepEqual([sent.status, sent.location], [303, `${path}?done=shown`])
  const after = await admin.get(sent.location)
  checkPage(after.text)
  assert.match(after.text, /Show no logo/)

  const request = await aRequest(office).verified().made()
  const person = await browserOfPerson(office, request)
  for (const [language, alt] of [
    ['en', 'Logo of Demo Company'],
    ['da', 'Logo for Demo Company'],
  ])
    for (const [browser, page] of [
      [plainBrowser(office), '/demo'],
      [plainBrowser(office), '/demo/links'],
      [person, `/demo/requests/${request.requestId}`],
    ] as const) {
      const { text } = await browser.get(`${page}?language=${language}`)
      checkPage(text)
      assert.match(
        text,
        new RegExp(`src="/api/v1/companies/demo/logo"\\s+alt="${alt}"\\s+width="320"\\s+height="64"`),
      )
    }
  assert.ok(!(await admin.get('/demo/staff')).text.includes('/logo"'))
})

test('the picture is served as what it is, sandboxed, and never sniffed', async (t) => {
  const office = await openOffice(t)
  assert.equal((await served(office)).status, 404)
  await send(await browserOf(office, 'admin'), png(320, 64))

  const { status, body, headers } = await served(office)
  const told = headers as Readonly<Record<string, string>>
  assert.equal(status, 200)
  assert.deepEqual(body, png(320, 64))
  assert.equal(told['content-type'], 'image/png')
  assert.equal(told['x-content-type-options'], 'nosniff')
  assert.match(told['content-security-policy'] ?? '', /default-src 'none'.*sandbox/)
  assert.equal(told['cross-origin-resource-policy'], 'same-origin')
  assert.match(told['content-disposition'] ?? '', /^inline/)
})

test('a program sends, reads and takes away a logo like its people do', async (t) => {
  const office = await openOffice(t)
  const call = async (operationId: string) => {
    const operation = operations.find((one) => one.operationId === operationId) ?? assert.fail()
    const request = new HttpRequest({
      ...{ method: operation.method, url: 'http://localhost:7071/api/v1/companies/demo/logo' },
      ...{
        params: { company: 'demo' },
        headers: { authorization: `Bearer ${await tokenOf(office.app, 'admin')}` },
      },
      ...(operation.method === 'PUT' && { body: { bytes: png(320, 64) } }),
    })
    const { status = 200 } = await operation.handler(office.app)(
      request,
      new InvocationContext({ functionName: operationId }),
    )
    return status
  }
  const statuses = []
  for (const one of ['putLogo', 'viewLogo', 'removeLogo', 'viewLogo']) statuses.push(await call(one))

  assert.deepEqual(statuses, [200, 200, 204, 404])
})

test('what is no logo is refused at its field with the reason, in words that name SVG', async (t) => {
  const office = await openOffice(t)
  const admin = await browserOf(office, 'admin')
  for (const [picture, status, words] of [
    ['<svg xmlns="http://www.w3.org/2000/svg"/>', 422, /SVG is not taken, since it can hold script/],
    ['', 422, /Choose a PNG, JPEG or WebP/],
    [png(4000, 64), 422, /sides are from 16 to 2,000 pixels/],
    [new Uint8Array(200_001), 413, /larger than 200 kB/],
  ] as const) {
    const refused = await send(admin, picture)
    checkPage(refused.text)
    assert.equal(refused.status, status)
    assert.match(refused.text, words)
    assert.match(refused.text, /href="#picture"/)
  }
  assert.equal(must(await office.app.viewProfile('demo')).logo, undefined)
})

test('a form of another site, one without the token, one cut off and one of a manager change nothing', async (t) => {
  const office = await openOffice(t)
  const admin = await browserOf(office, 'admin')
  const statuses = [
    await send(admin, png(320, 64), admin.csrf(), { 'sec-fetch-site': 'cross-site' }),
    await send(admin, png(320, 64), 'wrong'),
    await admin.send('POST', path, Buffer.from('--x'), {
      'content-type': `multipart/form-data; boundary=${boundary}`,
    }),
    await send(await browserOf(office, 'manager'), png(320, 64)),
    await (await browserOf(office, 'manager')).get(path),
    await (await browserOf(office, 'manager')).post(`${path}/removal`),
  ].map(({ status }) => status)

  assert.deepEqual(statuses, [403, 403, 415, 403, 403, 403])
  assert.equal(must(await office.app.viewProfile('demo')).logo, undefined)
})

test('without a fresh proof the picture waits in the page that asks for one, and the logo can be taken away', async (t) => {
  const office = await openOffice(t, { mode: 'serve' })
  const admin = await browserOf(office, 'admin')
  office.clock.pass({ seconds: 301 })
  const asked = await send(admin, png(320, 64))
  assert.equal(asked.status, 401)
  const kept = /name="picture" value="([^"]+)"/.exec(asked.text)?.[1] ?? ''
  assert.deepEqual(new Uint8Array(Buffer.from(kept, 'base64url')), png(320, 64))

  const fresh = await browserOf(office, 'admin')
  assert.equal((await fresh.post(path, { picture: kept })).status, 303)
  assert.equal(must(await office.app.viewProfile('demo')).logo?.width, 320)
  assert.equal((await fresh.post(`${path}/removal`)).status, 303)
  assert.equal(must(await office.app.viewProfile('demo')).logo, undefined)
})
