// Whether a form asks for consent that would be one: asked before a version is stored, and again before it is published.
import { languagesOf } from './form.ts'
import type { FormContent, FormPurpose, Texts } from './form.ts'

/** How much a company's forms may hold: a version is shown whole, to somebody who is to understand it (Art. 7(2)). */
export const formLimits = { forms: 100, versions: 1000, purposes: 50, bytes: 100_000 } as const

export type FormFault = {
  readonly code: 'purposeMissing' | 'purposeRequired' | 'purposeTwice' | 'languageMissing' | 'languageUnknown'
  readonly pointer: string
}

/** As somebody wrote it: `required` is asked about only to be refused. */
export type WrittenForm = Omit<FormContent, 'purposes'> & {
  readonly purposes: readonly (FormPurpose & { readonly required?: boolean })[]
}

export function formFaults(form: WrittenForm): readonly FormFault[] {
  const purposes = form.purposes.flatMap((purpose, i) => [
    ...(purpose.required === true ? [fault('purposeRequired', `/purposes/${i}/required`)] : []),
    ...(form.purposes.findIndex(({ purposeId }) => purposeId === purpose.purposeId) < i
      ? [fault('purposeTwice', `/purposes/${i}/purposeId`)]
      : []),
  ])
  return [
    ...(form.purposes.length === 0 ? [fault('purposeMissing', '/purposes')] : []),
    ...purposes,
    ...languageFaults(form),
  ]
}

const fault = (code: FormFault['code'], pointer: string): FormFault => ({ code, pointer })

/** A text that is missing in one language would have somebody agree to what they cannot read. */
function languageFaults(form: WrittenForm): readonly FormFault[] {
  const languages = languagesOf(form)
  if (languages.length === 0) return [fault('languageMissing', '/title')]
  return textsOf(form).flatMap(([pointer, texts]) => [
    ...languages
      .filter((language) => isMissing(texts[language], pointer))
      .map((language) => fault('languageMissing', `${pointer}/${language}`)),
    ...Object.keys(texts)
      .filter((language) => !languages.includes(language))
      .map((language) => fault('languageUnknown', `${pointer}/${language}`)),
  ])
}

/** A form may do without a text before its purposes, but not say so in one language alone. */
const isMissing = (text: string | undefined, pointer: string): boolean =>
  text === undefined || (text.trim() === '' && pointer !== '/body')

const textsOf = ({
  title,
  body,
  purposes,
  withdrawal,
}: WrittenForm): readonly (readonly [string, Texts])[] => [
  ['/title', title],
  ['/body', body],
  ...purposes.flatMap(({ text, retention, thirdCountries = [] }, i) => [
    [`/purposes/${i}/text`, text] as const,
    [`/purposes/${i}/retention`, retention] as const,
    ...thirdCountries.map(
      ({ safeguard }, country) => [`/purposes/${i}/thirdCountries/${country}/safeguard`, safeguard] as const,
    ),
  ]),
  ['/withdrawal', withdrawal],
]
