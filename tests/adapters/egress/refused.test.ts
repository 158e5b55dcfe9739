// What is never called: addresses that are ours, our network's or the platform's, in every spelling and by every detour.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { isPublicAddress } from '../../../shared/adapters/egress/addresses.ts'
import { createEgress } from '../../../shared/adapters/egress/egress.ts'
import type { EgressOutcome } from '../../../shared/application/ports/egress.ts'
import { trustedLocalhost } from '../../support/tls/certificate.ts'
import { receiver } from '../../support/receiver.ts'

const codeOf = (outcome: EgressOutcome): string =>
  outcome.kind === 'answered' ? `answered ${outcome.status}` : outcome.code

const noNames = { resolve: () => assert.fail('a name was resolved') }

const privateAddresses = [
  ...[
    '0.0.0.0',
    '0.1.2.3',
    '10.0.0.1',
    '10.255.255.255',
    '100.64.0.1',
    '100.127.255.255',
    '127.0.0.1',
    '127.255.0.1',
  ],
  ...[
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.0.0.192',
    '192.0.2.1',
    '192.88.99.1',
    '192.168.0.1',
  ],
  ...[
    '198.18.0.1',
    '198.19.255.255',
    '198.51.100.7',
    '203.0.113.7',
    '224.0.0.1',
    '239.255.255.255',
    '240.0.0.1',
  ],
  ...['255.255.255.255', '168.63.129.16', '100.100.100.200'],
]

const privateAddresses6 = [
  ...[
    '::',
    '::1',
    '::127.0.0.1',
    '::ffff:127.0.0.1',
    '::ffff:10.0.0.1',
    '::ffff:8.8.8.8',
    '::ffff:0:10.0.0.1',
  ],
  ...['64:ff9b::169.254.169.254', '64:ff9b:1::1', '100::1', '2001::1', '2001:20::1', '2001:db8::1'],
  ...['2002:7f00:1::', '2002:a9fe:a9fe::1', '3fff::1', '5f00::1', 'fc00::1', 'fd00:ec2::254', 'fe80::1'],
  ...['fe80::1%eth0', '2606:4700::1%eth0', 'fec0::1', 'ff02::1', '4000::1'],
]

test('addresses of ourselves, of networks within and of nobody are not public', () => {
  for (const address of [...privateAddresses, ...privateAddresses6])
    assert.equal(isPublicAddress(address), false, address)
  for (const address of [
    '1.1.1.1',
    '8.8.8.8',
    '100.63.255.255',
    '100.128.0.1',
    '172.32.0.1',
    '168.63.129.17',
    '223.255.255.1',
  ])
    assert.equal(isPublicAddress(address), true, address)
  for (const address of ['2606:4700::1111', '2a00:1450::1', '2001:4860:4860::8888', '2003::1'])
    assert.equal(isPublicAddress(address), true, address)
})

/** All the ways in which browsers and libraries read an IPv4 address. */
function spellingsOf(address: string): readonly string[] {
  const parts = address.split('.').map(Number)
  const [a = 0, b = 0, c = 0, d = 0] = parts
  const number = ((a * 256 + b) * 256 + c) * 256 + d
  const each = (write: (part: number) => string): string => parts.map(write).join('.')
  const octal = (value: number): string => `0${value.toString(8)}`
  const hex = (value: number): string => `0x${value.toString(16)}`
  return [
    ...[address, `${address}.`, `${number}`, hex(number), octal(number), each(octal), each(hex)],
    ...[`${a}.${(b * 256 + c) * 256 + d}`, `${a}.${b}.${c * 256 + d}`, `${hex(a)}.${octal(b)}.${c}.${d}`],
    ...[each((part) => `%${[...`${part}`].map((digit) => digit.charCodeAt(0).toString(16)).join('%')}`)],
    // Digits and dots of other scripts (UTS 46).
    ...[address.replaceAll('1', '１'), address.replaceAll('.', '。')],
    ...[`[::ffff:${address}]`, `[::${address}]`, `[64:ff9b::${address}]`],
    `[2002:${((a << 8) + b).toString(16)}:${((c << 8) + d).toString(16)}::1]`,
  ]
}

test('ten thousand spellings of private addresses are refused, and nobody on this machine is connected to', async (t) => {
  const inside = await receiver(t, { host: '0.0.0.0' })
  const egress = createEgress({ ...noNames, ports: [443, inside.port] })
  const addresses = Array.from({ length: 60 }, (_, index) => `10.${index}.7.${255 - index}`)
  const paths = ['/', '/latest/meta-data/', '?a=@example.com', '/#@example.com', `/${'a'.repeat(100)}`]
  const called: string[] = []

  for (const address of [...privateAddresses, ...addresses])
    for (const host of spellingsOf(address))
      for (const at of [`:${inside.port}`, ''])
        for (const path of paths) called.push(`https://${host}${at}${path}`)

  for (const url of called)
    assert.equal(codeOf(await egress.call({ url, method: 'POST' })), 'addressRefused', url)
  assert.ok(called.length > 10_000, `${called.length}`)
  assert.equal(inside.connections(), 0)
})

test('names that stand for an inner address, or for one among others, are refused', async (t) => {
  const inside = await receiver(t)
  for (const address of [...privateAddresses, ...privateAddresses6]) {
    const egress = createEgress({ resolve: async () => ['8.8.8.8', address], ports: [inside.port] })
    const url = `https://inner.example:${inside.port}/`
    assert.equal(codeOf(await egress.call({ url, method: 'GET' })), 'addressRefused', address)
  }
  assert.equal(inside.connections(), 0)
})

test('a name that changes its meaning after it was judged is still called where it was judged', async (t) => {
  const judged = await receiver(t, { host: '127.0.0.2', certificate: trustedLocalhost() })
  const answers = [['127.0.0.2'], ['127.0.0.1'], ['127.0.0.1']]
  const asked: string[] = []
  const egress = createEgress({
    ports: [judged.port],
    admits: (address) => address === '127.0.0.2',
    resolve: async (name) => {
      asked.push(name)
      return answers.shift() ?? []
    },
  })
  const call = { url: `https://LOCALHOST.:${judged.port}/a`, method: 'GET' } as const

  assert.equal(codeOf(await egress.call(call)), 'answered 200')
  assert.deepEqual(asked, ['localhost'])
  assert.equal(judged.calls[0]?.request.headers.host, `localhost.:${judged.port}`)
  assert.equal(codeOf(await egress.call(call)), 'addressRefused')
  assert.equal(judged.connections(), 1)
})

test('where one of the judged addresses is not there, the next one is tried', async (t) => {
  const judged = await receiver(t, { host: '127.0.0.3', certificate: trustedLocalhost() })
  const egress = createEgress({
    ports: [judged.port],
    admits: () => true,
    resolve: async () => ['::2', '127.0.0.2', '127.0.0.3'],
  })
  const outcome = await egress.call({ url: `https://localhost:${judged.port}/`, method: 'GET' })
  assert.equal(codeOf(outcome), 'answered 200')
})

test('what an address says by itself is told without asking anybody', async () => {
  const { judge } = createEgress(noNames)
  const told = async (url: string) => (await judge(url))?.code ?? 'fine'
  const cases: Readonly<Record<string, string>> = {
    'https://hooks.example.com/indsigt?a=b': 'fine',
    'https://hooks.example.com:443/': 'fine',
    'https://[2606:4700::1111]/': 'fine',
    'http://hooks.example.com/': 'schemeRefused',
    'ftp://hooks.example.com/': 'schemeRefused',
    'file:///etc/passwd': 'schemeRefused',
    'javascript:alert(1)': 'schemeRefused',
    'gopher://127.0.0.1:70/_': 'schemeRefused',
    'https://hooks.example.com:8443/': 'portRefused',
    'https://hooks.example.com:22/': 'portRefused',
    'https://name@hooks.example.com/': 'credentialsInUrl',
    'https://name:word@hooks.example.com/': 'credentialsInUrl',
    'https://hooks.example.com:443@127.0.0.1/': 'credentialsInUrl',
    'https://127.1/': 'addressRefused',
    'https://[::1]/': 'addressRefused',
    'http://localhost/': 'schemeRefused',
    'https://': 'urlMalformed',
    'hooks.example.com': 'urlMalformed',
    '': 'urlMalformed',
    'https://1.2.3.4.5/': 'urlMalformed',
    [`https://hooks.example.com/${'a'.repeat(2_000)}`]: 'urlMalformed',
  }
  for (const [url, code] of Object.entries(cases)) assert.equal(await told(url), code, url)
})

test('where this machine may be called, only its own names open that door', async (t) => {
  const there = await receiver(t)
  const egress = createEgress({ loopback: 'allowed', resolve: async () => ['127.0.0.1'] })
  const told = async (url: string) => codeOf(await egress.call({ url, method: 'GET' }))
  for (const host of ['127.0.0.1', 'localhost', 'hooks.localhost', '2130706433'])
    assert.equal(await told(`http://${host}:${there.port}/`), 'answered 200', host)
  assert.equal(await told(`http://localhost.example:${there.port}/`), 'schemeRefused')
  assert.equal(await told('https://rebound.example/'), 'addressRefused')
  assert.equal(await told(`http://10.0.0.1:${there.port}/`), 'schemeRefused')
  assert.equal(await told(`http://[::ffff:127.0.0.1]:${there.port}/`), 'schemeRefused')
  assert.equal(await told(`ws://localhost:${there.port}/`), 'schemeRefused')
})

test('without that permission the names of this machine are names like any other', async () => {
  const egress = createEgress({ resolve: async () => ['127.0.0.1'] })
  const outcome = await egress.call({ url: 'https://localhost/', method: 'GET' })
  assert.equal(codeOf(outcome), 'addressRefused')
})
