import assert from 'node:assert/strict'
import { generateKeyPairSync, sign, verify } from 'node:crypto'
import { test } from 'node:test'

import fc from 'fast-check'

import { systemClock } from '../../../shared/adapters/system/clock.ts'
import { createConsoleLog } from '../../../shared/adapters/system/console-log.ts'
import { systemCrypto } from '../../../shared/adapters/system/crypto.ts'
import { systemRandom } from '../../../shared/adapters/system/random.ts'
import { utf8 } from '../../../shared/application/bytes.ts'
import type { LogEvent } from '../../../shared/application/ports/log.ts'

const bytes = (hex: string) => Buffer.from(hex, 'hex')
const hex = (value: Uint8Array) => Buffer.from(value).toString('hex')

test('SHA-256 is that of FIPS 180-4', () => {
  assert.equal(
    hex(systemCrypto.sha256(Buffer.from('abc'))),
    'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  )
})

test('HMAC-SHA-256 is that of RFC 4231, test case 2', () => {
  const mac = systemCrypto.hmacSha256(Buffer.from('Jefe'), Buffer.from('what do ya want for nothing?'))

  assert.equal(hex(mac), '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843')
})

test('HKDF takes its info as text, and gives what extract and expand by HMAC give', () => {
  // RFC 5869 section 2, by the port's own HMAC: its published vectors use an info that is no text.
  const [secret, salt, info] = [bytes('0b'.repeat(22)), bytes('000102030405060708090a0b0c'), 'øvrigt']
  const extracted = systemCrypto.hmacSha256(salt, secret)
  const first = systemCrypto.hmacSha256(extracted, Buffer.concat([Buffer.from(info), bytes('01')]))
  const second = systemCrypto.hmacSha256(extracted, Buffer.concat([first, Buffer.from(info), bytes('02')]))

  assert.equal(
    hex(systemCrypto.hkdf(secret, salt, info, 42)),
    hex(Buffer.concat([first, second]).subarray(0, 42)),
  )
})

test('what is encrypted opens with the same key and context, and with nothing else', () => {
  const key = fc.uint8Array({ minLength: 32, maxLength: 32 })
  fc.assert(
    fc.property(
      fc.tuple(key, key),
      fc.uint8Array({ maxLength: 200 }),
      fc.string(),
      fc.nat(),
      ([own, other], plaintext, context, at) => {
        const sealed = systemCrypto.encrypt(own, plaintext, context)
        const opened = systemCrypto.decrypt(own, sealed, context)
        const flipped = Buffer.from(sealed).map((byte, index) =>
          index === at % sealed.length ? byte ^ 1 : byte,
        )

        assert.equal(sealed.length, plaintext.length + 28)
        assert.ok(opened && Buffer.from(opened).equals(plaintext))
        assert.equal(systemCrypto.decrypt(own, flipped, context), undefined)
        assert.equal(systemCrypto.decrypt(own, sealed, `${context}x`), undefined)
        assert.equal(systemCrypto.decrypt(own, sealed.subarray(0, at % sealed.length), context), undefined)
        if (!Buffer.from(own).equals(other))
          assert.equal(systemCrypto.decrypt(other, sealed, context), undefined)
      },
    ),
  )
})

test('no two encryptions share their nonce', () => {
  const key = Buffer.alloc(32)
  const nonces = Array.from({ length: 1000 }, () => hex(systemCrypto.encrypt(key, key, '').subarray(0, 12)))

  assert.equal(new Set(nonces).size, 1000)
})

test('equality is of all bytes and of the length', () => {
  assert.ok(systemCrypto.equal(bytes('0102'), bytes('0102')))
  assert.ok(!systemCrypto.equal(bytes('0102'), bytes('0103')))
  assert.ok(!systemCrypto.equal(bytes('0102'), bytes('010200')))
  assert.ok(systemCrypto.equal(bytes(''), bytes('')))
})

test('an id is 128 bits in 22 characters that are safe everywhere, and never the same', () => {
  const ids = Array.from({ length: 10_000 }, () => systemRandom.id())

  assert.ok(ids.every((id) => /^[A-Za-z0-9][A-Za-z0-9_-]{21}$/.test(id)))
  assert.ok(ids.every((id) => Buffer.from(id, 'base64url').length === 16))
  assert.equal(new Set(ids).size, ids.length)
})

test('random bytes have the length asked for and differ', () => {
  assert.equal(systemRandom.bytes(32).length, 32)
  assert.notDeepEqual(systemRandom.bytes(32), systemRandom.bytes(32))
})

test('the clock of the system is the clock on the wall', () => {
  const [before, now, after] = [Date.now(), systemClock.now().getTime(), Date.now()]

  assert.ok(before <= now && now <= after)
})

test('a log line is one line of JSON with what its event may say, and nothing that slipped in', () => {
  const lines: string[] = []
  const at = new Date('2026-03-01T09:00:00Z')
  const log = createConsoleLog({ write: (text) => lines.push(text) }, { now: () => at })
  const smuggled = {
    code: 'mailSent',
    companyId: 'c',
    mailId: 'm',
    letter: 'receipt',
    to: 'person@mail.example',
  }

  log.write(smuggled as LogEvent)
  log.write({ code: 'defect', operation: 'read', error: 'TypeError\n{"code":"forged"}\r\u2028' })
  log.write({ code: 'clockJumped', hours: 49 })

  assert.ok(lines.every((line) => line.indexOf('\n') === line.length - 1 && !line.includes('\r')))
  assert.deepEqual(
    lines.map((line) => JSON.parse(line) as unknown),
    [
      { at: '2026-03-01T09:00:00.000Z', code: 'mailSent', companyId: 'c', mailId: 'm', letter: 'receipt' },
      {
        at: '2026-03-01T09:00:00.000Z',
        code: 'defect',
        operation: 'read',
        error: 'TypeError\n{"code":"forged"}\r\u2028',
      },
      { at: '2026-03-01T09:00:00.000Z', code: 'clockJumped', hours: 49 },
    ],
  )
})

test('an assertion is signed with a private RSA key of 2,048 bits or more, and with nothing else', () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  const signature = systemCrypto.signRs256(pem, utf8('said')) ?? assert.fail('not signed')
  assert.ok(verify('sha256', utf8('said'), publicKey, signature))
  assert.equal(verify('sha256', utf8('unsaid'), publicKey, signature), false)

  const short = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey
  const other = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
  for (const key of [short, other])
    assert.equal(
      systemCrypto.signRs256(key.export({ type: 'pkcs8', format: 'pem' }).toString(), utf8('said')),
      undefined,
    )
  for (const text of ['', 'no key', publicKey.export({ type: 'spki', format: 'pem' }).toString()])
    assert.equal(systemCrypto.signRs256(text, utf8('said')), undefined)
})

test('a signature by another’s key holds for what was signed alone, and what is no point of the curve is no key', () => {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
  const text = Buffer.from('received')
  const signature = sign('sha256', text, { key: privateKey, dsaEncoding: 'ieee-p1363' })
  const holds = systemCrypto.verifierOf({ x, y })

  assert.equal(holds?.(text, signature), true)
  assert.equal(holds(Buffer.from('recalled'), signature), false)
  assert.equal(holds(text, signature.subarray(1)), false)
  assert.equal(holds(text, Buffer.alloc(0)), false)
  assert.equal(systemCrypto.verifierOf({ x, y: x }), undefined)
  assert.equal(systemCrypto.verifierOf({ x: '', y: '' }), undefined)
})
