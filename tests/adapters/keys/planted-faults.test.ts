import assert from 'node:assert/strict'
import { test } from 'node:test'

import type { KeyVault } from '../../../shared/application/ports/keys.ts'
import { keyVaultContract, type KeyVaultUnderTest } from '../../support/contracts/key-vault.ts'
import { failedChecks } from '../../support/contracts/suite.ts'
import { openEmbeddedKeys } from '../../support/embedded-keys.ts'
import { openKeyVault } from '../../support/key-vault/open-key-vault.ts'

type Open = () => Promise<KeyVaultUnderTest>

const failuresOf = (open: Open): Promise<readonly string[]> =>
  failedChecks((register) => keyVaultContract('planted', open, register))

const changed =
  (open: Open, change: (keys: KeyVault) => Partial<KeyVault>): Open =>
  async () => {
    const opened = await open()
    return { ...opened, keys: { ...opened.keys, ...change(opened.keys) } }
  }

const homes: Readonly<Record<string, Open>> = {
  'the embedded keys': openEmbeddedKeys,
  'Key Vault': openKeyVault,
}

for (const [home, open] of Object.entries(homes)) {
  test(`${home}: the suite has nothing to say against it as it is`, async () => {
    assert.deepEqual(await failuresOf(open), [])
  })

  test(`${home}: the suite sees that the version was ignored when unwrapping`, async () => {
    const newest = (keys: KeyVault): Partial<KeyVault> => ({
      unwrap: async (name, _, wrapped) => {
        const { version } = await keys.wrap(name, Buffer.alloc(1))
        return keys.unwrap(name, version, wrapped)
      },
    })
    const failed = await failuresOf(changed(open, newest))

    assert.ok(failed.includes('after a rotation the newest version wraps, and older ones still unwrap'))
  })

  test(`${home}: the suite sees that a rotation was not followed`, async () => {
    const first = (keys: KeyVault): Partial<KeyVault> => {
      const known = new Map<string, ReturnType<KeyVault['wrap']>>()
      return {
        wrap: async (name, bytes) => {
          const made = known.get(name) ?? keys.wrap(name, bytes)
          known.set(name, made)
          return made
        },
      }
    }
    const failed = await failuresOf(changed(open, first))

    assert.ok(failed.includes('after a rotation the newest version wraps, and older ones still unwrap'))
  })

  test(`${home}: the suite sees that the public key of another version was given`, async () => {
    const failed = await failuresOf(changed(open, (keys) => ({ publicKey: (name) => keys.publicKey(name) })))

    assert.ok(failed.includes('a signature of 64 bytes is verified by the public key of its version'))
  })

  test(`${home}: the suite sees that something else than the digest was signed`, async () => {
    const failed = await failuresOf(
      changed(open, (keys) => ({
        sign: (name, digest) => keys.sign(name, Buffer.alloc(digest.length)),
      })),
    )

    assert.ok(failed.includes('a signature of 64 bytes is verified by the public key of its version'))
  })
}
