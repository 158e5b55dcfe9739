// How a receiver shows that both keys are its own: it reads what is encrypted to the one, and signs it with the other.
import { canonicalBytes } from '../../domain/evidence/canonical.ts'
import { fromBase64Url, fromUtf8, toBase64Url, toHex, utf8 } from '../bytes.ts'
import type { Crypto } from '../ports/system.ts'
import type { Receiver, ReceiverFacts } from './receiver.ts'

const header = toBase64Url(utf8(JSON.stringify({ alg: 'RSA-OAEP-256', enc: 'A256GCM' })))

const ivBytes = 12
const tagBytes = 16

/** For nobody else to read: a JWE in its compact form (RFC 7516, section 7.1) with RSA-OAEP-256 and A256GCM. */
export function encryptedFor(
  { wrapFor, encrypt }: Pick<Crypto, 'wrapFor' | 'encrypt'>,
  { encryptionKey }: Pick<ReceiverFacts, 'encryptionKey'>,
  { contentKey, plaintext }: { readonly contentKey: Uint8Array; readonly plaintext: Uint8Array },
): string {
  const wrapped = wrapFor(encryptionKey, contentKey)
  // Looked at when the receiver was entered, and never changed since.
  if (!wrapped) throw new Error('the key of a receiver wraps nothing')
  const sealed = encrypt(contentKey, plaintext, header)
  const parts = [
    sealed.subarray(0, ivBytes),
    sealed.subarray(ivBytes, sealed.length - tagBytes),
    sealed.subarray(sealed.length - tagBytes),
  ]
  return [header, toBase64Url(wrapped), ...parts.map(toBase64Url)].join('.')
}

/** The payload of a JWS in its compact form that the receiver signed (RFC 7515, ES256); undefined for anything else. */
export function signedBy(
  { verifierOf }: Pick<Crypto, 'verifierOf'>,
  { signingKey }: Pick<ReceiverFacts, 'signingKey'>,
  { jws, type }: { readonly jws: string; readonly type: string },
): Readonly<Record<string, unknown>> | undefined {
  const [protectedHeader = '', payload = '', signature = '', ...more] = jws.split('.')
  const { alg, typ, crit } = objectIn(protectedHeader) ?? {}
  // One algorithm, one kind of document, nothing critical that is not understood (RFC 8725, sections 3.1 and 3.11).
  if (more.length > 0 || alg !== 'ES256' || typ !== type || crit !== undefined) return undefined
  const isSigned = verifierOf(signingKey)?.(utf8(`${protectedHeader}.${payload}`), fromBase64Url(signature))
  return isSigned === true ? objectIn(payload) : undefined
}

function objectIn(part: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(fromUtf8(fromBase64Url(part)))
    return typeof value === 'object' && value !== null ? { ...value } : undefined
  } catch {
    return undefined // neither UTF-8 nor JSON: not one of ours
  }
}

const proofType = 'indsigt-receiver-proof+jwt'

type Challenged = Pick<Receiver, 'receiverId' | 'encryptionKey'> & { readonly companyId: string }

/** What only the receiver can read, and the hash by which its answer is known. */
export function challengeFor(
  crypto: Pick<Crypto, 'wrapFor' | 'encrypt' | 'sha256'>,
  { companyId, receiverId, encryptionKey }: Challenged,
  random: { readonly nonce: Uint8Array; readonly contentKey: Uint8Array },
): { readonly challenge: string; readonly sha256: string } {
  const nonce = toBase64Url(random.nonce)
  const named = { type: 'indsigt.receiverChallenge.v1', company: companyId, receiverId, nonce }
  const { contentKey } = random
  return {
    challenge: encryptedFor(crypto, { encryptionKey }, { contentKey, plaintext: canonicalBytes(named) }),
    sha256: toHex(crypto.sha256(utf8(nonce))),
  }
}

/** Whether it answers the challenge that stands: signed by its key, for this company, in time. */
export function answersChallenge(
  crypto: Pick<Crypto, 'verifierOf' | 'sha256'>,
  { companyId, receiver, proof }: { companyId: string; receiver: Receiver; proof: string },
  now: Date,
): boolean {
  const { challenge, receiverId } = receiver
  if (!challenge || new Date(challenge.expiresAt) <= now) return false
  const said = signedBy(crypto, receiver, { jws: proof, type: proofType })
  if (said?.['company'] !== companyId || said['receiverId'] !== receiverId) return false
  const { nonce } = said
  return typeof nonce === 'string' && toHex(crypto.sha256(utf8(nonce))) === challenge.sha256
}
