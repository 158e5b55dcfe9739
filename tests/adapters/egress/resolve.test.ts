import assert from 'node:assert/strict'
import { createSocket } from 'node:dgram'
import { test, type TestContext } from 'node:test'

import { createEgress } from '../../../shared/adapters/egress/egress.ts'
import { resolveByDns } from '../../../shared/adapters/egress/resolve.ts'

const kinds: Readonly<Record<number, 'A' | 'AAAA'>> = { 1: 'A', 28: 'AAAA' }

type Zone = Readonly<Record<string, Partial<Record<'A' | 'AAAA', readonly number[]>>>>

/** A name server on this machine (RFC 1035, 4.1): what is not in the zone does not exist. */
async function nameServer(t: TestContext, zone: Zone): Promise<string> {
  const socket = createSocket('udp4')
  socket.on('message', (query, from) => {
    const end = query.indexOf(0, 12)
    const labels: string[] = []
    for (let at = 12; at < end; at += (query[at] ?? 0) + 1)
      labels.push(query.toString('latin1', at + 1, at + 1 + (query[at] ?? 0)))
    const kind = kinds[query.readUInt16BE(end + 1)] ?? 'A'
    const known = zone[labels.join('.')]
    const data = known?.[kind]
    const head = Buffer.from(query.subarray(0, 12))
    head.writeUInt16BE(known ? 0x8180 : 0x8183, 2)
    head.writeUInt16BE(data ? 1 : 0, 6)
    head.writeUInt32BE(0, 8)
    const record = data && [0xc0, 0x0c, 0, kind === 'A' ? 1 : 28, 0, 1, 0, 0, 0, 0, 0, data.length, ...data]
    socket.send(
      Buffer.concat([head, query.subarray(12, end + 5), Buffer.from(record ?? [])]),
      from.port,
      from.address,
    )
  })
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve))
  t.after(() => void socket.close())
  return `127.0.0.1:${socket.address().port}`
}

test('all addresses of a name are judged, of both families', async (t) => {
  const server = await nameServer(t, {
    'both.example': { A: [8, 8, 8, 8], AAAA: [0x26, 6, 0x47, ...Array<number>(12).fill(0), 1] },
    'inner.example': { A: [8, 8, 8, 8], AAAA: [...Array<number>(15).fill(0), 1] },
  })
  const resolve = resolveByDns([server])

  assert.deepEqual(await resolve('both.example'), ['8.8.8.8', '2606:4700::1'])
  assert.deepEqual(await resolve('nobody.example'), [])
  const outcome = await createEgress({ resolve }).call({ url: 'https://inner.example/', method: 'GET' })
  assert.deepEqual(outcome, { kind: 'refused', code: 'addressRefused' })
})

test('a name that only this machine knows is not asked of this machine', async (t) => {
  const server = await nameServer(t, {})
  assert.deepEqual(await resolveByDns([server])('ip6-loopback'), [])
})
