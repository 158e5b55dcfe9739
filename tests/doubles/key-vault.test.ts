import assert from 'node:assert/strict'
import { createPublicKey, publicEncrypt } from 'node:crypto'
import test from 'node:test'

import { startVault } from '../support/key-vault/vault-double.ts'

type Refused = readonly [what: string, status: number, code: string, init: RequestInit, path: string]

const token = { authorization: 'Bearer token' }
const post = (body: object): RequestInit => ({ method: 'POST', headers: token, body: JSON.stringify(body) })
const api = '?api-version=2025-07-01'
const rsa = { kty: 'RSA', key_ops: ['wrapKey', 'unwrapKey'] }
const ec = { kty: 'EC', crv: 'P-256', key_ops: ['sign'] }
const none = 'f'.repeat(32)

test('the double of the vault refuses what the vault refuses, and what it does not know', async (t) => {
  const vault = await startVault({ accepts: (given) => given === 'token' })
  t.after(vault.close)
  const call = async (path: string, init: RequestInit) => {
    const response = await fetch(`${vault.url}${path}`, init)
    return { status: response.status, headers: response.headers, body: await response.json() }
  }
  for (const [name, made] of Object.entries({ rsa, ec })) {
    assert.equal((await call(`/keys/${name}/create${api}`, post(made))).status, 200)
  }
  const versionOf = (name: string): string => vault.keys.versions(name).at(-1)?.version ?? ''
  const wrapping = `/keys/rsa/${versionOf('rsa')}`
  const signing = `/keys/ec/${versionOf('ec')}`
  const removed = await call(`/keys/gone/create${api}`, post(ec))
  assert.equal(removed.status, 200)
  vault.keys.remove('gone')

  const refusals: readonly Refused[] = [
    ['no token', 401, 'Unauthorized', {}, `/keys/rsa/${api}`],
    [
      'a token of somebody else',
      401,
      'Unauthorized',
      { headers: { authorization: 'Bearer x' } },
      `/keys/rsa/${api}`,
    ],
    ['no version of the API', 400, 'BadParameter', { headers: token }, '/keys/rsa/'],
    [
      'a version of the API that there is not',
      400,
      'BadParameter',
      { headers: token },
      '/keys/rsa/?api-version=7.9',
    ],
    ['a parameter', 501, 'NotInTheDouble', { headers: token }, `/keys/rsa/versions${api}&maxresults=1`],
    ['a key that is not there', 404, 'KeyNotFound', { headers: token }, `/keys/nobody/${api}`],
    ['a version that is not there', 404, 'KeyNotFound', { headers: token }, `/keys/rsa/${none}${api}`],
    ['a name with other letters', 501, 'NotInTheDouble', { headers: token }, `/keys/a_b/${api}`],
    ['another kind of key', 400, 'BadParameter', post({ kty: 'oct' }), `/keys/k/create${api}`],
    ['another curve', 400, 'BadParameter', post({ kty: 'EC', crv: 'P-384' }), `/keys/k/create${api}`],
    [
      'a length that no key has',
      400,
      'BadParameter',
      post({ ...rsa, key_size: 1024 }),
      `/keys/k/create${api}`,
    ],
    ['a length of a curve', 400, 'BadParameter', post({ ...ec, key_size: 2048 }), `/keys/k/create${api}`],
    ['a curve of RSA', 400, 'BadParameter', post({ ...rsa, crv: 'P-256' }), `/keys/k/create${api}`],
    [
      'an operation that no such key does',
      400,
      'BadParameter',
      post({ ...ec, key_ops: ['wrapKey'] }),
      `/keys/k/create${api}`,
    ],
    [
      'an unknown attribute',
      400,
      'BadParameter',
      post({ ...ec, attributes: { exportable: true } }),
      `/keys/k/create${api}`,
    ],
    ['an unknown member', 400, 'BadParameter', post({ ...rsa, keySize: 1 }), `/keys/k/create${api}`],
    ['a name that was deleted', 409, 'Conflict', post(ec), `/keys/gone/create${api}`],
    [
      'an operation that the key was not made for',
      403,
      'Forbidden',
      post({ alg: 'ES256', value: 'AA' }),
      `${wrapping}/sign${api}`,
    ],
    [
      'another algorithm to sign',
      400,
      'BadParameter',
      post({ alg: 'ES384', value: 'AA' }),
      `${signing}/sign${api}`,
    ],
    ['what is no digest', 400, 'BadParameter', post({ alg: 'ES256', value: 'AA' }), `${signing}/sign${api}`],
    [
      'another algorithm to unwrap',
      400,
      'BadParameter',
      post({ alg: 'RSA1_5', value: 'AA' }),
      `${wrapping}/unwrapkey${api}`,
    ],
    [
      'what was not wrapped by it',
      400,
      'BadParameter',
      post({ alg: 'RSA-OAEP-256', value: 'AA' }),
      `${wrapping}/unwrapkey${api}`,
    ],
    [
      'to unwrap with a key that was not made for it',
      403,
      'Forbidden',
      post({ alg: 'RSA-OAEP-256', value: 'AA' }),
      `${signing}/unwrapkey${api}`,
    ],
    [
      'to wrap, which happens elsewhere',
      501,
      'NotInTheDouble',
      post({ alg: 'RSA-OAEP-256', value: 'AA' }),
      `${wrapping}/wrapkey${api}`,
    ],
    ['to put a key in', 501, 'NotInTheDouble', { ...post({}), method: 'PUT' }, `/keys/rsa${api}`],
    ['backup', 501, 'NotInTheDouble', post({}), `/keys/rsa/backup${api}`],
    ['secrets', 501, 'NotInTheDouble', { headers: token }, `/secrets/s${api}`],
  ]
  for (const [what, status, code, init, path] of refusals) {
    const answer = await call(path, init)
    assert.deepEqual(
      [answer.status, (answer.body as { error: { code: string } }).error.code],
      [status, code],
      what,
    )
  }
  const challenge = (await call(`/keys/rsa/${api}`, {})).headers.get('www-authenticate')
  assert.match(challenge ?? '', /^Bearer authorization="https:.*resource="https:\/\/vault\.azure\.net"$/)
})

test('a key that is disabled or has expired refuses, and deletion leaves the name taken', async (t) => {
  const now = { at: new Date('2026-01-01T00:00:00Z') }
  const vault = await startVault({ now: () => now.at })
  t.after(vault.close)
  const call = (path: string, method: string, body?: object) =>
    fetch(`${vault.url}${path}${api}`, {
      method,
      headers: token,
      ...(body && { body: JSON.stringify(body) }),
    })
  await call('/keys/k/create', 'POST', ec)
  const path = `/keys/k/${vault.keys.versions('k')[0]?.version}`
  const signed = { alg: 'ES256', value: Buffer.alloc(32).toString('base64url') }
  const statusOfSigning = async () => (await call(`${path}/sign`, 'POST', signed)).status

  assert.equal(await statusOfSigning(), 200)
  await call(path, 'PATCH', { attributes: { enabled: false } })
  assert.equal(await statusOfSigning(), 403)
  await call(path, 'PATCH', { attributes: { enabled: true, exp: now.at.getTime() / 1000 + 60 } })
  assert.equal(await statusOfSigning(), 200)
  now.at = new Date(now.at.getTime() + 60_000)
  assert.equal(await statusOfSigning(), 403)

  assert.equal((await call('/keys/k', 'DELETE')).status, 200)
  assert.equal((await call('/keys/k/create', 'POST', ec)).status, 409)
})

test('a key is as long as was asked for and does what was asked for, also in its next version', async (t) => {
  const vault = await startVault()
  t.after(vault.close)
  const made = async (name: string, body: object) => {
    const response = await fetch(`${vault.url}/keys/${name}/create${api}`, post(body))
    const { key } = (await response.json()) as { key: { n?: string; key_ops: readonly string[] } }
    return [Buffer.from(key.n ?? '', 'base64url').length * 8, key.key_ops]
  }

  assert.deepEqual(await made('long', { ...rsa, key_size: 3072 }), [3072, ['wrapKey', 'unwrapKey']])
  assert.deepEqual(await made('usual', { kty: 'RSA', key_ops: ['sign'] }), [2048, ['sign']])
  assert.deepEqual(await made('all', { kty: 'EC' }), [0, ['sign', 'verify']])

  vault.keys.rotate('long')
  const [first, second] = vault.keys.versions('long')
  assert.deepEqual([second?.size, second?.operations], [first?.size, first?.operations])
  assert.ok(first && second && !first.privateKey.equals(second.privateKey))
})

test('a key outside its dates opens what was wrapped, and signs nothing', async (t) => {
  const now = { at: new Date('2026-01-01T00:00:00Z') }
  const vault = await startVault({ now: () => now.at })
  t.after(vault.close)
  const call = (path: string, body: object) => fetch(`${vault.url}${path}${api}`, post(body))
  const nbf = now.at.getTime() / 1000 + 60
  await call('/keys/w/create', { ...rsa, attributes: { nbf, exp: nbf + 60 } })
  await call('/keys/s/create', { ...ec, attributes: { nbf, exp: nbf + 60 } })
  const [wrapping, signing] = ['w', 's'].map((name) => vault.keys.versions(name)[0])
  assert.ok(wrapping && signing)
  const wrapped = publicEncrypt(
    { key: createPublicKey(wrapping.privateKey), oaepHash: 'sha256' },
    Buffer.from('secret'),
  )
  const statuses = async () => {
    const value = Buffer.alloc(32).toString('base64url')
    const unwrap = { alg: 'RSA-OAEP-256', value: wrapped.toString('base64url') }
    return [
      (await call(`/keys/w/${wrapping.version}/unwrapkey`, unwrap)).status,
      (await call(`/keys/s/${signing.version}/sign`, { alg: 'ES256', value })).status,
    ]
  }

  for (const expected of [403, 200, 403]) {
    assert.deepEqual(await statuses(), [200, expected])
    now.at = new Date(now.at.getTime() + 60_000)
  }
})
