import assert from 'node:assert/strict'
import { test } from 'node:test'

import { azureStores } from '../../shared/composition/azure-stores.ts'
import { signedCall, webhookKey } from '../support/sendgrid/events.ts'

const now = new Date('2026-03-02T08:00:00Z')
const edges = { clock: { now: () => now }, log: { write: () => {} } }
const mail = { apiKey: 'SG.k', from: 'privacy@company.example' }

test('what the mail provider tells is taken where the key by which it signs is known, and only there', () => {
  const { mailEvents } = azureStores({ mail: { ...mail, webhookKey } }, edges)

  assert.ok(mailEvents?.read(signedCall([], now)).ok)
  assert.equal(azureStores({ mail }, edges).mailEvents, undefined)
})
