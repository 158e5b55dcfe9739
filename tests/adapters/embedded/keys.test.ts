import assert from 'node:assert/strict'
import { createECDH, createHash, createPublicKey, verify } from 'node:crypto'
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

import fc from 'fast-check'

import { createKeyVault } from '../../../shared/adapters/embedded/keys.ts'
import { signDigest } from '../../../shared/adapters/embedded/prehashed-ecdsa.ts'
import { DependencyUnavailable } from '../../../shared/application/ports/unavailable.ts'
import { folderFor } from '../../support/contracts/temporary-folder.ts'

test('key files are private, and a vault opened again has the same keys', async (context) => {
  const folder = folderFor(context)
  const earlier = createKeyVault(folder)
  await earlier.ensure('heads', 'sign')

  assert.deepEqual(readdirSync(join(folder, 'keys')), ['heads.json'])
  assert.equal(statSync(join(folder, 'keys', 'heads.json')).mode & 0o777, 0o600)
  assert.deepEqual(await createKeyVault(folder).publicKey('heads'), await earlier.publicKey('heads'))
})

test('a key file that is damaged or gone keeps closed what it protects, and is never replaced silently', async (context) => {
  const folder = folderFor(context)
  const file = join(folder, 'keys', 'heads.json')
  await createKeyVault(folder).ensure('heads', 'sign')
  const damaged = readFileSync(file).subarray(0, 100)
  writeFileSync(file, damaged)

  const keys = createKeyVault(folder)
  await keys.ensure('heads', 'sign')

  const unavailable = (error: unknown) =>
    error instanceof DependencyUnavailable &&
    error.dependency === 'keys' &&
    !String(error.cause).includes('PRIVATE')
  await assert.rejects(keys.publicKey('heads'), unavailable)
  assert.deepEqual(readFileSync(file), damaged)
  rmSync(file)
  await assert.rejects(keys.sign('heads', Buffer.alloc(32)), unavailable)
})

test('no name of a key leads out of its folder', async (context) => {
  const keys = createKeyVault(folderFor(context))

  for (const name of ['', '..', '../x', 'a/b', 'a\\b', 'a.b', 'x'.repeat(128)]) {
    await assert.rejects(keys.ensure(name, 'sign'), RangeError, name)
    await assert.rejects(keys.publicKey(name), RangeError, name)
  }
})

test('a signature made over a digest is what ES256 makes over the text, for every key and text', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), (text) => {
      const pair = createECDH('prime256v1')
      const point = pair.generateKeys()
      const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((half) => half.toString('base64url'))
      const key = createPublicKey({ key: { kty: 'EC', crv: 'P-256', x: x ?? '', y: y ?? '' }, format: 'jwk' })

      const signature = signDigest(pair.getPrivateKey(), createHash('sha256').update(text).digest())

      return verify('sha256', text, { key, dsaEncoding: 'ieee-p1363' }, signature)
    }),
    { numRuns: 200 },
  )
})

test('no two signatures share their secret number', () => {
  const key = createECDH('prime256v1')
  key.generateKeys()
  const halves = Array.from({ length: 200 }, () =>
    Buffer.from(signDigest(key.getPrivateKey(), Buffer.alloc(32, 1)).subarray(0, 32)).toString('hex'),
  )

  assert.equal(new Set(halves).size, 200)
})
