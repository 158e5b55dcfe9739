import assert from 'node:assert/strict'
import { test } from 'node:test'

import {
  maskedPerson,
  onlyReviews,
  revealMinutes,
  shownUntil,
} from '../../../shared/domain/identity/masking.ts'

test('who approves and does nothing else is not told who it is about; who works on it is', () => {
  assert.ok(onlyReviews(['uninvolved', 'approver']))
  assert.ok(!onlyReviews(['assigned', 'uninvolved', 'approver']))
  assert.ok(!onlyReviews(['assigned', 'contributor']))
})

test('name and contact are covered and stay named; the person’s own words are content, and stay', () => {
  const told = { email: 'anna@person.example', identifiers: { name: 'Anna' }, message: 'Everything.' }

  assert.deepEqual(maskedPerson(told), { message: 'Everything.', masked: ['email', 'identifiers'] })
  assert.deepEqual(maskedPerson({ postalAddress: 'Prøvegade 2' }), { masked: ['postalAddress'] })
})

test('what is shown is covered again half an hour later', () => {
  const at = new Date('2026-03-02T08:00:00Z')

  assert.equal(revealMinutes, 30)
  assert.equal(shownUntil(at).toISOString(), '2026-03-02T08:30:00.000Z')
})

test('a reviewer reads that somebody showed a national identity, and not whose it is', () => {
  const nationalIdentity = { name: 'Ida Bang', birthdate: '1970-01-31' }
  const masked = maskedPerson({ message: 'Hello', nationalIdentity })
  assert.deepEqual(masked, { message: 'Hello', masked: ['nationalIdentity'] })
})
