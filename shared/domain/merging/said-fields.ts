// What several sources say of the fields of one form (GDPR Art. 5(1)(d): where they differ, somebody must look).
import { canonicalJson } from '../evidence/canonical.ts'

export type SourceForm = { readonly source: string; readonly data: unknown }

export type SourceValue = { readonly source: string; readonly value: unknown }

/** A field with what each source says of it, in the order of the sources. A list is one field with all its rows. */
export type SaidField = { readonly steps: readonly string[]; readonly values: readonly SourceValue[] }

/** Groups are gone into; a field that one source leaves empty is what the others say. */
export const saidFields = (forms: readonly SourceForm[]): readonly SaidField[] =>
  within(
    [],
    forms.map(({ source, data }) => ({ source, value: data })),
  )

function within(steps: readonly string[], values: readonly SourceValue[]): readonly SaidField[] {
  const names = values.every(({ value }) => isGroup(value))
    ? [...new Set(values.flatMap(({ value }) => Object.keys(value as object)))]
    : []
  if (names.length === 0) return [{ steps, values: telling(values) }]
  return names.flatMap((name) =>
    within(
      [...steps, name],
      values.flatMap(({ source, value }) => {
        const group = value as Readonly<Record<string, unknown>>
        return Object.hasOwn(group, name) ? [{ source, value: group[name] }] : []
      }),
    ),
  )
}

const isGroup = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A list without rows contradicts nobody. */
function telling(values: readonly SourceValue[]): readonly SourceValue[] {
  const filled = values.filter(({ value }) => !Array.isArray(value) || value.length > 0)
  return filled.length > 0 ? filled : values
}

export const isContradicted = ({ values }: SaidField): boolean =>
  new Set(values.map(({ value }) => canonicalJson(value))).size > 1

export const isSame = (one: unknown, other: unknown): boolean => canonicalJson(one) === canonicalJson(other)

/** RFC 6901. */
export const pointerOf = (steps: readonly string[]): string =>
  steps.map((step) => `/${step.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
