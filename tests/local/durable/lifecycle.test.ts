import assert from 'node:assert/strict'
import test from 'node:test'

import { eventType } from '../../../local/host/durable/history.ts'
import { second, serveDurable, type Context, type DurableApp, type Steps } from './support/durable-app.ts'

const typesOf = (app: DurableApp, id: string) =>
  (app.durable.history(id) ?? []).map((event) => event.EventType)
const executionOf = (app: DurableApp, id: string): string | undefined =>
  (app.durable.history(id) ?? [])
    .flatMap((event) =>
      event.EventType === eventType.executionStarted ? [event.OrchestrationInstance.ExecutionId] : [],
    )
    .at(0)

const waits = function* (context: Context): Steps {
  return yield context.df.waitForExternalEvent('go')
}

test('the custom status is what the orchestrator last said in this replay', async (t) => {
  const app = await serveDurable(t, {
    orchestrators: {
      *told(context: Context): Steps {
        context.df.setCustomStatus({ step: 1 })
        yield context.df.waitForExternalEvent('go')
        context.df.setCustomStatus({ step: 2 })
        yield context.df.waitForExternalEvent('go')
        context.df.setCustomStatus('')
        return 'done'
      },
    },
  })

  const id = await app.start('told')
  assert.deepEqual((await app.status(id)).customStatus, { step: 1 })
  await app.raise(id, 'go', 1)
  assert.deepEqual((await app.status(id)).customStatus, { step: 2 })
  await app.raise(id, 'go', 1)

  assert.equal((await app.status(id)).customStatus, null)
})

test('a custom status over 16 KB fails the instance', async (t) => {
  const app = await serveDurable(t, {
    orchestrators: {
      *told(context: Context): Steps {
        context.df.setCustomStatus('x'.repeat(8 * 1024))
        return yield context.df.waitForExternalEvent('go')
      },
    },
  })

  const status = await app.status(await app.start('told'))

  assert.equal(status.runtimeStatus, 'Failed')
  assert.match(String(status.output), /16 KB/)
})

test('continueAsNew starts over under a new execution id with an empty history', async (t) => {
  const app = await serveDurable(t, {
    orchestrators: {
      *laps(context: Context): Steps {
        const { lap } = context.df.getInput<{ lap: number }>()
        context.df.setCustomStatus({ lap })
        yield context.df.waitForExternalEvent('next')
        if (lap === 3) return 'three laps'
        return context.df.continueAsNew({ lap: lap + 1 })
      },
    },
  })

  const id = await app.start('laps', { lap: 1 })
  const executions = new Set([executionOf(app, id)])
  await app.raise(id, 'next', 1)
  executions.add(executionOf(app, id))
  assert.deepEqual((await app.status(id)).customStatus, { lap: 2 })
  assert.equal(typesOf(app, id).length, 3)
  await app.raise(id, 'next', 2)
  executions.add(executionOf(app, id))
  await app.raise(id, 'next', 3)

  assert.equal(executions.size, 3)
  assert.equal((await app.status(id)).output, 'three laps')
})

test('continueAsNew carries over events of the same episode, and drops those that waited from before', async (t) => {
  const app = await serveDurable(t, {
    orchestrators: {
      *laps(context: Context): Steps {
        const seen = [...context.df.getInput<string[]>(), yield context.df.waitForExternalEvent('next')]
        if (seen.length === 3) return seen
        return context.df.continueAsNew(seen)
      },
    },
  })
  const id = await app.start('laps', [])
  await app.raise(id, 'unheard', 'early')
  const { rpcBaseUrl } = JSON.parse(app.durable.clientInput()) as { rpcBaseUrl: string }

  await app.call('POST', `instances/${id}/suspend`)
  for (const body of ['"a"', '"b"', '"c"'])
    await fetch(`${rpcBaseUrl}instances/${id}/raiseEvent/next`, {
      ...{ method: 'POST', body, headers: { 'content-type': 'application/json' } },
    })
  await app.call('POST', `instances/${id}/resume`)

  assert.deepEqual((await app.status(id)).output, ['a', 'b', 'c'])
})

test('a result for an earlier execution is discarded', async (t) => {
  const app = await serveDurable(t, {
    orchestrators: {
      *again(context: Context): Steps {
        const { lap } = context.df.getInput<{ lap: number }>()
        if (lap === 2) return yield context.df.waitForExternalEvent('end')
        const timer = context.df.createTimer(new Date(context.df.currentUtcDateTime.getTime() + 5 * second))
        yield context.df.Task.any([timer, context.df.waitForExternalEvent('next')])
        timer.cancel()
        return context.df.continueAsNew({ lap: 2 })
      },
    },
  })

  const id = await app.start('again', { lap: 1 })
  await app.raise(id, 'next', 1)
  await app.clock.advance(10 * second)

  assert.ok(!typesOf(app, id).includes(eventType.timerFired))
  assert.equal((await app.status(id)).runtimeStatus, 'Running')
})

test('while suspended nothing moves; after the resumption everything that came is played', async (t) => {
  let calls = 0
  const app = await serveDurable(t, {
    orchestrators: {
      *two(context: Context): Steps {
        const first = yield context.df.waitForExternalEvent('go')
        return [first, yield context.df.callActivity('count')]
      },
    },
    activities: { count: () => (calls += 1) },
  })
  const id = await app.start('two')

  assert.equal((await app.call('POST', `instances/${id}/suspend?reason=pause`)).status, 202)
  await app.raise(id, 'go', 'now')
  assert.equal((await app.status(id)).runtimeStatus, 'Suspended')
  assert.equal(calls, 0)
  assert.equal((await app.call('POST', `instances/${id}/resume?reason=on`)).status, 202)

  assert.deepEqual((await app.status(id)).output, ['now', 1])
  assert.equal(calls, 1)
})

test('a terminated instance ends at once with the reason, whatever is still open', async (t) => {
  const app = await serveDurable(t, { orchestrators: { waits } })
  const id = await app.start('waits')

  assert.equal((await app.call('POST', `instances/${id}/terminate?reason=enough`)).status, 202)

  const status = await app.status(id)
  assert.equal(status.runtimeStatus, 'Terminated')
  assert.equal(status.output, 'enough')
  for (const command of ['terminate', 'suspend', 'resume'])
    assert.equal((await app.call('POST', `instances/${id}/${command}`)).status, 410)
  assert.equal((await app.call('POST', `instances/nobody/terminate`)).status, 404)
})

test('even a suspended instance can be terminated', async (t) => {
  const app = await serveDurable(t, { orchestrators: { waits } })
  const id = await app.start('waits')

  await app.call('POST', `instances/${id}/suspend`)
  await app.call('POST', `instances/${id}/terminate?reason=enough`)

  assert.equal((await app.status(id)).runtimeStatus, 'Terminated')
})

test('a failed instance that is rewound tries the failed activity again, and only that', async (t) => {
  const calls: string[] = []
  let broken = true
  const app = await serveDurable(t, {
    orchestrators: {
      *steps(context: Context): Steps {
        return [yield context.df.callActivity('first'), yield context.df.callActivity('second')]
      },
    },
    activities: {
      first: () => calls.push('first'),
      second: () => {
        calls.push('second')
        if (broken) throw new Error('broken')
        return 'mended'
      },
    },
  })
  const id = await app.start('steps')
  assert.equal((await app.status(id)).runtimeStatus, 'Failed')
  broken = false

  assert.equal((await app.call('POST', `instances/${id}/rewind?reason=mended`)).status, 202)

  assert.deepEqual((await app.status(id)).output, [1, 'mended'])
  assert.deepEqual(calls, ['first', 'second', 'second'])
  assert.equal((await app.call('POST', `instances/${id}/rewind`)).status, 412)
  assert.equal((await app.call('POST', `instances/nobody/rewind`)).status, 404)
})

test('a restart runs the same orchestrator with the same input under a new id, or the old one when asked', async (t) => {
  const app = await serveDurable(t, {
    orchestrators: {
      *echo(context: Context): Steps {
        return context.df.getInput()
      },
      waits,
    },
  })
  const id = await app.start('echo', { n: 7 })
  const running = await app.start('waits')

  const again = (await (await app.call('POST', `instances/${id}/restart`)).json()) as { id: string }
  const same = await app.call('POST', `instances/${id}/restart?restartWithNewInstanceId=false`)

  assert.notEqual(again.id, id)
  assert.deepEqual((await app.status(again.id)).output, { n: 7 })
  assert.equal(((await same.json()) as { id: string }).id, id)
  const refused = await app.call('POST', `instances/${running}/restart?restartWithNewInstanceId=false`)
  assert.equal(refused.status, 409)
  assert.equal((await app.call('POST', 'instances/nobody/restart')).status, 404)
})

test('an orchestrator function that throws without words never ends: the SDK reports no error', async (t) => {
  const app = await serveDurable(t, {
    orchestrators: {
      *wordless(): Steps {
        yield* []
        throw new Error('')
      },
    },
  })

  assert.equal((await app.status(await app.start('wordless'))).runtimeStatus, 'Running')
})
