import { wrapKeyName } from '../companies/company-document.ts'
import type { CompanyDocument } from '../companies/company-document.ts'
import { fromBase64Url, toBase64Url, utf8 } from '../bytes.ts'
import type { Ports } from '../ports/ports.ts'

export type CompanySecrets = {
  /** Keyed hash of something personal that the store must find again (security.md, "Keys"); `use` keeps hashes of different things apart. */
  readonly hash: (company: CompanyDocument, use: string, text: string) => Promise<string>
  /** A key for what belongs to the company but to no request, such as a pending sign-in mail. */
  readonly key: (company: CompanyDocument, use: string) => Promise<Uint8Array>
  /** The secret itself, to be handed to another instance and to nobody else. */
  readonly whole: (company: CompanyDocument) => Promise<Uint8Array>
}

export function makeCompanySecrets({ keys, crypto }: Pick<Ports, 'keys' | 'crypto'>): CompanySecrets {
  const opened = new Map<string, Promise<Uint8Array>>()

  async function secretOf(company: CompanyDocument): Promise<Uint8Array> {
    const { wrapped, version } = company.secret
    const known =
      opened.get(wrapped) ?? keys.unwrap(wrapKeyName(company.companyId), version, fromBase64Url(wrapped))
    opened.set(wrapped, known)
    // A failed unwrap must not be remembered: Key Vault may be back a moment later.
    known.catch(() => opened.delete(wrapped))
    return known
  }

  const keyFor = async (company: CompanyDocument, use: string) =>
    crypto.hkdf(await secretOf(company), utf8(company.companyId), use, 32)

  return {
    key: keyFor,
    whole: secretOf,
    hash: async (company, use, text) =>
      toBase64Url(crypto.hmacSha256(await keyFor(company, `hash ${use}`), utf8(text))),
  }
}
