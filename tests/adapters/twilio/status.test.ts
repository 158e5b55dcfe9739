import assert from 'node:assert/strict'
import { test } from 'node:test'

import { createTwilioSms } from '../../../shared/adapters/twilio/sms.ts'
import { createTwilioStatus, statusAddress } from '../../../shared/adapters/twilio/status.ts'
import { anSms } from '../../support/contracts/senders.ts'
import { accountSid, authToken, from, twilioDouble } from '../../support/twilio/service.ts'
import { signedStatus } from '../../support/twilio/status.ts'

const publicUrl = 'https://privacy.company.example'
const reference = `demo.${'r'.repeat(22)}.${'t'.repeat(22)}`
const events = createTwilioStatus(authToken, publicUrl)

test('a text is sent with the address at which its way is told, where Twilio can reach it', async (t) => {
  const double = await twilioDouble()
  t.after(double.close)
  const settings = { accountSid, authToken, from, baseUrl: double.url }
  const send = (publicUrl: string) =>
    createTwilioSms({ ...settings, publicUrl }, { log: { write: () => undefined } }).send(anSms(reference))

  assert.ok((await send(publicUrl)).ok)
  assert.ok((await send('http://localhost:7071')).ok)

  const told = double.calls.map(({ body }) => new URLSearchParams(body).get('StatusCallback'))
  assert.deepEqual(told, [statusAddress(publicUrl, reference), null])
  assert.deepEqual(double.outside, [])
})

test('a text that failed or was not delivered has not arrived; any other status is on its way', () => {
  const read = (status: string) => events.read({ ...signedStatus(publicUrl, reference, status), reference })

  for (const status of ['failed', 'undelivered'])
    assert.deepEqual(read(status), { ok: true, value: 'notArrived' })
  for (const status of ['queued', 'sending', 'sent', 'delivered', 'canceled', ''])
    assert.deepEqual(read(status), { ok: true, value: 'underway' })
})

test('a status without Twilio’s signature, of another text, or where there is no address, is refused', () => {
  const call = signedStatus(publicUrl, reference, 'failed')
  const refused = { ok: false, error: { code: 'signatureInvalid' } }

  assert.deepEqual(events.read({ ...call, header: () => null, reference }), refused)
  assert.deepEqual(events.read({ ...call, reference: reference.replace('t', 'u') }), refused)
  assert.deepEqual(createTwilioStatus('another', publicUrl).read({ ...call, reference }), refused)
  for (const url of [undefined, 'http://localhost:7071'])
    assert.deepEqual(createTwilioStatus(authToken, url).read({ ...call, reference }), refused)
})
