import assert from 'node:assert/strict'
import { test } from 'node:test'

import { createEgress } from '../../../shared/adapters/egress/egress.ts'
import { resolveByDns } from '../../../shared/adapters/egress/resolve.ts'
import { nameServer } from '../../support/name-server.ts'

test('all addresses of a name are judged, of both families', async (t) => {
  const { address } = await nameServer(t, {
    'both.example': { A: [8, 8, 8, 8], AAAA: [0x26, 6, 0x47, ...Array<number>(12).fill(0), 1] },
    'inner.example': { A: [8, 8, 8, 8], AAAA: [...Array<number>(15).fill(0), 1] },
  })
  const resolve = resolveByDns([address])

  assert.deepEqual(await resolve('both.example'), ['8.8.8.8', '2606:4700::1'])
  assert.deepEqual(await resolve('nobody.example'), [])
  const outcome = await createEgress({ resolve }).call({ url: 'https://inner.example/', method: 'GET' })
  assert.deepEqual(outcome, { kind: 'refused', code: 'addressRefused' })
})

test('a name that only this machine knows is not asked of this machine', async (t) => {
  const { address } = await nameServer(t, {})
  assert.deepEqual(await resolveByDns([address])('ip6-loopback'), [])
})
