import { canonicalBytes } from '../../domain/evidence/canonical.ts'
import { toHex } from '../bytes.ts'
import type { Crypto } from '../ports/system.ts'
import { openPersonal } from '../requests/personal.ts'
import type { RequestDocument } from '../requests/request-document.ts'

/** Commits to whom it goes without saying it: a change of contact changes the seal. Lower-case hex. */
export function addresseeCommitment(crypto: Crypto, key: Uint8Array, request: RequestDocument): string {
  const { email, postalAddress, inPerson } = openPersonal(crypto, key, request)
  const addressee = { email: email ?? '', postalAddress: postalAddress ?? '', inPerson: inPerson ?? false }
  return toHex(crypto.hmacSha256(key, canonicalBytes({ type: 'indsigt.addressee.v1', ...addressee })))
}
