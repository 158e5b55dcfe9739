import assert from 'node:assert/strict'
import { test } from 'node:test'

import type { InstanceSettings } from '../../shared/application/ports/ports.ts'
import { azurePorts } from '../../shared/composition/azure-ports.ts'
import { portsOver, type Edges, type Stores } from '../../shared/composition/ports-over.ts'

const edges = { clock: { now: () => new Date('2026-03-02T08:00:00Z') }, log: { write: () => {} } }
const settings: InstanceSettings = { mode: 'serve', publicUrl: 'https://privacy.example' }
const judged = async (own: Partial<Edges['settings']>, url: string) =>
  (await portsOver({} as Stores, { ...edges, settings: { ...settings, ...own } }).egress.judge(url))?.code

test('this machine is called only where that is said, and other ports than 443 only where the operator names them', async () => {
  assert.equal(await judged({}, 'http://localhost:4000/'), 'schemeRefused')
  assert.equal(
    await judged({}, 'https://localhost/'),
    undefined,
    'a name like any other until it is resolved',
  )
  assert.equal(await judged({ loopbackTargets: 'allowed' }, 'http://localhost:4000/'), undefined)
  assert.equal(await judged({}, 'https://hooks.example:8443/'), 'portRefused')
  assert.equal(await judged({ egressPorts: [8443] }, 'https://hooks.example:8443/'), undefined)
  assert.equal(await judged({ egressPorts: [8443] }, 'https://hooks.example/'), undefined)
})

test('under the Functions host nothing lets a call out to the machine itself', async () => {
  const hosted = { publicUrl: 'https://privacy.example', adapters: {} as never, egressPorts: [8443] }
  const { egress } = azurePorts(hosted, () => undefined)
  assert.equal((await egress.judge('http://localhost:4000/'))?.code, 'schemeRefused')
  assert.equal(await egress.judge('https://hooks.example:8443/'), undefined)
})
