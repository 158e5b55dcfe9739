import { base32 } from '../../domain/identity/base32.ts'
import { sixDigits, stepBytes, stepsAround } from '../../domain/identity/totp.ts'
import { fromBase64Url, toBase64Url, utf8 } from '../bytes.ts'
import type { CompanyDocument } from '../companies/company-document.ts'
import type { Core } from '../core.ts'
import { openJson, sealJson } from '../keys/sealed-json.ts'

/** As long as what SHA-1 gives (RFC 4226, section 4, R6). */
const secretBytes = 20

type Whose = {
  readonly company: CompanyDocument
  readonly employeeId: string
  readonly factorId: string
}

export type TotpSecrets = {
  /** A new one: as it is kept, and as an app wants it. */
  readonly make: (whose: Whose) => Promise<{ readonly sealed: string; readonly shown: string }>
  /** The period whose code this is, among those around now that come after `lastStep`. */
  readonly stepOf: (
    whose: Whose & { readonly sealed: string; readonly lastStep: number },
    given: { readonly code: string; readonly now: Date },
  ) => Promise<number | undefined>
}

export function makeTotpSecrets({
  secrets,
  crypto,
  random,
}: Pick<Core, 'secrets' | 'crypto' | 'random'>): TotpSecrets {
  const keyOf = (company: CompanyDocument) => secrets.key(company, 'factors')
  const placeOf = ({ company, employeeId, factorId }: Whose) =>
    `totp ${company.companyId} ${employeeId} ${factorId}`

  return {
    async make(whose) {
      const secret = random.bytes(secretBytes)
      const value = { secret: toBase64Url(secret) }
      const sealed = sealJson(crypto, await keyOf(whose.company), placeOf(whose), value)
      return { sealed, shown: base32(secret) }
    },

    async stepOf({ sealed, lastStep, ...whose }, { code, now }) {
      const key = await keyOf(whose.company)
      const { secret } = openJson<{ readonly secret: string }>(crypto, key, placeOf(whose), sealed)
      const codeOf = (step: number) => sixDigits(crypto.hmacSha1(fromBase64Url(secret), stepBytes(step)))
      return stepsAround(now).find((step) => step > lastStep && crypto.equal(utf8(codeOf(step)), utf8(code)))
    },
  }
}
