import assert from 'node:assert/strict'
import { test } from 'node:test'

import { nextTry, retryAfter } from '../../../shared/domain/webhooks/retries.ts'

const now = new Date('2026-03-02T08:00:00Z')
const minutesTo = (at: Date | undefined) => at && (at.getTime() - now.getTime()) / 60_000

const mostTries = 10

test('a receiver that is away is tried ten times, ever later, over three days', () => {
  const waits = Array.from({ length: mostTries }, (_, index) => minutesTo(nextTry(index + 1, now)))

  assert.deepEqual(
    waits.map((wait) => wait && Math.round(wait * 60)),
    [...[5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400], undefined],
  )
})

test('who asks for more time gets it, up to a day, and never less than usual', () => {
  const wished = (seconds: number) => minutesTo(nextTry(2, now, new Date(now.getTime() + seconds * 1000)))
  assert.equal(wished(60), 5)
  assert.equal(wished(3_600), 60)
  assert.equal(wished(30 * 86_400), 24 * 60)
  assert.equal(nextTry(mostTries, now, new Date(now.getTime() + 1000)), undefined)
})

test('Retry-After is read as seconds or as a date, and as nothing else', () => {
  assert.deepEqual(retryAfter('120', now), new Date('2026-03-02T08:02:00Z'))
  assert.deepEqual(retryAfter('Mon, 02 Mar 2026 09:00:00 GMT', now), new Date('2026-03-02T09:00:00Z'))
  for (const header of [undefined, '', '-1', '1.5', 'soon', 'Mon, soon', '2026-03-02', '9'.repeat(10)])
    assert.equal(retryAfter(header, now), undefined, header)
})
