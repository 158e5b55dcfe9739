import { codeMinutes } from '../../domain/identity/limits.ts'
import type { CompanyDocument } from '../companies/company-document.ts'
import type { CompanySecrets } from '../keys/company-secrets.ts'
import { fromBase64Url, toBase64Url } from '../bytes.ts'
import { addMinutes } from '../../domain/time.ts'
import type { Ports } from '../ports/ports.ts'
import { linkId } from './link-document.ts'
import type { LinkDocument, LinkPurpose } from './link-document.ts'
import { digits } from './digits.ts'
import { writeToken } from './link-token.ts'

export type MintedLink = {
  /** SHA-256 of the secret, base64url: what is stored. */
  readonly hash: string
  readonly document: LinkDocument
  /** What is mailed, and forgotten once mailed. */
  readonly token: string
  readonly code: string
}

export type LinkMint = {
  readonly mint: (
    company: CompanyDocument,
    requestId: string,
    link: { readonly purpose: LinkPurpose; readonly employeeId?: string; readonly expiresAt: Date },
    now: Date,
  ) => Promise<MintedLink>
  /** A fresh code for a link that was mailed before: what is stored, and what is mailed. */
  readonly freshCode: (
    company: CompanyDocument,
    link: LinkDocument,
    now: Date,
  ) => Promise<{ readonly document: LinkDocument; readonly code: string }>
  /** A code to be texted, where that is the person's own factor: its tries begin anew. */
  readonly textedCode: (
    company: CompanyDocument,
    link: LinkDocument,
    now: Date,
  ) => Promise<{ readonly document: LinkDocument; readonly code: string }>
  readonly hashOfSecret: (secret: string) => string
  readonly hashOfCode: (company: CompanyDocument, code: string) => Promise<string>
  readonly hashOfText: (company: CompanyDocument, code: string) => Promise<string>
}

type Deps = Pick<Ports, 'random' | 'crypto'> & { readonly secrets: CompanySecrets }

export function makeLinkMint({ random, crypto, secrets }: Deps): LinkMint {
  const hashOfSecret = (secret: string) => toBase64Url(crypto.sha256(fromBase64Url(secret)))
  const hashOfCode = (company: CompanyDocument, code: string) => secrets.hash(company, 'link code', code)
  const hashOfText = (company: CompanyDocument, code: string) => secrets.hash(company, 'texted code', code)

  return {
    hashOfSecret,
    hashOfCode,
    hashOfText,
    async freshCode(company, link, now) {
      const code = digits(random.bytes(8), 8)
      const codeHash = await hashOfCode(company, code)
      const codeExpiresAt = addMinutes(now, codeMinutes).toISOString()
      return { code, document: { ...link, codeHash, codeExpiresAt, codeFailures: 0 } }
    },
    async textedCode(company, link, now) {
      const code = digits(random.bytes(8), 8)
      const textHash = await hashOfText(company, code)
      const textExpiresAt = addMinutes(now, codeMinutes).toISOString()
      return { code, document: { ...link, textHash, textExpiresAt, factorTries: 0 } }
    },
    async mint(company, requestId, { purpose, employeeId, expiresAt }, now) {
      const secret = toBase64Url(random.bytes(32))
      const code = digits(random.bytes(8), 8)
      const hash = hashOfSecret(secret)
      return {
        hash,
        token: writeToken({ companyId: company.companyId, requestId, secret }),
        code,
        document: {
          id: linkId(hash),
          companyId: company.companyId,
          purpose,
          expiresAt: expiresAt.toISOString(),
          codeHash: await hashOfCode(company, code),
          codeExpiresAt: addMinutes(now, codeMinutes).toISOString(),
          codeFailures: 0,
          ...(employeeId === undefined ? {} : { employeeId }),
        },
      }
    },
  }
}
