/** Sources whose forms are merged leave as one form, with where each of its fields comes from (Art. 15(1)(g)). */
import { mergedData } from '../merging/merged-form.ts'
import { isContradicted, isSame, pointerOf, saidFields } from '../merging/said-fields.ts'
import type { SourceForm } from '../merging/said-fields.ts'
import type { Merge, PackageSource } from './package-facts.ts'
import { valuesAt } from './pointer.ts'

/** A source as its files tell it; `origins` of a form that was merged. */
export type Joined = {
  readonly source: PackageSource
  readonly sourceIds: readonly string[]
  readonly origins?: FieldOrigins
}

export type FieldOrigins = {
  readonly sources: readonly { readonly sourceId: string; readonly label: string }[]
  readonly fields: readonly { readonly pointer: string; readonly sources: readonly string[] }[]
  /** What is said elsewhere than in the form: whatever was decided, it is held too. */
  readonly differences: readonly {
    readonly pointer: string
    readonly values: readonly { readonly source: string; readonly value: unknown }[]
  }[]
}

/** The sources of this package, those that are merged as one, in the place of the first of them. */
export function joined(sources: readonly PackageSource[], merges: readonly Merge[]): readonly Joined[] {
  return sources.flatMap((source) => {
    const merge = merges.find((one) => one.sources.includes(source.sourceId))
    const parts = sources.filter(({ sourceId }) => merge?.sources.includes(sourceId))
    if (!merge || parts.length < 2) return [{ source, sourceIds: [source.sourceId] }]
    return parts[0] === source ? [joinedParts(source, parts, merge)] : []
  })
}

function joinedParts(first: PackageSource, parts: readonly PackageSource[], { decisions }: Merge): Joined {
  const forms = parts.map(({ sourceId, data = {} }) => ({ source: sourceId, data }))
  const data = mergedData(forms, decisions)
  const sources = parts.map(({ sourceId, label }) => ({ sourceId, label }))
  const label = [...new Set(parts.map((part) => part.label))].join(', ')
  return {
    source: { ...first, label, data },
    sourceIds: sources.map(({ sourceId }) => sourceId),
    origins: { sources, ...originsOf(forms, data) },
  }
}

function originsOf(forms: readonly SourceForm[], data: unknown): Omit<FieldOrigins, 'sources'> {
  const fields = saidFields(forms).map((field) => ({ ...field, pointer: pointerOf(field.steps) }))
  return {
    fields: fields.map(({ pointer, values }) => ({ pointer, sources: values.map(({ source }) => source) })),
    differences: fields.filter(isContradicted).flatMap(({ pointer, steps, values }) => {
      const taken = valuesAt(data, steps)
      const others = values.filter(({ value }) => taken.every((one) => !isIn(value, one)))
      return others.length === 0 ? [] : [{ pointer, values: others }]
    }),
  }
}

/** The rows of a list may stand among those of others. */
const isIn = (value: unknown, taken: unknown): boolean =>
  Array.isArray(value) && Array.isArray(taken)
    ? value.every((row) => taken.some((one) => isSame(row, one)))
    : isSame(value, taken)
