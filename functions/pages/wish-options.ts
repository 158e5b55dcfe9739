// What may be asked for in a company, as choices of a form: the same for the person and for staff who write it down.
import type { PublicProfile } from '../../shared/application/companies/public-profile.ts'
import { isRight } from '../../shared/domain/requests/right.ts'
import type { Language } from '../../shared/domain/templates/template.ts'
import type { Option } from './fields.ts'
import { languageNames } from './language.ts'
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
