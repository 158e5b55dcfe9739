import assert from 'node:assert/strict'
import { test } from 'node:test'

import { azureStores } from '../../shared/composition/azure-stores.ts'
import { readConfig } from '../../shared/config/read-config.ts'
import { disclose, personal } from '../../shared/kernel/personal.ts'
import type { Mail, Sms } from '../../shared/application/ports/mail.ts'
import { startHome } from '../support/azure-home.ts'
import { textOf } from '../support/contracts/blob-store.ts'

test('the other home is a demonstration on this machine, and each port of it answers through its SDK', async (t) => {
  const delivered: Mail[] = []
  const clock = { now: () => new Date('2026-03-02T08:00:00Z') }
  const texts: Sms[] = []
  const home = await startHome({
    ...{ ...clock, deliver: async (mail) => delivered.push(mail) },
    deliverSms: async (sms) => texts.push(sms),
  })
  t.after(home.stop)
  const config = readConfig(home.settings)
  assert.ok(config.ok)
  assert.equal(config.value.mode, 'demo')
  const stores = azureStores(config.value.adapters, { clock, log: { write: () => undefined } }, (close) =>
    t.after(close),
  )

  const partition = { container: 'companies', key: ['c'] } as const
  const value = { id: 'one', note: 'kept' }
  const written = await stores.documents?.batch(partition, [{ kind: 'create', value }])
  const found = await stores.documents?.read(partition, 'one')
  await stores.keys?.ensure('k', 'sign')
  const signed = await stores.keys?.sign('k', Buffer.alloc(32))
  const packaged = { container: 'Company_1', name: 'r/package' } as const
  await stores.blobs?.stage(packaged, 0, Buffer.from('sealed'))
  const staged = await stores.blobs?.staged(packaged)
  const committed = await stores.blobs?.commit(packaged, [0])
  const read = stores.blobs && (await textOf(stores.blobs, packaged))
  await stores.shares?.put('r.1', Buffer.alloc(32, 1))
  const share = await stores.shares?.get('r.1')
  const listed = { blobs: await stores.blobs?.list('Company_1', ''), shares: await stores.shares?.list() }
  const sent = await stores.mail?.send({
    ...{ id: 'mail1', to: personal('person@mail.example'), fromName: 'Company', subject: 'S' },
    ...{ text: 'T', html: '<p>T</p>' },
  })
  const texted = await stores.sms?.send({ id: 'sms1', to: personal('+4512345678'), text: 'Your code' })
  await stores.messages?.send('mail', [{ id: 'message1', body: { mailId: 'mail1' } }])

  assert.ok(written?.ok)
  assert.deepEqual(found?.value, value)
  assert.equal(signed?.signature.length, 64)
  assert.deepEqual(staged, [{ number: 0, sizeBytes: 6 }])
  assert.deepEqual(committed, { ok: true, value: { sizeBytes: 6 } })
  assert.equal(read, 'sealed')
  assert.deepEqual(Buffer.from(share ?? []), Buffer.alloc(32, 1))
  assert.deepEqual(listed.blobs, { names: ['r/package'] })
  assert.deepEqual(
    listed.shares?.shares.map(({ name }) => name),
    ['r.1'],
  )
  assert.ok(sent?.ok)
  assert.deepEqual(
    delivered.map(({ id, subject }) => [id, subject]),
    [['mail1', 'S']],
  )
  assert.ok(texted?.ok)
  assert.deepEqual(
    texts.map(({ to, text }) => [disclose(to), text]),
    [['+4512345678', 'Your code']],
  )
  assert.equal(home.waiting('mail'), 1)
  assert.deepEqual(home.outside, [])
})
