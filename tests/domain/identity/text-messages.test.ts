import assert from 'node:assert/strict'
import { test } from 'node:test'

import {
  asE164,
  callingCodeOf,
  endingOf,
  mayText,
  usualTextPolicy,
} from '../../../shared/domain/identity/text-messages.ts'

test('a company that has said nothing texts numbers of its own country, a hundred a month', () => {
  assert.deepEqual(usualTextPolicy('DK'), { prefixes: ['+45'], monthlyCap: 100 })
  assert.deepEqual(
    (['DE', 'IE', 'NL'] as const).map((country) => usualTextPolicy(country).prefixes),
    [['+49'], ['+353'], ['+31']],
  )
})

test('a number is texted only where it begins as the company said', () => {
  const policy = { prefixes: ['+45', '+467'], monthlyCap: 1 }

  assert.deepEqual(
    ['+4512345678', '+46701234567', '+46812345678', '+1900123456', '4512345678'].map((phone) =>
      mayText(policy, phone),
    ),
    [true, true, false, false, false],
  )
})

test('a number is read as people write it, and what is none stays none', () => {
  const danish = callingCodeOf('DK')
  const written = [
    ['12 34 56 78', '+4512345678'],
    ['+45 12345678', '+4512345678'],
    ['0045 12 34 56 78', '+4512345678'],
    ['(+45) 12-34-56-78', '+4512345678'],
    ['', ''],
    ['my phone', '+45myphone'],
  ] as const

  for (const [text, number] of written) assert.equal(asE164(text, danish), number)
  assert.equal(asE164('0151 2345678', callingCodeOf('DE')), '+491512345678')
})

test('of a number two figures are told', () => {
  assert.equal(endingOf('+4512345678'), '78')
})

test('a Hungarian number is dialled with 06 inside the country', () => {
  assert.equal(asE164('06 20 123 4567', callingCodeOf('HU')), '+36201234567')
  assert.equal(asE164('20 123 4567', callingCodeOf('HU')), '+36201234567')
})
