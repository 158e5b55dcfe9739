// Another controller to which a person may have their data sent (Art. 20(2)). It stands in the company's own document and
// never changes but for how far it is: another address or another key is another receiver.
import { canonicalBytes } from '../../domain/evidence/canonical.ts'
import { toBase64Url, utf8 } from '../bytes.ts'
import type { CompanyDocument } from '../companies/company-document.ts'
import { fingerprintOf } from '../export/handed-keys.ts'
import type { Crypto, PublicEcKey, PublicRsaKey } from '../ports/system.ts'
import type { Instant } from '../requests/request-document.ts'

export type Receiver = ReceiverFacts & {
  readonly receiverId: string
  readonly addedBy: string
  readonly addedAt: Instant
  /** What it was asked to prove itself with; only the hash of what only it could read. */
  readonly challenge?: { readonly sha256: string; readonly expiresAt: Instant }
  readonly provedAt?: Instant
  readonly approvedAt?: Instant
}

export type ReceiverFacts = {
  readonly name: string
  readonly contact: string
  /** Where it answers for itself; one without is asked by hand. */
  readonly url?: string
  /** Under which packages for it are wrapped. */
  readonly encryptionKey: PublicRsaKey
  /** By which its calls and its receipts are checked. */
  readonly signingKey: PublicEcKey
}

export type ReceiverState = 'unproved' | 'proved' | 'approved'

/** `proved` waits for a second person: nothing leaves for it before. */
export function stateOf({ provedAt, approvedAt }: Receiver): ReceiverState {
  if (approvedAt !== undefined) return 'approved'
  return provedAt === undefined ? 'unproved' : 'proved'
}

export const receiverIn = (
  { receivers = [] }: Pick<CompanyDocument, 'receivers'>,
  receiverId: string,
): Receiver | undefined => receivers.find((one) => one.receiverId === receiverId)

/** Those that a person may choose. */
export const approvedReceivers = ({
  receivers = [],
}: Pick<CompanyDocument, 'receivers'>): readonly Receiver[] =>
  receivers.filter((one) => stateOf(one) === 'approved')

/** The company with the receiver as it now is; it stands already. */
export const withReceiver = (
  { receivers = [], ...company }: CompanyDocument,
  after: Receiver,
): CompanyDocument => ({
  ...company,
  receivers: receivers.map((one) => (one.receiverId === after.receiverId ? after : one)),
})

type Hashing = Pick<Crypto, 'sha256'>

/** The JWK thumbprint (RFC 7638) of the key that signs. */
const signingFingerprint = (crypto: Hashing, { x, y }: PublicEcKey): string =>
  toBase64Url(crypto.sha256(utf8(JSON.stringify({ crv: 'P-256', kty: 'EC', x, y }))))

/** Both keys, by their thumbprints: short enough for two people to compare. */
export const fingerprintsOf = (crypto: Hashing, { encryptionKey, signingKey }: ReceiverFacts) => ({
  encryptionKey: fingerprintOf(crypto, encryptionKey),
  signingKey: signingFingerprint(crypto, signingKey),
})

/** Who it is and by which keys, in one word: what a second person decides, and what a seal commits to. */
export const receiverFingerprint = (crypto: Hashing, receiver: ReceiverFacts): string => {
  const { name, contact, url } = receiver
  const named = { type: 'indsigt.receiver.v1', name, contact, url, ...fingerprintsOf(crypto, receiver) }
  return toBase64Url(crypto.sha256(canonicalBytes(named)))
}
