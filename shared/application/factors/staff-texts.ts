import { codeTries } from '../../domain/identity/limits.ts'
import { codeText } from '../../domain/letters/code-text.ts'
import { addMinutes } from '../../domain/time.ts'
import { personal } from '../../kernel/personal.ts'
import { toBase64Url, utf8 } from '../bytes.ts'
import type { CompanyDocument } from '../companies/company-document.ts'
import type { Core } from '../core.ts'
import { digits } from '../identity/digits.ts'
import type { MailLimit } from '../identity/mail-limit.ts'
import { accessPartition } from '../identity/session-document.ts'
import { makeTextBudget } from '../identity/text-budget.ts'
import type { TextOutcome } from '../identity/text-code.ts'
import { openJson, sealJson } from '../keys/sealed-json.ts'
import type { Document, Stored } from '../ports/documents.ts'
import type { Instant } from '../requests/request-document.ts'
import { noteStaffTextFailure, sentStaffText, staffTextReference } from './staff-text-failure.ts'
import { mayTextStaff } from './staff-text-offer.ts'

/** For whom a code is, and where: a link, or the session in which a number is added. */
export type TextFor = {
  readonly companyId: string
  readonly employeeId: string
  readonly boundTo: string
}

/** id `staffText:{SHA-256 of where}` in `access`; the newest code holds. */
type TextedCode = Document &
  TextFor & {
    readonly codeHash: string
    readonly tries: number
    readonly expiresAt: Instant
    /** Of a number that is being added: it, under the company's key, and what its owner calls it. */
    readonly added?: AddedPhone
  }

export type AddedPhone = { readonly sealed: string; readonly ending: string; readonly name?: string }

export type StaffTexts = {
  readonly seal: (company: CompanyDocument, employeeId: string, phone: string) => Promise<string>
  /** To a number as it is kept. Counted for the number and the company before it leaves. */
  readonly send: (
    company: CompanyDocument,
    to: TextFor & { readonly sealed: string; readonly added?: AddedPhone },
  ) => Promise<TextOutcome>
  /** Spends the code, where it is right: five minutes, five tries, once. */
  readonly spend: (
    company: CompanyDocument,
    by: TextFor,
    code: string,
  ) => Promise<Pick<TextedCode, 'added'> | undefined>
}

const textMinutes = 5

type Deps = Pick<
  Core,
  'documents' | 'companies' | 'companyChanges' | 'secrets' | 'crypto' | 'random' | 'clock' | 'sms' | 'log'
> & {
  readonly textLimit: MailLimit
}

/** Codes by text message for staff: the weaker choice, which a company may allow. */
export function makeStaffTexts(deps: Deps): StaffTexts {
  const { documents, secrets, crypto, random, clock, sms, log, textLimit } = deps
  const budget = makeTextBudget(deps)
  const idOf = (boundTo: string): string => `staffText:${toBase64Url(crypto.sha256(utf8(boundTo)))}`
  const hashOf = (company: CompanyDocument, boundTo: string, code: string) =>
    secrets.hash(company, 'staff text', `${boundTo} ${code}`)
  const keyOf = (company: CompanyDocument) => secrets.key(company, 'factors')
  const placeOf = (company: CompanyDocument, employeeId: string) => `phone ${company.companyId} ${employeeId}`

  async function stored(
    company: CompanyDocument,
    { companyId, employeeId, boundTo, added }: TextFor & { readonly added?: AddedPhone },
  ): Promise<string> {
    const code = digits(random.bytes(8), 6)
    const value: TextedCode = {
      ...{ id: idOf(boundTo), ttlSeconds: 2 * textMinutes * 60, companyId, employeeId, boundTo, tries: 0 },
      codeHash: await hashOf(company, boundTo, code),
      expiresAt: addMinutes(clock.now(), textMinutes).toISOString(),
      ...(added && { added }),
    }
    await documents.batch(accessPartition(value.id), [{ kind: 'upsert', value }])
    return code
  }

  /** Counted before it is looked at: of guesses at the same moment no more than five are. */
  async function tried(by: TextFor): Promise<Stored<TextedCode> | undefined> {
    const id = idOf(by.boundTo)
    for (;;) {
      const found = await documents.read<TextedCode>(accessPartition(id), id)
      const isOver = !found || found.value.tries >= codeTries
      if (isOver || new Date(found.value.expiresAt) <= clock.now()) return undefined
      const value = { ...found.value, tries: found.value.tries + 1 }
      const counted = await documents.batch(accessPartition(id), [
        { kind: 'replace', value, etag: found.etag },
      ])
      if (counted.ok) return { value, etag: `${counted.value[0]}` }
    }
  }

  return {
    seal: async (company, employeeId, phone) =>
      sealJson(crypto, await keyOf(company), placeOf(company, employeeId), { phone }),

    async send(company, { sealed, ...to }) {
      const place = placeOf(company, to.employeeId)
      const { phone } = openJson<{ readonly phone: string }>(crypto, await keyOf(company), place, sealed)
      if (!sms || !mayTextStaff(deps, company, phone)) return 'notSent'
      if (!(await textLimit.allows(phone))) return 'notNow'
      if (!(await budget.take(company))) return 'notSent'
      // Stored before it leaves: an answer of the provider that is lost costs a second text at most.
      const code = await stored(company, to)
      const [{ companyId }, textId] = [company, random.id()]
      const text = codeText(company.languages[0] ?? 'en', code, 'five')
      const sent = sentStaffText(textId, to)
      // A number that is being added is not theirs yet: who adds it sees that nothing came.
      if (!to.added) await documents.batch(accessPartition(sent.id), [{ kind: 'create', value: sent }])
      const id = staffTextReference(companyId, textId)
      const taken = await sms.send({ id, to: personal(phone), text })
      log.write({ code: taken.ok ? 'textSent' : 'textRefused', companyId, textId })
      if (!taken.ok && !to.added) await noteStaffTextFailure(deps, to)
      return taken.ok ? 'sent' : 'notSent'
    },

    async spend(company, by, code) {
      const found = await tried(by)
      if (!found || (await hashOf(company, by.boundTo, code)) !== found.value.codeHash) return undefined
      const { id } = found.value
      const spent = await documents.batch(accessPartition(id), [{ kind: 'delete', id, etag: found.etag }])
      return spent.ok ? found.value : undefined
    },
  }
}
