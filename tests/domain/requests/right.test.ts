import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  articleOf,
  getsPackage,
  isAnsweredAtOnce,
  isRight,
  rights,
} from '../../../shared/domain/requests/right.ts'

test('every right names the article that grants it', () => {
  assert.deepEqual(rights.map(articleOf), [
    'Art. 15',
    'Art. 20',
    'Art. 16',
    'Art. 17',
    'Art. 18',
    'Art. 21',
    'Art. 7(3)',
  ])
})

test('only access and portability are answered with data', () => {
  assert.deepEqual(rights.filter(getsPackage), ['access', 'portability'])
})

test('withdrawal of consent and objection to direct marketing are answered at once', () => {
  assert.deepEqual(
    rights.filter((right) => isAnsweredAtOnce(right, 'directMarketing')),
    ['objection', 'consentWithdrawal'],
  )
  assert.deepEqual(
    rights.filter((right) => isAnsweredAtOnce(right, 'other')),
    ['consentWithdrawal'],
  )
})

test('a word that is no right is not taken for one', () => {
  for (const word of ['', 'Access', 'access ', 'consent_withdrawal', 'toString', '__proto__'])
    assert.equal(isRight(word), false)
  assert.ok(rights.every(isRight))
})
