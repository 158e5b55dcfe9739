import { toBase64Url, utf8 } from '../bytes.ts'
import { signKeyName } from '../companies/company-document.ts'
import type { PublicJwk } from '../ports/keys.ts'
import type { Ports } from '../ports/ports.ts'

type Signing = {
  readonly companyId: string
  readonly payload: Uint8Array
  /** What the protected header says beside `alg` and `kid`. */
  readonly says: (key: PublicJwk) => Readonly<Record<string, unknown>>
}

/** The two outer parts of a compact JWS, base64url. */
export type CompanySignature = { readonly header: string; readonly signature: string }

/**
 * ES256 by the newest version of the company's key over a JWS signing input (RFC 7515, section 5.1). The header is signed
 * too and names the version, so a key that is rotated between the two calls signs again.
 */
export async function signForCompany(
  { keys, crypto }: Pick<Ports, 'keys' | 'crypto'>,
  { companyId, payload, says }: Signing,
): Promise<CompanySignature> {
  const name = signKeyName(companyId)
  const key = await keys.publicKey(name)
  const header = toBase64Url(utf8(JSON.stringify({ alg: 'ES256', kid: key.kid, ...says(key) })))
  const { signature, version } = await keys.sign(
    name,
    crypto.sha256(utf8(`${header}.${toBase64Url(payload)}`)),
  )
  return key.kid === `${name}/${version}`
    ? { header, signature: toBase64Url(signature) }
    : signForCompany({ keys, crypto }, { companyId, payload, says })
}

/** A compact JWS that carries its payload. */
export async function compactForCompany(
  ports: Pick<Ports, 'keys' | 'crypto'>,
  { companyId, payload, typ }: Omit<Signing, 'says'> & { readonly typ: string },
): Promise<string> {
  const { header, signature } = await signForCompany(ports, { companyId, payload, says: () => ({ typ }) })
  return `${header}.${toBase64Url(payload)}.${signature}`
}
