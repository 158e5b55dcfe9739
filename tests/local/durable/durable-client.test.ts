import assert from 'node:assert/strict'
import test, { type TestContext } from 'node:test'

import { app as azure, type InvocationContext } from '@azure/functions'

import {
  durableClientFrom,
  durableClientInput,
  type OrchestrationClient,
} from '../../../functions/bus/durable-client.ts'
import { serveDurable, type Context, type Steps } from './support/durable-app.ts'

const orchestrators = {
  *waits(context: Context): Steps {
    context.df.setCustomStatus({ waiting: true })
    return [context.df.getInput(), yield context.df.waitForExternalEvent('go')]
  },
}

/** An app with a function `caller`; what is given to `as` runs inside it. */
async function withCaller(t: TestContext) {
  let work: (context: InvocationContext) => Promise<unknown> = () => Promise.resolve()
  const app = await serveDurable(t, {
    orchestrators,
    register: () => {
      azure.generic('caller', {
        trigger: { type: 'queueTrigger', name: 'item' },
        extraInputs: [durableClientInput],
        handler: (_item, context) => work(context),
      })
      azure.generic('stranger', {
        trigger: { type: 'queueTrigger', name: 'item' },
        handler: (_item, context) => work(context),
      })
    },
    settings: { systemKey: 'k1-secret' },
  })
  const invoke = async (functionName: string, given: typeof work): Promise<void> => {
    work = given
    await app.host.invoke({ functionName, inputs: [{ name: 'item', data: { string: '{}' } }] })
    await app.clock.idle()
  }
  const as = async <T>(use: (client: OrchestrationClient) => Promise<T>): Promise<T> => {
    const answers: T[] = []
    await invoke('caller', async (context) => {
      answers.push(await use(await durableClientFrom(context, durableClientInput)))
    })
    return answers[0] as T
  }
  return { app, as, invoke }
}

const start = (client: OrchestrationClient) => client.start('waits', { instanceId: 'it', input: { n: 1 } })

test('a function starts an orchestration, tells it an event, and reads its output', async (t) => {
  const { as } = await withCaller(t)

  assert.equal(await as(start), 'started')
  const running = await as((client) => client.getStatus('it'))
  assert.equal(await as((client) => client.raiseEvent('it', 'go', { far: true })), 'raised')
  const ended = await as((client) => client.getStatus('it'))

  assert.equal(running?.runtimeStatus, 'Running')
  assert.deepEqual(running?.customStatus, { waiting: true })
  assert.equal(ended?.runtimeStatus, 'Completed')
  assert.deepEqual(ended?.output, [{ n: 1 }, { far: true }])
})

test('starting an instance that is under way changes nothing; one that has ended starts over', async (t) => {
  const { as } = await withCaller(t)

  await as(start)
  assert.equal(await as(start), 'exists')
  await as((client) => client.raiseEvent('it', 'go', {}))

  assert.equal(await as(start), 'started')
})

test('what there is not, or has ended, hears nothing', async (t) => {
  const { as } = await withCaller(t)

  assert.equal(await as((client) => client.raiseEvent('it', 'go', {})), 'absent')
  assert.equal(await as((client) => client.terminate('it', 'enough')), 'absent')
  assert.equal(await as((client) => client.purge('it')), 'absent')
  assert.equal(await as((client) => client.getStatus('it')), undefined)
  await as(start)
  await as((client) => client.raiseEvent('it', 'go', {}))
  assert.equal(await as((client) => client.raiseEvent('it', 'go', {})), 'absent')
})

test('an instance is terminated with its reason, and purged only after that', async (t) => {
  const { as } = await withCaller(t)
  await as(start)

  assert.equal(await as((client) => client.purge('it')), 'running')
  assert.equal(await as((client) => client.terminate('it', 'closed & done #1')), 'terminated')
  assert.equal((await as((client) => client.getStatus('it')))?.output, 'closed & done #1')
  assert.equal(await as((client) => client.purge('it')), 'purged')

  assert.equal(await as((client) => client.getStatus('it')), undefined)
})

test('an orchestrator that does not exist is a defect, not an answer', async (t) => {
  const { as } = await withCaller(t)

  await assert.rejects(
    as((client) => client.start('nobody', { instanceId: 'it', input: {} })),
    /400/,
  )
})

test('when Durable cannot be reached the call throws, so that the message is tried again', async (t) => {
  const { app, as } = await withCaller(t)
  const clients: OrchestrationClient[] = []
  await as(async (client) => clients.push(client))
  await app.close()

  await assert.rejects(async () => clients[0]?.getStatus('it'))
})

test('a function that was registered without the input is told so', async (t) => {
  const { invoke } = await withCaller(t)

  await assert.rejects(
    invoke('stranger', async (context) => durableClientFrom(context, durableClientInput)),
    /registered without a durable client/,
  )
})
