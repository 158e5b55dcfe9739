// What is read from an answer: records, what is kept of them, whose they are, and whether there is more.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { isOfPerson } from '../../../shared/domain/connectors/conditions.ts'
import { hostsOf, knownAddress } from '../../../shared/domain/connectors/hosts.ts'
import { besideOf, linkedNext, nextPage } from '../../../shared/domain/connectors/paging.ts'
import type { PageSeen } from '../../../shared/domain/connectors/paging.ts'
import { hasRecordsAt, keptOf, recordsAt, textAt, valuesAt } from '../../../shared/domain/connectors/paths.ts'

const answer = {
  users: [
    { id: 7, mail: 'a@example.dk', other: ['b@example.dk'], 'x.y': 1 },
    { id: 8, mail: null },
  ],
  '@odata.nextLink': 'https://api.example.com/next',
}

test('a path leads through members and lists, and to nothing where one is missing', () => {
  assert.deepEqual(valuesAt(answer, 'users.*.id'), [7, 8])
  assert.deepEqual(valuesAt(answer, ['@odata.nextLink']), ['https://api.example.com/next'])
  assert.deepEqual(valuesAt(answer, 'users.0.other.*'), ['b@example.dk'])
  for (const path of ['missing', 'users.*.other.id', 'toString', '@odata.nextLink.*', 'users.1.mail.x'])
    assert.deepEqual(valuesAt(answer, path), [])
  assert.equal(textAt(answer, 'users.0.id'), '7')
  for (const path of ['users', 'users.1.mail', 'missing']) assert.equal(textAt(answer, path), undefined)
  assert.equal(textAt('token', ''), 'token')
})

test('records are the members of a list, or the one that there is', () => {
  assert.equal(recordsAt(answer, 'users').length, 2)
  assert.deepEqual(recordsAt([1, 2]), [1, 2])
  assert.deepEqual(recordsAt({ id: 1 }), [{ id: 1 }])
  assert.deepEqual(recordsAt(undefined), [])
  assert.deepEqual(recordsAt({ user: null }, 'user'), [])
})

test('an answer without the member that holds records is not an empty one', () => {
  assert.ok(hasRecordsAt({ users: [] }, 'users'))
  assert.equal(hasRecordsAt({ error: 'invalid_auth' }, 'users'), false)
  assert.ok(hasRecordsAt({ value: [{}] }, 'value.*.hits'))
  assert.equal(hasRecordsAt({}, 'value.*.hits'), false)
  assert.ok(hasRecordsAt([]))
})

test('no more is kept of a record than the connector names', () => {
  const [record] = answer.users
  assert.deepEqual(keptOf(record, ['id', 'other.*', ['x.y'], 'gone']), {
    id: 7,
    'other.*': ['b@example.dk'],
    'x.y': 1,
  })
  assert.equal(keptOf(record, undefined), record)
})

test('a record that is somebody else’s is nobody’s concern here', () => {
  const email = (template: string) => (template === '{identity.email}' ? 'A@Example.dk' : undefined)
  const by = (is: 'equal' | 'equalIgnoringCase' | 'containing', path = 'mail', value = '{identity.email}') =>
    isOfPerson(answer.users[0], [{ path, is, value }], email)
  assert.equal(by('equal'), false)
  assert.ok(by('equalIgnoringCase'))
  assert.equal(by('equalIgnoringCase', 'other.*'), false)
  assert.ok(by('containing', ''))
  assert.equal(by('equal', 'mail', '{identity.phone}'), false)
  assert.equal(
    isOfPerson(answer.users[0], [{ path: 'mail', is: 'containing', value: 'x' }], () => ''),
    false,
  )
  assert.ok(isOfPerson(answer.users[0], undefined, email))
})

const seen = (given: Partial<PageSeen> = {}): PageSeen => ({
  ...{ answer, link: undefined, records: answer.users, before: 0 },
  ...given,
})

test('the next page is found as the vendor gives it, and the last page is the last', () => {
  const into = { query: 'after' }
  assert.equal(nextPage(undefined, seen()), undefined)
  assert.deepEqual(nextPage({ type: 'link', at: 'body', path: ['@odata.nextLink'] }, seen()), {
    kind: 'address',
    url: 'https://api.example.com/next',
  })
  assert.equal(nextPage({ type: 'link', at: 'header' }, seen()), undefined)
  assert.deepEqual(nextPage({ type: 'link', at: 'header' }, seen({ link: '</p?2>; rel="next"' })), {
    kind: 'address',
    url: '/p?2',
  })
  assert.deepEqual(nextPage({ type: 'token', path: 'users.0.id', into }, seen()), {
    kind: 'member',
    value: '7',
  })
  assert.equal(nextPage({ type: 'token', path: 'missing', into }, seen()), undefined)
  const cursor = { type: 'cursor', path: 'id', more: 'more', into } as const
  assert.deepEqual(nextPage(cursor, seen({ answer: { more: true } })), { kind: 'member', value: '8' })
  assert.equal(nextPage(cursor, seen({ answer: { more: false } })), undefined)
  assert.equal(nextPage(cursor, seen({ answer: { more: true }, records: [] })), undefined)
  const offset = { type: 'offset', size: 2, into } as const
  assert.deepEqual(nextPage(offset, seen({ before: 1 })), { kind: 'member', value: 4 })
  assert.equal(nextPage(offset, seen({ records: [1] })), undefined)
  const page = { type: 'page', first: 1, size: 2, into } as const
  assert.deepEqual(nextPage(page, seen()), { kind: 'member', value: 2 })
  assert.equal(nextPage(page, seen({ records: [] })), undefined)
})

test('the header Link is read as RFC 8288 writes it', () => {
  const link = '<https://a.example/1>; rel="prev", <https://a.example/3?a,b>; title="x"; rel="next"'
  assert.equal(linkedNext(link), 'https://a.example/3?a,b')
  assert.equal(linkedNext('<https://a.example/1>; rel=next; title=x'), 'https://a.example/1')
  assert.equal(linkedNext('rel="next"'), undefined)
  assert.equal(linkedNext('<https://a.example/1>; rel="nextish"'), undefined)
})

test('a page goes where the vendor wants it', () => {
  assert.deepEqual(besideOf({ type: 'page', first: 1, size: 1, into: { query: 'p' } }, 2), {
    query: [{ name: 'p', value: 2 }],
  })
  assert.deepEqual(besideOf({ type: 'token', path: 'a', into: { json: 'p' } }, 'x'), {
    json: { name: 'p', value: 'x' },
  })
  assert.deepEqual(besideOf({ type: 'link', at: 'header' }, 'x'), {})
})

test('an answer leads to no host that the connector does not name', () => {
  const hosts = hostsOf({ hosts: ['{site}.example.com', '{missing}.example.com', 'b.example'] }, (name) =>
    name === 'site' ? 'acme' : undefined,
  )
  assert.deepEqual(hosts, ['acme.example.com', 'b.example'])
  const from = 'https://acme.example.com/a/b?c=1'
  assert.equal(knownAddress('/d?e=2', from, hosts), 'https://acme.example.com/d?e=2')
  assert.equal(knownAddress('https://b.example/x', from, hosts), 'https://b.example/x')
  for (const next of [
    'https://evil.example/',
    '//evil.example/',
    'http://b.example/',
    'https://b.example:8443/',
    'https://u@b.example/',
    'https://:p@b.example/',
    'https://b.example.evil.example/',
    'https://[',
    'javascript:alert(1)',
  ])
    assert.equal(knownAddress(next, from, hosts), undefined, next)
})
