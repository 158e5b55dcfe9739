import { codeTries } from '../../domain/identity/limits.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import type { CompanyDocument } from '../companies/company-document.ts'
import type { Core } from '../core.ts'
import { openJson, sealJson } from '../keys/sealed-json.ts'
import { subjectPartition } from '../place.ts'
import type { Stored } from '../ports/documents.ts'
import type { ConsentDocument } from './consent-document.ts'
import { findConsent } from './read-consents.ts'

export type PasscodeRefusal = { readonly code: 'passcodeWrong' | 'passcodeLocked' }

/** What a person chose when they answered, and shows when they confirm: that both are one person (features, C43). */
export type ConsentPasscode = {
  /** As it lies in the document of the consent; nothing where nothing was chosen. */
  readonly kept: (
    company: CompanyDocument,
    consentId: string,
    passcode: string | undefined,
  ) => Promise<Pick<ConsentDocument, 'sealedPasscode'>>
  /** Where none was asked for, nothing is missing. */
  readonly shown: (
    company: CompanyDocument,
    consentId: string,
    passcode: string,
  ) => Promise<Result<void, PasscodeRefusal>>
}

const contextOf = ({ companyId }: CompanyDocument, consentId: string): string =>
  `consent passcode ${companyId} ${consentId}`

type Deps = Pick<Core, 'documents' | 'secrets' | 'crypto' | 'passcodes'>

export function makeConsentPasscode({ documents, secrets, crypto, passcodes }: Deps): ConsentPasscode {
  const keyOf = (company: CompanyDocument) => secrets.key(company, 'consent subject')

  /** Counted before it is looked at: of guesses at the same moment no more than five are. Undefined when all are used up. */
  async function tried(companyId: string, consentId: string): Promise<ConsentDocument | undefined> {
    for (;;) {
      const found = await findConsent(documents, companyId, consentId)
      const { passcodeTries = 0 } = found?.value ?? {}
      if (!found || passcodeTries >= codeTries) return undefined
      if (await counted(found, passcodeTries)) return found.value
    }
  }

  async function counted({ value, etag }: Stored<ConsentDocument>, tries: number): Promise<boolean> {
    const after: ConsentDocument = { ...value, passcodeTries: tries + 1 }
    const written = await documents.batch(subjectPartition(value.companyId, value.subjectRef), [
      { kind: 'replace', value: after, etag },
    ])
    return written.ok
  }

  return {
    async kept(company, consentId, passcode) {
      if (passcode === undefined) return {}
      const hash = await passcodes.hash(passcode)
      const context = contextOf(company, consentId)
      return { sealedPasscode: sealJson(crypto, await keyOf(company), context, { hash }) }
    },

    async shown(company, consentId, passcode) {
      const found = await findConsent(documents, company.companyId, consentId)
      if (found?.value.sealedPasscode === undefined) return ok(undefined)
      const consent = await tried(company.companyId, consentId)
      if (consent?.sealedPasscode === undefined) return err({ code: 'passcodeLocked' })
      const place = contextOf(company, consentId)
      const key = await keyOf(company)
      const { hash } = openJson<{ readonly hash: string }>(crypto, key, place, consent.sealedPasscode)
      return (await passcodes.matches(passcode, hash)) ? ok(undefined) : err({ code: 'passcodeWrong' })
    },
  }
}
