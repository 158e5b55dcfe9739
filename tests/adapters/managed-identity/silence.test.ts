// Apart from its neighbours, because the SDK keeps the way to the endpoint of a process's first credential for all of them.
import assert from 'node:assert/strict'
import test, { after } from 'node:test'
import { setTimeout } from 'node:timers/promises'

import { createKeyVaultKeys } from '../../../shared/adapters/key-vault/keys.ts'
import { managedIdentity } from '../../../shared/adapters/managed-identity/credential.ts'
import { DependencyUnavailable } from '../../../shared/application/ports/unavailable.ts'
import { startIdentityEndpoint } from '../../support/identity-endpoint.ts'
import { startVault } from '../../support/key-vault/vault-double.ts'

const identity = await startIdentityEndpoint()
Object.assign(process.env, identity.settings)
after(identity.close)
const clock = { now: () => new Date(0) }

test('a silent identity ends each call in time, whatever the token is for, and leaves no connection behind', async (t) => {
  const vault = await startVault()
  t.after(vault.close)
  identity.fail('silent', 'silent')
  const credential = managedIdentity(undefined, 300)
  const patience = { callMs: 60_000, retries: 0 }
  const keys = createKeyVaultKeys({ url: vault.url, patience, credential }, clock)

  const begun = performance.now()
  await assert.rejects(credential.getToken('https://e.example/.default'), { name: /^CredentialUnavailable/ })
  await assert.rejects(keys.publicKey('k'), DependencyUnavailable)
  while ((await identity.open()) > 0) await setTimeout(10)

  assert.ok(performance.now() - begun < 4_000)
  assert.equal(identity.asked.length, 2)
  await keys.ensure('k', 'sign')
})

test('no call to the vault outlasts its patience, whoever is to give the token', async (t) => {
  const vault = await startVault()
  t.after(vault.close)
  const credential = { getToken: () => new Promise<never>(() => undefined) }
  const patience = { callMs: 200, retries: 0 }
  const keys = createKeyVaultKeys({ url: vault.url, patience, credential }, clock)

  const begun = performance.now()
  await assert.rejects(keys.publicKey('k'), DependencyUnavailable)
  await assert.rejects(keys.publicKeys('k'), DependencyUnavailable)
  await assert.rejects(keys.ensure('k', 'sign'), DependencyUnavailable)
  await assert.rejects(keys.sign('k', Buffer.alloc(32)), DependencyUnavailable)

  assert.ok(performance.now() - begun < 4_000)
})
