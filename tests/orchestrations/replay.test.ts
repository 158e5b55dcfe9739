import assert from 'node:assert/strict'
import { test } from 'node:test'

import { orchestrations } from '../../orchestrations/index.ts'
import { checkDeterminism } from '../support/recorded-history.ts'
import type { RunOptions } from '../support/run-orchestration.ts'

const startAt = new Date('2026-03-05T09:00:00Z')
const input = { companyId: 'demo', requestId: 'r1' }
const soon = '2026-03-08T09:00:00.000Z'

/** A life of each script as the real engine records it. The last lap is the one whose history is left. */
const lives: Readonly<Record<keyof typeof orchestrations, RunOptions>> = {
  requestLifecycle: {
    ...{ input, startAt },
    activities: {
      deadlineLap: (_input: unknown, at: Date) =>
        at < new Date(soon)
          ? { kind: 'wait', until: soon, milestone: 'halfway', status: 'open', due: soon }
          : { kind: 'over' },
    },
  },
  consentLife: {
    ...{ input, startAt },
    activities: {
      consentLap: (_input: unknown, at: Date) =>
        at < new Date(soon) ? { kind: 'wait', until: soon, next: 'renewal', at: soon } : { kind: 'over' },
      reachConsentTime: () => 'reached',
    },
  },
  approval: {
    ...{ input, startAt },
    activities: {
      approvalLap: (_input: unknown, at: Date) =>
        at < new Date(soon)
          ? { kind: 'wait', until: soon, approvals: 0, approvalsNeeded: 1 }
          : { kind: 'decided' },
      remindApprovers: () => null,
    },
  },
  delivery: {
    ...{ input, startAt },
    activities: {
      prepareDelivery: () => ['d1', 'd2'],
      buildPackage: () => 'built',
      releaseDelivery: () => 'released',
    },
  },
}

for (const [name, script] of Object.entries(orchestrations))
  test(`${name} asks for the same at every replay, wherever its history is cut`, async () => {
    assert.ok((await checkDeterminism(script, lives[name as keyof typeof orchestrations])) > 1)
  })
