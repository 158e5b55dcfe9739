import assert from 'node:assert/strict'
import { test } from 'node:test'
import { HttpRequest, InvocationContext } from '@azure/functions'
import { networkOf } from '../../functions/http/network.ts'
import { operations } from '../../functions/operations.ts'
import { intakePerHour } from '../../shared/domain/requests/stranger-budget.ts'
import { openOffice, type Office } from '../support/application.ts'
import { checkPage } from '../pages/markup.ts'
import { plainBrowser } from '../pages/plain-browser.ts'

const from = (forwarded: string) =>
  new HttpRequest({ method: 'GET', url: 'http://localhost/', headers: { 'x-forwarded-for': forwarded } })

const mode = { mode: 'serve', publicUrl: 'https://privacy.example.com' } as const
const direct = { settings: mode }

test('a caller is counted by what the platform says of them, and not by what they claim', () => {
  const networks = {
    '203.0.113.9, 192.0.2.1:5555': '192.0.2.1',
    '192.0.2.1': '192.0.2.1',
    '[::ffff:192.0.2.1]:5555': '192.0.2.1',
    '[2001:db8:1:2:aaaa:bbbb:cccc:dddd]:443': '2001:db8:1:2',
    '2001:DB8::1': '2001:db8:0:0',
    '[::1]:80': '0:0:0:0',
  }
  for (const [forwarded, network] of Object.entries(networks))
    assert.equal(networkOf(direct, from(forwarded)), network)
  assert.equal(networkOf(direct, new HttpRequest({ method: 'GET', url: 'http://localhost/' })), undefined)
})

test('behind our Front Door a caller is whom the door names, and behind another’s the door itself', () => {
  const frontDoorId = '11111111-2222-4333-8444-555555555555'
  const behind = { settings: { ...mode, frontDoorId } }
  const through = (id: string) =>
    new HttpRequest({
      method: 'GET',
      url: 'http://localhost/',
      headers: {
        'x-forwarded-for': '203.0.113.9, 198.51.100.1:443',
        'x-azure-clientip': '203.0.113.9',
        'x-azure-socketip': '192.0.2.7',
        'x-azure-fdid': id,
      },
    })

  assert.equal(networkOf(behind, through(frontDoorId)), '192.0.2.7')
  assert.equal(networkOf(behind, through('99999999-2222-4333-8444-555555555555')), '198.51.100.1')
  assert.equal(networkOf(direct, through(frontDoorId)), '198.51.100.1')
})

async function ask({ app }: Office, email: string) {
  const operation = operations.find(({ operationId }) => operationId === 'createRequest')
  assert.ok(operation)
  const request = new HttpRequest({
    method: 'POST',
    url: 'http://localhost/api/v1/companies/demo/requests',
    headers: { 'content-type': 'application/json', 'x-forwarded-for': '192.0.2.1:5555' },
    params: { company: 'demo' },
    body: { string: JSON.stringify({ rights: ['access'], email }) },
  })
  const { status, headers, body } = await operation.handler(app)(
    request,
    new InvocationContext({ functionName: 'createRequest' }),
  )
  return { status, headers: headers as Record<string, string>, body: String(body) }
}

test('over its budget the intake answers 429 with the time to wait, and its page names the other channels', async (t) => {
  const office = await openOffice(t, { mode: 'serve' })
  office.clock.pass({ seconds: 50 * 60 })
  for (let n = 0; n < intakePerHour.address; n++)
    assert.equal((await ask(office, 'ada@mail.example')).status, 202)

  const refused = await ask(office, 'ada@mail.example')
  assert.deepEqual([refused.status, refused.headers['retry-after']], [429, '600'])
  assert.match(refused.body, /"code":"tooManyRequests"/)

  const person = plainBrowser(office)
  const form = { rights: 'access', email: 'ada@mail.example', message: 'Everything of 2025', language: 'en' }
  const english = await person.post('/demo?language=en', form)
  checkPage(english.text)
  assert.deepEqual([english.status, english.headers['retry-after']], [429, '600'])
  assert.match(
    english.text,
    /Try again in 10 minutes, or ask in another way: write to Data protection, privacy@demo\.example/,
  )
  assert.match(english.text, /Everything of 2025/)
  const danish = await person.post('/demo?language=da', form)
  assert.match(danish.text, /Prøv igen om 10 minutter, eller spørg på en anden måde/)
})
