import assert from 'node:assert/strict'
import { test } from 'node:test'

import { consentLife } from '../../orchestrations/consent-life.ts'
import type { ConsentLap } from '../../shared/application/consent/consent-time.ts'
import { runOrchestration } from '../support/run-orchestration.ts'

const startAt = new Date('2026-03-05T09:00:00Z')
const input = { companyId: 'demo', requestId: '~subjectSubjectSubject1' }
const asks = { next: 'renewal', at: '2026-03-08T09:00:00Z' } as const
const waits: ConsentLap = { kind: 'wait', until: asks.at, ...asks }

/** Answers the laps in order; the last one again and again. */
function laps(...answers: readonly ConsentLap[]) {
  let next = 0
  return () => answers[Math.min(next++, answers.length - 1)]
}

test('a consent that runs out is asked about at its time, expires at its time, and the watch over it ends', async () => {
  const ends = { next: 'expiry', at: '2026-03-12T09:00:00Z' } as const
  const run = await runOrchestration(consentLife, {
    ...{ input, startAt, instanceId: 'i1' },
    activities: {
      consentLap: laps(
        waits,
        { kind: 'act', ...asks },
        { kind: 'wait', until: ends.at, ...ends },
        { kind: 'act', ...ends },
        { kind: 'over' },
      ),
      reachConsentTime: () => 'reached',
    },
  })

  assert.equal(run.output, 'over')
  assert.deepEqual(
    run.calls.filter(({ name }) => name === 'reachConsentTime').map(({ at }) => at.toISOString()),
    ['2026-03-08T09:00:00.000Z', '2026-03-12T09:00:00.000Z'],
  )
  assert.deepEqual(run.calls[0]?.input, { ...input, instanceId: 'i1' })
})

test('a withdrawal ends the watch at once, and a hint that is lost costs a lap', async () => {
  const options = {
    ...{ input, startAt, instanceId: 'i1' },
    activities: { consentLap: laps(waits, { kind: 'over' }) },
  }
  const told = await runOrchestration(consentLife, {
    ...options,
    events: { changed: { at: new Date('2026-03-06T12:00:00Z') } },
  })
  assert.equal(told.output, 'over')
  assert.equal(told.finishedAt.toISOString(), '2026-03-06T12:00:00.000Z')

  const untold = await runOrchestration(consentLife, {
    ...options,
    activities: { consentLap: laps(waits, { kind: 'over' }) },
  })
  assert.equal(untold.calls[1]?.at.toISOString(), '2026-03-08T09:00:00.000Z')
})

test('whoever watches the procedure sees dates and the pseudonym of a place, and nothing of anybody', async () => {
  const run = await runOrchestration(consentLife, {
    ...{ input, startAt, instanceId: 'i1' },
    activities: { consentLap: laps(waits, { kind: 'over' }) },
  })
  assert.deepEqual(run.customStatuses, [asks])
  assert.deepEqual(run.continuedWith, [input])
})

test('somebody who changes their mind all the time does not grow a history without end', async () => {
  const run = await runOrchestration(consentLife, {
    ...{ input, startAt, instanceId: 'i1' },
    activities: { consentLap: laps(...Array.from({ length: 21 }, () => waits), { kind: 'over' }) },
    events: {
      changed: Array.from({ length: 25 }, (_, minute) => ({
        at: new Date(startAt.getTime() + (minute + 1) * 60_000),
      })),
    },
  })
  assert.deepEqual(run.continuedWith, [input])
})
