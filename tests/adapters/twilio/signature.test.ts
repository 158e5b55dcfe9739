import assert from 'node:assert/strict'
import { test } from 'node:test'
import twilio from 'twilio'

import { isSignedByTwilio } from '../../../shared/adapters/twilio/signature.ts'
import { authToken } from '../../support/twilio/service.ts'

const url = "https://privacy.company.example/api/v1/told?of=it's"
const told = { MessageSid: 'SM0', MessageStatus: 'delivered', To: '+4512345678', ErrorMessage: 'æ & ø' }

const signed = (address = url, form: Record<string, string | string[]> = told, key = authToken): string =>
  twilio.getExpectedTwilioSignature(key, address, form)

function call(signature: string | null, form: string | Record<string, string> = told) {
  const header = (name: string) => (name === 'x-twilio-signature' ? signature : null)
  return { header, body: new Uint8Array(Buffer.from(new URLSearchParams(form).toString())) }
}

test('a call that Twilio signed is known, by what its own SDK computes', () => {
  assert.equal(isSignedByTwilio(call(signed()), url, authToken), true)
})

test('the example of Twilio’s documentation is known', () => {
  const form = {
    ...{ CallSid: 'CA1234567890ABCDE', Caller: '+14158675309', Digits: '1234' },
    ...{ From: '+14158675309', To: '+18005551212' },
  }

  const address = 'https://mycompany.com/myapp.php?foo=1&bar=2'
  assert.equal(isSignedByTwilio(call('RSOYDt4T1cUTdK1PDd93/VVr8B8=', form), address, '12345'), true)
})

test('the order in which parameters come, and how often one comes, changes nothing', () => {
  const form = 'b=2&a=z&b=1&b=2'

  assert.equal(
    isSignedByTwilio(call(signed(url, { a: 'z', b: ['2', '1', '2'] }), form), url, authToken),
    true,
  )
})

test('Twilio signs an address with its port or without, and either is known', () => {
  const pairs = [
    ['https://a.example/x', 'https://a.example:443/x'],
    ['http://a.example/x?y=1', 'http://a.example:80/x?y=1'],
    ['https://a.example:8443/x', 'https://a.example/x'],
    ['https://a.example:8443/x', 'https://a.example:8443/x'],
  ] as const
  for (const [given, used] of pairs)
    assert.equal(isSignedByTwilio(call(signed(used)), given, authToken), true, used)
})

test('a changed word, another address, another key, no signature and half of one are refused', () => {
  const changed = { ...told, MessageStatus: 'failed' }
  assert.equal(isSignedByTwilio(call(signed(), changed), url, authToken), false)
  assert.equal(isSignedByTwilio(call(signed(), { ...told, More: '' }), url, authToken), false)
  for (const address of ['https://other.example/', url.replace('https', 'http'), `${url}&more=1`, 'nowhere'])
    assert.equal(isSignedByTwilio(call(signed()), address, authToken), false, address)
  assert.equal(isSignedByTwilio(call(signed(url, told, 'another')), url, authToken), false)
  for (const signature of [null, '', signed().slice(0, 14), `${signed()}A`, signed().toLowerCase()])
    assert.equal(isSignedByTwilio(call(signature), url, authToken), false, `${signature}`)
})
