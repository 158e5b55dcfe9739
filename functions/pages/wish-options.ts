// What may be asked for in a company, as choices of a form: the same for the person and for staff who write it down.
import type { PublicProfile } from '../../shared/application/companies/public-profile.ts'
import { isRight } from '../../shared/domain/requests/right.ts'
import type { Language } from '../../shared/domain/templates/template.ts'
import { choices, input } from './fields.ts'
import type { FieldError, Option } from './fields.ts'
import { lineOf } from './form.ts'
import type { FormValues } from './form.ts'
import { nothing } from './html.ts'
import type { Html } from './html.ts'
import { languageNames } from './language.ts'
import { named } from './sent-form.ts'
import type { SentForm } from './sent-form.ts'
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

export const receiverField = 'deliverTo'

/** Art. 20 is asked for here, and there is somebody to send it to. */
export const sendsOn = ({ receivers, rights }: PublicProfile): boolean =>
  receivers.length > 0 && rights.includes('portability')

/** Where the company sends data straight on, and to whom (Art. 20(2)); no choice is to have them oneself alone. */
export const receiverOptions = (
  { receivers }: PublicProfile,
  { none }: PersonTexts['form']['receiver'],
): readonly Option[] => [
  { value: '', label: none },
  ...receivers.map(({ id, name }) => ({ value: id, label: name })),
]

export function receiverIn(form: FormValues) {
  const receiverId = lineOf(form, receiverField)
  return receiverId === '' ? {} : { deliverTo: { receiverId } }
}

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

const fieldOf = (id: string): string => `identifier-${id}`

/** What the company's records are found by, each with why it is asked for. */
export const identifierFields = (
  { identifiers }: PublicProfile,
  language: Language,
  given: SentForm,
): readonly Html[] =>
  identifiers.map(({ id, label, why }) =>
    input(
      { ...named(given, fieldOf(id)), label: label[language], hint: why[language] },
      { width: 'medium', maxlength: 200, autocomplete: 'off' },
    ),
  )

export function identifiersIn({ identifiers }: PublicProfile, form: FormValues) {
  const filled = identifiers
    .map(({ id }) => [id, lineOf(form, fieldOf(id))] as const)
    .filter(([, value]) => value !== '')
  return filled.length > 0 ? { identifiers: Object.fromEntries(filled) } : {}
}

export const identifierErrors = (
  { identifiers }: PublicProfile,
  pointers: readonly string[],
  text: string,
): readonly FieldError[] =>
  identifiers
    .filter(({ id }) => pointers.includes(`/identifiers/${id}`))
    .map(({ id }) => ({ id: fieldOf(id), text }))
