import assert from 'node:assert/strict'
import { createHmac, generateKeyPairSync, randomUUID } from 'node:crypto'
import { test } from 'node:test'

import { SignJWT } from 'jose'

import { createAccessTokens } from '../../../shared/adapters/tokens/jwt.ts'
import {
  createSigningKeys,
  type KeyDocuments,
  type StoredSigningKey,
} from '../../../shared/adapters/tokens/signing-keys.ts'
import type { KeyVault } from '../../../shared/application/ports/keys.ts'
import type { AccessTokens } from '../../../shared/application/ports/tokens.ts'
import { DependencyUnavailable } from '../../../shared/application/ports/unavailable.ts'

const issuer = 'https://indsigt.example'
const startAt = new Date('2026-03-01T09:00:00Z')
const after = (minutes: number) => new Date(startAt.getTime() + minutes * 60_000)
const days = (count: number) => count * 24 * 60
const claims = { sessionId: 'session-1', companyId: 'company-1' }
const random = { bytes: () => new Uint8Array(), id: () => randomUUID().replaceAll('-', '') }

/** A vault that only turns the bytes over: the real ones have suites of their own. */
const keys: KeyVault = {
  ensure: async () => {},
  wrap: async (_name, bytes) => ({ wrapped: Buffer.from(bytes).reverse(), version: 'v1' }),
  unwrap: async (_name, _version, wrapped) => Buffer.from(wrapped).reverse(),
  sign: () => Promise.reject(new Error('not asked for here')),
  publicKey: () => Promise.reject(new Error('not asked for here')),
  publicKeys: () => Promise.reject(new Error('not asked for here')),
}

/** One stored document, with what was asked of it. */
function aKeyDocument() {
  let stored: { keys: readonly StoredSigningKey[]; etag: string } | undefined
  const count = { loads: 0, saves: 0 }
  const documents: KeyDocuments = {
    load: async () => {
      count.loads++
      return stored
    },
    save: async (next, etag) => {
      if (etag !== stored?.etag) return 'conflict'
      count.saves++
      stored = { keys: next, etag: randomUUID() }
      return 'saved'
    },
  }
  return { documents, count, stored: () => stored?.keys ?? [] }
}

function aMachine(documents: KeyDocuments, vault: KeyVault = keys): AccessTokens {
  return createAccessTokens({ keys: vault, documents, random, issuer })
}

const decoded = (part = ''): Record<string, unknown> =>
  JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>
const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')

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

test('a machine whose clock is a little behind takes a token, one that is far behind does not', async () => {
  const { documents } = aKeyDocument()
  const machine = aMachine(documents)
  const { token } = await machine.issue(claims, startAt)

  assert.ok((await machine.verify(token, after(-0.5))).ok)
  assert.deepEqual(await machine.verify(token, after(-1)), { ok: false, error: { code: 'tokenInvalid' } })
})

test('no forged token is taken', async () => {
  const { documents } = aKeyDocument()
  const machine = aMachine(documents)
  const { token } = await machine.issue(claims, startAt)
  const [header = '', payload = '', signature = ''] = token.split('.')
  const { key, kid } = await createSigningKeys({ keys, documents, random }, 900_000).current(startAt)
  const foreign = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const own = decoded(payload)
  const sign = (head: object, body: object, signer = key) =>
    new SignJWT({ ...own, ...body })
      .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid, ...head })
      .sign(signer)
  const unsigned = (head: object) => `${encoded({ typ: 'at+jwt', kid, ...head })}.${payload}.`
  const mac = (secret: string) => {
    const text = `${encoded({ alg: 'HS256', typ: 'at+jwt', kid })}.${payload}`
    return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`
  }
  assert.ok((await machine.verify(await sign({}, {}), startAt)).ok)

  const forged: Record<string, string> = {
    empty: '',
    'not a token': 'x',
    dots: '..',
    'four parts': `${token}.x`,
    'no signature': `${header}.${payload}.`,
    'alg none': unsigned({ alg: 'none' }),
    'alg NoNe': unsigned({ alg: 'NoNe' }),
    'no alg': unsigned({}),
    'signature of zeros': `${header}.${payload}.${Buffer.alloc(64).toString('base64url')}`,
    'signature cut short': `${header}.${payload}.${signature.slice(0, -8)}`,
    'signature of another token': `${header}.${encoded({ ...own, company: 'company-2' })}.${signature}`,
    'another company in the payload': [header, encoded({ ...own, company: 'company-2' }), signature].join(
      '.',
    ),
    'a MAC under the public key': mac(JSON.stringify({ kid })),
    'a MAC under nothing': mac(''),
    'a foreign key under our key id': await sign({}, {}, foreign.privateKey),
    'a foreign key that brings itself along': await sign(
      { jwk: foreign.publicKey.export({ format: 'jwk' }) },
      {},
      foreign.privateKey,
    ),
    'a foreign key at an address': await sign(
      { jku: 'https://keys.example', x5u: 'https://keys.example' },
      {},
      foreign.privateKey,
    ),
    'an unknown key id': await sign({ kid: 'unknown' }, {}),
    'a key id that is a path': await sign({ kid: '../../keys/instance' }, {}),
    'a key id that is a query': await sign({ kid: "' OR 1=1 --" }, {}),
    'no key id': await sign({ kid: undefined }, {}),
    'an ID token': await sign({ typ: 'JWT' }, {}),
    'no type': await sign({ typ: undefined }, {}),
    'another issuer': await sign({}, { iss: 'https://other.example' }),
    'another audience': await sign({}, { aud: 'https://other.example' }),
    'no audience': await sign({}, { aud: undefined }),
    'no expiry': await sign({}, { exp: undefined }),
    'an expiry that is text': await sign({}, { exp: '9999999999' }),
    'a longer life than we give': await sign({}, { exp: Number(own['exp']) + 1 }),
    'no time of issue': await sign({}, { iat: undefined }),
    'a time of issue to come': await sign({}, { iat: Number(own['iat']) + 60, exp: Number(own['exp']) + 60 }),
    'not valid yet': await sign({}, { nbf: Number(own['iat']) + 60 }),
    'no session': await sign({}, { sid: undefined }),
    'an empty session': await sign({}, { sid: '' }),
    'a session that is a list': await sign({}, { sid: ['session-1'] }),
    'no company': await sign({}, { company: undefined }),
    'a company that is a number': await sign({}, { company: 1 }),
    'a key that is an object': await sign({}, { azp: { id: 'key-1' } }),
    'a key that is empty': await sign({}, { azp: '' }),
    'an id beyond measure': await sign({}, { sid: 'x'.repeat(129) }),
    'a token beyond measure': await sign({}, { more: 'x'.repeat(5000) }),
    'a payload that is a list': `${header}.${encoded([])}.${signature}`,
    'a header that is a list': `${encoded([])}.${payload}.${signature}`,
    'a header in plain text': `${JSON.stringify({ alg: 'ES256' })}.${payload}.${signature}`,
    'white space': ` ${token}`,
    'a critical extension': `${encoded({ ...decoded(header), crit: ['exp2'], exp2: 1 })}.${payload}.${signature}`,
  }
  for (const [name, text] of Object.entries(forged)) {
    assert.deepEqual(
      await machine.verify(text, startAt),
      { ok: false, error: { code: 'tokenInvalid' } },
      name,
    )
  }
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
