import assert from 'node:assert/strict'
import { test } from 'node:test'

import { composeCall, filled } from '../../../shared/domain/connectors/compose-call.ts'
import type { CallTemplate } from '../../../shared/domain/connectors/connector.ts'
import { partsOf } from '../../../shared/domain/connectors/placeholders.ts'

const values = (name: string) =>
  ({ site: 'acme', 'identity.email': 'k@example.dk', 'item.id': '7', empty: '' })[name]

const composed = (given: Partial<CallTemplate>, beside = {}) => {
  const made = composeCall({ host: '{site}.example.com', path: '/', ...given }, values, beside)
  return made.ok ? made.value : assert.fail(made.error.code)
}

test('a template is words and names, and a brace that names nothing is a word', () => {
  assert.deepEqual(partsOf('a {site}/{item.id} {"b": { c }}'), [
    { kind: 'words', text: 'a ' },
    { kind: 'name', text: 'site' },
    { kind: 'words', text: '/' },
    { kind: 'name', text: 'item.id' },
    { kind: 'words', text: ' {"b": { c }}' },
  ])
  assert.deepEqual(partsOf('{site}'), [{ kind: 'name', text: 'site' }])
})

test('a call reads from its template, and the log’s word for it has no value in it', () => {
  const made = composed({
    path: '/people/{item.id}',
    query: { fields: 'a,b' },
    headers: { 'X-Version': '1' },
  })
  assert.deepEqual(made, {
    method: 'GET',
    host: '{site}.example.com',
    template: '/people/{item.id}',
    url: 'https://acme.example.com/people/7?fields=a%2Cb',
    headers: { accept: 'application/json', 'x-version': '1' },
  })
})

test('a page and credentials stand beside what the template says', () => {
  const inQuery = composed(
    { query: { a: '1' } },
    { query: [{ name: 'page', value: 2 }], headers: { authorization: 'x' } },
  )
  assert.equal(inQuery.url, 'https://acme.example.com/?a=1&page=2')
  assert.equal(inQuery.headers['authorization'], 'x')

  const paged = { method: 'POST', json: { query: '{identity.email}' } } as const
  assert.equal(
    composed(paged, { json: { name: 'pagination.after', value: 'n' } }).body,
    '{"query":"k@example.dk","pagination":{"after":"n"}}',
  )
  assert.equal(
    composed({ json: { pagination: { size: 5 } } }, { json: { name: 'pagination.after', value: 'n' } }).body,
    '{"pagination":{"size":5,"after":"n"}}',
  )
  assert.equal(composed({ method: 'POST' }, { json: { name: 'after', value: 'n' } }).body, undefined)
})

test('a body says what it is', () => {
  const json = composed({
    method: 'POST',
    json: { text: { language: 'soql', text: "a = '{identity.email}'" } },
  })
  assert.equal(json.body, `{"text":"a = 'k@example.dk'"}`)
  assert.equal(json.headers['content-type'], 'application/json')
  const form = composed({ method: 'POST', form: { a: '{site}', b: { language: 'term', text: '{site}' } } })
  assert.equal(form.body, 'a=acme&b=acme')
  assert.equal(form.headers['content-type'], 'application/x-www-form-urlencoded')
  assert.equal(composed({ json: [true, null, 1, '{site}'] }).body, '[true,null,1,"acme"]')
})

test('what is missing or does not fit is named by its name, and nothing is sent', () => {
  const of = (path: string) => composeCall({ host: 'a.example', path }, values)
  assert.deepEqual(of('/{unknown}'), { ok: false, error: { code: 'valueMissing', name: 'unknown' } })
  assert.deepEqual(of('/{empty}'), { ok: false, error: { code: 'valueMissing', name: 'empty' } })
  assert.deepEqual(
    filled('{a}', 'header', () => 'x\r\ny: z'),
    {
      ok: false,
      error: { code: 'valueUnfit', name: 'a' },
    },
  )
})
