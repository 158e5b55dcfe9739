import assert from 'node:assert/strict'
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
    ['a key that is not there', 404, 'KeyNotFound', { headers: token }, `/keys/nobody/${api}`],
    ['a version that is not there', 404, 'KeyNotFound', { headers: token }, `/keys/rsa/${none}${api}`],
    ['a name with other letters', 501, 'NotInTheDouble', { headers: token }, `/keys/a_b/${api}`],
    ['another kind of key', 400, 'BadParameter', post({ kty: 'oct' }), `/keys/k/create${api}`],
    ['another curve', 400, 'BadParameter', post({ kty: 'EC', crv: 'P-384' }), `/keys/k/create${api}`],
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
