// What is asked for when a company asks for consent: a version of a form never changes once somebody could have seen it.
import { canonicalBytes } from '../evidence/canonical.ts'

/** One text in each of the form's languages (ISO 639-1), whichever they are. */
export type Texts = Readonly<Record<string, string>>

/** What a person may be asked to show before their answer counts; the mailed link is what the others stand on. */
export type ConsentFactor = 'emailLink' | 'smsCode' | 'passkey' | 'openIdProvider' | 'passcode'

/** One thing to say yes or no to, on its own: refusing it refuses nothing else (Rec. 43). */
export type FormPurpose = {
  /** Means one thing in the whole company: who asks whether it may, asks by this alone. */
  readonly purposeId: string
  readonly text: Texts
  /** DPV-PD categories, such as `dpv-pd:EmailAddress`. */
  readonly dataCategories: readonly string[]
  readonly recipients: readonly string[]
  readonly retention: Texts
  /** The safeguard of each transfer; without one the person must be told of the risks (Art. 49(1)(a)). */
  readonly thirdCountries?: readonly { readonly country: string; readonly safeguard: Texts }[]
  /** Art. 9(2)(a), 22(2)(c) or 49(1)(a): said in so many words, not only shown by an act. */
  readonly explicit: boolean
  /** After so many months it must be asked again. */
  readonly validMonths?: number
}

export type FormController = {
  readonly name: string
  readonly email?: string
  readonly address?: string
  readonly phone?: string
}

export type FormContent = {
  readonly title: Texts
  readonly body: Texts
  readonly purposes: readonly FormPurpose[]
  readonly controller: FormController
  /** Where a person may complain (Art. 77). */
  readonly authority: { readonly name: string; readonly url: string }
  /** How to take it back, and that what was done until then stays lawful: said before anybody consents (Art. 7(3)). */
  readonly withdrawal: Texts
  readonly factors: readonly ConsentFactor[]
  /** Months after its end in which the proof of it is kept; what was written before this was stated does not say. */
  readonly proofMonths?: number
}

export type FormVersion = FormContent & { readonly formId: string; readonly version: number }

/** The languages that a form can be shown in, in the order of the alphabet. */
export const languagesOf = ({ title }: Pick<FormContent, 'title'>): readonly string[] =>
  Object.keys(title).sort()

/** Exactly what a person is shown in one language, and so what the record's hash is over (EDPB 05/2020, section 5.1). */
export type ShownForm = ReturnType<typeof shownForm>

export function shownForm({ factors: _factors, ...form }: FormVersion, language: string) {
  const said = (texts: Texts): string => texts[language] as string
  return {
    formId: form.formId,
    version: form.version,
    language,
    title: said(form.title),
    body: said(form.body),
    purposes: form.purposes.map(({ text, retention, thirdCountries = [], ...purpose }) => ({
      ...purpose,
      text: said(text),
      retention: said(retention),
      thirdCountries: thirdCountries.map(({ country, safeguard }) => ({
        country,
        safeguard: said(safeguard),
      })),
    })),
    controller: form.controller,
    authority: form.authority,
    withdrawal: said(form.withdrawal),
    ...(form.proofMonths !== undefined && { proofMonths: form.proofMonths }),
  }
}

/** SHA-256 over the canonical JSON (RFC 8785) of what is shown: whoever has the published text can compute it again. */
export const textHash = (sha256: (bytes: Uint8Array) => string, shown: ShownForm): string =>
  sha256(canonicalBytes(shown))
