import assert from 'node:assert/strict'
import { createHash, createPublicKey, verify } from 'node:crypto'

import type { KeyVault } from '../../../shared/application/ports/keys.ts'
import { contractSuite, type Check, type Register } from './suite.ts'

export type KeyVaultUnderTest = {
  readonly keys: KeyVault
  /** Adds a version, as an operator would. */
  readonly rotate: (name: string) => Promise<void>
  readonly close: () => Promise<void>
}

const secret = Buffer.alloc(32, 7)
const company = 'Company_1-key'

/** What every key vault must hold. */
export function keyVaultContract(
  name: string,
  open: () => Promise<KeyVaultUnderTest>,
  register?: Register,
): void {
  const check = contractSuite(name, open, register)
  wrapping(check)
  signing(check)
}

function wrapping(check: Check<KeyVaultUnderTest>): void {
  check('what is wrapped can be unwrapped, and reads differently each time', async ({ keys }) => {
    await keys.ensure(company, 'wrap')

    const [first, second] = [await keys.wrap(company, secret), await keys.wrap(company, secret)]

    assert.notDeepEqual(first.wrapped, second.wrapped)
    for (const { wrapped, version } of [first, second]) {
      assert.ok(!Buffer.from(wrapped).includes(secret))
      assert.ok(secret.equals(Buffer.from(await keys.unwrap(company, version, wrapped))))
    }
  })

  check('ensuring a key again, or many times at once, leaves it as it is', async ({ keys }) => {
    await Promise.all(Array.from({ length: 5 }, () => keys.ensure(company, 'wrap')))
    const { wrapped, version } = await keys.wrap(company, secret)

    await keys.ensure(company, 'wrap')

    assert.ok(secret.equals(Buffer.from(await keys.unwrap(company, version, wrapped))))
    assert.equal((await keys.wrap(company, secret)).version, version)
  })

  check(
    'after a rotation the newest version wraps, and older ones still unwrap',
    async ({ keys, rotate }) => {
      await keys.ensure(company, 'wrap')
      const old = await keys.wrap(company, secret)

      await rotate(company)
      const fresh = await keys.wrap(company, secret)

      assert.notEqual(fresh.version, old.version)
      for (const { wrapped, version } of [old, fresh]) {
        assert.ok(secret.equals(Buffer.from(await keys.unwrap(company, version, wrapped))))
      }
      await assert.rejects(keys.unwrap(company, fresh.version, old.wrapped))
    },
  )

  check('nothing opens with the wrong key, an unknown version or a changed bit', async ({ keys }) => {
    await keys.ensure(company, 'wrap')
    await keys.ensure('Company_2-key', 'wrap')
    const { wrapped, version } = await keys.wrap(company, secret)
    const other = await keys.wrap('Company_2-key', secret)
    const damaged = Buffer.from(wrapped).map((byte, at) => (at === 100 ? byte ^ 1 : byte))

    await assert.rejects(keys.unwrap(company, version, damaged))
    await assert.rejects(keys.unwrap(company, version, other.wrapped))
    await assert.rejects(keys.unwrap(company, 'f'.repeat(32), wrapped))
    await assert.rejects(keys.unwrap('Company_3-key', version, wrapped))
    await assert.rejects(keys.wrap('Company_3-key', secret))
  })

  check('190 bytes can be wrapped; more is a defect', async ({ keys }) => {
    await keys.ensure(company, 'wrap')

    const { wrapped, version } = await keys.wrap(company, Buffer.alloc(190, 1))
    assert.equal((await keys.unwrap(company, version, wrapped)).length, 190)
    await assert.rejects(keys.wrap(company, Buffer.alloc(191)), RangeError)
  })
}

function signing(check: Check<KeyVaultUnderTest>): void {
  const text = 'a tree head'
  const digest = createHash('sha256').update(text).digest()

  check('a signature of 64 bytes is verified by the public key of its version', async ({ keys, rotate }) => {
    await keys.ensure('heads', 'sign')
    const old = await keys.sign('heads', digest)
    await rotate('heads')
    const fresh = await keys.sign('heads', digest)

    for (const { signature, version } of [old, fresh]) {
      const jwk = await keys.publicKey('heads', version)
      assert.deepEqual([jwk.kty, jwk.crv, jwk.kid, signature.length], ['EC', 'P-256', `heads/${version}`, 64])
      assert.ok(await verifies(keys, { text, signature, version }))
      assert.ok(!(await verifies(keys, { text: 'another tree head', signature, version })))
    }
    assert.ok(!(await verifies(keys, { text, signature: old.signature, version: fresh.version })))
    assert.deepEqual(await keys.publicKey('heads'), await keys.publicKey('heads', fresh.version))
  })

  check('every version that ever signed stays to be had, the newest first', async ({ keys, rotate }) => {
    await keys.ensure('heads', 'sign')
    const old = await keys.publicKey('heads')
    assert.deepEqual(await keys.publicKeys('heads'), [old])

    await rotate('heads')

    assert.deepEqual(await keys.publicKeys('heads'), [await keys.publicKey('heads'), old])
    await assert.rejects(keys.publicKeys('unknown'))
  })

  check('a public key shows nothing of the private half', async ({ keys }) => {
    await keys.ensure('heads', 'sign')
    await keys.ensure(company, 'wrap')

    assert.deepEqual(Object.keys(await keys.publicKey('heads')).sort(), ['crv', 'kid', 'kty', 'x', 'y'])
    assert.deepEqual(Object.keys(await keys.publicKey(company)).sort(), ['e', 'kid', 'kty', 'n'])
  })

  check('a key does only what it was made for, and signs only a digest', async ({ keys }) => {
    await keys.ensure('heads', 'sign')
    await keys.ensure(company, 'wrap')

    await assert.rejects(keys.sign(company, digest))
    await assert.rejects(keys.wrap('heads', secret))
    await assert.rejects(keys.sign('heads', Buffer.from(text)), RangeError)
    await assert.rejects(keys.sign('unknown', digest))
    await assert.rejects(keys.publicKey('unknown'))
  })
}

type Signed = { readonly text: string; readonly signature: Uint8Array; readonly version: string }

async function verifies(keys: KeyVault, { text, signature, version }: Signed): Promise<boolean> {
  const jwk = await keys.publicKey('heads', version)
  const key = createPublicKey({ key: { ...jwk }, format: 'jwk' })
  return verify('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' }, signature)
}
