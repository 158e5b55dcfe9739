import { stepsOf } from '../package/pointer.ts'
import { isSame, pointerOf, saidFields } from './said-fields.ts'
import type { SaidField, SourceForm } from './said-fields.ts'

export type WithheldValue = { readonly source: string; readonly pointer: string }

/**
 * Equal values are one value of the merged form: what is withheld from one source does not leave through another. A row of a
 * list is the same as an equal row, wherever it stands.
 */
export const alsoWithheld = (
  forms: readonly SourceForm[],
  withheld: readonly WithheldValue[],
): readonly WithheldValue[] =>
  withheld
    .filter(({ source }) => forms.some((form) => form.source === source))
    .flatMap((place) => saidFields(forms).flatMap((field) => sameIn(field, place)))

function sameIn({ steps, values }: SaidField, { source, pointer }: WithheldValue): readonly WithheldValue[] {
  const named = stepsOf(pointer)
  const own = values.find((one) => one.source === source)
  if (!own || !startsAlike(steps, named)) return []
  const inside = named.slice(steps.length)
  return values
    .filter((other) => other !== own)
    .flatMap((other) =>
      samePlaces(own.value, other.value, inside)
        .map((place) => [...steps, ...place])
        .map((place) => ({ source: other.source, pointer: pointerOf(place) })),
    )
}

/** `inside` is empty where all of the field is withheld. */
function samePlaces(
  own: unknown,
  other: unknown,
  [row, ...rest]: readonly string[],
): readonly (readonly string[])[] {
  if (row === undefined && isSame(own, other)) return [[]]
  if (!Array.isArray(own) || !Array.isArray(other)) return []
  const rows: readonly unknown[] = row === undefined ? own : own.slice(Number(row), Number(row) + 1)
  return other.flatMap((one, at) => (rows.some((mine) => isSame(mine, one)) ? [[String(at), ...rest]] : []))
}

const startsAlike = (one: readonly string[], other: readonly string[]): boolean =>
  one.every((step, at) => at >= other.length || other[at] === step)
