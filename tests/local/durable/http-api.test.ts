import assert from 'node:assert/strict'
import { get, type IncomingMessage } from 'node:http'
import test from 'node:test'

import { second, serveDurable, startAt, type Context, type Steps } from './support/durable-app.ts'

const orchestrators = {
  *echo(context: Context): Steps {
    yield* []
    return context.df.getInput()
  },
  *waits(context: Context): Steps {
    return yield context.df.waitForExternalEvent('go')
  },
  *fails(): Steps {
    yield* []
    throw new Error('no luck')
  },
}

test('without the system key the webhook answers 401, with it as code or header it answers', async (t) => {
  const app = await serveDurable(t, { orchestrators, settings: { systemKey: 'k1-secret' } })
  const list = `${app.origin}/runtime/webhooks/durabletask/instances`

  assert.equal((await fetch(list)).status, 401)
  assert.equal((await fetch(`${list}?code=wrong`)).status, 401)
  assert.equal((await fetch(`${list}?code=k1-secret`)).status, 200)
  assert.equal((await fetch(list, { headers: { 'x-functions-key': 'k1-secret' } })).status, 200)
})

test('the keyless path is a secret of the process: guessing the rest of it finds nothing', async (t) => {
  const app = await serveDurable(t, { orchestrators, settings: { systemKey: 'k1-secret' } })
  const { rpcBaseUrl } = JSON.parse(app.durable.clientInput()) as { rpcBaseUrl: string }

  assert.equal((await fetch(`${rpcBaseUrl}instances`)).status, 200)
  assert.equal((await fetch(`${app.origin}/durabletask/instances`)).status, 418)
  assert.equal((await fetch(`${app.origin}/durabletask/${'A'.repeat(43)}/instances`)).status, 418)
  assert.match(new URL(rpcBaseUrl).pathname, /^\/durabletask\/[\w-]{43}\/$/)
})

test('the links of a new instance work as they stand, key included', async (t) => {
  const app = await serveDurable(t, { orchestrators, settings: { systemKey: 'k1-secret' } })
  const started = await app.call('POST', 'orchestrators/waits', {})
  const links = (await started.json()) as Record<string, string>
  const post = (link: string, body?: string) =>
    fetch(link, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      ...(body ? { body } : {}),
    })

  assert.equal(started.status, 202)
  assert.equal(started.headers.get('location'), links['statusQueryGetUri'])
  assert.equal((await fetch(links['statusQueryGetUri'] ?? '')).status, 202)
  assert.equal((await post((links['suspendPostUri'] ?? '').replace('{text}', 'wait'))).status, 202)
  assert.equal((await post((links['resumePostUri'] ?? '').replace('{text}', 'on'))).status, 202)
  assert.equal((await post((links['sendEventPostUri'] ?? '').replace('{eventName}', 'go'), '1')).status, 202)
  await app.clock.idle()
  assert.equal((await fetch(links['statusQueryGetUri'] ?? '')).status, 200)
  assert.equal((await fetch(links['purgeHistoryDeleteUri'] ?? '', { method: 'DELETE' })).status, 200)
  assert.equal((await fetch(links['statusQueryGetUri'] ?? '')).status, 404)
})

test('the status of an instance has whole seconds, and input and output even when there are none', async (t) => {
  const app = await serveDurable(t, { orchestrators })
  const response = await app.call('POST', 'orchestrators/waits/it')
  await app.clock.advance(1500)

  const running = await app.call('GET', 'instances/it')

  assert.equal(response.status, 202)
  assert.equal(running.status, 202)
  assert.equal(running.headers.get('retry-after'), '5')
  assert.deepEqual(await running.json(), {
    name: 'waits',
    instanceId: 'it',
    runtimeStatus: 'Running',
    input: null,
    customStatus: null,
    output: null,
    createdTime: '2026-01-05T09:00:00Z',
    lastUpdatedTime: '2026-01-05T09:00:00Z',
  })
})

test('a failed instance is a 200, or a 500 for who asks for it', async (t) => {
  const app = await serveDurable(t, { orchestrators })
  const id = await app.start('fails')

  assert.equal((await app.call('GET', `instances/${id}`)).status, 200)
  assert.equal((await app.call('GET', `instances/${id}?returnInternalServerErrorOnFailure=true`)).status, 500)
})

test('input is shown unless the query says no', async (t) => {
  const app = await serveDurable(t, { orchestrators })
  const id = await app.start('echo', { n: 1 })

  const shown = (await (await app.call('GET', `instances/${id}`)).json()) as { input: unknown }
  const hidden = (await (await app.call('GET', `instances/${id}?showInput=false`)).json()) as {
    input: unknown
  }

  assert.deepEqual(shown.input, { n: 1 })
  assert.equal(hidden.input, null)
})

test('a start needs a known orchestrator, JSON, and an id that is not under way', async (t) => {
  const app = await serveDurable(t, { orchestrators })
  await app.start('waits', {}, 'taken')
  await app.start('echo', {}, 'ended')

  assert.equal((await app.call('POST', 'orchestrators/nobody', {})).status, 400)
  assert.equal((await app.call('POST', 'orchestrators/waits/taken', {})).status, 409)
  assert.equal((await app.call('POST', 'orchestrators/ECHO/ended', { again: true })).status, 202)
  assert.deepEqual((await app.status('ended')).output, { again: true })
  const { rpcBaseUrl } = JSON.parse(app.durable.clientInput()) as { rpcBaseUrl: string }
  const broken = await fetch(`${rpcBaseUrl}orchestrators/echo`, { method: 'POST', body: '{' })
  assert.equal(broken.status, 400)
})

test('a start with a timeout answers the output when it comes in time', async (t) => {
  const app = await serveDurable(t, { orchestrators })

  const echoed = await app.call('POST', 'orchestrators/echo?timeout=5&pollingInterval=0.01', { n: 2 })
  const waiting = await app.call('POST', 'orchestrators/waits?timeout=0.02&pollingInterval=0.01', {})

  assert.equal(echoed.status, 200)
  assert.deepEqual(await echoed.json(), { n: 2 })
  assert.equal(waiting.status, 202)
})

const idsOf = async (response: Response): Promise<readonly string[]> =>
  ((await response.json()) as { instanceId: string }[]).map(({ instanceId }) => instanceId)

test('instances are found by prefix, status and time of creation', async (t) => {
  const app = await serveDurable(t, { orchestrators })
  await app.start('echo', {}, 'a-1')
  await app.start('waits', {}, 'a-2')
  await app.clock.advance(60 * second)
  await app.start('fails', {}, 'b-1')
  const minute = new Date(startAt + 60 * second).toISOString()

  assert.deepEqual(await idsOf(await app.call('GET', 'instances?instanceIdPrefix=a-')), ['a-1', 'a-2'])
  assert.deepEqual(await idsOf(await app.call('GET', 'instances?runtimeStatus=Running,Failed')), [
    'a-2',
    'b-1',
  ])
  assert.deepEqual(await idsOf(await app.call('GET', `instances?createdTimeFrom=${minute}`)), ['b-1'])
  assert.deepEqual(
    await idsOf(await app.call('GET', `instances?createdTimeTo=${minute}&runtimeStatus=Completed`)),
    ['a-1'],
  )
  assert.deepEqual(await idsOf(await app.call('GET', 'instances/?runtimeStatus=Canceled')), [])
})

test('a long list comes in pages, each with the token of the next but the last', async (t) => {
  const app = await serveDurable(t, { orchestrators })
  for (const id of ['a', 'b', 'c', 'd', 'e']) await app.start('echo', {}, id)
  const pages: (readonly string[])[] = []

  let token: string | null = ''
  while (token !== null) {
    const page = await app.call('GET', 'instances?top=2', undefined, { 'x-ms-continuation-token': token })
    token = page.headers.get('x-ms-continuation-token')
    pages.push(await idsOf(page))
  }

  assert.deepEqual(pages, [['a', 'b'], ['c', 'd'], ['e']])
})

test('only what has ended is purged, singly or by a filter', async (t) => {
  const app = await serveDurable(t, { orchestrators })
  for (const id of ['a', 'b', 'c']) await app.start('echo', {}, id)
  await app.start('waits', {}, 'running')
  await app.clock.advance(60 * second)
  await app.start('fails', {}, 'late')
  const start = new Date(startAt).toISOString()

  assert.equal((await app.call('DELETE', 'instances/running')).status, 412)
  assert.equal((await app.call('DELETE', 'instances/nobody')).status, 404)
  assert.deepEqual(await (await app.call('DELETE', 'instances/a')).json(), { instancesDeleted: 1 })
  assert.equal((await app.call('DELETE', 'instances')).status, 400)
  const failed = await app.call('DELETE', `instances?createdTimeFrom=${start}&runtimeStatus=Failed`)
  assert.deepEqual(await failed.json(), { instancesDeleted: 1 })
  const rest = await app.call('DELETE', `instances/?createdTimeFrom=${start}`)
  assert.deepEqual(await rest.json(), { instancesDeleted: 2 })
  assert.equal((await app.call('DELETE', `instances?createdTimeFrom=${start}`)).status, 404)
  assert.deepEqual(
    app.durable.instances().map(({ instanceId }) => instanceId),
    ['running'],
  )
  assert.equal(app.durable.history('a'), undefined)
})

test('what the API does not know is a 404', async (t) => {
  const app = await serveDurable(t, { orchestrators })
  const unknown = [
    ...[
      'GET orchestrators/echo',
      'POST instances',
      'POST instances/it/dance',
      'PUT instances/it',
      'GET nothing',
    ],
    ...[
      'POST orchestrators/echo/a/b',
      'DELETE instances/it/x',
      'PUT entities/a/b',
      'POST instances/it/raiseEvent',
    ],
  ]

  for (const line of unknown) {
    const [method = '', path = ''] = line.split(' ')
    assert.equal((await app.call(method, path)).status, 404, line)
  }
  assert.equal((await app.call('GET', 'instances/%')).status, 400)
})

test('a body over 16 MB is refused, and the host goes on', async (t) => {
  const app = await serveDurable(t, { orchestrators })

  assert.equal((await app.call('POST', 'orchestrators/echo', 'x'.repeat(16 * 1024 * 1024))).status, 413)
  assert.equal((await app.call('POST', 'orchestrators/echo', 'x')).status, 202)
})

test('the links carry the address of the host, whatever the client calls it', async (t) => {
  const app = await serveDurable(t, { orchestrators })
  await app.start('waits', {}, 'it')

  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const path = '/runtime/webhooks/durabletask/instances/it'
    get(`${app.origin}${path}`, { headers: { host: 'evil.example' } }, resolve).on('error', reject)
  })

  assert.equal(response.headers.location, `${app.origin}/runtime/webhooks/durabletask/instances/it`)
  response.destroy()
})
