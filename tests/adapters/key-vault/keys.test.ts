import assert from 'node:assert/strict'
import dns from 'node:dns'
import test, { type TestContext } from 'node:test'

import { createKeyVaultKeys } from '../../../shared/adapters/key-vault/keys.ts'
import { vaultName } from '../../../shared/adapters/key-vault/names.ts'
import { DependencyUnavailable } from '../../../shared/application/ports/unavailable.ts'
import { anyToken, openKeyVault } from '../../support/key-vault/open-key-vault.ts'
import type { StoredVersion } from '../../support/key-vault/stored-keys.ts'

async function openFor(t: TestContext) {
  const opened = await openKeyVault()
  t.after(opened.close)
  return opened
}

const minute = 60_000

const isUnavailable =
  (seconds: number) =>
  (error: unknown): boolean =>
    error instanceof DependencyUnavailable &&
    error.dependency === 'keys' &&
    error.retryAfterSeconds === seconds

test('wrapping asks the vault for the key once in five minutes, and sends it nothing', async (t) => {
  const { keys, vault, clock } = await openFor(t)
  await keys.ensure('k', 'wrap')
  const before = vault.calls.length

  for (const wait of [0, 60_000, 239_999]) {
    clock.at += wait
    await keys.wrap('k', Buffer.alloc(32))
  }
  assert.deepEqual(vault.calls.slice(before), ['GET /keys/k/'])

  clock.at += 1
  await keys.wrap('k', Buffer.alloc(32))
  assert.equal(vault.calls.length, before + 2)
})

test('however often the public keys are asked for, the vault is asked once in five minutes', async (t) => {
  const { keys, vault, clock, rotate } = await openFor(t)
  await keys.ensure('s', 'sign')
  const before = vault.calls.length

  await Promise.all(Array.from({ length: 20 }, () => keys.publicKeys('s')))
  clock.at += 5 * minute - 1
  await keys.publicKeys('s')
  assert.deepEqual(vault.calls.slice(before), ['GET /keys/s/', 'GET /keys/s/versions'])

  await rotate('s')
  assert.equal((await keys.publicKeys('s')).length, 2, 'a rotation shows after five minutes')
})

test('a failure to read the public keys is not remembered', async (t) => {
  const { keys, vault } = await openFor(t)
  await keys.ensure('s', 'sign')

  vault.fail({ status: 403 })
  await assert.rejects(keys.publicKeys('s'), isUnavailable(300))

  assert.equal((await keys.publicKeys('s')).length, 1)
})

test('a key is ensured by one look, and remembered', async (t) => {
  const { keys, vault } = await openFor(t)
  await Promise.all([keys.ensure('k', 'sign'), keys.ensure('k', 'sign')])
  await keys.ensure('k', 'sign')

  assert.deepEqual(vault.calls, ['GET /keys/k/', 'POST /keys/k/create'])
})

type Change = Partial<Pick<StoredVersion, 'enabled' | 'notBefore' | 'expiresAt'>>

const outOfUse: Readonly<Record<string, Change>> = {
  'is disabled': { enabled: false },
  'has expired': { expiresAt: new Date(5 * minute) },
  'is not yet valid': { notBefore: new Date(8.64e15) },
}

for (const [what, change] of Object.entries(outOfUse)) {
  test(`nothing is wrapped or signed under a key that ${what}`, async (t) => {
    const { keys, vault, clock } = await openFor(t)
    await keys.ensure('w', 'wrap')
    await keys.ensure('s', 'sign')
    await keys.wrap('w', Buffer.alloc(32))
    for (const name of ['w', 's']) Object.assign(vault.keys.versions(name)[0] ?? {}, change)

    clock.at += 5 * minute

    await assert.rejects(keys.wrap('w', Buffer.alloc(32)), isUnavailable(300))
    await assert.rejects(keys.sign('s', Buffer.alloc(32)), isUnavailable(300))
    assert.equal((await keys.publicKey('s')).kty, 'EC', 'what it signed before still verifies')
  })
}

test('a key that runs out while it is remembered wraps no more from that moment on', async (t) => {
  const { keys, vault, clock } = await openFor(t)
  await keys.ensure('w', 'wrap')
  Object.assign(vault.keys.versions('w')[0] ?? {}, { expiresAt: new Date(minute) })

  await keys.wrap('w', Buffer.alloc(32))
  clock.at += minute

  await assert.rejects(keys.wrap('w', Buffer.alloc(32)), isUnavailable(300))
})

test('what was wrapped opens after its key ran out, and not while the key is disabled', async (t) => {
  const { keys, vault } = await openFor(t)
  await keys.ensure('w', 'wrap')
  const { wrapped, version } = await keys.wrap('w', Buffer.alloc(32, 7))
  const [wrapping] = vault.keys.versions('w')
  assert.ok(wrapping)

  wrapping.expiresAt = new Date('2020-01-01')
  const restarted = createKeyVaultKeys({ url: vault.url, credential: anyToken }, { now: () => new Date() })
  assert.deepEqual([...(await restarted.unwrap('w', version, wrapped))], [...Buffer.alloc(32, 7)])

  wrapping.enabled = false
  await assert.rejects(keys.unwrap('w', version, wrapped), isUnavailable(300))
  await assert.rejects(restarted.unwrap('w', version, wrapped), isUnavailable(300))
})

test('a key is made for its use alone, and as long as it should be', async (t) => {
  const { keys, vault } = await openFor(t)
  await keys.ensure('w', 'wrap')
  await keys.ensure('s', 'sign')

  const made = ['w', 's'].map((name) => vault.keys.versions(name)[0])
  assert.deepEqual(
    made.map((one) => [one?.kty, one?.size, one?.operations.toSorted()]),
    [
      ['RSA', 3072, ['unwrapKey', 'wrapKey']],
      ['EC', 256, ['sign', 'verify']],
    ],
  )
  const { n = '' } = await keys.publicKey('w')
  assert.equal(Buffer.from(n, 'base64url').length * 8, 3072)
})

test('a challenge that names another resource than the vault gets no token, but on this machine', async (t) => {
  const { vault } = await openFor(t)
  // The name with the dot of the root is none of those that count as this machine, and its certificate is good.
  t.mock.method(dns, 'lookup', (_name: string, _options: object, done: Found) =>
    done(null, [{ address: '127.0.0.1', family: 4 }]),
  )
  const asked: string[] = []
  const credential = {
    getToken: async (scope: string | string[]) => {
      asked.push(String(scope))
      return anyToken.getToken()
    },
  }
  const at = (url: string) => createKeyVaultKeys({ url, credential }, { now: () => new Date(0) })

  await assert.rejects(at(vault.url.replace('localhost', 'localhost.')).publicKey('k'), isUnavailable(10))
  assert.deepEqual([asked, vault.calls], [[], []])

  await assert.rejects(at(vault.url).publicKey('k'), isUnavailable(300))
  assert.deepEqual(asked, ['https://vault.azure.net/.default'])
})

type Found = (error: null, addresses: readonly object[]) => void

test('a name that was deleted is not taken again in silence', async (t) => {
  const { keys, vault } = await openFor(t)
  await keys.ensure('k', 'wrap')
  vault.keys.remove('k')
  const restarted = createKeyVaultKeys({ url: vault.url, credential: anyToken }, { now: () => new Date(0) })

  await assert.rejects(restarted.ensure('k', 'wrap'), isUnavailable(300))
})

test('a vault that is busy, broken, cut or silent is unavailable, for as long as it says', async (t) => {
  const { keys, vault } = await openFor(t)
  await keys.ensure('k', 'wrap')

  vault.fail({ status: 503 }, { status: 503 })
  await assert.rejects(keys.publicKey('k'), isUnavailable(10))
  vault.fail({ status: 429, retryAfter: 1 }, { status: 429, retryAfter: 1 })
  await assert.rejects(keys.publicKey('k'), isUnavailable(1))
  vault.fail('cut', 'cut')
  await assert.rejects(keys.publicKey('k'), isUnavailable(10))
  vault.fail('hang')
  await assert.rejects(keys.publicKey('k'), isUnavailable(10))

  assert.equal((await keys.publicKey('k')).kty, 'RSA')
})

test('a vault that asks for a longer pause is not asked again, and what it asks for is told at once', async (t) => {
  const { keys, vault } = await openFor(t)
  await keys.ensure('w', 'wrap')
  const { wrapped, version } = await keys.wrap('w', Buffer.alloc(32))
  await keys.unwrap('w', version, wrapped)

  for (const status of [429, 503]) {
    const before = vault.calls.length
    const begun = performance.now()
    for (const call of [
      () => keys.publicKey('w', 'f'.repeat(32)),
      () => keys.unwrap('w', version, wrapped),
    ]) {
      vault.fail({ status, retryAfter: 120 })
      await assert.rejects(call(), isUnavailable(120))
    }

    assert.equal(vault.calls.length, before + 2)
    assert.ok(performance.now() - begun < 1_000)
  }
})

test('one failure is tried again and nobody notices', async (t) => {
  const { keys, vault } = await openFor(t)
  vault.fail({ status: 500 })

  await keys.ensure('k', 'sign')

  assert.equal(vault.keys.versions('k').length, 1)
})

test('names stay apart in the letters that the vault allows', () => {
  const names = [
    'company-a-wrap',
    'company_a-wrap',
    'company--a-wrap',
    'a-5f-',
    'a_',
    'a-',
    'A-',
    'a-41-',
    'A',
  ]

  // The vault does not tell large letters from small ones.
  assert.equal(new Set(names.map((name) => vaultName(name).toLowerCase())).size, names.length)
  for (const name of names) assert.match(vaultName(name), /^[0-9a-zA-Z-]+$/)
})

test('keys whose names differ in a capital only are two keys', async (t) => {
  const { keys, vault } = await openFor(t)
  await keys.ensure('company', 'sign')
  await keys.ensure('Company', 'sign')

  assert.notEqual((await keys.publicKey('company')).x, (await keys.publicKey('Company')).x)
  assert.equal(vault.keys.versions(vaultName('company')).length, 1)
})
