import assert from 'node:assert/strict'
import test from 'node:test'

import { app, HttpResponse, type InvocationContext } from '@azure/functions'

import { loadFunctions } from '../../local/host/core-api.ts'

const quiet = { log: () => undefined }

const load = (register: () => void) => loadFunctions(async () => register(), quiet)

test('functions registered through the library are found with their trigger and bindings', async () => {
  const host = await load(() => {
    app.timer('tick', { schedule: '0 * * * *', handler: () => undefined })
  })

  const tick = host.functions.get('tick')

  assert.equal(tick?.trigger.type, 'timerTrigger')
  assert.equal(tick.trigger.options['schedule'], '0 * * * *')
  assert.equal(tick.bindings[tick.trigger.name]?.['direction'], 'in')
})

test('two functions of one name, whatever their kind, stop the start', async () => {
  const started = load(() => {
    app.timer('hello', { schedule: '0 * * * *', handler: () => undefined })
    app.generic('hello', { trigger: { type: 'activityTrigger', name: 'input' }, handler: () => undefined })
  })

  await assert.rejects(started, /"hello" has already been registered/)
})

test('an entry point that registers nothing stops the start', async () => {
  await assert.rejects(
    load(() => undefined),
    /0 functions found/,
  )
})

test('an entry point that throws stops the start with its own error', async () => {
  const started = load(() => {
    throw new Error('PUBLIC_URL is missing')
  })

  await assert.rejects(started, /PUBLIC_URL is missing/)
})

test('after the start no function can be registered', async () => {
  await load(() => app.timer('tick', { schedule: '0 * * * *', handler: () => undefined }))

  assert.throws(
    () => app.timer('late', { schedule: '0 * * * *', handler: () => undefined }),
    /only be registered during app startup/,
  )
})

test('a hook that the worker does not know is refused with a RangeError of the system', async () => {
  await load(() => {
    app.timer('tick', { schedule: '0 * * * *', handler: () => undefined })
    app.hook.log(() => undefined)
  })
  const core = await import('node:module').then(({ createRequire }) =>
    createRequire(import.meta.url)('@azure/functions-core'),
  )

  assert.throws(
    () => core.registerHook('dinner', () => undefined),
    (error: Error & { isAzureFunctionsSystemError?: boolean }) =>
      error.name === 'RangeError' && error.isAzureFunctionsSystemError === true,
  )
})

test('hooks run before and after the handler, and may replace its inputs and its result', async () => {
  const seen: string[] = []
  const host = await load(() => {
    app.hook.appStart(() => void seen.push('start'))
    app.hook.preInvocation((context) => {
      seen.push('before')
      context.inputs = ['replaced']
    })
    app.hook.postInvocation((context) => {
      seen.push('after')
      context.result = { was: context.result }
    })
    app.generic('echo', { trigger: { type: 'activityTrigger', name: 'input' }, handler: (input) => input })
  })

  const { returnValue } = await host.invoke({
    functionName: 'echo',
    inputs: [{ name: 'input', data: { string: 'asked' } }],
  })

  assert.deepEqual(seen, ['start', 'before', 'after'])
  assert.deepEqual(JSON.parse(returnValue?.json ?? ''), { was: 'replaced' })
})

test('an error of the handler rejects the invocation, after the hooks have seen it', async () => {
  const seen: unknown[] = []
  const host = await load(() => {
    app.hook.postInvocation((context) => void seen.push(context.error))
    app.generic('fails', {
      trigger: { type: 'activityTrigger', name: 'input' },
      handler: () => {
        throw new Error('as planned')
      },
    })
  })

  await assert.rejects(host.invoke({ functionName: 'fails', inputs: [] }), /as planned/)

  assert.equal((seen[0] as Error).message, 'as planned')
})

test('hooks of one app are not run for another app in the same process', async () => {
  const seen: string[] = []
  const echo = (): void =>
    app.generic('echo', { trigger: { type: 'activityTrigger', name: 'input' }, handler: () => 'ok' })
  await load(() => {
    app.hook.preInvocation(() => void seen.push('first app'))
    echo()
  })

  const second = await load(echo)
  await second.invoke({ functionName: 'echo', inputs: [] })

  assert.deepEqual(seen, [])
})

test('the same app can start twice in one process, each time with handlers of its own', async () => {
  const start = (answer: string) =>
    load(() =>
      app.generic('who', { trigger: { type: 'activityTrigger', name: 'input' }, handler: () => answer }),
    )
  const first = await start('first')
  const second = await start('second')

  const answers = await Promise.all(
    [first, second].map((host) => host.invoke({ functionName: 'who', inputs: [] })),
  )

  assert.deepEqual(
    answers.map(({ returnValue }) => returnValue?.string),
    ['first', 'second'],
  )
})

test('text that is JSON arrives parsed, as from the real worker', async () => {
  const inputs: unknown[] = []
  const host = await load(() =>
    app.generic('keep', {
      trigger: { type: 'activityTrigger', name: 'input' },
      handler: (input) => void inputs.push(input),
    }),
  )

  await host.invoke({ functionName: 'keep', inputs: [{ name: 'input', data: { string: '123' } }] })
  await host.invoke({ functionName: 'keep', inputs: [{ name: 'input', data: { json: '{"a":1}' } }] })

  assert.deepEqual(inputs, [123, { a: 1 }])
})

test('an input that no binding names is refused', async () => {
  const host = await load(() =>
    app.generic('echo', { trigger: { type: 'activityTrigger', name: 'input' }, handler: () => 'ok' }),
  )

  await assert.rejects(
    host.invoke({ functionName: 'echo', inputs: [{ name: 'other', data: { string: '' } }] }),
    /Failed to find binding "other"/,
  )
})

test('a durable client is put in place of every durableClient input', async () => {
  const clients: unknown[] = []
  const host = await loadFunctions(
    async () =>
      app.generic('starter', {
        trigger: { type: 'activityTrigger', name: 'input' },
        extraInputs: [{ type: 'durableClient', name: 'client' }],
        handler: (_input: unknown, context: InvocationContext) =>
          void clients.push(context.extraInputs.get('client')),
      }),
    { ...quiet, clientInput: () => '{"taskHubName":"indsigt"}' },
  )

  await host.invoke({ functionName: 'starter', inputs: [{ name: 'input', data: { string: '' } }] })

  assert.deepEqual(clients, [{ taskHubName: 'indsigt' }])
})

test('what a handler logs reaches the log of its host, with the name of the function', async () => {
  const entries: { level: string; category: string; message: string }[] = []
  const host = await loadFunctions(
    async () =>
      app.generic('speaks', {
        trigger: { type: 'activityTrigger', name: 'input' },
        handler: (_input: unknown, context: InvocationContext) => context.warn('low on', 'paper'),
      }),
    { log: (entry) => void entries.push(entry) },
  )

  await host.invoke({ functionName: 'speaks', inputs: [{ name: 'input', data: { string: '' } }] })

  assert.ok(
    entries.some(
      ({ level, category, message }) =>
        level === 'warning' && category === 'Function.speaks' && message === 'low on paper',
    ),
  )
})

test('without HTTP streaming there is no stream server', async () => {
  const host = await load(() => app.http('page', { handler: () => new HttpResponse() }))

  assert.equal(host.streamServer, undefined)
})

test('a hook that was taken back does not run any more', async () => {
  const seen: string[] = []
  const host = await load(() => {
    const hook = app.hook.preInvocation(() => void seen.push('taken back'))
    app.hook.preInvocation(() => void seen.push('kept'))
    app.generic('echo', { trigger: { type: 'activityTrigger', name: 'input' }, handler: () => 'ok' })
    hook.dispose()
  })

  await host.invoke({ functionName: 'echo', inputs: [] })

  assert.deepEqual(seen, ['kept'])
})

test('log hooks see what handlers log', async () => {
  const seen: string[] = []
  const host = await load(() => {
    app.hook.log((context) => void seen.push(`${context.level}: ${context.message}`))
    app.generic('speaks', {
      trigger: { type: 'activityTrigger', name: 'input' },
      handler: (_input: unknown, context: InvocationContext) => context.info('hello'),
    })
  })

  await host.invoke({ functionName: 'speaks', inputs: [{ name: 'input', data: { string: '' } }] })

  assert.deepEqual(seen, ['information: hello'])
})

test('a durable client cannot be had where Durable does not run', async () => {
  const host = await load(() =>
    app.generic('starter', {
      trigger: { type: 'activityTrigger', name: 'input' },
      extraInputs: [{ type: 'durableClient', name: 'client' }],
      handler: () => 'ok',
    }),
  )

  await assert.rejects(host.invoke({ functionName: 'starter', inputs: [] }), /without Durable/)
})

test('a function that is not registered cannot be invoked', async () => {
  const host = await load(() => app.timer('tick', { schedule: '0 * * * *', handler: () => undefined }))

  await assert.rejects(host.invoke({ functionName: 'other', inputs: [] }), /"other" is not registered/)
})

test('two apps cannot start at the same moment in one process', async () => {
  const first = loadFunctions(
    () =>
      new Promise((resolve) => {
        app.timer('tick', { schedule: '0 * * * *', handler: () => undefined })
        setImmediate(resolve)
      }),
    quiet,
  )

  await assert.rejects(
    load(() => undefined),
    /Another app is starting/,
  )
  await first
})
