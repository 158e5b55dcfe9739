import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  contentPurgeAt,
  deliveryReminderAt,
  linkExpiresAt,
  proofPurgeAt,
} from '../../../shared/domain/retention/retention.ts'

const endedAt = new Date('2026-03-01T10:30:00Z')

test('content goes 32 days after the ending, to the millisecond and across the change of the clocks', () => {
  assert.equal(contentPurgeAt(endedAt).toISOString(), '2026-04-02T10:30:00.000Z')
})

test('the detail of proof goes 90 days after the ending', () => {
  assert.equal(proofPurgeAt(endedAt).toISOString(), '2026-05-30T10:30:00.000Z')
})

test('the link shows the certificate for seven days after the purge', () => {
  assert.equal(linkExpiresAt(endedAt).toISOString(), '2026-04-09T10:30:00.000Z')
})

test('the person is reminded a week before the end', () => {
  assert.equal(deliveryReminderAt(endedAt).toISOString(), '2026-03-26T10:30:00.000Z')
})
