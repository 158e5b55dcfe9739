import assert from 'node:assert/strict'
import { test } from 'node:test'

import { assertDocumented } from '../support/documented.ts'

const live = { method: 'GET', path: '/api/v1/health/live', status: 200, contentType: 'application/json' }

const refused = (code: string) => ({
  ...{ method: 'GET', path: '/api/v1/requests/r1', status: 404, text: JSON.stringify({ code }) },
  contentType: 'application/problem+json',
})

test('an answer that its documentation describes is taken', () => {
  assertDocumented({ ...live, text: '{"status":"live"}' })
  assertDocumented(refused('notFound'))
  assertDocumented({ ...refused('tooManyRequests'), status: 429 })
})

test('a member, a status or a code that no documentation knows is found', () => {
  assert.throws(() => assertDocumented({ ...live, text: '{"status":"live","more":1}' }), /live answered 200/)
  assert.throws(() => assertDocumented({ ...live, text: '{}' }), /live answered 200/)
  assert.throws(() => assertDocumented({ ...live, status: 299, text: '{}' }), /does not know/)
  assert.throws(() => assertDocumented(refused('fourEyes')), /viewRequest answered 404 with fourEyes/)
})

test('what is no operation of the API is none of the documentation’s business', () => {
  assertDocumented({ ...live, path: '/_local/mail', text: '[]' })
})
