import assert from 'node:assert/strict'
import { after, test } from 'node:test'

import { createBlobStore } from '../../../shared/adapters/blob-storage/blobs.ts'
import { createShareStore } from '../../../shared/adapters/blob-storage/shares.ts'
import { managedIdentity } from '../../../shared/adapters/managed-identity/credential.ts'
import { azureStores } from '../../../shared/composition/azure-stores.ts'
import { DependencyUnavailable } from '../../../shared/application/ports/unavailable.ts'
import { startAzurite } from '../../support/blob-storage/azurite.ts'
import { textOf } from '../../support/contracts/blob-store.ts'
import { startIdentityEndpoint } from '../../support/identity-endpoint.ts'

const identity = await startIdentityEndpoint()
Object.assign(process.env, identity.settings)
const azurite = await startAzurite({ tokens: true })
after(() => Promise.all([identity.close(), azurite.close()]))

const blob = { container: 'Company_1', name: 'r/a' }
const { endpoint } = azurite.account()

const unavailable = (dependency: string, retryAfterSeconds: number) => (error: unknown) =>
  error instanceof DependencyUnavailable &&
  error.dependency === dependency &&
  error.retryAfterSeconds === retryAfterSeconds

// First: from its first token on, the SDK needs the identity no more.
test('an identity that cannot be had makes blobs and shares unavailable, not open', async () => {
  identity.fail(400)
  const blobs = createBlobStore({ endpoint, credential: managedIdentity() })
  await assert.rejects(blobs.stage(blob, 0, Buffer.from('x')), unavailable('blobs', 5))

  identity.fail(400)
  const shares = createShareStore({ endpoint, credential: managedIdentity() })
  await assert.rejects(shares.put('one', Buffer.alloc(32, 1)), unavailable('shares', 5))
})

test('blobs and shares are kept over HTTPS as the identity of the application, with one token', async () => {
  assert.match(endpoint, /^https:/)
  const asked = identity.asked.length
  const edges = { clock: { now: () => new Date(0) }, log: { write: () => {} } }
  const { blobs, shares } = azureStores({ blobs: { endpoint }, shares: { endpoint } }, edges)
  assert.ok(blobs && shares)

  await blobs.stage(blob, 1, Buffer.from('one '))
  await blobs.stage(blob, 0, Buffer.from('after zero'))
  assert.deepEqual(await blobs.commit(blob, [1, 0]), { ok: true, value: { sizeBytes: 14 } })
  assert.equal(await textOf(blobs, blob, { start: 4 }), 'after zero')
  await shares.put('one', Buffer.alloc(32, 1))
  assert.deepEqual(await shares.get('one'), Buffer.alloc(32, 1))
  await shares.destroy('one')
  assert.equal(await shares.get('one'), undefined)

  assert.deepEqual(identity.asked.slice(asked), [{ resource: 'https://storage.azure.com' }])
})

test('a token that was given for another service lets nobody in', async () => {
  const own = managedIdentity()
  const credential = { getToken: () => own.getToken('https://vault.azure.net/.default') }
  const blobs = createBlobStore({ endpoint, credential })

  await assert.rejects(blobs.size(blob), unavailable('blobs', 30))
})
