import assert from 'node:assert/strict'
import { test } from 'node:test'

import {
  afterLook,
  findingIn,
  isHostName,
  keepsHost,
  proofNameOf,
} from '../../../shared/domain/companies/host-name.ts'
import type { HostFinding, HostStanding } from '../../../shared/domain/companies/host-name.ts'

const first = new Date('2026-03-02T08:00:00.000Z')
const later = (hours: number): Date => new Date(first.getTime() + hours * 3_600_000)
const waiting: HostStanding = { state: 'waiting', since: first.toISOString() }

/** Each finding an hour after the one before. */
const after = (...found: readonly HostFinding[]): HostStanding =>
  found.reduce((standing, one, n) => afterLook(standing, one, later(n + 1)), waiting)

test('a host name has several labels, small letters, and a last one that is no number', () => {
  for (const name of ['data.company.example', 'xn--indsgt-6xa.dk', `${'a'.repeat(63)}.example`])
    assert.ok(isHostName(name), name)
  for (const name of [
    ...['localhost', 'company', '127.0.0.1', '[::1]', '::1', '0x7f.1', '1.2.3.0x4', 'Data.company.example'],
    ...['data.company.example.', '.company.example', 'data..example', '-data.example', 'data-.example'],
    ...['data_1.example', 'https://data.example', 'data.example:443', 'data.example/x', 'data .example', ''],
    ...[
      `${'a'.repeat(64)}.example`,
      `${'a.'.repeat(120)}example`,
      'a.localhost',
      'printer.local',
      'a.home.arpa',
    ],
  ])
    assert.equal(isHostName(name), false, name)
  assert.equal(proofNameOf('data.example'), '_indsigt.data.example')
})

test('the proof may stand among other records, and is the whole of its own', () => {
  const proof = 'indsigt-verification=abc'
  assert.equal(findingIn(['v=spf1 -all', proof], 'abc'), 'proof')
  assert.equal(findingIn([` ${proof} `], 'abc'), 'proof')
  for (const text of ['indsigt-verification=ab', `${proof}d`, `x${proof}`, 'abc', proof.toUpperCase()])
    assert.equal(findingIn([text], 'abc'), 'otherValue', text)
  assert.equal(findingIn([], 'abc'), 'noRecord')
})

test('a name that was seen proven is proven, and looked at every hour', () => {
  assert.deepEqual(after('noRecord', 'proof', 'proof'), {
    ...{ state: 'proven', since: later(2).toISOString(), found: 'proof' },
    ...{ lookedAt: later(3).toISOString(), hostCheckAt: later(4).toISOString() },
  })
})

test('name servers that do not answer change nothing, however long', () => {
  for (const found of ['silent', 'failed'] as const) {
    assert.equal(after('proof', found, found).state, 'proven')
    assert.equal(after(found).state, 'waiting')
    assert.equal(after('proof', 'noRecord', found).dropsAt, later(2 + 72).toISOString())
  }
})

test('a proof that is gone loses the name after 72 hours, and one that comes back in time keeps it', () => {
  const lost = after('proof', 'otherValue')
  assert.deepEqual([lost.state, lost.since], ['lost', later(2).toISOString()])
  assert.equal(lost.dropsAt, later(2 + 72).toISOString())
  assert.ok(keepsHost(lost) && lost.hostCheckAt)
  assert.equal(after('proof', 'otherValue', 'noRecord').dropsAt, lost.dropsAt, 'the notice is given once')

  const back = afterLook(lost, 'proof', later(20))
  assert.deepEqual([back.state, back.dropsAt], ['proven', undefined])
  const over = afterLook(lost, 'noRecord', later(2 + 72))
  assert.deepEqual([over.state, over.dropsAt, over.hostCheckAt], ['lost', undefined, undefined])
  assert.equal(keepsHost(over), false)
  assert.equal(keepsHost(afterLook(over, 'silent', later(80))), false, 'it stays so')
  assert.equal(afterLook(over, 'proof', later(90)).state, 'proven', 'until somebody proves it again')
})

test('a name that another company has proved is lost at once, and waited for by who never had it', () => {
  const lost = after('proof', 'taken')
  assert.deepEqual([lost.state, lost.dropsAt, keepsHost(lost)], ['lost', undefined, false])
  assert.deepEqual([after('taken').state, keepsHost(after('taken'))], ['waiting', false])
})

test('who enters no record for 30 days is not looked at any more', () => {
  assert.ok(afterLook(waiting, 'noRecord', later(30 * 24 - 1)).hostCheckAt)
  const tired = afterLook(waiting, 'noRecord', later(30 * 24))
  assert.deepEqual([tired.state, tired.hostCheckAt], ['waiting', undefined])
})
