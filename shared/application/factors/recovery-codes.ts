import { base32, inGroups } from '../../domain/identity/base32.ts'
import type { CompanyDocument } from '../companies/company-document.ts'
import type { Core } from '../core.ts'

/** For who has lost everything else: each works once. */
const codeCount = 10

/** 80 bits: nobody guesses one, so that a keyed hash keeps it as well as a slow one. */
const codeBytes = 10

export type RecoveryCodes = {
  /** In the order of the codes that are shown, once. */
  readonly make: (
    company: CompanyDocument,
    employeeId: string,
  ) => Promise<{ readonly codes: readonly string[]; readonly hashes: readonly string[] }>
  readonly hashOf: (company: CompanyDocument, employeeId: string, code: string) => Promise<string>
}

export function makeRecoveryCodes({ secrets, random }: Pick<Core, 'secrets' | 'random'>): RecoveryCodes {
  const hashOf: RecoveryCodes['hashOf'] = (company, employeeId, code) =>
    secrets.hash(company, 'recovery code', `${employeeId} ${normalised(code)}`)

  return {
    hashOf,
    async make(company, employeeId) {
      const codes = Array.from({ length: codeCount }, () =>
        inGroups(base32(random.bytes(codeBytes)).toLowerCase(), '-'),
      )
      const hashes = await Promise.all(codes.map((code) => hashOf(company, employeeId, code)))
      return { codes, hashes }
    },
  }
}

/** However it was typed. */
const normalised = (code: string): string => code.toLowerCase().replaceAll(/[^a-z2-7]/g, '')
