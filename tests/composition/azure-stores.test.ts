import assert from 'node:assert/strict'
import { test } from 'node:test'

import { azureStores } from '../../shared/composition/azure-stores.ts'
import { anSms } from '../support/contracts/senders.ts'
import { signedCall, webhookKey } from '../support/sendgrid/events.ts'
import { accountSid, authToken, from, twilioDouble } from '../support/twilio/service.ts'

const now = new Date('2026-03-02T08:00:00Z')
const edges = { clock: { now: () => now }, log: { write: () => {} } }
const mail = { apiKey: 'SG.k', from: 'privacy@company.example' }

test('what the mail provider tells is taken where the key by which it signs is known, and only there', () => {
  const { mailEvents } = azureStores({ mail: { ...mail, webhookKey } }, edges)

  assert.ok(mailEvents?.read(signedCall([], now)).ok)
  assert.equal(azureStores({ mail }, edges).mailEvents, undefined)
})

test('text messages go to the provider that the settings choose, and without one there are none', async (t) => {
  const double = await twilioDouble()
  t.after(double.close)
  const { sms } = azureStores({ sms: { accountSid, authToken, from, baseUrl: double.url } }, edges)

  assert.deepEqual(await sms?.send(anSms('one')), { ok: true, value: { providerId: 'SM0' } })
  assert.equal(azureStores({ mail }, edges).sms, undefined)
})
