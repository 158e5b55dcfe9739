// What may be asked for in a company, as choices of a form: the same for the person and for staff who write it down.
import type { PublicProfile } from '../../shared/application/companies/public-profile.ts'
import { isRight } from '../../shared/domain/requests/right.ts'
import type { Language } from '../../shared/domain/templates/template.ts'
import { choices } from './fields.ts'
import type { Option } from './fields.ts'
import { lineOf } from './form.ts'
import type { FormValues } from './form.ts'
import { nothing } from './html.ts'
import type { Html } from './html.ts'
import { languageNames } from './language.ts'
import type { PersonTexts } from './texts/person-en.ts'
import type { StaffTexts } from './texts/staff-en.ts'
import type { Texts } from './texts/texts.ts'

export const rightOptions = ({ rights }: PublicProfile, { common }: Texts): readonly Option[] =>
  rights.filter(isRight).map((right) => ({
    value: right,
    label: common.rights[right].name,
    hint: common.rights[right].explanation,
  }))

export const typeOptions = ({ informationTypes }: PublicProfile, language: Language): readonly Option[] =>
  informationTypes.map(({ id, label }) => ({ value: id, label: label[language] }))

export const languageOptions = ({ languages }: PublicProfile): readonly Option[] =>
  languages.map((one) => ({ value: one, label: languageNames[one] }))

/** The person speaks of themselves, staff of the person. */
type PurposeWords = PersonTexts['form']['objection'] | StaffTexts['register']['objection']

const purposeName = 'objectionPurpose'

/** Beside the rights, since it must be there without script: what an objection needs no weighing for (Art. 21(3)). */
export function purposeField({ rights }: PublicProfile, form: FormValues, words: PurposeWords): Html {
  if (!rights.includes('objection')) return nothing
  const { title, marketing, marketingHint } = words
  return choices({
    ...{
      id: purposeName,
      name: purposeName,
      kind: 'checkbox',
      label: title,
      chosen: form.getAll(purposeName),
    },
    options: [{ value: 'directMarketing', label: marketing, hint: marketingHint }],
  })
}

/** Who says what an objection is about objects, whether or not they chose that above (R15). */
export function rightsIn(form: FormValues) {
  const rights = form.getAll('rights')
  const purpose = lineOf(form, purposeName)
  return purpose === ''
    ? { rights }
    : { rights: [...new Set([...rights, 'objection'])], objectionPurpose: purpose }
}
