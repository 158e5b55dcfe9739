import assert from 'node:assert/strict'
import { test } from 'node:test'
import { coarseStatus } from '../../../shared/domain/requests/coarse-status.ts'
import type { RequestStatus } from '../../../shared/domain/requests/lifecycle.ts'

const told = (statuses: readonly RequestStatus[]) => [...new Set(statuses.map(coarseStatus))]

test('every request that is worked on looks the same from outside, and so does every one that ended', () => {
  assert.deepEqual(told(['open', 'collecting', 'sealed', 'approved']), ['underWay'])
  assert.deepEqual(told(['delivered', 'refused', 'withdrawn']), ['ended'])
})

test('before an address is confirmed, after it never was, and once the content is gone, nothing is told', () => {
  assert.deepEqual(told(['awaitingVerification', 'expired', 'closed']), [undefined])
})
