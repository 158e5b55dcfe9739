import { DatabaseSync } from 'node:sqlite'

import { manualClock } from '../../../../local/host/clock.ts'
import type { FunctionHost } from '../../../../local/host/core-api.ts'
import type { OrchestratorState } from '../../../../local/host/durable/actions.ts'
import { createDurable } from '../../../../local/host/durable/durable.ts'
import type { HistoryEvent } from '../../../../local/host/durable/history.ts'
import { startInstance } from '../../../../local/host/durable/start.ts'
import { openStore } from '../../../../local/host/durable/store.ts'
import { startAt } from './durable-app.ts'

export type Trigger = {
  readonly history: readonly HistoryEvent[]
  readonly input: unknown
  readonly instanceId: string
} & Readonly<Record<string, unknown>>

/** A durable host whose orchestrator answers, episode by episode, what a test says: what the SDK never would. */
export async function scriptedHost(
  answer: (episode: number, trigger: Trigger) => Partial<OrchestratorState>,
  /** How far the machine's clock has gone wrong. */
  skew: () => number = () => 0,
) {
  const triggers: Trigger[] = []
  const host: FunctionHost = {
    functions: new Map([
      [
        'scripted',
        {
          name: 'scripted',
          bindings: {},
          trigger: { name: 'context', type: 'orchestrationTrigger', options: {} },
        },
      ],
      [
        'work',
        { name: 'work', bindings: {}, trigger: { name: 'input', type: 'activityTrigger', options: {} } },
      ],
      [
        'other',
        { name: 'other', bindings: {}, trigger: { name: 'input', type: 'activityTrigger', options: {} } },
      ],
    ]),
    invoke: (invocation) => {
      if (invocation.functionName !== 'scripted') return Promise.resolve({ outputData: [] })
      const trigger = JSON.parse(invocation.inputs[0]?.data.string ?? '') as Trigger
      triggers.push(trigger)
      const state = { isDone: false, actions: [[]], ...answer(triggers.length, trigger) }
      return Promise.resolve({ returnValue: { json: JSON.stringify(state) }, outputData: [] })
    },
  }
  const steady = manualClock(startAt)
  const clock = { ...steady, now: () => steady.now() + skew() }
  const db = new DatabaseSync(':memory:')
  const url = (): string => 'http://127.0.0.1:1'
  const durable = createDurable({ db, clock, host, baseUrl: url, rpcBaseUrl: url })
  const store = openStore(db)
  startInstance(
    store,
    { instanceId: 'it', executionId: 'x1', name: 'scripted', version: null, input: '{"a":1}', parent: null },
    startAt,
  )
  durable.start()
  await clock.idle()
  return { clock, store, durable, triggers, status: () => durable.instances()[0]?.runtimeStatus, db }
}
