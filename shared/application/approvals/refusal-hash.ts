import { canonicalBytes } from '../../domain/evidence/canonical.ts'
import type { Right } from '../../domain/requests/right.ts'
import { toHex } from '../bytes.ts'
import type { Crypto } from '../ports/system.ts'
import type { RequestRef } from '../requests/request-store.ts'

type Refused = {
  readonly itemId: string
  readonly requestId: string
  readonly rights: readonly Right[]
  readonly groundCode: string
  readonly facts: string
  readonly at: string
}

/**
 * What the second person names, lower-case hex, and what is computed again when they decide: keyed, since the facts are
 * personal and the audit keeps the hash longer than it keeps them.
 */
export const refusalHash = (crypto: Crypto, key: Uint8Array, refused: Refused): string =>
  toHex(crypto.hmacSha256(key, canonicalBytes({ type: 'indsigt.refusal.v2', ...refused })))

/** What the facts' encryption is bound to. */
export const factsContext = ({ companyId, requestId }: RequestRef, itemId: string): string =>
  `refusal ${companyId} ${requestId} ${itemId}`
