import assert from 'node:assert/strict'
import test from 'node:test'

import { serveDurable, type Context, type Steps } from './support/durable-app.ts'

test('an event wakes the one who waits for it, with what it carries', async (t) => {
  const app = await serveDurable(t, {
    orchestrators: {
      *wait(context: Context): Steps {
        return yield context.df.waitForExternalEvent('go')
      },
    },
  })

  const id = await app.start('wait')
  assert.equal(await app.raise(id, 'other', 1), 202)
  assert.equal((await app.status(id)).runtimeStatus, 'Running')
  assert.equal(await app.raise(id, 'go', { far: true }), 202)

  assert.deepEqual((await app.status(id)).output, { far: true })
})

test('events that nobody waits for yet are kept in the order of their coming', async (t) => {
  const app = await serveDurable(t, {
    orchestrators: {
      *later(context: Context): Steps {
        yield context.df.waitForExternalEvent('open')
        return [
          yield context.df.waitForExternalEvent('letter'),
          yield context.df.waitForExternalEvent('letter'),
          yield context.df.waitForExternalEvent('letter'),
        ]
      },
    },
  })

  const id = await app.start('later')
  for (const letter of ['a', 'b', 'c']) await app.raise(id, 'letter', letter)
  await app.raise(id, 'open', null)

  assert.deepEqual((await app.status(id)).output, ['a', 'b', 'c'])
})

test('all of several events are awaited, whatever their order', async (t) => {
  const app = await serveDurable(t, {
    orchestrators: {
      *both(context: Context): Steps {
        return yield context.df.Task.all(['one', 'two'].map((name) => context.df.waitForExternalEvent(name)))
      },
    },
  })

  const id = await app.start('both')
  await app.raise(id, 'two', 2)
  await app.raise(id, 'one', 1)

  assert.deepEqual((await app.status(id)).output, [1, 2])
})

test('any of several events ends the wait, and the others may still be awaited after it', async (t) => {
  const app = await serveDurable(t, {
    orchestrators: {
      *first(context: Context): Steps {
        const one = context.df.waitForExternalEvent('one')
        const two = context.df.waitForExternalEvent('two')
        const winner = (yield context.df.Task.any([one, two])) === two ? 'two' : 'one'
        return [winner, yield one]
      },
    },
  })

  const id = await app.start('first')
  await app.raise(id, 'two', null)
  await app.raise(id, 'one', 'came too')

  assert.deepEqual((await app.status(id)).output, ['two', 'came too'])
})

test('an event raised together with the start is there when the orchestrator asks for it', async (t) => {
  const app = await serveDurable(t, {
    orchestrators: {
      *wait(context: Context): Steps {
        yield context.df.callActivity('idle')
        return yield context.df.waitForExternalEvent('go')
      },
    },
  })
  const { rpcBaseUrl } = JSON.parse(app.durable.clientInput()) as { rpcBaseUrl: string }
  const headers = { 'content-type': 'application/json' }

  await fetch(`${rpcBaseUrl}orchestrators/wait/early`, { method: 'POST', body: '{}', headers })
  await fetch(`${rpcBaseUrl}instances/early/raiseEvent/go`, { method: 'POST', body: '1', headers })
  await app.clock.idle()

  assert.equal((await app.status('early')).output, 1)
})

test('the host matches event names without regard to case, the SDK does not: the orchestrator goes on waiting', async (t) => {
  const app = await serveDurable(t, {
    orchestrators: {
      *wait(context: Context): Steps {
        return yield context.df.waitForExternalEvent('approved')
      },
    },
  })

  const id = await app.start('wait')
  await app.raise(id, 'Approved', {})

  assert.equal((await app.status(id)).runtimeStatus, 'Running')
})

test('an event for nobody is a 404, for one who has ended a 410, and anything but JSON a 400', async (t) => {
  const app = await serveDurable(t, {
    orchestrators: {
      *short(): Steps {
        return 'over'
      },
      *long(context: Context): Steps {
        return yield context.df.waitForExternalEvent('go')
      },
    },
  })

  const ended = await app.start('short')
  const running = await app.start('long')

  assert.equal(await app.raise('nobody', 'go', 1), 404)
  assert.equal(await app.raise(ended, 'go', 1), 410)
  const asText = await app.call('POST', `instances/${running}/raiseEvent/go`, 1, {
    'content-type': 'text/plain',
  })
  assert.equal(asText.status, 400)
  assert.equal((await app.call('POST', `instances/${running}/raiseEvent/go`)).status, 400)
})
