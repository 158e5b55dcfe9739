// A value stays a value: what is read back by the rules of the place is what was put in, and nothing more.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'

import { composeCall, filled } from '../../../shared/domain/connectors/compose-call.ts'
import type { CallTemplate } from '../../../shared/domain/connectors/connector.ts'
import { encoded } from '../../../shared/domain/connectors/encoding.ts'

const hostile = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(
      fc.constantFrom(
        "'",
        '"',
        '<',
        '%',
        '\r\n',
        '\\',
        '&',
        '=',
        '#',
        '?',
        '/',
        '..',
        ';',
        ',',
        '{x}',
        '\0',
        'a',
      ),
    )
    .map((parts) => parts.join('')),
)

const call = (given: Partial<CallTemplate>): CallTemplate & { readonly host: string } => ({
  ...{ host: 'api.example.com', path: '/people' },
  ...given,
})

const composed = (given: Partial<CallTemplate>, value: string) => composeCall(call(given), () => value)

test('whatever a person is called, it is one parameter of the address', () => {
  fc.assert(
    fc.property(hostile, (value) => {
      const made = composed({ query: { email: '{x}', size: '1' } }, value)
      if (!made.ok) return assert.equal(value, '')
      const url = new URL(made.value.url)
      assert.equal(url.href, made.value.url)
      assert.deepEqual(
        [...url.searchParams],
        [
          ['email', value.toWellFormed()],
          ['size', '1'],
        ],
      )
      return undefined
    }),
  )
})

test('whatever a person is called, it is one segment of the path, or the call is not made', () => {
  fc.assert(
    fc.property(hostile, (value) => {
      const made = composed({ path: '/people/{x}/orders' }, value)
      if (!made.ok) return assert.ok(/^\.{0,2}$|\p{Cc}/u.test(value))
      const [, people, segment, orders, ...more] = new URL(made.value.url).pathname.split('/')
      assert.deepEqual([people, orders, more.length], ['people', 'orders', 0])
      assert.equal(decodeURIComponent(segment ?? ''), value.toWellFormed())
      return undefined
    }),
  )
})

test('whatever a person is called, it is one text of the JSON that is sent', () => {
  fc.assert(
    fc.property(hostile, (value) => {
      const made = composed({ json: { filters: [{ value: '{x}', size: 1, deep: null }] } }, value)
      if (!made.ok) return assert.equal(value, '')
      const read = JSON.parse(made.value.body ?? '') as unknown
      assert.deepEqual(read, { filters: [{ value: value.toWellFormed(), size: 1, deep: null }] })
      return undefined
    }),
  )
})

test('whatever a person is called, it is one field of the form that is sent', () => {
  fc.assert(
    fc.property(hostile, (value) => {
      const made = composed({ form: { email: '{x}', grant: 'a b' } }, value)
      if (!made.ok) return assert.equal(value, '')
      const read = [...new URLSearchParams(made.value.body)]
      assert.deepEqual(read, [
        ['email', value.toWellFormed()],
        ['grant', 'a b'],
      ])
      return undefined
    }),
  )
})

test('no name begins another header, and none that a header cannot hold is sent', () => {
  fc.assert(
    fc.property(hostile, (value) => {
      const made = composed({ headers: { 'X-Mail': 'to {x}' } }, value)
      if (!made.ok) return assert.ok(value === '' || /[^\x20-\x7e]/.test(value))
      assert.deepEqual(made.value.headers, { accept: 'application/json', 'x-mail': `to ${value}` })
      assert.match(made.value.headers['x-mail'] ?? '', /^[\x20-\x7e]*$/)
      return undefined
    }),
  )
})

const literals = {
  soql: {
    template: "Email = '{x}'",
    read: /^Email = '((?:\\[\\']|[^\\'])*)'$/u,
    back: (t: string) => t.replace(/\\([\\'])/g, '$1'),
  },
  odata: {
    template: "mail eq '{x}'",
    read: /^mail eq '((?:''|[^'])*)'$/u,
    back: (t: string) => t.replaceAll("''", "'"),
  },
  quoted: {
    template: 'email:"{x}"',
    read: /^email:"((?:\\[\\"]|[^\\"])*)"$/u,
    back: (t: string) => t.replace(/\\([\\"])/g, '$1'),
  },
} as const

for (const [language, { template, read, back }] of Object.entries(literals))
  test(`in ${language} a value ends where its literal ends`, () => {
    fc.assert(
      fc.property(hostile, (value) => {
        const text = filled(template, language as keyof typeof literals, () => value)
        if (!text.ok) return assert.ok(value === '' || /\p{Cc}/u.test(value))
        assert.equal(
          back(read.exec(text.value)?.[1] ?? assert.fail('it left its literal')),
          value.toWellFormed(),
        )
        return undefined
      }),
    )
  })

test('in FIQL a value is percent-encoded, and the marks of the language are its own', () => {
  fc.assert(
    fc.property(hostile, (value) => {
      const made = composed(
        { query: { filter: { language: 'fiql', text: 'email=={x};active==true' } } },
        value,
      )
      if (!made.ok) return assert.equal(value, '')
      const [, found] = /\?filter=email==([^;=,()']*);active==true$/.exec(made.value.url) ?? []
      assert.equal(
        decodeURIComponent(found ?? assert.fail('it became part of the question')),
        value.toWellFormed(),
      )
      return undefined
    }),
  )
})

test('a search without quotes is asked only what it cannot take for more than a word', () => {
  const term = (value: string) => encoded('term', value)
  assert.equal(term('kirsten.holm+news@example.dk'), 'kirsten.holm+news@example.dk')
  for (const value of [
    'a b',
    'a OR b',
    'a:b',
    '"a"',
    "o'hara@example.dk",
    'a*',
    '-a',
    '(a)',
    'a^b',
    'a\r\nb',
    '<a>',
    '',
  ])
    assert.equal(term(value), undefined)
})

test('a host is a name, in small letters', () => {
  assert.equal(encoded('host', 'Shop.Example.dk'), 'shop.example.dk')
  for (const value of ['a/b', 'a@b', 'a:1', 'a b', '-a', 'a-', '', '[::1]', 'a?b', 'a#b', 'a\\b', 'ø.dk'])
    assert.equal(encoded('host', value), undefined)
})
