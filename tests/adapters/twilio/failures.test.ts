import assert from 'node:assert/strict'
import { test } from 'node:test'

import { failureOf, refusesNumber, refusesUs } from '../../../shared/adapters/twilio/failures.ts'

test('whatever is thrown that is no answer is a defect, and is neither a refusal nor quoted', () => {
  for (const thrown of [undefined, null, '+4512345678', {}, { code: 1 }]) {
    assert.match(
      failureOf(thrown, undefined).message,
      /^the SDK of Twilio failed with (undefined|object|string)$/,
    )
    assert.equal(refusesNumber(thrown), false)
    assert.equal(refusesUs(thrown), false)
  }
})
