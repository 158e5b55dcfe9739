// Everything in a form that can be withheld, from the whole down to single values, in words that staff know it by.
import { isMembered } from '../../../shared/domain/package/pointer.ts'
import { sectionTitle } from '../../../shared/domain/templates/section-title.ts'
import type { Language, TemplateVersion } from '../../../shared/domain/templates/template.ts'

export type FormPlace = { readonly pointer: string; readonly label: string; readonly depth: number }

type Around = {
  readonly language: Language
  readonly words: { readonly whole: string; readonly row: (title: string, n: number) => string }
}

export function placesOf(template: TemplateVersion, data: unknown, around: Around): readonly FormPlace[] {
  const titles = new Map(template.fields.map(({ pointer, label }) => [pointer, label[around.language]]))

  const titleOf = (steps: readonly string[], pattern: readonly string[]): string => {
    const name = steps.at(-1) ?? ''
    const field = titles.get(pointerOf(pattern))
    if (field !== undefined) return field
    return steps.length === 1 ? sectionTitle(template, name, around.language) : name
  }

  const below = (
    value: unknown,
    steps: readonly string[],
    pattern: readonly string[],
  ): readonly FormPlace[] =>
    isMembered(value)
      ? Object.entries(value).flatMap(([name, member]) => {
          const isRow = Array.isArray(value)
          const [at, field] = [
            [...steps, name],
            [...pattern, isRow ? '*' : name],
          ]
          const title = isRow
            ? around.words.row(titleOf(steps, pattern), Number(name) + 1)
            : titleOf(at, field)
          const label = isMembered(member) ? title : `${title}: ${shortened(String(member))}`
          return [{ pointer: pointerOf(at), label, depth: steps.length }, ...below(member, at, field)]
        })
      : []

  return [{ pointer: '', label: around.words.whole, depth: 0 }, ...below(data, [], [])]
}

const pointerOf = (steps: readonly string[]): string =>
  steps.map((step) => `/${step.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')

const shortened = (text: string): string => (text.length > 120 ? `${text.slice(0, 119)}…` : text)
