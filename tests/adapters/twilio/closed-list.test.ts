import assert from 'node:assert/strict'
import { after, test } from 'node:test'

import { accountSid, authToken, from, twilioDouble } from '../../support/twilio/service.ts'

const double = await twilioDouble()
after(double.close)

const messages = `/2010-04-01/Accounts/${accountSid}/Messages.json`
const usual = { To: '+4512345678', From: from, Body: 'Your code' }

const post = (form: Record<string, string> | URLSearchParams, headers: Record<string, string> = {}) =>
  fetch(`${double.url}${messages}`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${accountSid}:${authToken}`)}`, ...urlEncoded, ...headers },
    body: new URLSearchParams(form).toString(),
  })

const urlEncoded = { 'content-type': 'application/x-www-form-urlencoded' }

test('the double takes the one text that the product sends', async () => {
  const answer = await post(usual)

  assert.equal(answer.status, 201)
  assert.equal(((await answer.json()) as { sid: string }).sid, double.taken[0]?.sid)
})

const others = {
  'a picture': { ...usual, MediaUrl: 'https://a.example/b.png' },
  'an address that is told of the way': { ...usual, StatusCallback: 'https://a.example/' },
  'a link that is counted': { ...usual, ShortenUrls: 'true' },
  'a text for later': { ...usual, SendAt: '2026-03-03T08:00:00Z' },
  'two numbers': new URLSearchParams([...Object.entries(usual), ['To', '+4587654321']]),
  'no text': { ...usual, Body: '' },
  'no sender': { To: usual.To, Body: usual.Body },
}

for (const [what, form] of Object.entries(others))
  test(`the double refuses ${what}, and says so`, async () => {
    const counted = double.outside.length
    assert.equal((await post(form)).status, 501)
    assert.equal(double.outside.length, counted + 1)
  })

test('the double refuses every other address, method and media type', async () => {
  assert.equal((await post(usual, { 'content-type': 'application/json' })).status, 501)
  assert.equal((await fetch(`${double.url}${messages}`)).status, 501)
  for (const path of ['/2010-04-01/Accounts.json', messages.replace('.json', '/SM0.json'), `${messages}?a=b`])
    assert.equal((await fetch(`${double.url}${path}`, { method: 'POST' })).status, 501, path)
})

test('the double refuses as Twilio does: another key, another sender, a number that is none', async () => {
  const codeOf = async (answer: Response) => [answer.status, ((await answer.json()) as { code: number }).code]

  assert.deepEqual(await codeOf(await post(usual, { authorization: 'Basic YTpi' })), [401, 20003])
  assert.deepEqual(await codeOf(await post({ ...usual, From: '+4511111111' })), [400, 21659])
  for (const To of ['12345678', '+0123456', '+99912345678', 'nobody'])
    assert.deepEqual(await codeOf(await post({ ...usual, To })), [400, 21211], To)
})
