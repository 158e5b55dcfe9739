import assert from 'node:assert/strict'
import test from 'node:test'

import { retryOptions, second, serveDurable, type Context, type Steps } from './support/durable-app.ts'

test('a child gets its input, and its parent gets its output', async (t) => {
  const app = await serveDurable(t, {
    orchestrators: {
      *parent(context: Context): Steps {
        const named = yield context.df.callSubOrchestrator('child', { n: 2 }, 'child-1')
        const unnamed = yield context.df.callSubOrchestrator('child', 'text')
        return [named, unnamed, yield context.df.callSubOrchestrator('child')]
      },
      *child(context: Context): Steps {
        return [context.df.getInput(), context.df.parentInstanceId, yield context.df.callActivity('idle')]
      },
    },
  })

  const id = await app.start('parent')

  assert.deepEqual((await app.status(id)).output, [
    [{ n: 2 }, id, null],
    ['text', id, null],
    [null, id, null],
  ])
  assert.equal((await app.status('child-1')).runtimeStatus, 'Completed')
})

test('the failure of a child is an error in its parent', async (t) => {
  const app = await serveDurable(t, {
    orchestrators: {
      *parent(context: Context): Steps {
        try {
          return yield context.df.callSubOrchestrator('child')
        } catch (error) {
          return (error as Error).message
        }
      },
      *child(): Steps {
        yield* []
        throw new Error('no luck')
      },
    },
  })

  const status = await app.status(await app.start('parent'))

  assert.match(String(status.output), /^Orchestrator function 'child' failed: no luck/)
})

test('a child is tried again as its retry options say', async (t) => {
  const starts: number[] = []
  const app = await serveDurable(t, {
    orchestrators: {
      *parent(context: Context): Steps {
        const retry = retryOptions({ firstRetryIntervalInMilliseconds: 5 * second, maxNumberOfAttempts: 3 })
        return yield context.df.callSubOrchestratorWithRetry('child', retry, { a: 1 }, 'the-child')
      },
      *child(context: Context): Steps {
        return yield context.df.callActivity('attempt', context.df.getInput())
      },
    },
    activities: {
      attempt: (input: unknown) => {
        if (starts.push(1) < 3) throw new Error('not yet')
        return input
      },
    },
  })

  const id = await app.start('parent')
  await app.clock.advance(10 * second)

  assert.deepEqual((await app.status(id)).output, { a: 1 })
  assert.equal(starts.length, 3)
})

test('a child whose id belongs to an instance under way is never started, and its parent waits', async (t) => {
  const app = await serveDurable(t, {
    orchestrators: {
      *parent(context: Context): Steps {
        return yield context.df.callSubOrchestrator('child', {}, 'taken')
      },
      *child(context: Context): Steps {
        return yield context.df.waitForExternalEvent('go')
      },
    },
  })
  await app.start('child', {}, 'taken')

  const id = await app.start('parent')
  await app.raise('taken', 'go', 'for whom?')

  assert.equal((await app.status('taken')).output, 'for whom?')
  assert.equal((await app.status(id)).runtimeStatus, 'Running')
})

test('an instance cannot be its own child, nor the child of its child', async (t) => {
  const app = await serveDurable(t, {
    orchestrators: {
      *self(context: Context): Steps {
        return yield context.df.callSubOrchestrator('self', {}, context.df.instanceId.toUpperCase())
      },
      *parent(context: Context): Steps {
        return yield context.df.callSubOrchestrator('child', {}, 'between')
      },
      *child(context: Context): Steps {
        return yield context.df.callSubOrchestrator('parent', {}, context.df.parentInstanceId)
      },
    },
  })

  for (const name of ['self', 'parent'])
    assert.equal((await app.status(await app.start(name))).runtimeStatus, 'Failed')
})

test('rewinding a parent rewinds the child that failed it', async (t) => {
  let broken = true
  const app = await serveDurable(t, {
    orchestrators: {
      *parent(context: Context): Steps {
        return [yield context.df.callSubOrchestrator('child', {}, 'the-child')]
      },
      *child(context: Context): Steps {
        return yield context.df.callActivity('work')
      },
    },
    activities: {
      work: () => {
        if (broken) throw new Error('broken')
        return 'mended'
      },
    },
  })
  const id = await app.start('parent')
  assert.equal((await app.status(id)).runtimeStatus, 'Failed')
  broken = false

  await app.call('POST', `instances/${id}/rewind?reason=mended`)

  assert.deepEqual((await app.status(id)).output, ['mended'])
  assert.equal((await app.status('the-child')).runtimeStatus, 'Completed')
})

test('a child that is terminated fails its parent beyond catching: there are no details for the SDK to read', async (t) => {
  const app = await serveDurable(t, {
    orchestrators: {
      *parent(context: Context): Steps {
        try {
          return yield context.df.callSubOrchestrator('child', {}, 'the-child')
        } catch {
          return 'caught'
        }
      },
      *child(context: Context): Steps {
        return yield context.df.waitForExternalEvent('go')
      },
    },
  })
  const id = await app.start('parent')

  await app.call('POST', 'instances/the-child/terminate?reason=enough')

  const status = await app.status(id)
  assert.equal(status.runtimeStatus, 'Failed')
  assert.match(String(status.output), /could not parse its exception data/)
})
