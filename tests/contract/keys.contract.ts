// The contract of the keys port on a real vault, which keeps the keys that it makes: npm run test:contract.
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'

import { DefaultAzureCredential } from '@azure/identity'
import { KeyClient } from '@azure/keyvault-keys'

import { createKeyVaultKeys } from '../../shared/adapters/key-vault/keys.ts'
import { vaultName } from '../../shared/adapters/key-vault/names.ts'
import type { KeyVault } from '../../shared/application/ports/keys.ts'
import { isLoopback } from '../../shared/config/setting-shapes.ts'
import { keyVaultContract, type KeyVaultUnderTest } from '../support/contracts/key-vault.ts'

const url = process.env['KEYVAULT_URL']

if (url === undefined) test('Key Vault', (context) => context.skip('KEYVAULT_URL is not set'))
else keyVaultContract('the vault of KEYVAULT_URL', () => open(url))

/** Names of its own for each check, since a vault forgets none. */
async function open(vault: string): Promise<KeyVaultUnderTest> {
  const run = `contract-${randomUUID()}`
  const credential = new DefaultAzureCredential()
  const clock = { at: Date.now() }
  const keys = createKeyVaultKeys({ url: vault, credential }, { now: () => new Date(clock.at) })
  // The challenge names the cloud's domain, which a double on this machine is not in.
  const disableChallengeResourceVerification = isLoopback(vault)
  const client = new KeyClient(vault, credential, { disableChallengeResourceVerification })
  return {
    keys: within(keys, run),
    rotate: async (name) => {
      await client.rotateKey(vaultName(`${run}-${name}`))
      clock.at += 5 * 60_000
    },
    close: async () => undefined,
  }
}

/** The same keys under the names that the contract gives them. */
function within(keys: KeyVault, run: string): KeyVault {
  const there = (name: string): string => `${run}-${name}`
  const named = <T extends { readonly kid: string }>(key: T): T => ({
    ...key,
    kid: key.kid.slice(run.length + 1),
  })
  return {
    ensure: (name, use) => keys.ensure(there(name), use),
    wrap: (name, bytes) => keys.wrap(there(name), bytes),
    unwrap: (name, version, wrapped) => keys.unwrap(there(name), version, wrapped),
    sign: (name, digest) => keys.sign(there(name), digest),
    publicKey: async (name, version) => named(await keys.publicKey(there(name), version)),
    publicKeys: async (name) => (await keys.publicKeys(there(name))).map(named),
  }
}
