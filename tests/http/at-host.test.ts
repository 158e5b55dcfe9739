import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'

import { httpFunctions } from '../../functions/routes.ts'
import { DependencyUnavailable } from '../../shared/application/ports/unavailable.ts'
import type { DocumentStore } from '../../shared/application/ports/documents.ts'
import type { CompanyDocument } from '../../shared/application/companies/company-document.ts'
import { companyPartition } from '../../shared/application/place.ts'
import { must } from '../support/application.ts'
import { browserOfPerson, plainBrowser } from '../pages/plain-browser.ts'
import { host, hostedOffice, provenHost, publicUrl } from '../support/own-host.ts'
import { aRequest } from '../support/request-stages.ts'

const own = `https://${host}`
const nobodys = 'https://nobody.company.example'

async function served(t: TestContext) {
  const calls: string[] = []
  const away = { is: false }
  const hosted = await hostedOffice(t, {
    company: { programAccess: 'tokenAlone' },
    through: (ports) => {
      const read: DocumentStore['read'] = async (partition, id) => {
        if (away.is) throw new DependencyUnavailable('documents', 7)
        calls.push(`read ${partition.container}`)
        return ports.documents.read(partition, id)
      }
      return { ...ports, documents: { ...ports.documents, read } }
    },
  })
  await provenHost(hosted)
  const at = (origin: string) => plainBrowser(hosted.office, undefined, origin)
  return { ...hosted, at, calls, away }
}

test('a company’s own host begins with its form, serves its pages and its API, and no other company’s', async (t) => {
  const { at } = await served(t)
  const browser = at(own)
  assert.deepEqual([(await browser.get('/')).status, (await browser.get('/')).location], [303, '/demo'])
  for (const path of ['/demo', '/demo/links', '/cookies', '/docs', '/problems', '/.well-known/security.txt'])
    assert.equal((await browser.get(path)).status, 200, path)
  assert.equal((await browser.get('/api/v1/companies/demo')).status, 200)
  for (const path of ['/other', '/other/links', '/other/staff/sign-in', '/operator', '/operator/staff'])
    assert.equal((await browser.get(path)).status, 404, path)
  for (const path of ['/api/v1/companies/other', '/api/v1/operator/companies'])
    assert.equal((await browser.get(path)).status, 404, path)
  for (const origin of [publicUrl, 'http://localhost:7071', 'http://127.0.0.1:7071'])
    for (const path of ['/demo', '/other']) assert.equal((await at(origin).get(path)).status, 200, path)
})

test('staff are led from there to the address where their factors are known', async (t) => {
  const { at } = await served(t)
  const { status, location } = await at(own).get('/demo/staff/sign-in?language=en')
  assert.deepEqual([status, location], [303, `${publicUrl}/demo/staff/sign-in?language=en`])
  assert.equal((await at(own).get('/demo/staff')).location, `${publicUrl}/demo/staff`)
})

test('a form counts at the host that showed it, and at no other', async (t) => {
  const { office, at } = await served(t)
  const request = await aRequest(office).verified().made()
  const { cookies } = await browserOfPerson(office, request)
  const sent = async (where: string, origin: string) => {
    const browser = at(where)
    for (const [name, value] of cookies) browser.cookies.set(name, value)
    const headers = { origin, 'sec-fetch-site': 'same-origin' }
    const path = `/demo/requests/${request.requestId}/messages`
    return (await browser.post(path, { text: 'Hello', once: 'abcdefghijklmnopqrstuv' }, headers)).status
  }
  assert.equal(await sent(own, own), 303)
  assert.equal(await sent(publicUrl, publicUrl), 303)
  assert.equal(await sent(own, publicUrl), 403)
  assert.equal(await sent(publicUrl, own), 403)
  assert.equal(await sent(own, nobodys), 403)
})

test('a token of another company opens nothing at a company’s host', async (t) => {
  const { office, at } = await served(t)
  const { documents } = office.ports
  const company = await documents.read<CompanyDocument>(companyPartition('other'), 'company')
  const open = { ...company?.value, programAccess: 'tokenAlone' } as CompanyDocument
  must(await documents.batch(companyPartition('other'), [{ kind: 'upsert', value: open }]))
  office.clock.pass({ seconds: 10 })
  const headersOf = async (companyId: string) => {
    const who = { kind: 'employee', employeeId: 'admin', proofs: ['link', 'totp'] } as const
    const { sessionId } = await office.app.sessions.open(companyId, who, 'program')
    const granted = await office.app.grants.grant({ sessionId, companyId }, 'withoutRefresh')
    return { authorization: `Bearer ${granted.accessToken}` }
  }
  const [ours, theirs] = [await headersOf('demo'), await headersOf('other')]
  const status = async (origin: string, headers: Readonly<Record<string, string>>) =>
    (await at(origin).get('/api/v1/sessions', headers)).status
  assert.deepEqual([await status(own, ours), await status(own, theirs)], [200, 401])
  assert.deepEqual([await status(publicUrl, ours), await status(publicUrl, theirs)], [200, 200])
})

test('an unknown host answers as an unknown company, after one read', async (t) => {
  const { at, calls, office } = await served(t)
  for (const path of ['/nothere', '/api/v1/companies/nothere']) {
    const seen = async (origin: string) => {
      office.clock.pass({ seconds: 10 })
      calls.length = 0
      const { status, headers, text } = await at(origin).get(path)
      return { answer: { status, headers, text }, reads: calls.length }
    }
    const { answer, reads } = await seen(nobodys)
    assert.deepEqual(answer, (await seen(publicUrl)).answer, path)
    assert.deepEqual([answer.status, reads], [404, 1])
  }
  for (const path of [
    '/',
    '/demo',
    '/docs',
    '/api/v1/health/live',
    '/assets/style.css',
    '/api/v1/companies/demo',
  ])
    assert.equal((await at(nobodys).get(path)).status, 404, path)
})

test('no function of the whole table answers at a host that is nobody’s', async (t) => {
  const { office, at } = await served(t)
  for (const { route = '', methods = [] } of Object.values(httpFunctions(office.app))) {
    const path = `/${route.replace(/^\//, '')}`
      .replace(/\{n:int\}|\{version:int\}/g, '1')
      .replace(/\{\*?\w+\}/g, 'x1')
    const [method] = methods
    const browser = at(nobodys)
    const answer =
      method === 'GET' || method === 'POST' || method === 'PUT'
        ? await (method === 'GET' ? browser.get(path) : browser.send(method, path, new Uint8Array(), {}))
        : undefined
    if (answer) assert.equal(answer.status, 404, `${method} ${path}`)
  }
})

test('whose a host is costs one read in five seconds, and the usual address none', async (t) => {
  const { at, calls, office } = await served(t)
  const readsFor = async (origin: string) => {
    calls.length = 0
    await at(origin).get('/demo')
    return calls.filter((call) => call === 'read access').length
  }
  office.clock.pass({ seconds: 10 })
  assert.deepEqual([await readsFor(own), await readsFor(own)], [1, 0])
  office.clock.pass({ seconds: 10 })
  assert.deepEqual([await readsFor(own), await readsFor(publicUrl)], [1, 0])
})

test('while whose a host is cannot be read, it says so and when to ask again', async (t) => {
  const { at, away, office } = await served(t)
  office.clock.pass({ seconds: 10 })
  away.is = true
  for (const path of ['/demo', '/api/v1/companies/demo']) {
    const { status, headers } = await at(own).get(path)
    assert.deepEqual([status, headers['retry-after']], [503, '7'], path)
  }
})
