import assert from 'node:assert/strict'
import { test } from 'node:test'

import { requestLifecycle } from '../../orchestrations/request-lifecycle.ts'
import type { DeadlineLap } from '../../shared/application/timing/deadline-steps.ts'
import { runOrchestration } from '../support/run-orchestration.ts'

const startAt = new Date('2026-03-05T09:00:00Z')
const input = { companyId: 'demo', requestId: 'r1' }
const seen = { status: 'open', due: '2026-04-07T21:59:59.999Z' }

const wait = (until: string, milestone: string): DeadlineLap => ({ kind: 'wait', until, milestone, ...seen })

/** Answers the laps in order; the last one again and again. */
function laps(...answers: readonly DeadlineLap[]) {
  let next = 0
  return () => answers[Math.min(next++, answers.length - 1)]
}

test('the deadline sleeps until the next milestone, acts on it, and ends with the request', async () => {
  const run = await runOrchestration(requestLifecycle, {
    ...{ input, startAt, instanceId: 'i1' },
    activities: {
      deadlineLap: laps(
        wait('2026-03-10T09:00:00Z', 'halfway'),
        { kind: 'act', milestone: 'halfway', ...seen },
        { kind: 'over' },
      ),
      reachMilestone: () => 'reached',
    },
  })

  assert.equal(run.output, 'over')
  assert.deepEqual(
    run.calls.map(({ name, at }) => [name, at.toISOString()]),
    [
      ['deadlineLap', '2026-03-05T09:00:00.000Z'],
      ['deadlineLap', '2026-03-10T09:00:00.000Z'],
      ['reachMilestone', '2026-03-10T09:00:00.000Z'],
      ['deadlineLap', '2026-03-10T09:00:00.000Z'],
    ],
  )
  assert.deepEqual(run.calls[2]?.input, { ...input, milestone: 'halfway' })
})

test('a change of the request makes the deadline look at once, and its timer is not left behind', async () => {
  const run = await runOrchestration(requestLifecycle, {
    ...{ input, startAt, instanceId: 'i1' },
    activities: { deadlineLap: laps(wait('2026-03-10T09:00:00Z', 'halfway'), { kind: 'over' }) },
    events: { changed: { at: new Date('2026-03-06T12:00:00Z') } },
  })

  assert.equal(run.output, 'over')
  assert.equal(run.calls[1]?.at.toISOString(), '2026-03-06T12:00:00.000Z')
  assert.equal(run.finishedAt.toISOString(), '2026-03-06T12:00:00.000Z')
})

test('a lost event costs a lap and nothing else', async () => {
  const run = await runOrchestration(requestLifecycle, {
    ...{ input, startAt, instanceId: 'i1' },
    activities: { deadlineLap: laps(wait('2026-03-10T09:00:00Z', 'halfway'), { kind: 'over' }) },
  })

  assert.equal(run.output, 'over')
  assert.equal(run.calls[1]?.at.toISOString(), '2026-03-10T09:00:00.000Z')
})

test('whoever watches sees states and dates; no lap hands on anything but ids', async () => {
  const run = await runOrchestration(requestLifecycle, {
    ...{ input, startAt, instanceId: 'i1' },
    activities: { deadlineLap: laps(wait('2026-03-10T09:00:00Z', 'halfway'), { kind: 'over' }) },
  })

  assert.deepEqual(run.customStatuses, [{ status: 'open', due: seen.due, next: 'halfway' }])
  assert.deepEqual(run.continuedWith, [input])
})

test('a request that changes all the time does not grow a history without end', async () => {
  const told = Array.from({ length: 25 }, (_, minute) => ({
    at: new Date(startAt.getTime() + (minute + 1) * 60_000),
  }))
  const until = '2026-03-10T09:00:00Z'
  const run = await runOrchestration(requestLifecycle, {
    ...{ input, startAt, instanceId: 'i1' },
    activities: {
      deadlineLap: (_input: unknown, at: Date) =>
        at < new Date(until) ? wait(until, 'halfway') : { kind: 'over' },
    },
    events: { changed: told },
  })

  assert.equal(run.output, 'over')
  assert.ok(run.continuedWith.length >= 2)
})
