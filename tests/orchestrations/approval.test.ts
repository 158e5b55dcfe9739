import assert from 'node:assert/strict'
import { test } from 'node:test'

import { approval } from '../../orchestrations/approval.ts'
import type { ApprovalLap } from '../../shared/application/timing/approval-steps.ts'
import { runOrchestration } from '../support/run-orchestration.ts'

const startAt = new Date('2026-03-05T09:00:00Z')
const input = { companyId: 'demo', requestId: 'r1' }

const waiting = (until: string): ApprovalLap => ({ kind: 'wait', until, approvals: 0, approvalsNeeded: 1 })

function laps(...answers: readonly ApprovalLap[]) {
  let next = 0
  return () => answers[Math.min(next++, answers.length - 1)]
}

test('a seal that nobody decides is brought to mind again and again, each reminder once', async () => {
  const run = await runOrchestration(approval, {
    ...{ input, startAt },
    activities: {
      approvalLap: laps(waiting('2026-03-06T09:00:00Z'), waiting('2026-03-08T09:00:00Z'), {
        kind: 'decided',
      }),
      remindApprovers: () => null,
    },
  })

  const reminders = run.calls.filter(({ name }) => name === 'remindApprovers')
  assert.deepEqual(
    reminders.map(({ input: given, at }) => [given, at.toISOString()]),
    [
      [{ ...input, reminder: 1 }, '2026-03-06T09:00:00.000Z'],
      [{ ...input, reminder: 2 }, '2026-03-08T09:00:00.000Z'],
    ],
  )
  assert.equal(run.output, 'decided')
})

test('the decision ends the waiting without a reminder', async () => {
  const run = await runOrchestration(approval, {
    ...{ input, startAt },
    activities: { approvalLap: laps(waiting('2026-03-06T09:00:00Z'), { kind: 'decided' }) },
    events: { changed: { at: new Date('2026-03-05T15:00:00Z') } },
  })

  assert.equal(run.output, 'decided')
  assert.equal(run.finishedAt.toISOString(), '2026-03-05T15:00:00.000Z')
  assert.deepEqual(run.continuedWith, [])
})

test('however often it is told of changes, its history stays short and its reminders are kept count of', async () => {
  const told = Array.from({ length: 25 }, (_, hour) => ({
    at: new Date(startAt.getTime() + (hour + 1) * 60_000),
  }))
  const run = await runOrchestration(approval, {
    input: { ...input, reminders: 2 },
    startAt,
    activities: {
      approvalLap: (_input: unknown, at: Date) =>
        at < new Date('2026-03-06T09:00:00Z') ? waiting('2026-03-06T09:00:00Z') : { kind: 'decided' },
      remindApprovers: () => null,
    },
    events: { changed: told },
  })

  assert.equal(run.output, 'decided')
  assert.deepEqual(run.continuedWith[0], { ...input, reminders: 2 })
})
