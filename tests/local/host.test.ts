import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import type http from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { DatabaseSync } from 'node:sqlite'
import test, { type TestContext } from 'node:test'

import { app, type InvocationContext } from '@azure/functions'

import { manualClock } from '../../local/host/clock.ts'
import { createHost, type DurablePart, type HostOptions } from '../../local/host/host.ts'
import { readHostJson } from '../../local/host/host-json.ts'
import { openQueue } from '../../shared/adapters/embedded/queue.ts'

const minute = 60_000
const start = Date.parse('2026-01-01T00:30:00Z')
const hostJson = readHostJson('{"version":"2.0","extensions":{"http":{"routePrefix":""}}}')

async function run<Durable extends DurablePart>(
  t: TestContext,
  register: () => void,
  options: Partial<HostOptions<Durable>> = {},
) {
  const db = options.db ?? new DatabaseSync(':memory:')
  const clock = options.clock ?? manualClock(start)
  const queue = openQueue(db, () => new Date(clock.now()))
  const host = await createHost<Durable>({
    load: async () => register(),
    ...{ db, clock, queue, hostJson, port: 0, bind: '127.0.0.1' },
    setting: () => undefined,
    log: () => undefined,
    ...options,
  })
  await host.start()
  t.after(() => host.stop(0))
  return { host, db, clock, queue }
}

const page = (): void =>
  app.http('page', { authLevel: 'anonymous', route: '/', handler: () => ({ body: 'welcome' }) })

test('a host answers at its address, fires timers and handles messages', async (t) => {
  const seen: string[] = []
  const { host, clock, queue } = await run(t, () => {
    page()
    app.timer('hourly', { schedule: '0 0 * * * *', handler: () => void seen.push('timer') })
    app.serviceBusQueue('onMail', {
      connection: 'BUS',
      queueName: 'mail',
      handler: () => void seen.push('bus'),
    })
    app.storageQueue('onWork', {
      connection: 'STORE',
      queueName: 'work',
      handler: () => void seen.push('queue'),
    })
  })

  const answer = await (await fetch(host.url())).text()
  await clock.advance(30 * minute)
  await queue.send('mail', [{ id: 'm-1', body: {} }])
  host.storageQueue.send('work', 'text')
  await clock.idle()

  assert.equal(answer, 'welcome')
  assert.deepEqual(seen, ['timer', 'bus', 'queue'])
})

test('a message that a handler sends is handled before the clock goes on', async (t) => {
  const order: string[] = []
  const { clock, queue } = await run(t, () => {
    app.timer('every5', {
      schedule: '0 0 * * * *',
      handler: async () => {
        order.push('timer')
        await queue.send('mail', [{ id: `m-${order.length}`, body: {} }])
      },
    })
    app.serviceBusQueue('onMail', {
      connection: 'BUS',
      queueName: 'mail',
      handler: () => void order.push('message'),
    })
  })

  await clock.advance(120 * minute)

  assert.deepEqual(order, ['timer', 'message', 'timer', 'message'])
})

test('a stopped host answers nothing, and its appTerminate hooks have run', async (t) => {
  const seen: string[] = []
  const { host } = await run(t, () => {
    page()
    app.hook.appTerminate(() => void seen.push('terminated'))
  })

  await host.stop(0)

  await assert.rejects(fetch(host.url()))
  assert.deepEqual(seen, ['terminated'])
})

test('a handler that never ends does not keep a host from stopping', async (t) => {
  const { host, clock, queue } = await run(t, () =>
    app.serviceBusQueue('onMail', {
      connection: 'BUS',
      queueName: 'mail',
      handler: () => new Promise(() => undefined),
    }),
  )
  await queue.send('mail', [{ id: 'm-1', body: {} }])
  void clock.idle()
  await new Promise((resolve) => setImmediate(resolve))

  await host.stop(10)
})

/** Says what it was asked, instead of orchestrating. */
function makeFakeDurable() {
  const calls: string[] = []
  let rpc = (): string => ''
  return {
    calls,
    rpc: () => rpc(),
    create: ({ rpcBaseUrl, settings }: { rpcBaseUrl: () => string; settings: { systemKey: string } }) => {
      rpc = rpcBaseUrl
      return {
        systemKey: settings.systemKey,
        start: () => void calls.push('start'),
        stop: async () => void calls.push('stop'),
        clientInput: () => JSON.stringify({ rpcBaseUrl: rpcBaseUrl() }),
        handle: async (request: http.IncomingMessage, response: http.ServerResponse) => {
          if (!request.url?.startsWith('/runtime/')) return false
          response.end('durable')
          return true
        },
      }
    },
  }
}

test('the durable part starts and stops with the host, and answers at its own address and on the loopback door', async (t) => {
  const durable = makeFakeDurable()
  let client: unknown
  const { host } = await run(
    t,
    () =>
      app.http('starter', {
        authLevel: 'anonymous',
        extraInputs: [{ type: 'durableClient', name: 'client' }],
        handler: (_request: unknown, context: InvocationContext) => {
          client = context.extraInputs.get('client')
          return {}
        },
      }),
    { createDurable: durable.create },
  )

  const ask = async (url: string) => (await fetch(url)).text()
  assert.equal(await ask(`${host.url()}/runtime/webhooks/durabletask/instances`), 'durable')
  assert.equal(await ask(`${durable.rpc()}/runtime/x`), 'durable')
  assert.equal((await fetch(`${durable.rpc()}/other`)).status, 404)
  await fetch(`${host.url()}/starter`)
  assert.deepEqual(client, { rpcBaseUrl: durable.rpc() })
  assert.match(durable.rpc(), /^http:\/\/127\.0\.0\.1:\d+$/)
  assert.equal(process.env['WEBSITE_HOSTNAME'], new URL(host.url()).host)
  assert.ok(
    (host.durable?.systemKey.length ?? 0) >= 43,
    'the durable API is guarded by a key nobody can guess',
  )
  await host.stop(0)
  assert.deepEqual(durable.calls, ['start', 'stop'])
})

test('the guard sees every request before the durable part and the functions', async (t) => {
  const durable = makeFakeDurable()
  const { host } = await run(t, page, {
    createDurable: durable.create,
    before: (_request, response) => {
      response.writeHead(403).end()
      return true
    },
  })

  for (const path of ['/', '/runtime/webhooks/durabletask/instances'])
    assert.equal((await fetch(`${host.url()}${path}`)).status, 403)
  assert.equal((await fetch(`${durable.rpc()}/runtime/x`)).status, 200)
})

test('functions that this host could not run as Azure does stop the start', async () => {
  const refused: readonly (readonly [() => void, RegExp])[] = [
    [
      () => app.generic('x', { trigger: { type: 'blobTrigger', name: 'b' }, handler: () => '' }),
      /blobTrigger/,
    ],
    [
      () => app.generic('x', { trigger: { type: 'activityTrigger', name: 'i' }, handler: () => '' }),
      /durable/,
    ],
    [
      () => app.serviceBusQueue('x', { connection: 'B', queueName: 'mail', handler: () => undefined }),
      /serviceBus/,
    ],
    [
      () =>
        app.storageQueue('x', {
          connection: 'S',
          queueName: 'q',
          handler: () => undefined,
          // The library's own type does not know it; a host with deferred bindings does.
          ...{ sdkBinding: true },
        }),
      /deferred bindings/,
    ],
    [
      () =>
        app.timer('x', {
          schedule: '0 0 * * * *',
          retry: { strategy: 'fixedDelay', maxRetryCount: 3, delayInterval: 1000 },
          handler: () => undefined,
        }),
      /retry policies/,
    ],
  ]
  for (const [register, why] of refused) {
    const created = createHost({
      load: async () => register(),
      db: new DatabaseSync(':memory:'),
      clock: manualClock(start),
      ...{ hostJson, port: 0, bind: '127.0.0.1', setting: () => undefined, log: () => undefined },
    })
    await assert.rejects(created, why)
  }
})

test('an output binding puts its message where a trigger finds it', async (t) => {
  const seen: unknown[] = []
  const { host, clock } = await run(t, () => {
    app.http('send', {
      authLevel: 'anonymous',
      extraOutputs: [{ type: 'serviceBus', name: 'out', connection: 'BUS', queueName: 'mail' }],
      handler: (_request: unknown, context: InvocationContext) => {
        context.extraOutputs.set('out', { id: 7 })
        return {}
      },
    })
    app.serviceBusQueue('onMail', {
      connection: 'BUS',
      queueName: 'mail',
      handler: (body) => void seen.push(body),
    })
  })

  await fetch(`${host.url()}/send`)
  await clock.idle()

  assert.deepEqual(seen, [{ id: 7 }])
})

test('nothing is lost when the process is killed: timers and messages in flight come again', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'indsigt-host-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'host.sqlite')
  const script = new URL('killed-host.ts', import.meta.url).pathname
  const child = spawn(process.execPath, [script, file, String(start)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const began: string[] = []
  for await (const line of createInterface(child.stdout)) if (began.push(line) === 3) child.kill('SIGKILL')

  const db = new DatabaseSync(file)
  t.after(() => db.close())
  const clock = manualClock(start + 30 * minute)
  const seen: string[] = []
  await run(
    t,
    () => {
      app.timer('hourly', {
        schedule: '0 0 * * * *',
        handler: ({ isPastDue }) => void seen.push(isPastDue ? 'timer, past due' : 'timer'),
      })
      app.serviceBusQueue('onMail', {
        connection: 'BUS',
        queueName: 'mail',
        handler: (_body, context) =>
          void seen.push(`bus, delivery ${String(context.triggerMetadata?.['deliveryCount'])}`),
      })
      app.storageQueue('onWork', {
        connection: 'STORE',
        queueName: 'work',
        handler: (_text, context) =>
          void seen.push(`queue, try ${String(context.triggerMetadata?.['dequeueCount'])}`),
      })
    },
    { db, clock },
  )
  await clock.advance(11 * minute)

  assert.deepEqual(began.toSorted(), ['bus', 'queue', 'timer'])
  assert.deepEqual(seen, ['timer, past due', 'bus, delivery 2', 'queue, try 2'])
})
