import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { test } from 'node:test'

import { base32, inGroups } from '../../../shared/domain/identity/base32.ts'
import {
  sixDigits,
  stepBytes,
  stepsAround,
  totpStep,
  totpUri,
  truncated,
} from '../../../shared/domain/identity/totp.ts'

const secret = Buffer.from('12345678901234567890')
const hmac = (step: number) => createHmac('sha1', secret).update(stepBytes(step)).digest()

test('the codes of RFC 6238, appendix B, are ours', () => {
  for (const [seconds, code] of [
    [59, 94287082],
    [1111111109, 7081804],
    [1111111111, 14050471],
    [1234567890, 89005924],
    [2000000000, 69279037],
    [20000000000, 65353130],
  ] as const)
    assert.equal(truncated(hmac(totpStep(new Date(seconds * 1000)))) % 100_000_000, code, `${seconds}`)
})

test('the six figures of RFC 4226, appendix D, are ours, with the zeros before them', () => {
  const codes = ['755224', '287082', '359152', '969429', '338314', '254676', '287922', '162583', '399871']
  assert.deepEqual(
    codes.map((_, step) => sixDigits(hmac(step))),
    codes,
  )
  assert.equal(sixDigits(Buffer.from([0, 0, 0, 7, ...Array<number>(15).fill(0), 0])), '000007')
})

test('a code of the half minute before and after counts, and no other', () => {
  const at = new Date('2026-03-02T08:00:15Z')
  assert.deepEqual(
    stepsAround(at).map((step) => new Date(step * 30_000).toISOString()),
    ['2026-03-02T07:59:30.000Z', '2026-03-02T08:00:00.000Z', '2026-03-02T08:00:30.000Z'],
  )
})

test('base 32 is that of RFC 4648, section 10, without its padding', () => {
  for (const [text, encoded] of [
    ['', ''],
    ['f', 'MY'],
    ['fo', 'MZXQ'],
    ['foo', 'MZXW6'],
    ['foob', 'MZXW6YQ'],
    ['fooba', 'MZXW6YTB'],
    ['foobar', 'MZXW6YTBOI'],
  ] as const)
    assert.equal(base32(Buffer.from(text)), encoded)
  assert.equal(inGroups('ABCDEFGHIJ', ' '), 'ABCD EFGH IJ')
  assert.equal(inGroups('', ' '), '')
})

test('the link for an app names the company and the person, whatever signs are in their names', () => {
  const uri = new URL(totpUri({ issuer: 'Æble & Co: A/S', account: 'a+b@demo.example', secret: 'ABCD' }))
  assert.equal(decodeURIComponent(uri.pathname), '/Æble & Co: A/S:a+b@demo.example')
  assert.deepEqual(Object.fromEntries(uri.searchParams), {
    ...{ secret: 'ABCD', issuer: 'Æble & Co: A/S', algorithm: 'SHA1', digits: '6', period: '30' },
  })
})
