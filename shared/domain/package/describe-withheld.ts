/** What is withheld, in the words of its form: which place, which group, which field; never which row, key or file. */
import { sectionTitle } from '../templates/section-title.ts'
import type { Language, TemplateVersion } from '../templates/template.ts'
import { packageTexts } from './package-texts.ts'
import { isMembered, stepsOf } from './pointer.ts'

/** `steps` as `valueNamed` gives them. A step that the form does not know is not repeated: a key may be somebody's name. */
export function describeValue(
  { label, template }: { readonly label: string | undefined; readonly template: TemplateVersion | undefined },
  steps: readonly string[],
  language: Language,
): string {
  const words = template ? wordsOf(template, steps, language) : []
  return [...(label === undefined ? [] : [label]), ...words].join(': ')
}

function wordsOf(template: TemplateVersion, steps: readonly string[], language: Language): readonly string[] {
  const field = closestField(template, steps)
  const [first = ''] = steps
  const isGrouped = !field || stepsOf(field.pointer).length > 1
  const group = isGrouped ? [groupTitle(template, first, language)] : []
  const words = [...group, ...(field ? [field.label[language]] : [])].join(', ')
  const entry = steps.includes('*') ? ` (${packageTexts[language].describedAs.entry})` : ''
  return [`${words}${entry}`]
}

export function describeFile(label: string | undefined, language: Language): string {
  const { file, fileOfNoPlace } = packageTexts[language].describedAs
  return label === undefined ? fileOfNoPlace : `${label}: ${file}`
}

/** The field itself, or the one that it is a part of. */
function closestField({ fields }: TemplateVersion, steps: readonly string[]) {
  const around = fields.filter(({ pointer }) => stepsOf(pointer).every((step, i) => step === steps[i]))
  return around.toSorted((a, b) => stepsOf(b.pointer).length - stepsOf(a.pointer).length)[0]
}

function groupTitle(template: TemplateVersion, name: string, language: Language): string {
  const { properties } = template.schema
  const isKnown = isMembered(properties) && Object.hasOwn(properties, name)
  return isKnown ? sectionTitle(template, name, language) : template.title[language]
}
