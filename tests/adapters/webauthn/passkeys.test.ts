import assert from 'node:assert/strict'
import { test } from 'node:test'

import { createPasskeys } from '../../../shared/adapters/webauthn/passkeys.ts'
import { must, refusal } from '../../support/application.ts'
import { passkeyDevice, type PasskeyDevice, type Quirks } from '../../support/passkey-device.ts'

const site = { rpId: 'localhost', origin: 'http://localhost:7071' }
const asked = { site, challenge: 'aGVsbG8' }
const passkeys = createPasskeys()

const register = (device: PasskeyDevice, quirks?: Quirks) =>
  passkeys.register(device.create({ challenge: asked.challenge, rp: { id: 'localhost' } }, quirks), asked)

async function known(device = passkeyDevice()) {
  const made = must(await register(device))
  const check = (quirks?: Quirks) => {
    const answer = device.get({ challenge: asked.challenge, rpId: 'localhost' }, quirks)
    return passkeys.check(answer, { ...asked, known: made })
  }
  return { device, made, check }
}

test('a new passkey is kept with its public key, its counter and whether it is backed up', async () => {
  const device = passkeyDevice()
  const made = must(await register(device, { backup: 'kept', counter: 0 }))
  assert.equal(made.credentialId, device.id)
  const { counter, isBackupEligible, isBackedUp } = made
  assert.deepEqual(
    { counter, isBackupEligible, isBackedUp },
    { counter: 0, isBackupEligible: true, isBackedUp: true },
  )
  assert.match(made.publicKey, /^[\w-]{100,}$/)
  assert.equal(must(await register(passkeyDevice())).isBackupEligible, false)
})

test('what it signs is believed, and what another key signed is not', async () => {
  const { check, made } = await known()
  assert.deepEqual(must(await check()), { counter: 2, isBackedUp: false })
  const other = passkeyDevice().get(
    { challenge: asked.challenge, rpId: 'localhost' },
    { credentialId: made.credentialId, counter: 9 },
  )
  assert.equal(refusal(await passkeys.check(other, { ...asked, known: made })), 'passkeyInvalid')
})

const wrongs: readonly (readonly [Quirks, string])[] = [
  [{ origin: 'https://evil.example' }, 'passkeyOriginWrong'],
  [{ crossOrigin: true }, 'passkeyOriginWrong'],
  [{ rpId: 'evil.example' }, 'passkeySiteWrong'],
  [{ isVerified: false }, 'passkeyUnverified'],
  [{ isPresent: false }, 'passkeyUnverified'],
  [{ challenge: 'b3RoZXI' }, 'passkeyInvalid'],
  [{ ceremony: 'payment.get' }, 'passkeyInvalid'],
]

test('another origin, another site, an unlocked device and another question are told apart, of new ones and of known', async () => {
  const { check } = await known()
  for (const [quirks, code] of wrongs) {
    assert.equal(refusal(await register(passkeyDevice(), quirks)), code, JSON.stringify(quirks))
    assert.equal(refusal(await check(quirks)), code, JSON.stringify(quirks))
  }
})

test('a counter that goes back, or stands still, is a copy', async () => {
  const { check } = await known()
  assert.equal(refusal(await check({ counter: 1 })), 'passkeyCounterBack')
  assert.equal(refusal(await check({ counter: 0 })), 'passkeyCounterBack')
  must(await check({ counter: 2 }))
})

test('an attestation of its own is taken; certificates, which lead elsewhere, and other formats are not', async () => {
  must(await register(passkeyDevice(), { attestation: 'self' }))
  for (const attestation of ['certified', 'other'] as const)
    assert.equal(refusal(await register(passkeyDevice(), { attestation })), 'passkeyInvalid')
})

test('a key that was not asked for, a name that is not its own, and bytes that are none are refused', async () => {
  assert.equal(refusal(await register(passkeyDevice(), { algorithm: -36 })), 'passkeyInvalid')
  assert.equal(refusal(await register(passkeyDevice(), { credentialId: 'eHg' })), 'passkeyInvalid')
  const { made } = await known()
  const good = passkeyDevice().create({ challenge: asked.challenge, rp: { id: 'localhost' } })
  for (const clientDataJSON of ['', 'bnVsbA', 'W10', 'e30', '____'])
    for (const attestationObject of ['', 'AA', '____', good.response.attestationObject]) {
      const answer = { id: 'x', response: { clientDataJSON, attestationObject } }
      assert.equal(refusal(await passkeys.register(answer, asked)), 'passkeyInvalid')
      const shown = { clientDataJSON, authenticatorData: attestationObject, signature: 'AA' }
      const seen = await passkeys.check({ id: 'x', response: shown }, { ...asked, known: made })
      assert.equal(refusal(seen), 'passkeyInvalid')
    }
})
