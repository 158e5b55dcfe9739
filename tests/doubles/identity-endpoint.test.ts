import assert from 'node:assert/strict'
import { test } from 'node:test'

import { startIdentityEndpoint } from '../support/identity-endpoint.ts'

test('the double of the identity gives a token to whoever asks as the platform says, and to nobody else', async (t) => {
  const identity = await startIdentityEndpoint()
  t.after(identity.close)
  const { IDENTITY_ENDPOINT: endpoint, IDENTITY_HEADER: header } = identity.settings
  const good = 'api-version=2019-08-01&resource=https%3A%2F%2Fa.example'
  const headers = { 'X-IDENTITY-HEADER': header }
  const statusOf = async (query: string, init: RequestInit = { headers }, at: string = endpoint) =>
    (await fetch(`${at}?${query}`, init)).status

  assert.equal(await statusOf(good), 200)
  assert.equal(await statusOf(`${good}&client_id=some`), 200)

  const refusals: Readonly<Record<string, Promise<number>>> = {
    'no header': statusOf(good, {}),
    'the header of somebody else': statusOf(good, { headers: { 'X-IDENTITY-HEADER': 'x' } }),
    'another method': statusOf(good, { method: 'POST', headers }),
    'another path': statusOf(good, { headers }, endpoint.replace('/msi/token', '/metadata/identity')),
    'no version of the API': statusOf(good.replace(/^.*?&/, '')),
    'another version of the API': statusOf(good.replace('2019-08-01', '2017-09-01')),
    'no resource': statusOf('api-version=2019-08-01'),
    'a parameter that it does not know': statusOf(`${good}&scope=a`),
  }
  for (const [what, status] of Object.entries(refusals)) assert.equal(await status, 400, what)

  assert.equal(identity.asked.length, 2, 'what was refused was no request for a token')
})

test('the double of the identity knows its own tokens, each for its resource', async (t) => {
  const identity = await startIdentityEndpoint()
  t.after(identity.close)
  const { IDENTITY_ENDPOINT: endpoint, IDENTITY_HEADER: header } = identity.settings
  const response = await fetch(`${endpoint}?api-version=2019-08-01&resource=https://a.example`, {
    headers: { 'X-IDENTITY-HEADER': header },
  })
  const { access_token: token } = (await response.json()) as { access_token: string }

  assert.ok(identity.issued(token, 'https://a.example'))
  assert.ok(!identity.issued(token, 'https://b.example'))
  assert.ok(!identity.issued('made up', 'https://a.example'))
})
