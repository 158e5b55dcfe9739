import assert from 'node:assert/strict'
import { test } from 'node:test'

import { portsOver, type Stores } from '../../shared/composition/ports-over.ts'
import { nameServer } from '../support/name-server.ts'

test('the name servers that the operator names are asked', async (t) => {
  const { address, asked } = await nameServer(t, { 'a.example': { TXT: [['here']] } })
  const edges = { clock: { now: () => new Date('2026-03-02T08:00:00Z') }, log: { write: () => {} } }
  const { hostNames } = portsOver({} as Stores, {
    ...edges,
    settings: { mode: 'serve', publicUrl: 'https://privacy.example', dnsServers: [address] },
  })
  assert.deepEqual(await hostNames.texts('a.example'), { kind: 'answered', texts: ['here'] })
  assert.equal(asked.length, 1)
})
