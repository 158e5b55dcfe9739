import type { MaskedMember } from '../../domain/identity/masking.ts'
import { openJson, sealJson } from '../keys/sealed-json.ts'
import type { Crypto } from '../ports/system.ts'
import type { Instant, PersonalDetails, RequestDocument } from './request-document.ts'
import type { RequestRef } from './request-store.ts'

const personalContext = ({ companyId, requestId }: RequestRef): string => `personal ${companyId} ${requestId}`

export const sealPersonal = (
  crypto: Crypto,
  key: Uint8Array,
  ref: RequestRef,
  details: PersonalDetails,
): string => sealJson(crypto, key, personalContext(ref), details)

/** Empty once purged. */
export function openPersonal(crypto: Crypto, key: Uint8Array, request: RequestDocument): PersonalDetails {
  if (request.personal === undefined) return {}
  return openJson<PersonalDetails>(crypto, key, personalContext(request), request.personal)
}

/** What staff read of it: never the person's own factor, of which they see the kind. */
export function personalForStaff(
  crypto: Crypto,
  key: Uint8Array,
  request: RequestDocument,
): PersonalForStaff {
  const { secondFactor: _own, ...shown } = openPersonal(crypto, key, request)
  return shown
}

export type PersonalForStaff = Omit<PersonalDetails, 'secondFactor'> & {
  /** Of what is there, what a reviewer is not shown unless they ask with a reason. */
  readonly masked?: readonly MaskedMember[]
  /** They asked, and until then it is shown. */
  readonly shownUntil?: Instant
}
