import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TestContext } from 'node:test'

import { createLocalJWKSet, compactVerify } from 'jose'

import { createKeyVault } from '../../../shared/adapters/embedded/keys.ts'
import { signKeyName } from '../../../shared/application/companies/company-document.ts'
import { compactForCompany } from '../../../shared/application/keys/company-signature.ts'
import type { KeyVault } from '../../../shared/application/ports/keys.ts'
import type { Ports } from '../../../shared/application/ports/ports.ts'
import { must, openOffice } from '../../support/application.ts'
import { scratchFolder } from '../../support/scratch-folder.ts'

const name = signKeyName('demo')

/** An office whose signing keys an operator can rotate. */
async function withRotation(t: TestContext) {
  const vault = createKeyVault(scratchFolder(t))
  await vault.ensure(name, 'sign')
  const signing: Pick<KeyVault, 'publicKey' | 'publicKeys' | 'sign'> = vault
  const through = (ports: Ports): Ports => ({
    ...ports,
    keys: {
      ...ports.keys,
      publicKey: signing.publicKey,
      publicKeys: signing.publicKeys,
      sign: signing.sign,
    },
  })
  return { office: await openOffice(t, { through }), rotate: () => vault.rotate(name), vault }
}

const payload = new TextEncoder().encode('{"treeSize":1}')

test('what was signed before the key was rotated verifies with the published keys, and what is signed after it too', async (t) => {
  const { office, rotate } = await withRotation(t)
  const sign = () => compactForCompany(office.ports, { companyId: 'demo', payload, typ: 'test' })

  const before = await sign()
  await rotate()
  const after = await sign()

  const published = must(await office.app.publicKeys('demo'))
  const keys = createLocalJWKSet({ keys: published.map((key) => ({ ...key })) })
  const used = await Promise.all(
    [before, after].map(async (jws) => (await compactVerify(jws, keys)).protectedHeader.kid),
  )
  assert.equal(published.length, 2)
  assert.deepEqual(used, [published[1]?.kid, published[0]?.kid])
})

test('a key that is rotated in the middle of signing still signs under its own name', async (t) => {
  const { office, rotate, vault } = await withRotation(t)
  let rotations = 0
  const keys: Ports['keys'] = {
    ...office.ports.keys,
    publicKey: async (...of) => {
      const key = await vault.publicKey(...of)
      if (rotations++ === 0) await rotate()
      return key
    },
  }

  const jws = await compactForCompany({ ...office.ports, keys }, { companyId: 'demo', payload, typ: 'test' })

  const published = await vault.publicKeys(name)
  await compactVerify(jws, createLocalJWKSet({ keys: published.map((key) => ({ ...key })) }))
  assert.equal(rotations, 2)
})
