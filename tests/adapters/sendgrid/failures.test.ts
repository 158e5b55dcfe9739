import assert from 'node:assert/strict'
import { test } from 'node:test'

import { failureOf, refusesAddress, refusesUs } from '../../../shared/adapters/sendgrid/failures.ts'

const now = new Date('2026-03-02T08:00:00Z')

test('whatever is thrown that is no answer is a defect, and is neither a refusal nor quoted', () => {
  for (const thrown of [undefined, null, 'person@mail.example', {}, { response: { body: 1 } }]) {
    assert.match(
      failureOf(thrown, now).message,
      /^the SDK of SendGrid failed with (undefined|object|string)$/,
    )
    assert.equal(refusesAddress(thrown), false)
    assert.equal(refusesUs(thrown), false)
  }
})

test('an answer without headers or body is read as it is', () => {
  assert.match(failureOf({ code: 400 }, now).message, /status 400/)
  assert.equal(refusesAddress({ code: 400 }), false)
  assert.match(failureOf({ code: 503 }, now).message, /^mail is unavailable$/)
})
