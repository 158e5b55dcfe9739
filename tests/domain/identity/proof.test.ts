import assert from 'node:assert/strict'
import { test } from 'node:test'

import {
  countedProofs,
  isBeyondMailbox,
  isFreshProof,
  missingProof,
  proofKinds,
} from '../../../shared/domain/identity/proof.ts'

test('the mailed link alone shows who holds a mailbox; anything beside it shows more', () => {
  assert.equal(isBeyondMailbox([]), false)
  assert.equal(isBeyondMailbox(['link']), false)
  for (const kind of proofKinds.filter((one) => one !== 'link')) {
    assert.equal(isBeyondMailbox([kind]), true, kind)
    assert.equal(isBeyondMailbox(['link', kind]), true, kind)
  }
})

test('a proof is fresh for five minutes, and where none was given none is', () => {
  const provedAt = new Date('2026-03-02T08:00:00Z')
  assert.equal(isFreshProof(provedAt, provedAt), true)
  assert.equal(isFreshProof(provedAt, new Date('2026-03-02T08:04:59.999Z')), true)
  assert.equal(isFreshProof(provedAt, new Date('2026-03-02T08:05:00Z')), false)
  assert.equal(isFreshProof(undefined, provedAt), false)
})

test('where the provider is the only way, no other factor counts, but an owner keeps a way in', () => {
  const all = [...proofKinds]
  assert.deepEqual(countedProofs(all, 'only', ['systemUser', 'systemAdministrator']), ['link', 'provider'])
  assert.deepEqual(countedProofs(all, 'only', ['systemOwner']), all)
  assert.deepEqual(countedProofs(all, 'offered', []), all)
  assert.deepEqual(countedProofs(all, undefined, []), all)
})

test('a factor that was shown long ago is enough where no fresh proof is asked for', () => {
  const now = new Date('2026-03-02T08:00:00Z')
  const shown = { proofs: ['link', 'totp'], provedAt: new Date('2026-03-02T01:00:00Z') } as const
  assert.equal(missingProof('factor', shown, now), undefined)
  assert.equal(missingProof('fresh', shown, now), 'freshProofRequired')
  assert.equal(missingProof('fresh', { ...shown, provedAt: now }, now), undefined)
  assert.equal(missingProof('factor', { proofs: ['link'] }, now), 'factorRequired')
  assert.equal(missingProof('link', { proofs: ['link'] }, now), undefined)
})
