import assert from 'node:assert/strict'
import { after, test } from 'node:test'

import { apiKey, from, sendGridDouble } from '../../support/sendgrid/service.ts'

const double = await sendGridDouble()
after(double.close)

const off = { enable: false }

/** A mail as the adapter sends it. */
const usual = {
  personalizations: [{ to: [{ email: 'person@mail.example' }] }],
  from: { email: from, name: 'Company' },
  subject: 'A letter is waiting',
  content: [
    { type: 'text/plain', value: 'text' },
    { type: 'text/html', value: '<p>text</p>' },
  ],
  custom_args: { mailId: 'one' },
  tracking_settings: {
    click_tracking: { enable: false, enable_text: false },
    open_tracking: off,
    subscription_tracking: off,
    ganalytics: off,
  },
}

const post = (body: unknown, headers: Record<string, string> = {}, path = '/v3/mail/send') =>
  fetch(`${double.url}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })

test('the double takes the one mail that the product sends', async () => {
  const answer = await post(usual)

  assert.equal(answer.status, 202)
  assert.equal(answer.headers.get('content-type'), null)
  assert.equal(await answer.text(), '')
})

const others = {
  'a clicked link counted': {
    ...usual,
    tracking_settings: { ...usual.tracking_settings, click_tracking: { enable: true, enable_text: false } },
  },
  'no word on tracking, which would then be the account’s': { ...usual, tracking_settings: undefined },
  'the sandbox': { ...usual, mail_settings: { sandbox_mode: { enable: true } } },
  'a reply address': { ...usual, reply_to: { email: from } },
  'a category, which is shown in statistics': { ...usual, categories: ['delivery'] },
  'more than an id': { ...usual, custom_args: { mailId: 'one', company: 'demo' } },
  'two recipients who see each other': {
    ...usual,
    personalizations: [{ to: [{ email: 'a@mail.example' }, { email: 'b@mail.example' }] }],
  },
  'two mails in one': { ...usual, personalizations: [...usual.personalizations, ...usual.personalizations] },
  'a copy': { ...usual, personalizations: [{ ...usual.personalizations[0], bcc: [{ email: from }] }] },
  'a name with the address': {
    ...usual,
    personalizations: [{ to: [{ email: 'a@mail.example', name: 'Anna' }] }],
  },
  'HTML alone': { ...usual, content: usual.content.slice(1) },
  'HTML first': { ...usual, content: usual.content.toReversed() },
  'no subject': { ...usual, subject: '' },
  'no sender': { ...usual, from: null },
}

for (const [what, body] of Object.entries(others))
  test(`the double refuses ${what}, and says so`, async () => {
    const counted = double.outside.length
    assert.equal((await post(body)).status, 501)
    assert.equal(double.outside.length, counted + 1)
  })

test('the double refuses every other address, media type and subuser', async () => {
  assert.equal((await post(usual, {}, '/v3/mail/batch')).status, 501)
  assert.equal((await post(usual, { 'content-type': 'text/plain' })).status, 501)
  assert.equal((await post(usual, { 'on-behalf-of': 'other' })).status, 501)
  assert.equal((await fetch(`${double.url}/v3/mail/send`)).status, 501)
})

test('the double refuses as SendGrid does: another key, another sender, an address that is none', async () => {
  assert.equal((await post(usual, { authorization: 'Bearer SG.other' })).status, 401)
  assert.equal((await post({ ...usual, from: { email: 'x@y.example', name: 'X' } })).status, 403)
  const answer = await post({ ...usual, personalizations: [{ to: [{ email: 'nobody' }] }] })
  assert.equal(answer.status, 400)
  assert.deepEqual(await answer.json(), {
    errors: [
      {
        message: 'Does not contain a valid address.',
        field: 'personalizations.0.to.0.email',
        help: null,
      },
    ],
  })
})
