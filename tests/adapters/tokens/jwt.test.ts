import assert from 'node:assert/strict'
import { createPublicKey, createVerify } from 'node:crypto'
import { test } from 'node:test'

import { createAccessTokens } from '../../../shared/adapters/tokens/jwt.ts'
import { createSigningKeys, type KeyDocuments } from '../../../shared/adapters/tokens/signing-keys.ts'
import type { KeyVault } from '../../../shared/application/ports/keys.ts'
import { DependencyUnavailable } from '../../../shared/application/ports/unavailable.ts'
import {
  aKeyDocument,
  aMachine,
  after,
  claims,
  days,
  decoded,
  encoded,
  issuer,
  keys,
  random,
  startAt,
} from './token-world.ts'

test('a token says ids only, for fifteen minutes, in the form of RFC 9068', async () => {
  const { documents } = aKeyDocument()

  const { token, expiresAt } = await aMachine(documents).issue({ ...claims, keyId: 'key-1' }, startAt)

  const [header, payload] = token.split('.')
  const { kid, ...fixed } = decoded(header)
  const { jti, ...said } = decoded(payload)
  assert.deepEqual(fixed, { alg: 'ES256', typ: 'at+jwt' })
  assert.ok(typeof kid === 'string' && typeof jti === 'string')
  assert.deepEqual(said, {
    iss: issuer,
    aud: issuer,
    sub: 'session-1',
    sid: 'session-1',
    company: 'company-1',
    client_id: 'key-1',
    azp: 'key-1',
    iat: startAt.getTime() / 1000,
    exp: startAt.getTime() / 1000 + 900,
  })
  assert.deepEqual(expiresAt, after(15))
})

test('a token is good until its fifteen minutes are over, on every machine of the instance', async () => {
  const { documents } = aKeyDocument()
  const { token } = await aMachine(documents).issue(claims, startAt)
  const bound = await aMachine(documents).issue({ ...claims, keyId: 'key-1' }, startAt)
  const other = aMachine(documents)

  assert.deepEqual(await other.verify(token, startAt), { ok: true, value: claims })
  assert.deepEqual(await other.verify(bound.token, startAt), {
    ok: true,
    value: { ...claims, keyId: 'key-1' },
  })
  assert.ok((await other.verify(token, new Date(after(15).getTime() - 1000))).ok)
  assert.deepEqual(await other.verify(token, after(15)), { ok: false, error: { code: 'tokenExpired' } })
  assert.deepEqual(await other.verify(token, after(days(400))), {
    ok: false,
    error: { code: 'tokenExpired' },
  })
})

test('where the instance says so a token lives for less, and one of more is not taken any longer', async () => {
  const { documents } = aKeyDocument()
  const strict = createAccessTokens({ keys, documents, random, issuer, minutes: 5 })
  const { token, expiresAt } = await strict.issue(claims, startAt)

  assert.deepEqual(expiresAt, after(5))
  assert.ok((await strict.verify(token, after(4.9))).ok)
  assert.deepEqual(await strict.verify(token, after(5)), { ok: false, error: { code: 'tokenExpired' } })
  const usual = aMachine(documents)
  assert.ok((await usual.verify(token, after(4.9))).ok)
  const longer = await usual.issue(claims, startAt)
  assert.deepEqual(await strict.verify(longer.token, after(1)), {
    ok: false,
    error: { code: 'tokenInvalid' },
  })
})

test('a machine whose clock is a little behind takes a token, one that is far behind does not', async () => {
  const { documents } = aKeyDocument()
  const machine = aMachine(documents)
  const { token } = await machine.issue(claims, startAt)

  assert.ok((await machine.verify(token, after(-0.5))).ok)
  assert.deepEqual(await machine.verify(token, after(-1)), { ok: false, error: { code: 'tokenInvalid' } })
})

test('no single changed character leaves a token good', async () => {
  const { documents } = aKeyDocument()
  const machine = aMachine(documents)
  const { token } = await machine.issue(claims, startAt)

  for (let at = 0; at < token.length; at++) {
    const changed = `${token.slice(0, at)}${token[at] === 'A' ? 'B' : 'A'}${token.slice(at + 1)}`
    const sameBytes = Buffer.from(changed.split('.')[2] ?? '', 'base64url').equals(
      Buffer.from(token.split('.')[2] ?? '', 'base64url'),
    )
    if (changed.split('.').slice(0, 2).join('.') === token.split('.').slice(0, 2).join('.') && sameBytes)
      continue
    assert.equal((await machine.verify(changed, startAt)).ok, false, String(at))
  }
})

test('a new key is made every thirty days, is known before it signs, and leaves no token behind', async () => {
  const { documents, stored } = aKeyDocument()
  const [first, second] = [aMachine(documents), aMachine(documents)]
  const kidAt = async (minutes: number) =>
    decoded((await first.issue(claims, after(minutes))).token.split('.')[0])['kid']
  const original = await kidAt(0)

  assert.equal(await kidAt(days(30) - 1), original)
  const late = await first.issue(claims, after(days(30)))
  assert.equal(decoded(late.token.split('.')[0])['kid'], original)
  assert.equal(stored().length, 2)
  assert.equal(await kidAt(days(30) + 9), original)
  const next = await kidAt(days(30) + 10)
  assert.notEqual(next, original)

  assert.ok((await second.verify(late.token, after(days(30) + 14))).ok)
  const last = await second.issue(claims, after(days(30) + 11))
  assert.equal(decoded(last.token.split('.')[0])['kid'], next)
  assert.notEqual(await kidAt(days(61)), undefined)
  assert.equal(stored().length, 2)
  assert.ok(stored().every((key) => key.kid !== original))
})

test('machines that start together agree on one key', async () => {
  const { documents, count, stored } = aKeyDocument()
  const machines = Array.from({ length: 5 }, () => aMachine(documents))

  const issued = await Promise.all(machines.map((machine) => machine.issue(claims, startAt)))

  assert.equal(count.saves, 1)
  assert.equal(stored().length, 1)
  for (const { token } of issued) {
    for (const machine of machines) assert.ok((await machine.verify(token, startAt)).ok)
  }
})

test('ten thousand unknown key ids cost one reading of the store a minute', async () => {
  const { documents, count } = aKeyDocument()
  const machine = aMachine(documents)
  await machine.issue(claims, startAt)
  const before = count.loads
  const [, payload, signature] = (await machine.issue(claims, startAt)).token.split('.')

  for (let index = 0; index < 10_000; index++) {
    const header = encoded({ alg: 'ES256', typ: 'at+jwt', kid: `unknown-${index}` })
    await machine.verify(`${header}.${payload}.${signature}`, after(index / 10_000))
  }

  assert.ok(count.loads - before <= 1, String(count.loads - before))
})

test('what is stored of a key holds its private number only wrapped', async () => {
  const { documents, stored } = aKeyDocument()
  await aMachine(documents).issue(claims, startAt)
  const { key } = await createSigningKeys({ keys, documents, random }, 900_000).current(startAt)

  const d = key.export({ format: 'jwk' }).d ?? 'none'
  assert.ok(!JSON.stringify(stored()).includes(d))
})

test('a vault that is away makes signing unavailable, not refused, and signing works when it is back', async () => {
  const { documents } = aKeyDocument()
  const { token } = await aMachine(documents).issue(claims, startAt)
  let away = true
  const vault: KeyVault = {
    ...keys,
    unwrap: async (...key) => {
      if (away) throw new DependencyUnavailable('keys', 5)
      return keys.unwrap(...key)
    },
  }
  const machine = aMachine(documents, vault)

  await assert.rejects(machine.issue(claims, startAt), DependencyUnavailable)
  assert.ok((await machine.verify(token, startAt)).ok)
  away = false
  assert.ok((await machine.issue(claims, startAt)).token)
})

test('a store that is away makes checking unavailable, not refused', async () => {
  const { documents } = aKeyDocument()
  const { token } = await aMachine(documents).issue(claims, startAt)
  const gone: KeyDocuments = {
    ...documents,
    load: () => Promise.reject(new DependencyUnavailable('documents', 5)),
  }

  await assert.rejects(aMachine(gone).verify(token, startAt), DependencyUnavailable)
})

/** As whoever has the JWK set and nothing of ours checks a token. */
function verifies(token: string, set: readonly { readonly kid: string }[]): boolean {
  const [header = '', payload = '', signature = ''] = token.split('.')
  const key = set.find(({ kid }) => kid === decoded(header)['kid'])
  if (!key) return false
  const publicKey = createPublicKey({ key, format: 'jwk' })
  return createVerify('sha256')
    .update(`${header}.${payload}`)
    .verify({ key: publicKey, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url'))
}

test('the published keys verify every token that lives, on both sides of a rotation, and hold no private number', async () => {
  const { documents } = aKeyDocument()
  const machine = aMachine(documents)
  assert.deepEqual(await machine.publicKeys(startAt), [])
  const { token: first } = await machine.issue(claims, startAt)
  const [only, ...more] = await aMachine(documents).publicKeys(startAt)
  assert.deepEqual(more, [])
  assert.deepEqual(Object.keys(only ?? {}).sort(), ['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y'])
  assert.deepEqual([only?.use, only?.alg, only?.crv], ['sig', 'ES256', 'P-256'])
  assert.ok(verifies(first, only ? [only] : []))

  const { token: last } = await machine.issue(claims, after(days(30)))
  const early = await machine.publicKeys(after(days(30)))
  const { token: next } = await machine.issue(claims, after(days(30) + 10))
  const between = await machine.publicKeys(after(days(30) + 24))

  assert.equal(early.length, 2, 'the new key stands there before it signs')
  assert.ok(verifies(last, early) && verifies(last, between))
  assert.ok(verifies(next, early) && verifies(next, between))
  const later = await machine.publicKeys(after(days(30) + 25))
  assert.deepEqual([verifies(last, later), verifies(next, later)], [false, true], 'its tokens are over')
})

test('after a suspicion the old key’s tokens end at the next call, and the new key stands alone in the set', async () => {
  const { documents } = aKeyDocument()
  const machine = aMachine(documents)
  const other = aMachine(documents)
  const { token } = await machine.issue(claims, startAt)
  assert.ok((await other.verify(token, startAt)).ok)

  const { kid } = await machine.renewKey(after(2))

  assert.deepEqual(await machine.verify(token, after(2)), { ok: false, error: { code: 'tokenInvalid' } })
  assert.deepEqual(
    (await machine.publicKeys(after(2))).map((key) => key.kid),
    [kid],
  )
  const fresh = await machine.issue(claims, after(2))
  assert.equal(decoded(fresh.token.split('.')[0])['kid'], kid)
  for (const one of [machine, other]) assert.ok((await one.verify(fresh.token, after(2))).ok)
  assert.equal((await other.verify(token, after(3))).ok, false, 'a minute later on every machine')
})

test('of two renewals at once each ends with a key that holds, and every earlier one is gone', async () => {
  const { documents, stored } = aKeyDocument()
  const machines = [aMachine(documents), aMachine(documents)]
  const { token } = await aMachine(documents).issue(claims, startAt)

  const renewed = await Promise.all(machines.map((machine) => machine.renewKey(after(1))))

  assert.equal(stored().length, 1)
  assert.ok(renewed.some(({ kid }) => kid === stored()[0]?.kid))
  assert.equal((await aMachine(documents).verify(token, after(1))).ok, false)
})
