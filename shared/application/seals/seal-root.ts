import { sealBytes } from '../../domain/evidence/seal.ts'
import { toHex } from '../bytes.ts'
import type { Crypto } from '../ports/system.ts'
import { sealedTransfer } from '../transfer/transfer.ts'
import { waitingRights } from '../timing/due.ts'
import { readKnownFiles } from '../files/known-files.ts'
import type { RequestDocument, StoredIdentity } from '../requests/request-document.ts'
import { readWithheld } from '../collecting/withheld-record.ts'
import { addresseeCommitment } from './addressee.ts'
import type { SealedContents } from './seal-document.ts'

type Sealed = {
  readonly request: RequestDocument
  readonly identity: StoredIdentity
  readonly key: Uint8Array
  readonly sealId: string
  readonly policyVersion: number
  readonly packages: readonly SealedContents[]
}

/**
 * The root that approvers name, lower-case hex: over the request as it stands and the packages as they were written. It is
 * computed when a request is sealed and again at release, so that what changed in between changes it (security.md).
 */
export function sealRoot(
  crypto: Crypto,
  { request, identity, key, sealId, policyVersion, packages }: Sealed,
) {
  const { method, level, at } = identity
  const transfer = sealedTransfer(request)
  const facts = {
    sealId,
    requestId: request.requestId,
    rights: waitingRights(request),
    addresseeCommitment: addresseeCommitment(crypto, key, request),
    identity: { method, level, at: new Date(at) },
    deliveryMethod: request.addressHash === undefined ? ('paper' as const) : ('download' as const),
    policyVersion,
    withheld: readWithheld(crypto, key, request),
    knownFiles: readKnownFiles(crypto, key, request),
    ...(transfer && { transfer }),
    packages: packages.map(({ right, files }) => ({
      right,
      files: files.map(({ path, stored: { sha256, sizeBytes } }) => ({ path, sha256, sizeBytes })),
    })),
  }
  return toHex(crypto.sha256(sealBytes(facts)))
}
