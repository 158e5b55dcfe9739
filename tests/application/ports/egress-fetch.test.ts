import assert from 'node:assert/strict'
import { test } from 'node:test'

import { Configuration, customFetch, fetchUserInfo, None } from 'openid-client'

import { egressFetch } from '../../../shared/application/ports/egress-fetch.ts'
import type { Egress, EgressOutcome, EgressRequest } from '../../../shared/application/ports/egress.ts'

function answering(outcome: EgressOutcome) {
  const asked: EgressRequest[] = []
  const egress: Egress = {
    call: async (request) => {
      asked.push(request)
      return outcome
    },
    judge: async () => undefined,
  }
  return { egress, asked }
}

const json = (status: number, value: unknown): EgressOutcome => ({
  kind: 'answered',
  status,
  headers: { 'content-type': 'application/json' },
  body: Buffer.from(JSON.stringify(value)),
})

test('a library that brings its own protocol calls out by the one way', async () => {
  const { egress, asked } = answering(json(200, { sub: 'someone' }))
  const server = { issuer: 'https://id.example', userinfo_endpoint: 'https://id.example/userinfo' }
  const configuration = new Configuration(server, 'indsigt', undefined, None())
  configuration[customFetch] = egressFetch(egress, { bodyBytes: 9_000 })

  assert.equal((await fetchUserInfo(configuration, 'token', 'someone')).sub, 'someone')

  const [call = assert.fail('nothing was asked')] = asked
  assert.deepEqual(
    [call.url, call.method, call.limits],
    [server.userinfo_endpoint, 'GET', { bodyBytes: 9_000 }],
  )
  assert.equal(call.headers?.['authorization'], 'Bearer token')
  assert.equal(call.body, undefined)
})

test('a form is sent as one, and an answer without a body has none', async () => {
  const { egress, asked } = answering({ kind: 'answered', status: 204, headers: {}, body: Buffer.alloc(0) })
  const fetch = egressFetch(egress)

  const response = await fetch(new URL('https://id.example/token'), {
    method: 'POST',
    body: new URLSearchParams({ grant_type: 'x' }),
  })

  assert.equal(response.status, 204)
  assert.equal(response.body, null)
  const [{ method, headers, body } = assert.fail('nothing was asked')] = asked
  assert.equal(method, 'POST')
  assert.match(headers?.['content-type'] ?? '', /^application\/x-www-form-urlencoded/)
  assert.equal(Buffer.from(body ?? []).toString(), 'grant_type=x')
})

test('the type that the caller gives is the one that is sent', async () => {
  const { egress, asked } = answering(json(200, {}))
  await egressFetch(egress)('https://id.example/', {
    method: 'POST',
    body: '{}',
    headers: { 'Content-Type': 'a/b' },
  })
  assert.equal(asked[0]?.headers?.['content-type'], 'a/b')
})

test('what may not be called, or is not there, is a failed fetch that says why', async () => {
  for (const outcome of [
    { kind: 'refused', code: 'addressRefused' },
    { kind: 'unreachable', code: 'tooSlow' },
  ] as const) {
    const { egress } = answering(outcome)
    await assert.rejects(egressFetch(egress)('https://id.example/'), (error: TypeError) => {
      assert.ok(error instanceof TypeError)
      assert.deepEqual(error.cause, outcome)
      return true
    })
  }
})
