import { createHash } from 'node:crypto'

import { verifyAuthenticationResponse, verifyRegistrationResponse } from '@simplewebauthn/server'
import {
  decodeAttestationObject,
  decodeClientDataJSON,
  isoBase64URL,
  parseAuthenticatorData,
} from '@simplewebauthn/server/helpers'

import type {
  KnownPasskey,
  NewPasskey,
  NewPasskeyAnswer,
  PasskeyAnswer,
  PasskeyQuestion,
  PasskeyRefused,
  Passkeys,
  ShownPasskey,
} from '../../application/ports/passkeys.ts'
import { passkeyFlaw } from '../../domain/identity/passkeys.ts'
import type { PasskeySite, SeenPasskey } from '../../domain/identity/passkeys.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'

const invalid = err({ code: 'passkeyInvalid' } as const)

/**
 * Passkeys with simplewebauthn. What it says by a text, our own checks say by a code before it; it then repeats them and
 * verifies the signature.
 */
export function createPasskeys(): Passkeys {
  return {
    async register(answer, asked) {
      const seen = read(() => seenNew(answer, asked.site))
      if (!seen) return invalid
      const { origin } = asked.site
      const flaw = passkeyFlaw(seen, { ceremony: 'webauthn.create', challenge: asked.challenge, origin })
      return flaw ? err({ code: flaw }) : attempted(() => verifiedNew(answer, asked))
    },

    async check(answer, { known, ...asked }) {
      const { authenticatorData, clientDataJSON } = answer.response
      const seen = read(() => seenIn(asked.site, clientDataJSON, isoBase64URL.toBuffer(authenticatorData)))
      if (!seen) return invalid
      const { counter } = known
      const { origin } = asked.site
      const expected = { ceremony: 'webauthn.get', challenge: asked.challenge, origin, counter } as const
      const flaw = passkeyFlaw(seen, expected)
      return flaw ? err({ code: flaw }) : attempted(() => verified(answer, asked, known))
    },
  }
}

/** What cannot be read is as good as none. */
function read<Value>(reading: () => Value): Value | undefined {
  try {
    return reading()
  } catch {
    return undefined
  }
}

/** The library throws where something does not hold. */
async function attempted<Value>(
  verifying: () => Promise<Value | undefined>,
): Promise<Result<Value, PasskeyRefused>> {
  try {
    const value = await verifying()
    return value === undefined ? invalid : ok(value)
  } catch {
    return invalid
  }
}

function seenNew({ response }: NewPasskeyAnswer, site: PasskeySite): SeenPasskey | undefined {
  const attestation = decodeAttestationObject(isoBase64URL.toBuffer(response.attestationObject))
  const hasCertificate = attestation.get('attStmt').get('x5c') !== undefined
  const isWanted = ['none', 'packed'].includes(attestation.get('fmt'))
  // No certificates were asked for: to follow one would mean a call to an address that a stranger wrote.
  if (hasCertificate || !isWanted) return undefined
  return seenIn(site, response.clientDataJSON, attestation.get('authData'))
}

function seenIn(site: PasskeySite, clientDataJSON: string, authenticatorData: Uint8Array): SeenPasskey {
  const { type, challenge, origin, crossOrigin = false } = decodeClientDataJSON(clientDataJSON)
  const { rpIdHash, flags, counter } = parseAuthenticatorData(Uint8Array.from(authenticatorData))
  const isOfSite = createHash('sha256').update(site.rpId).digest().equals(rpIdHash)
  const shown = { isOfSite, isPresent: flags.up, isVerified: flags.uv, counter }
  return { ceremony: type, challenge, origin, isCrossOrigin: crossOrigin, ...shown }
}

/** Elliptic curves first; RSA is what some Windows machines make. */
const algorithms = [-8, -7, -257]

async function verifiedNew(
  { id, response }: NewPasskeyAnswer,
  { site, challenge }: PasskeyQuestion,
): Promise<NewPasskey | undefined> {
  const { clientDataJSON, attestationObject } = response
  const { registrationInfo: made } = await verifyRegistrationResponse({
    response: { ...asSent(id), response: { clientDataJSON, attestationObject } },
    expectedChallenge: challenge,
    expectedOrigin: site.origin,
    expectedRPID: site.rpId,
    supportedAlgorithmIDs: algorithms,
  })
  if (made?.credential.id !== id) return undefined
  return {
    credentialId: id,
    publicKey: isoBase64URL.fromBuffer(made.credential.publicKey),
    counter: made.credential.counter,
    isBackupEligible: made.credentialDeviceType === 'multiDevice',
    isBackedUp: made.credentialBackedUp,
  }
}

async function verified(
  { id, response }: PasskeyAnswer,
  { site, challenge }: PasskeyQuestion,
  known: KnownPasskey,
): Promise<ShownPasskey | undefined> {
  const { clientDataJSON, authenticatorData, signature } = response
  const { credentialId, publicKey, counter } = known
  const { verified: holds, authenticationInfo: shown } = await verifyAuthenticationResponse({
    response: { ...asSent(id), response: { clientDataJSON, authenticatorData, signature } },
    expectedChallenge: challenge,
    expectedOrigin: site.origin,
    expectedRPID: site.rpId,
    credential: { id: credentialId, publicKey: isoBase64URL.toBuffer(publicKey), counter },
  })
  return holds ? { counter: shown.newCounter, isBackedUp: shown.credentialBackedUp } : undefined
}

const asSent = (id: string) => ({
  ...{ id, rawId: id, type: 'public-key' as const },
  clientExtensionResults: {},
})
