import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import test from 'node:test'
import { fileURLToPath } from 'node:url'

import { app as azure, InvocationContext } from '@azure/functions'

import { loadFunctions } from '../../../local/host/core-api.ts'
import { eventType, historyEvent, type ExecutionStarted } from '../../../local/host/durable/history.ts'
import { lazyOrchestrator } from '../../../orchestrations/lazy-durable.ts'
import { startAt, type Context, type Steps } from './support/durable-app.ts'

const greet = function* (context: Context): Steps {
  context.df.setCustomStatus({ greeting: true })
  const first = yield context.df.callActivity('hello', context.df.getInput())
  if (first === 'fail') throw new Error('as told')
  return [first, context.df.currentUtcDateTime]
}

/** The first episode, or the second after the activity answered this. */
function trigger(answer?: string): string {
  const started = historyEvent<ExecutionStarted>(eventType.executionStarted, startAt, {
    ...{ Name: 'greet', Version: null, Input: '"Ada"', ParentInstance: null, Tags: null },
    OrchestrationInstance: { InstanceId: 'it', ExecutionId: 'x' },
  })
  const begin = historyEvent(eventType.orchestratorStarted, startAt, {})
  const scheduled = {
    EventType: 4,
    EventId: 0,
    Name: 'hello',
    Input: '["\\"Ada\\""]',
    Timestamp: begin.Timestamp,
  }
  const done = {
    EventType: 5,
    EventId: -1,
    TaskScheduledId: 0,
    Result: JSON.stringify(answer),
    IsPlayed: false,
  }
  const history = [begin, started, ...(answer === undefined ? [] : [scheduled, begin, done])]
  return JSON.stringify({
    ...{ history, input: 'Ada', instanceId: 'it', isReplaying: false, parentInstanceId: null },
    ...{
      upperSchemaVersion: 1,
      upperSchemaVersionNew: 3,
      defaultHttpAsyncRequestSleepTimeMillseconds: 30_000,
    },
    ...{ longRunningTimerIntervalDuration: '3.00:00:00', maximumShortTimerDuration: '6.00:00:00' },
  })
}

test('the lazy handler answers, state for state, what the handler of df.app.orchestration answers', async () => {
  const host = await loadFunctions(async () => {
    const { app: durable } = await import('durable-functions')
    durable.orchestration('theirs', greet)
    azure.generic('ours', {
      trigger: { type: 'orchestrationTrigger', name: 'context' },
      handler: lazyOrchestrator(greet),
    })
  })
  const ask = async (functionName: string, answer?: string): Promise<unknown> => {
    const binding = host.functions.get(functionName)?.trigger.name ?? ''
    const inputs = [{ name: binding, data: { string: trigger(answer) } }]
    return host.invoke({ functionName, inputs }).then(
      (result) => result.returnValue?.json,
      (error: Error) => error.message,
    )
  }

  for (const answer of [undefined, 'hello Ada', 'fail']) {
    const ours = await ask('ours', answer)
    assert.equal(ours, await ask('theirs', answer))
    assert.ok(typeof ours === 'string' && ours.includes('"actions"'))
  }
  assert.equal(host.functions.get('ours')?.trigger.type, host.functions.get('theirs')?.trigger.type)
})

test('one handler serves several invocations at once, each with a context of its own', async () => {
  const handler = lazyOrchestrator(greet)
  const context = () => new InvocationContext({ functionName: 'greet' })

  const states = await Promise.all([
    handler(JSON.parse(trigger()), context()),
    handler(JSON.parse(trigger('hello Ada')), context()),
  ])

  assert.deepEqual(
    states.map((state) => (state as { isDone: boolean }).isDone),
    [false, true],
  )
})

test('nothing of durable-functions is loaded before the first orchestration', () => {
  const module = fileURLToPath(new URL('../../../orchestrations/lazy-durable.ts', import.meta.url))
  const program = `
    import { createRequire } from 'node:module'
    const loaded = () => Object.keys(createRequire(${JSON.stringify(module)}).cache).filter((file) => file.includes('durable-functions')).length
    const { lazyOrchestrator } = await import(${JSON.stringify(module)})
    const handler = lazyOrchestrator(function* () { return 'done' })
    const before = loaded()
    await handler(${trigger()}, {})
    console.log(before, loaded() > 0)`

  const output = execFileSync(process.execPath, ['--input-type=module', '--eval', program], {
    encoding: 'utf8',
  })

  assert.equal(output.trim(), '0 true')
})
