import assert from 'node:assert/strict'
import { test } from 'node:test'

import { passkeyFlaw, passkeySite } from '../../../shared/domain/identity/passkeys.ts'

test('passkeys belong to the name in the address of the instance, and at a bare number there are none', () => {
  assert.deepEqual(passkeySite('https://indsigt.example:8443'), {
    ...{ rpId: 'indsigt.example', origin: 'https://indsigt.example:8443' },
  })
  assert.deepEqual(passkeySite('http://localhost:7071')?.rpId, 'localhost')
  for (const number of ['http://127.0.0.1:7071', 'https://[::1]'])
    assert.equal(passkeySite(number), undefined)
})

const origin = 'https://indsigt.example'
const expected = { ceremony: 'webauthn.get', challenge: 'asked', origin, counter: 7 } as const

const right = {
  ...{ ...expected, counter: 8, isCrossOrigin: false },
  ...{ isOfSite: true, isPresent: true, isVerified: true },
}

test('each thing that may be wrong with a passkey has a word of its own', () => {
  assert.equal(passkeyFlaw(right, expected), undefined)
  for (const [wrong, flaw] of [
    [{ ceremony: 'webauthn.create' }, 'passkeyInvalid'],
    [{ challenge: 'another' }, 'passkeyInvalid'],
    [{ origin: 'https://indsigt.example.evil.example' }, 'passkeyOriginWrong'],
    [{ origin: 'https://indsigt.example:8443' }, 'passkeyOriginWrong'],
    [{ isCrossOrigin: true }, 'passkeyOriginWrong'],
    [{ isOfSite: false }, 'passkeySiteWrong'],
    [{ isPresent: false }, 'passkeyUnverified'],
    [{ isVerified: false }, 'passkeyUnverified'],
    [{ counter: 7 }, 'passkeyCounterBack'],
    [{ counter: 0 }, 'passkeyCounterBack'],
  ] as const)
    assert.equal(passkeyFlaw({ ...right, ...wrong }, expected), flaw, JSON.stringify(wrong))
})

test('one that counts nothing says 0 each time, and a new one may say anything', () => {
  assert.equal(passkeyFlaw({ ...right, counter: 0 }, { ...expected, counter: 0 }), undefined)
  assert.equal(passkeyFlaw({ ...right, counter: 1 }, { ...expected, counter: 0 }), undefined)
  const { counter: _counter, ...fresh } = expected
  assert.equal(passkeyFlaw({ ...right, counter: 0 }, fresh), undefined)
})
