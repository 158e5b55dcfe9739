import { mergedData } from '../../domain/merging/merged-form.ts'
import { pointerOf, saidFields } from '../../domain/merging/said-fields.ts'
import type { Collected } from './collected.ts'
import type { FieldProvenance, FormContents } from './form-data.ts'
import type { FieldConflict, MergedForm } from './merged-forms.ts'

/** One form of several sources, as it leaves once nothing is withheld: where they differ and nobody decided, the first counts. */
export type MergedContent = {
  readonly informationType: string
  readonly templateId: string
  readonly version: number
  readonly sources: readonly string[]
  readonly data: unknown
  /** Which sources say each field, and since when; a list is one field, and its newest row counts. */
  readonly provenance: Readonly<Record<string, readonly SourceProvenance[]>>
  readonly conflicts: readonly FieldConflict[]
}

export type SourceProvenance = FieldProvenance & { readonly source: string }

export function mergedContent(merged: MergedForm, { forms }: Pick<Collected, 'forms'>): MergedContent {
  const { informationType, templateId, version, conflicts } = merged
  const provenance = saidFields(merged.forms).map(({ steps, values }) => {
    const pointer = pointerOf(steps)
    const from = values.flatMap(({ source }) =>
      [...forms]
        .filter(([id]) => id === source)
        .flatMap(([, { contents }]) =>
          newestAt(contents.provenance, pointer).map((one) => ({ source, ...one })),
        ),
    )
    return [pointer, from] as const
  })
  return {
    ...{ informationType, templateId, version, conflicts },
    sources: merged.forms.map(({ source }) => source),
    data: mergedData(
      merged.forms,
      conflicts.flatMap(({ resolution }) => resolution ?? []),
    ),
    provenance: Object.fromEntries(provenance),
  }
}

const newestAt = (provenance: FormContents['provenance'], pointer: string): readonly FieldProvenance[] =>
  Object.entries(provenance)
    .filter(([at]) => at === pointer || at.startsWith(`${pointer}/`))
    .map(([, one]) => one)
    .toSorted((one, other) => other.at.localeCompare(one.at))
    .slice(0, 1)
