import { test } from 'node:test'
import assert from 'node:assert/strict'

import { makeKeyring } from '../../../shared/application/keys/keyring.ts'
import { signingKeyDocument } from '../../../shared/composition/ports-over.ts'
import { openOffice } from '../../support/application.ts'

test('a keyring that has opened very many keys still opens every one', async (t) => {
  const { ports } = await openOffice(t)
  const shares = new Map<string, Uint8Array>()
  const keyring = makeKeyring({
    ...ports,
    keys: {
      ...ports.keys,
      wrap: (_name, wrapped) => Promise.resolve({ wrapped, version: '1' }),
      unwrap: (_name, _version, wrapped) => Promise.resolve(wrapped),
    },
    shares: {
      ...ports.shares,
      put: (name, share) => Promise.resolve(void shares.set(name, share)),
      get: (name) => Promise.resolve(shares.get(name)),
      destroy: (name) => Promise.resolve(void shares.delete(name)),
    },
  })
  const first = await keyring.create({ companyId: 'demo', requestId: 'one' })
  for (let key = 0; key < 10_001; key++) await keyring.create({ companyId: 'demo', requestId: 'one' })

  assert.deepEqual(await keyring.open('demo', first.reference), first.key)
})

test('of two who make the instance’s signing keys, the second takes what the first saved', async (t) => {
  const { ports } = await openOffice(t)
  const document = signingKeyDocument(ports.documents)
  const saved = await document.load()

  assert.equal(await document.save(saved?.keys ?? [], 'an older etag'), 'conflict')
  assert.equal(await document.save(saved?.keys ?? [], saved?.etag), 'saved')
})
