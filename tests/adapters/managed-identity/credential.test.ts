import assert from 'node:assert/strict'
import test, { after } from 'node:test'

import { createKeyVaultKeys } from '../../../shared/adapters/key-vault/keys.ts'
import { managedIdentity } from '../../../shared/adapters/managed-identity/credential.ts'
import { DependencyUnavailable } from '../../../shared/application/ports/unavailable.ts'
import { startIdentityEndpoint } from '../../support/identity-endpoint.ts'
import { startVault } from '../../support/key-vault/vault-double.ts'

// The SDK keeps its endpoint and its tokens for the whole process: one endpoint, and a service of its own for each test.
const identity = await startIdentityEndpoint()
Object.assign(process.env, identity.settings)
after(identity.close)

const askedFor = (resource: string) => identity.asked.filter((asked) => asked.resource === resource)

test('a token is asked for once and kept, for each service by itself', async () => {
  const credential = managedIdentity()
  assert.deepEqual(identity.asked, [])

  const first = await credential.getToken('https://a.example/.default')
  const again = await credential.getToken('https://a.example/.default')
  await credential.getToken('https://b.example/.default')

  assert.equal(first.token, again.token)
  assert.ok(identity.issued(first.token, 'https://a.example'))
  assert.deepEqual(identity.asked, [{ resource: 'https://a.example' }, { resource: 'https://b.example' }])
})

test('a token that is about to end is asked for anew', async (t) => {
  identity.tokensLive(60)
  t.after(() => identity.tokensLive(86_400))
  const credential = managedIdentity()

  await credential.getToken('https://c.example/.default')
  await credential.getToken('https://c.example/.default')

  assert.equal(askedFor('https://c.example').length, 2)
})

test('of several identities the chosen one is asked for', async () => {
  const clientId = '11111111-1111-1111-1111-111111111111'

  await managedIdentity(clientId).getToken('https://d.example/.default')

  assert.deepEqual(askedFor('https://d.example'), [{ resource: 'https://d.example', clientId }])
})

const patience = { callMs: 5_000, retries: 0 }
const clock = { now: () => new Date(0) }

test('an identity that cannot be had makes the service unavailable, not open', async (t) => {
  const vault = await startVault()
  t.after(vault.close)
  identity.fail(400)
  const keys = createKeyVaultKeys({ url: vault.url, patience, credential: managedIdentity() }, clock)

  await assert.rejects(keys.publicKey('k'), DependencyUnavailable)
  assert.deepEqual(vault.calls, [])
})

test('the vault opens to the identity alone', async (t) => {
  const vault = await startVault({ accepts: (token) => identity.issued(token, 'https://vault.azure.net') })
  t.after(vault.close)
  const stranger = { getToken: async () => ({ token: 'made up', expiresOnTimestamp: 8.64e15 }) }
  const as = (credential: typeof stranger | ReturnType<typeof managedIdentity>) =>
    createKeyVaultKeys({ url: vault.url, patience, credential }, clock)

  await as(managedIdentity()).ensure('k', 'sign')

  await assert.rejects(as(stranger).ensure('k', 'sign'), DependencyUnavailable)
  assert.equal(vault.keys.versions('k').length, 1)
})
