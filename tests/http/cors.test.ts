import { HttpRequest, InvocationContext, type HttpResponseInit } from '@azure/functions'
import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { httpFunctions } from '../../functions/routes.ts'
import { parseBody } from '../../shared/contracts/parse.ts'
import { must, openOffice, type OfficeOptions } from '../support/application.ts'

const ours = 'https://www.demo.example'

async function site(t: TestContext, options: OfficeOptions = {}) {
  const office = await openOffice(t, options)
  const functions = httpFunctions(office.app)
  const change = { actor: office.as('admin'), companyId: 'demo', change: { allowedOrigins: [ours] } }
  must(await office.app.companySettings.change(change))
  async function call(
    name: string,
    method: string,
    { company = 'demo', ...headers }: Readonly<Record<string, string>>,
  ) {
    const options = functions[name]
    assert.ok(options)
    const request = new HttpRequest({
      ...{ method, url: 'http://localhost:7071/api/v1/companies/demo', headers, params: { company } },
    })
    const answer = (await options.handler(request, new InvocationContext())) as HttpResponseInit
    return { status: answer.status, headers: answer.headers as Readonly<Record<string, string>> }
  }
  return { office, call }
}

test('a page of an origin that the company names reads its answers, and without cookies', async (t) => {
  const { call } = await site(t)
  const { status, headers } = await call('viewCompany', 'GET', { origin: ours })
  assert.equal(status, 200)
  assert.equal(headers['access-control-allow-origin'], ours)
  assert.match(headers['access-control-expose-headers'] ?? '', /ETag/)
  assert.equal(headers['vary'], 'Origin')
  assert.equal(headers['access-control-allow-credentials'], undefined)
})

test('a refusal is read too, so that a program knows what was wrong', async (t) => {
  const { call } = await site(t)
  const { status, headers } = await call('viewSettings', 'GET', { origin: ours })
  assert.equal(status, 401)
  assert.equal(headers['access-control-allow-origin'], ours)
})

test('no other origin reads anything, however much it looks like one that may', async (t) => {
  const { call } = await site(t)
  const others = [
    'https://demo.example',
    'http://www.demo.example',
    `${ours}.evil.example`,
    `${ours}:8443`,
    'null',
  ]
  for (const origin of others) {
    const { status, headers } = await call('viewCompany', 'GET', { origin })
    assert.equal(status, 200, origin)
    assert.equal(headers['access-control-allow-origin'], undefined, origin)
    assert.equal((await call('preflight', 'OPTIONS', { origin })).status, 404, origin)
  }
  const { headers } = await call('viewCompany', 'GET', {})
  assert.equal(headers['vary'], undefined)
  assert.equal((await call('preflight', 'OPTIONS', {})).status, 404)
})

test('before a call the browser is told what may be sent', async (t) => {
  const { call } = await site(t)
  const { status, headers } = await call('preflight', 'OPTIONS', {
    ...{ origin: ours, 'access-control-request-method': 'PUT' },
  })
  assert.equal(status, 204)
  assert.equal(headers['access-control-allow-origin'], ours)
  assert.match(headers['access-control-allow-headers'] ?? '', /Authorization.*X-API-Key/)
  assert.match(headers['access-control-allow-methods'] ?? '', /PUT/)
})

test('a page that asks for what cannot be a company is answered as one that there is not', async (t) => {
  const { call } = await site(t)
  for (const company of ['x'.repeat(5_000), '\ud800', '', '__proto__']) {
    const { status, headers } = await call('viewCompany', 'GET', { origin: ours, company })
    assert.deepEqual([status, headers['access-control-allow-origin']], [404, undefined])
    assert.equal((await call('preflight', 'OPTIONS', { origin: ours, company })).status, 404)
  }
})

test('every operation of a company answers so, and no page and no operation of a request', async (t) => {
  const { office, call } = await site(t)
  for (const [name, { route = '' }] of Object.entries(httpFunctions(office.app))) {
    const isOfCompany = route.startsWith('api/v1/companies/{company}')
    if (name === 'preflight') continue
    const { headers } = await call(name, 'GET', { origin: ours })
    assert.equal(headers['access-control-allow-origin'], isOfCompany ? ours : undefined, name)
  }
})

test('an origin is exact: https, a host, at most a port, and nothing that a browser would not write', () => {
  const takes = (origin: string) => parseBody('settings', { allowedOrigins: [origin] }).ok
  for (const good of [ours, 'https://xn--bcher-kva.example', 'https://shop.demo.example:8443'])
    assert.ok(takes(good), good)
  for (const bad of [
    ...['*', 'null', 'http://www.demo.example', `${ours}/`, `${ours}/shop`, `${ours}:443`, `${ours}:0`],
    ...['https://*.demo.example', 'https://WWW.demo.example', 'https://localhost', 'https://10.0.0.1'],
    ...['https://user@demo.example', 'https://-demo.example', ''],
  ])
    assert.ok(!takes(bad), bad)
  assert.ok(!parseBody('settings', { allowedOrigins: [ours, ours] }).ok)
})
