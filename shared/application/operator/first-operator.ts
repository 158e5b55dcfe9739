import { operatorHouse } from '../../domain/companies/company-id.ts'
import type { Language } from '../../domain/templates/template.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import { bySystem } from '../actor.ts'
import { fromBase64Url, toBase64Url, utf8 } from '../bytes.ts'
import type { NewCompany, OpenCompany } from '../companies/open-company.ts'
import type { Core } from '../core.ts'
import { accessPartition } from '../identity/session-document.ts'
import type { Document } from '../ports/documents.ts'
import { operatorOf } from './operators.ts'

/** id `firstOperator` in `access`: SHA-256 of the code that the console shows. */
type CodeDocument = Document & { readonly codeHash: string }

const id = 'firstOperator'

export type FirstOperator = {
  /** A code for the console, in place of every earlier one; undefined where the instance has its operators. */
  readonly prepare: () => Promise<string | undefined>
  /** Whoever shows the code is the first operator, once; they sign in by mail like everybody else. */
  readonly claim: (input: {
    readonly code: string
    readonly name: string
    readonly email: string
    readonly language?: Language
  }) => Promise<Result<void, { readonly code: 'operatorCodeWrong' }>>
}

type Deps = Pick<Core, 'documents' | 'companies' | 'random' | 'crypto' | 'settings'> & {
  readonly openCompany: OpenCompany
}

/**
 * The first operator of a serving instance is made by a code on the console (security.md, "Two modes"), or by one that
 * whoever deployed it set, where there is no console. The house and its first operator are one batch: of two who show the
 * code at once, one is the operator.
 */
export function makeFirstOperator({
  documents,
  companies,
  random,
  crypto,
  settings,
  openCompany,
}: Deps): FirstOperator {
  const hashOf = (code: string): Uint8Array =>
    crypto.sha256(utf8(code.replaceAll(/[\s-]/g, '').toUpperCase()))

  async function wanted(): Promise<readonly Uint8Array[]> {
    const kept = await documents.read<CodeDocument>(accessPartition(id), id)
    return [
      ...(kept ? [fromBase64Url(kept.value.codeHash)] : []),
      ...(settings.operatorCode === undefined ? [] : [hashOf(settings.operatorCode)]),
    ]
  }

  return {
    async prepare() {
      if (await companies.read(operatorHouse)) return undefined
      const code = inGroups(letters(random.bytes(codeLetters)))
      const value: CodeDocument = { id, codeHash: toBase64Url(hashOf(code)) }
      await documents.batch(accessPartition(id), [{ kind: 'upsert', value }])
      return code
    },

    async claim({ code, name, email, language }) {
      const given = hashOf(code)
      const isRight = (await wanted()).some((hash) => crypto.equal(hash, given))
      if (!isRight) return err({ code: 'operatorCodeWrong' })
      const opened = await openCompany(houseOf({ name, email }, random.id(), language))
      if (!opened.ok || opened.value === 'exists') return err({ code: 'operatorCodeWrong' })
      await documents.batch(accessPartition(id), [{ kind: 'delete', id }])
      return ok(undefined)
    },
  }
}

/** The operators' own company: it takes no requests, offers no rights and has no catalogue. */
const houseOf = (
  operator: { readonly name: string; readonly email: string },
  operatorId: string,
  language?: Language,
): NewCompany => {
  const { id: _id, companyId, ...first } = operatorOf(operatorId, operator)
  return {
    company: {
      ...{
        companyId,
        name: 'Indsigt',
        languages: ['en', 'da'],
        country: 'DK',
        timeZone: 'Europe/Copenhagen',
      },
      contact: { name: 'Indsigt', email: operator.email },
      ...{ rights: [], informationTypes: [], activities: [] },
      identityLevel: 'onFile',
      approvalPolicy: { version: 1, approvalsNeeded: 1 },
      linkFactor: 'tokenAndCode',
      // Keys are of companies.
      programAccess: 'tokenAlone',
    },
    employees: [first],
    templates: [],
    by: bySystem,
    invitation: { language },
  }
}

/** 26 of 32 letters are 130 bits: nothing to be guessed, and so nothing to be counted and locked. */
const codeLetters = 26

/** Without those that look alike (Crockford). */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

const letters = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => alphabet[byte % alphabet.length]).join('')

const inGroups = (code: string): string => code.replaceAll(/(.{5})(?=.)/g, '$1-')
