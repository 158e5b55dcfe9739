import assert from 'node:assert/strict'
import { test } from 'node:test'

import { callersBehind } from '../../local/host/callers.ts'

const peer = (address: string) => ({ address, port: 4711 })
const lastOf = (callers: string): string | undefined => callers.split(', ').at(-1)

test('without a trusted proxy each connection is its own caller, whatever it claims', () => {
  const callers = callersBehind([])

  assert.equal(callers(undefined, peer('192.0.2.1')), '192.0.2.1:4711')
  assert.equal(callers('203.0.113.9', peer('192.0.2.1')), '203.0.113.9, 192.0.2.1:4711')
  assert.equal(callers('', peer('2001:db8::1')), '[2001:db8::1]:4711')
})

test('behind a trusted proxy the caller is whom that proxy names, and not whom the caller names', () => {
  const callers = callersBehind([
    { address: '127.0.0.1', prefix: 32, family: 'ipv4' },
    { address: '10.1.0.0', prefix: 16, family: 'ipv4' },
    { address: '2001:db8:1::', prefix: 48, family: 'ipv6' },
  ])

  for (const proxy of ['127.0.0.1', '::ffff:127.0.0.1', '10.1.2.3', '2001:db8:1::7'])
    assert.equal(lastOf(callers('198.51.100.7, 203.0.113.9', peer(proxy))), '203.0.113.9', proxy)
  assert.equal(lastOf(callers('203.0.113.9, 10.1.0.4, 10.1.0.5:80', peer('127.0.0.1'))), '203.0.113.9')
  assert.equal(
    lastOf(callers('[2001:db8:2::1]:80, [2001:db8:1::9]:80', peer('10.1.0.1'))),
    '[2001:db8:2::1]:80',
  )
  assert.equal(lastOf(callers('unknown', peer('127.0.0.1'))), 'unknown')
})

test('whoever is near the proxy without being one is a caller', () => {
  const callers = callersBehind([{ address: '10.1.0.0', prefix: 16, family: 'ipv4' }])

  assert.equal(lastOf(callers('203.0.113.9', peer('10.2.0.1'))), '10.2.0.1:4711')
})

test('a proxy that names nobody, or only itself, is the caller', () => {
  const callers = callersBehind([{ address: '127.0.0.1', prefix: 32, family: 'ipv4' }])

  assert.equal(callers(undefined, peer('127.0.0.1')), '127.0.0.1:4711')
  assert.equal(callers('127.0.0.1', peer('127.0.0.1')), '127.0.0.1')
})
