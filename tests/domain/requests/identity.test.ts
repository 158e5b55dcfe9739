import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { IdentityMethod, IdentityRecord } from '../../../shared/domain/requests/identity.ts'
import {
  demandedLevel,
  establishes,
  identityLevels,
  identityMethods,
} from '../../../shared/domain/requests/identity.ts'

const aRecord = (more: Partial<IdentityRecord> = {}): IdentityRecord => ({
  method: 'contactOnFile',
  level: 'onFile',
  evidence: 'e-mail equal to the one on the policy',
  by: 'employee-1',
  at: new Date('2026-03-06T09:00:00Z'),
  ...more,
})

test('holding the mailbox does not show that one is the person', () => {
  const mailbox = aRecord({ method: 'mailboxLink', level: 'mailbox' })

  assert.equal(establishes(mailbox, 'mailbox'), true)
  assert.equal(establishes(mailbox, 'onFile'), false)
})

test('a higher level serves where a lower one is demanded, and not the other way', () => {
  assert.equal(establishes(aRecord({ method: 'nationalEid', level: 'nationalId' }), 'onFile'), true)
  assert.equal(establishes(aRecord(), 'onFile'), true)
  assert.equal(establishes(aRecord(), 'nationalId'), false)
})

test('no method shows more than it can, whatever level is written beside it', () => {
  for (const method of Object.keys(identityMethods) as IdentityMethod[])
    for (const level of identityLevels) {
      const claimed = establishes(aRecord({ method, level }), level)
      assert.equal(
        claimed,
        identityLevels.indexOf(level) <= identityLevels.indexOf(identityMethods[method]),
        method,
      )
    }
})

test('a record without evidence establishes nothing', () => {
  assert.equal(establishes(aRecord({ evidence: '  ' }), 'mailbox'), false)
})

test('a request about several types of information demands the highest level of them', () => {
  const policy = {
    identityLevel: 'onFile',
    identityLevels: [
      { informationType: 'newsletter', level: 'mailbox', reason: 'Addresses alone.' },
      { informationType: 'health', level: 'nationalId', reason: 'Art. 9.' },
    ],
  } as const

  assert.equal(demandedLevel(policy, ['newsletter']), 'mailbox')
  assert.equal(demandedLevel(policy, ['newsletter', 'sales']), 'onFile')
  assert.equal(demandedLevel(policy, ['sales', 'health', 'newsletter']), 'nationalId')
  assert.equal(demandedLevel(policy, []), 'onFile')
  assert.equal(demandedLevel({ identityLevel: 'mailbox' }, ['sales']), 'mailbox')
})
