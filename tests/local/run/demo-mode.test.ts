import assert from 'node:assert/strict'
import net from 'node:net'
import { text } from 'node:stream/consumers'
import { after, before, test } from 'node:test'

import { rawRequest } from '../serve.ts'
import { runInstance, tokenIn, type RunningInstance } from '../../support/running-instance.ts'

let indsigt: RunningInstance
const ends: (() => Promise<void>)[] = []
before(async () => {
  indsigt = await runInstance({ after: (end) => void ends.push(end as () => Promise<void>) })
})
after(async () => {
  for (const end of ends) await end()
})

const port = (): number => Number(new URL(indsigt.url).port)

const body = <T>(answer: { readonly body: unknown }): T => answer.body as T

test('an empty folder becomes the demonstration company, and the start takes seconds', async (t) => {
  t.diagnostic(`ready after ${Math.round(indsigt.startMs())} ms`)
  assert.ok(indsigt.startMs() < 20_000)

  const profile = await indsigt.call('GET', '/api/v1/companies/demo')

  assert.equal(profile.status, 200)
  const { informationTypes, languages } = body<{ informationTypes: { id: string }[]; languages: string[] }>(
    profile,
  )
  assert.deepEqual(
    informationTypes.map(({ id }) => id),
    ['insurance', 'retail', 'generic'],
  )
  assert.deepEqual(languages, ['en', 'da'])
})

test('each of the six people signs in by mailed link alone', async () => {
  for (const name of ['owner', 'admin', 'manager', 'user', 'approver', 'second'])
    assert.ok(await indsigt.signIn(`${name}@demo.example`))
})

test('only this machine is answered: neither another name, nor another site, nor a proxy', async () => {
  const own = `localhost:${port()}`
  const status = async (headers: Record<string, string>, method = 'GET', path = '/api/v1/companies/demo') =>
    (await rawRequest(port(), { method, path, headers: { host: own, ...headers } })).status

  for (const host of [own, `LOCALHOST:${port()}`]) assert.equal(await status({ host }), 200, host)
  for (const host of [
    'indsigt.example',
    'localhost',
    `127.0.0.1:${port()}`,
    `[::1]:${port()}`,
    `localhost.evil.example:${port()}`,
    `localhost:${port() + 1}`,
  ])
    assert.equal(await status({ host }), 421, host)
  for (const header of [
    'forwarded',
    'x-forwarded-for',
    'x-forwarded-host',
    'x-forwarded-proto',
    'x-real-ip',
    'via',
  ])
    assert.equal(await status({ [header]: '192.0.2.1' }), 403, header)

  const clock = (headers: Record<string, string>) => status(headers, 'POST', '/_local/clock')
  for (const origin of ['https://evil.example', `https://${own}`, 'http://localhost:1', 'null'])
    assert.equal(await clock({ origin }), 403, origin)
  assert.equal(await clock({ origin: 'null', 'sec-fetch-site': 'cross-site' }), 403)
  // Past the guard: what is wrong with these is their body.
  assert.equal(await clock({ origin: `http://${own}` }), 400)
  assert.equal(await clock({ origin: 'null', 'sec-fetch-site': 'same-origin' }), 400)
})

test('whoever comes by the number of this machine is told the name to open', async () => {
  const answer = await rawRequest(port(), { headers: { host: `127.0.0.1:${port()}` } })

  assert.equal(answer.status, 421)
  assert.match(answer.headers['content-type'] ?? '', /^application\/problem\+json/)
  const { code, detail } = JSON.parse(answer.text) as { code: string; detail: string }
  assert.deepEqual([code, detail], ['wrongHost', `rule: open ${indsigt.url}`])
})

test('what is not HTTP, or not an address, is a problem document with a stable code, and the next call is answered', async () => {
  const host = `Host: localhost:${port()}`
  const hostile: readonly (readonly [request: string, status: number, code: string])[] = [
    [`GET /% HTTP/1.1\r\n${host}`, 400, 'requestMalformed'],
    [`GET /%ff/x HTTP/1.1\r\n${host}`, 400, 'requestMalformed'],
    [`GET http://localhost:${port()}/ HTTP/1.1\r\n${host}`, 400, 'requestMalformed'],
    [`OPTIONS * HTTP/1.1\r\n${host}`, 400, 'requestMalformed'],
    [`GET //nowhere/else HTTP/1.1\r\n${host}`, 404, 'notFound'],
    [`PROPFIND / HTTP/1.1\r\n${host}`, 404, 'notFound'],
    [`TRACE /api/v1/health/live HTTP/1.1\r\n${host}`, 404, 'notFound'],
    [`NONSENSE / HTTP/1.1\r\n${host}`, 400, 'requestMalformed'],
    ['GET / HTTP/1.1\r\nAccept: */*', 421, 'wrongHost'],
    [`GET / HTTP/9.9\r\n${host}`, 400, 'requestMalformed'],
    [`GET / HTTP/1.1\r\n${host}\r\nno colon`, 400, 'requestMalformed'],
    [`GET / HTTP/1.1\r\n${host}\r\nx: ${'x'.repeat(20_000)}`, 431, 'headersTooLarge'],
    [`GET /${'a'.repeat(20_000)} HTTP/1.1\r\n${host}`, 431, 'headersTooLarge'],
  ]

  for (const [request, status, code] of hostile) {
    const answer = await rawText(`${request}\r\nConnection: close\r\n\r\n`)
    const shown = request.slice(0, 40)
    const [head = '', body = ''] = answer.split('\r\n\r\n')
    assert.ok(head.startsWith(`HTTP/1.1 ${status} `), `${shown}: ${head.slice(0, 60)}`)
    assert.match(head, /content-type: application\/problem\+json/i, shown)
    assert.match(head, /x-content-type-options: nosniff/i, shown)
    assert.equal((JSON.parse(body) as { code: string }).code, code, shown)
    assert.ok(!body.includes('aaaa') && !body.includes('xxxx'), shown)
  }
  assert.equal((await indsigt.call('GET', '/api/v1/health/live')).status, 200)
})

/** All that comes back for bytes as they are. */
async function rawText(bytes: string): Promise<string> {
  const socket = net.connect(port(), '127.0.0.1')
  socket.on('error', () => undefined)
  socket.write(bytes)
  return text(socket)
}

test('it listens on the loopback interface alone', async () => {
  const { networkInterfaces } = await import('node:os')
  const outside = Object.values(networkInterfaces()).flatMap((addresses = []) =>
    addresses.filter(({ internal, family }) => !internal && family === 'IPv4').map(({ address }) => address),
  )

  for (const host of outside)
    await assert.rejects(rawRequest(port(), { host, path: '/_local/clock', timeout: 2000 }), /ECONNREFUSED/)
})

test('the mailbox shows a mail to its address, newest first, and the page makes its link one to follow', async () => {
  const ask = () =>
    indsigt.call('POST', '/api/v1/companies/demo/sign-in', { body: { email: 'admin@demo.example' } })
  await ask()
  await indsigt.mails('admin@demo.example')
  await ask()

  const [newest, older] = await indsigt.mails('ADMIN@demo.example')

  assert.deepEqual(Object.keys(newest ?? {}), ['id', 'to', 'subject', 'text', 'html', 'at'])
  assert.ok((newest?.at ?? '') >= (older?.at ?? 'later'))
  assert.deepEqual(body(await indsigt.call('GET', '/_local/mail?to=nobody@demo.example')), [])
  const page = await indsigt.call('GET', '/_local?to=admin@demo.example')
  assert.match(
    String(page.body),
    new RegExp(`<a href="${indsigt.url}/demo/link#${tokenIn(newest).replaceAll('.', '\\.')}">`),
  )
  assert.match(page.headers.get('content-security-policy') ?? '', /default-src 'none'.*form-action 'self'/)
})

test('what a stranger writes is text on the pages of this machine, never markup', async () => {
  const hostile = '"><script>alert(1)</script>'

  const page = String((await indsigt.call('GET', `/_local?to=${encodeURIComponent(hostile)}`)).body)

  assert.ok(!page.includes('<script'))
  assert.ok(page.includes('&lt;script&gt;'))
})

test('one press signs in as one of the six, by the page that the mailed link opens', async () => {
  const page = String((await indsigt.call('GET', '/_local/people')).body)
  assert.equal(page.match(/Sign in as /g)?.length, 6)
  const press = (email: string) =>
    indsigt.fetch('/_local/people', {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams({ email }),
    })

  const pressed = await press('user@demo.example')

  assert.equal(pressed.status, 303)
  const [mail] = await indsigt.mails('user@demo.example')
  assert.equal(pressed.headers.get('location'), `/demo/link#${tokenIn(mail)}`)
  assert.equal((await press('nobody@demo.example')).status, 404)
})

test('the clock moves by any duration of ISO 8601, and says where it stands', async () => {
  const before = new Date(body<{ now: string }>(await indsigt.call('GET', '/_local/clock')).now).getTime()

  const after = await indsigt.advance('P1DT1H1M1S')
  const later = await indsigt.advance('P1W')

  const moved = after.getTime() - before - 90_061_000
  assert.ok(moved >= 0 && moved < 60_000, `${moved}`)
  assert.ok(later.getTime() - after.getTime() >= 7 * 86_400_000)
})

test('a wish for the clock that cannot be granted is refused with its reason, and nothing moves', async () => {
  const refusals = [
    [{ advance: 'P11Y' }, 'durationTooLong'],
    [{ advance: 'P121M' }, 'durationTooLong'],
    [{ advance: 'P100000D' }, 'durationTooLong'],
    [{ advance: '31 days' }, 'format'],
    [{ advance: '-P1D' }, 'format'],
    [{ advance: 31 }, 'type'],
    [{}, 'required'],
    [{ advance: 'P1D', more: true }, 'unknownMember'],
  ] as const
  for (const [wish, code] of refusals) {
    const { status, body: problem } = await indsigt.call('POST', '/_local/clock', { body: wish })
    assert.equal(status, 400)
    assert.equal((problem as { errors: { code: string }[] }).errors[0]?.code, code, JSON.stringify(problem))
  }
  const raw = (text: string, type = 'application/json') =>
    indsigt.fetch('/_local/clock', { method: 'POST', body: text, headers: { 'content-type': type } })
  assert.equal((await raw('{')).status, 400)
  assert.equal((await raw('"'.padEnd(20_000_000))).status, 413)
  assert.equal((await raw('P1D', 'text/plain')).status, 415)
})

test('an address under /_local that does not exist is a problem, and so is a wrong method', async () => {
  const unknown = await indsigt.call('GET', '/_local/keys')
  assert.equal(unknown.status, 404)
  assert.equal(unknown.headers.get('content-type'), 'application/problem+json; charset=utf-8')

  // Slashes alone are the root, as for ASP.NET's routing.
  const slashes = await rawRequest(port(), { path: '//', headers: { host: `localhost:${port()}` } })
  assert.equal(slashes.status, 200)
  const wrong = await indsigt.call('DELETE', '/_local/mail')
  assert.equal(wrong.status, 405)
  assert.equal(wrong.headers.get('allow'), 'GET')
})

test('every procedure under way is listed, and its history can be read', async () => {
  const email = 'person@example.org'
  await indsigt.call('POST', '/api/v1/companies/demo/requests', { body: { rights: ['access'], email } })
  const [mail] = await indsigt.mails(email)
  await indsigt.call('POST', '/api/v1/links/redeem', { body: { token: tokenIn(mail) } })
  await indsigt.advance('PT1H')

  const listed = body<Record<string, unknown>[]>(await indsigt.call('GET', '/_local/orchestrations'))

  assert.deepEqual(Object.keys(listed[0] ?? {}), [
    'id',
    'name',
    'runtimeStatus',
    'customStatus',
    'createdTime',
    'lastUpdatedTime',
  ])
  const page = await indsigt.call('GET', `/_local/orchestrations/view?id=${String(listed[0]?.['id'])}`)
  assert.match(String(page.body), /executionStarted/)
  assert.equal((await indsigt.call('GET', '/_local/orchestrations/view?id=unknown')).status, 404)
})
