import { receiptType } from '../../domain/consent/receipt.ts'
import type { ReceiptDocument } from '../../domain/consent/receipt.ts'
import { canonicalBytes } from '../../domain/evidence/canonical.ts'
import { signForCompany } from '../keys/company-signature.ts'
import type { PublicJwk } from '../ports/keys.ts'
import type { Ports } from '../ports/ports.ts'

/** The receipt, and over it a compact JWS without its payload (RFC 7515 appendix F). */
export type SignedReceipt = ReceiptDocument & { readonly signature: string }

/**
 * Over the canonical form of all its other members (RFC 8785), so that a receipt may be stored, indented and sent on by
 * whoever likes, and is still the one that was signed. The header has the public key as well, as that of a package has.
 */
export async function signReceipt(
  ports: Pick<Ports, 'keys' | 'crypto'>,
  companyId: string,
  receipt: ReceiptDocument,
): Promise<SignedReceipt> {
  const says = ({ kty, crv, x, y }: PublicJwk) => ({ typ: receiptType, jwk: { kty, crv, x, y } })
  const { header, signature } = await signForCompany(ports, {
    ...{ companyId, says },
    payload: canonicalBytes(receipt),
  })
  return { ...receipt, signature: `${header}..${signature}` }
}
