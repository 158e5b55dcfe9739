// What the client does by itself: repeats, tokens, pages.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createClient, IndsigtProblem } from '../../clients/typescript/src/index.ts'

type Sent = { readonly url: string; readonly init: RequestInit; readonly headers: Headers }

/** Answers one call after the other, and remembers what was asked and how long was waited. */
function scripted(...answers: readonly (() => Response)[]) {
  const sent: Sent[] = []
  const waits: number[] = []
  const fetch = (url: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
    const answer = answers[sent.length]
    sent.push({ url: url as string, init, headers: new Headers(init.headers) })
    return Promise.resolve().then(() => answer?.() ?? assert.fail('one call too many'))
  }
  const wait = (milliseconds: number) => Promise.resolve(void waits.push(milliseconds))
  return { sent, waits, options: { url: 'https://indsigt.example', fetch, wait } }
}

const json =
  (status: number, value: unknown, headers: Record<string, string> = {}) =>
  () =>
    Response.json(value, { status, headers })

const problem = (status: number, code: string, headers: Record<string, string> = {}) =>
  json(status, { type: `/problems/${code}`, title: 'No', status, code }, headers)

const lost = (): never => {
  throw new TypeError('fetch failed')
}

test('what is too much or away is asked again as late as the answer says, with the same key', async () => {
  const { options, sent, waits } = scripted(
    problem(429, 'tooManyRequests', { 'retry-after': '3' }),
    lost,
    problem(503, 'unavailable'),
    json(201, { id: 'm1' }),
  )

  const made = await createClient(options).postMessage({ requestId: 'r 1', body: { text: 'Hello' } })

  assert.equal(made.id, 'm1')
  assert.deepEqual(waits, [3000, 500, 1000])
  assert.equal(new Set(sent.map(({ headers }) => headers.get('idempotency-key'))).size, 1)
  assert.match(sent[0]?.headers.get('idempotency-key') ?? '', /^[0-9a-f-]{36}$/)
  assert.equal(sent[0]?.url, 'https://indsigt.example/api/v1/requests/r%201/messages')
})

test('a trouble that does not pass is told by its code, after as many tries as were allowed', async () => {
  const { options } = scripted(
    problem(503, 'unavailable', { 'retry-after': '1' }),
    problem(503, 'unavailable'),
  )

  await assert.rejects(createClient({ ...options, retries: 1 }).live(), (error: unknown) => {
    assert.ok(error instanceof IndsigtProblem)
    assert.deepEqual(
      [error.status, error.code, error.problem.type],
      [503, 'unavailable', '/problems/unavailable'],
    )
    return true
  })
})

test('a lost connection is told when it stays lost, and an answer without a problem as what it is', async () => {
  await assert.rejects(createClient({ ...scripted(lost).options, retries: 0 }).live(), TypeError)
  const proxy = scripted(() => new Response('<html>', { status: 404, statusText: 'Not Found' }))
  await assert.rejects(createClient(proxy.options).live(), /404 unavailable: Not Found/)
})

test('a body that streams is sent once, since it is gone', async () => {
  const { options, sent } = scripted(problem(503, 'unavailable'))
  const body = new Blob(['bytes']).stream()

  await assert.rejects(createClient(options).putFile({ requestId: 'r', name: 'å.txt', body }))

  assert.equal(sent.length, 1)
  assert.equal(sent[0]?.headers.get('content-type'), 'application/octet-stream')
  assert.match(sent[0]?.url ?? '', /files\/%C3%A5\.txt$/)
})

test('an expired token is refreshed once for all calls, and the new pair is told', async () => {
  const { options, sent } = scripted(
    problem(401, 'tokenExpired'),
    problem(401, 'tokenExpired'),
    json(200, { accessToken: 'new', refreshToken: 'next', expiresAt: '2026-01-01T00:00:00Z' }),
    json(200, { value: [] }),
    json(200, { value: [] }),
  )
  const told: unknown[] = []
  const client = createClient({
    ...options,
    ...{ accessToken: 'old', refreshToken: 'once', apiKey: 'key', onSession: (one) => told.push(one) },
  })

  await Promise.all([client.listSessions(), client.listSessions()])

  assert.deepEqual(
    sent.map(({ headers }) => headers.get('authorization')),
    ['Bearer old', 'Bearer old', 'Bearer old', 'Bearer new', 'Bearer new'],
  )
  assert.equal(sent[2]?.init.body, '{"refreshToken":"once"}')
  assert.equal(sent[0]?.headers.get('x-api-key'), 'key')
  assert.equal(told.length, 1)
})

test('without a refresh token, or for another reason, 401 is told', async () => {
  const { options } = scripted(problem(401, 'tokenExpired'), problem(401, 'notSignedIn'))
  const codeOf = (client: ReturnType<typeof createClient>) =>
    client.listSessions().catch((error: unknown) => (error as IndsigtProblem).code)

  assert.equal(await codeOf(createClient({ ...options, accessToken: 'old' })), 'tokenExpired')
  assert.equal(await codeOf(createClient(options).as({ refreshToken: 'r' })), 'notSignedIn')
})

test('a list is read to its end, page after page, and a page that fails is told', async () => {
  const nextLink = 'https://indsigt.example/api/v1/requests?continuation=2'
  const row = (id: string) => ({ id })
  const { options, sent } = scripted(
    json(200, { value: [row('a'), row('b')], nextLink }),
    json(200, { value: [row('c')] }),
    json(200, { value: [row('a')], nextLink }),
    problem(400, 'parameterInvalid'),
  )
  const client = createClient(options)

  const ids: string[] = []
  for await (const { id } of client.all('listRequests', { status: 'open', limit: 2 })) ids.push(id)

  assert.deepEqual(ids, ['a', 'b', 'c'])
  assert.deepEqual(
    sent.map(({ url }) => new URL(url).search),
    ['?status=open&limit=2', '?continuation=2'],
  )
  await assert.rejects(async () => {
    for await (const { id } of client.all('listRequests')) ids.push(id)
  }, IndsigtProblem)
})

test('a caller sees the version that was read, and names it with a change', async () => {
  const { options, sent } = scripted(
    json(200, {}, { etag: '"7"' }),
    () => new Response(null, { status: 204 }),
  )
  const client = createClient(options)
  let etag = ''

  await client.viewRequest(
    { requestId: 'r' },
    { onResponse: ({ headers }) => void (etag = headers.get('etag') ?? '') },
  )
  const nothing = await client.removeFile({ requestId: 'r', name: 'a' }, { ifMatch: etag })

  assert.equal(nothing, undefined)
  assert.equal(sent[1]?.headers.get('if-match'), '"7"')
})
