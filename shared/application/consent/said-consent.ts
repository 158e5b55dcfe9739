// What a person is taken to have said to a version of a form: by a program, on a page, on paper, or in a system that came first.
import type { ConsentFact, ConsentMethod, PurposeDecision } from '../../domain/consent/event.ts'
import { languagesOf } from '../../domain/consent/form.ts'
import { stateOf, wasDecidedAfter } from '../../domain/consent/state.ts'
import { addMonths, endOfLocalDay, localDateOf } from '../../domain/time.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import type { CompanyDocument } from '../companies/company-document.ts'
import { consentDocumentId } from './consent-document.ts'
import type { ConsentDocument, ConsentStateDocument, ConsentSubject } from './consent-document.ts'
import type { ConsentFormVersionDocument } from './form-document.ts'
import { usualLanguage } from './forms.ts'

/** What somebody said to a version of a form, or is to be asked to confirm. */
export type SaidConsent = {
  readonly formId: string
  readonly version: number
  readonly subject: ConsentSubject
  readonly purposes: readonly { readonly purposeId: string; readonly decision: 'given' | 'refused' }[]
  readonly method: ConsentMethod
  readonly language?: string
  /** On paper or on the telephone, before it is recorded. */
  readonly saidAt?: Date
  /** Where the paper lies, or the call is noted. */
  readonly reference?: string
  /** Chosen by them where the form asks for one: shown again when they confirm. */
  readonly passcode?: string
}

/** What there is to show for it, where nobody proved anything to us. */
export const evidenceOf = (reference: string | undefined): ConsentFact['evidence'] => ({
  factors: [],
  ...(reference !== undefined && { reference }),
})

/** What was said before the person decided otherwise says nothing about today, whenever it is written down. */
export const isOutdated = (
  before: ConsentStateDocument | undefined,
  { purposes, saidAt }: SaidConsent,
): boolean =>
  saidAt !== undefined &&
  purposes.some(({ purposeId }) =>
    wasDecidedAfter(stateOf(before?.purposes ?? {}, purposeId), saidAt.toISOString()),
  )

export type ShownRefusal = {
  readonly code: 'languageNotOffered' | 'purposeTwice' | 'purposeUnknown'
}

export type Shown = {
  readonly language: string
  readonly formSha256: string
  readonly purposes: ConsentFormVersionDocument['form']['purposes']
}

/** The text that they saw, and of its purposes those that they spoke about. */
export function shownTo(
  { languages }: CompanyDocument,
  { form, textSha256 }: ConsentFormVersionDocument,
  said: SaidConsent,
): Result<Shown, ShownRefusal> {
  const offered = languagesOf(form)
  const language = said.language ?? usualLanguage(offered, languages)
  if (!offered.includes(language)) return err({ code: 'languageNotOffered' })
  const ids = said.purposes.map(({ purposeId }) => purposeId)
  if (new Set(ids).size < ids.length) return err({ code: 'purposeTwice' })
  const purposes = form.purposes.filter(({ purposeId }) => ids.includes(purposeId))
  if (purposes.length < ids.length) return err({ code: 'purposeUnknown' })
  return ok({ language, purposes, formSha256: textSha256[language] as string })
}

export type Unnamed = Omit<ConsentFact, 'eventId' | 'consentId' | 'receiptId' | 'type'> & {
  readonly type: 'given' | 'refused' | 'requested'
}

/** Of each purpose, what was said and until when it holds. */
export function decisionsOf(
  company: CompanyDocument,
  { said, shown, now }: { readonly said: SaidConsent; readonly shown: Shown; readonly now: Date },
): readonly PurposeDecision[] {
  const decisionOf = new Map(said.purposes.map(({ purposeId, decision }) => [purposeId, decision]))
  return shown.purposes.map(({ purposeId, explicit, validMonths }) => {
    const decision = decisionOf.get(purposeId) as 'given' | 'refused'
    const isLimited = decision === 'given' && validMonths !== undefined
    return {
      ...{ purposeId, decision, explicit },
      ...(isLimited && { validUntil: validUntil(company, said.saidAt ?? now, validMonths) }),
    }
  })
}

export const spokenIn = (purposes: readonly PurposeDecision[]): 'given' | 'refused' =>
  purposes.some(({ decision }) => decision === 'given') ? 'given' : 'refused'

/** To the end of the day, where the company is. */
export function validUntil({ timeZone }: CompanyDocument, said: Date, months: number): string {
  return endOfLocalDay(addMonths(localDateOf(said, timeZone), months), timeZone).toISOString()
}

export function consentDocument(
  { companyId, subjectRef }: { readonly companyId: string; readonly subjectRef: string },
  fact: Unnamed & { readonly consentId: string; readonly receiptId: string },
  now: Date,
): ConsentDocument {
  const { consentId, receiptId, formId, formVersion, language, formSha256, method, purposes } = fact
  return {
    ...{ id: consentDocumentId(consentId), companyId, subjectRef, consentId, receiptId },
    ...{ formId, formVersion, language, formSha256, method, purposes, createdAt: now.toISOString() },
    standing: fact.type === 'requested' ? 'requested' : 'said',
  }
}
