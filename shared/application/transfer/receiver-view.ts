import type { GuardedFlaw } from '../companies/guarded-change.ts'
import type { Crypto } from '../ports/system.ts'
import type { ReceiverApproval } from './approved-receiver.ts'
import { fingerprintsOf, receiverFingerprint, stateOf } from './receiver.ts'
import type { Receiver, ReceiverFacts, ReceiverState } from './receiver.ts'

export type ReceiverView = Pick<ReceiverFacts, 'name' | 'contact' | 'url'> & {
  readonly id: string
  readonly state: ReceiverState
  /** JWK thumbprints (RFC 7638). */
  readonly fingerprints: { readonly encryptionKey: string; readonly signingKey: string }
  readonly addedAt: Date
  readonly provedAt?: Date
  readonly approvedAt?: Date
}

export type ReceiverRefusal =
  | GuardedFlaw
  | {
      readonly code:
        | 'notFound'
        | 'forbidden'
        | 'receiverKeyInvalid'
        | 'receiverUrlRefused'
        | 'receiverNotProved'
        | 'limitReached'
        | 'idempotencyKeyReused'
        | 'versionConflict'
      readonly rule?: string
    }

type Hashing = Pick<Crypto, 'sha256'>

export const receiverView = (crypto: Hashing, receiver: Receiver): ReceiverView => {
  const { receiverId: id, name, contact, url, addedAt, provedAt, approvedAt } = receiver
  return {
    ...{ id, name, contact, state: stateOf(receiver), fingerprints: fingerprintsOf(crypto, receiver) },
    ...(url !== undefined && { url }),
    addedAt: new Date(addedAt),
    ...(provedAt !== undefined && { provedAt: new Date(provedAt) }),
    ...(approvedAt !== undefined && { approvedAt: new Date(approvedAt) }),
  }
}

/** What a second person is asked. */
export const approvalOf = (crypto: Hashing, receiver: Receiver): ReceiverApproval => {
  const { receiverId, name, contact, url } = receiver
  return {
    ...{ kind: 'receiver', receiverId, fingerprint: receiverFingerprint(crypto, receiver) },
    receiver: { name, contact, ...(url !== undefined && { url }) },
  }
}
