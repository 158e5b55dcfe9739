import assert from 'node:assert/strict'
import test from 'node:test'

import { app as azure } from '@azure/functions'
import { EntityId, type EntityContext } from 'durable-functions'

import { serveDurable, type Context, type Steps } from './support/durable-app.ts'

const counter = (context: EntityContext<unknown>): void => {
  const value = Number(context.df.getState(() => 0))
  const given = Number(context.df.getInput() ?? 0)
  switch (context.df.operationName) {
    case 'add':
      context.df.setState(value + given)
      return
    case 'get':
      return context.df.return(value)
    case 'tell':
      return context.df.signalEntity(new EntityId('counter', 'told'), 'add', value)
    case 'delete':
      return context.df.destructOnExit()
    default:
      throw new Error('unknown operation')
  }
}

const a = new EntityId('counter', 'a')
const b = new EntityId('counter', 'b')

test('an orchestrator calls an entity and gets its answer; signals are not answered', async (t) => {
  const app = await serveDurable(t, {
    orchestrators: {
      *count(context: Context): Steps {
        context.df.signalEntity(a, 'add', 4)
        yield context.df.callEntity(a, 'add', 3)
        return yield context.df.callEntity(a, 'get')
      },
    },
    entities: { counter },
  })

  const status = await app.status(await app.start('count'))

  assert.equal(status.output, 7)
  const state = await app.call('GET', 'entities/Counter/a')
  assert.equal(await state.json(), 7)
})

test('an operation that throws is an error in the orchestrator, and the entity goes on', async (t) => {
  const app = await serveDurable(t, {
    orchestrators: {
      *count(context: Context): Steps {
        try {
          yield context.df.callEntity(a, 'nonsense')
        } catch {
          yield context.df.callEntity(a, 'add', 1)
        }
        return yield context.df.callEntity(a, 'get')
      },
    },
    entities: { counter },
  })

  assert.equal((await app.status(await app.start('count'))).output, 1)
})

test('an entity function that fails as a whole fails each of its calls, and keeps its state', async (t) => {
  const app = await serveDurable(t, {
    orchestrators: {
      *count(context: Context): Steps {
        try {
          return yield context.df.callEntity(new EntityId('broken', 'a'), 'get')
        } catch (error) {
          return (error as Error).message
        }
      },
    },
    register: () => {
      azure.generic('broken', {
        trigger: { type: 'entityTrigger', name: 'context' },
        handler: () => {
          throw new Error('not even a batch')
        },
      })
    },
  })

  const status = await app.status(await app.start('count'))

  assert.equal(status.output, 'not even a batch')
  assert.equal((await app.call('GET', 'entities/broken/a')).status, 404)
})

test('clients signal, read, list and delete entities over HTTP; entities signal each other', async (t) => {
  const app = await serveDurable(t, { entities: { counter } })

  assert.equal((await app.call('POST', 'entities/counter/a?op=add', 5)).status, 202)
  assert.equal((await app.call('POST', 'entities/counter/a?op=tell')).status, 202)

  assert.equal(await (await app.call('GET', 'entities/counter/told')).json(), 5)
  const listed = (await (await app.call('GET', 'entities/counter')).json()) as { state: number }[]
  assert.deepEqual(
    listed.map(({ state }) => state),
    [5, 5],
  )
  assert.equal((await app.call('DELETE', 'entities/counter/a')).status, 202)
  assert.equal((await app.call('GET', 'entities/counter/a')).status, 404)
  assert.equal((await app.call('POST', 'entities/nobody/a?op=add', 5)).status, 400)
})

test('while an orchestration holds the locks, the operations of others wait in their order', async (t) => {
  const app = await serveDurable(t, {
    orchestrators: {
      *transfer(context: Context): Steps {
        const lock = (yield context.df.lock([b, a])) as { release: () => void }
        yield context.df.waitForExternalEvent('go')
        yield context.df.callEntity(a, 'add', -10)
        yield context.df.callEntity(b, 'add', 10)
        const locked = context.df.isLocked().isLocked
        lock.release()
        return [locked, context.df.isLocked().isLocked, yield context.df.callActivity('idle')]
      },
    },
    entities: { counter },
  })
  const id = await app.start('transfer')

  await app.call('POST', 'entities/counter/a?op=add', 1)
  assert.equal((await app.call('GET', 'entities/counter/a')).status, 404)
  await app.raise(id, 'go', 1)

  assert.deepEqual((await app.status(id)).output, [true, false, null])
  assert.equal(await (await app.call('GET', 'entities/counter/a')).json(), -9)
  assert.equal(await (await app.call('GET', 'entities/counter/b')).json(), 10)
})

test('two orchestrations that want the same entities in opposite order both get their turn', async (t) => {
  const hold = function* (context: Context): Steps {
    const keys = context.df.getInput<string[]>()
    const lock = (yield context.df.lock(keys.map((key) => new EntityId('counter', key)))) as {
      release: () => void
    }
    const before = yield context.df.callEntity(a, 'get')
    yield context.df.callEntity(a, 'add', 1)
    lock.release()
    return before
  }
  const app = await serveDurable(t, { orchestrators: { hold }, entities: { counter } })

  const first = await app.start('hold', ['a', 'b'])
  const second = await app.start('hold', ['b', 'a'])

  assert.deepEqual([(await app.status(first)).output, (await app.status(second)).output], [0, 1])
})

test('a lock that was never released goes with the orchestration that held it', async (t) => {
  const app = await serveDurable(t, {
    orchestrators: {
      *forgetful(context: Context): Steps {
        yield context.df.lock(a)
        if (context.df.getInput<{ fail: boolean }>().fail) throw new Error('forgot, and failed')
        return 'forgot'
      },
    },
    entities: { counter },
  })

  await app.start('forgetful', { fail: false })
  await app.start('forgetful', { fail: true })
  await app.call('POST', 'entities/counter/a?op=add', 1)

  assert.equal(await (await app.call('GET', 'entities/counter/a')).json(), 1)
})

test('an entity survives its orchestrations and the process: state and queue are in the database', async (t) => {
  const app = await serveDurable(t, { entities: { counter } })
  await app.call('POST', 'entities/counter/a?op=add', 2)
  await app.durable.stop()

  const again = await serveDurable(t, { entities: { counter }, db: app.db })
  await again.call('POST', 'entities/counter/a?op=add', 3)

  assert.equal(await (await again.call('GET', 'entities/counter/a')).json(), 5)
})
