import assert from 'node:assert/strict'
import { test } from 'node:test'

import { createHostNames } from '../../../shared/adapters/dns/host-names.ts'
import { nameServer } from '../../support/name-server.ts'

const name = '_indsigt.data.company.example'

test('all text records of a name are read, each with its strings joined', async (t) => {
  const { address, asked } = await nameServer(t, {
    [name]: { TXT: [['v=spf1 -all'], ['indsigt-verification=', 'abc', ''], ['x'.repeat(255), 'y']] },
  })
  assert.deepEqual(await createHostNames({ servers: [address] }).texts(name), {
    kind: 'answered',
    texts: ['v=spf1 -all', 'indsigt-verification=abc', `${'x'.repeat(255)}y`],
  })
  assert.deepEqual(asked, [`TXT ${name}`])
})

test('a name that does not exist, and one without text records, are answers with nothing', async (t) => {
  const { address } = await nameServer(t, { [name]: { A: [8, 8, 8, 8] } })
  const { texts } = createHostNames({ servers: [address] })
  assert.deepEqual(await texts(name), { kind: 'answered', texts: [] })
  assert.deepEqual(await texts('_indsigt.nobody.example'), { kind: 'answered', texts: [] })
})

test('name servers that fail or are silent say nothing about a name, and hold nobody up', async (t) => {
  const { address, serve } = await nameServer(t, { [name]: 'servfail' })
  const { texts } = createHostNames({ servers: [address], patienceMs: 100 })
  assert.deepEqual(await texts(name), { kind: 'unanswered', code: 'failed' })
  serve({ [name]: 'silent' })
  const startedAt = performance.now()
  assert.deepEqual(await texts(name), { kind: 'unanswered', code: 'silent' })
  assert.ok(performance.now() - startedAt < 2_000)
})

test('a name that is none is asked of nobody that could answer it', async (t) => {
  const { address } = await nameServer(t, {})
  const found = await createHostNames({ servers: [address] }).texts(`${'a'.repeat(64)}.example`)
  assert.deepEqual(found, { kind: 'unanswered', code: 'failed' })
})
