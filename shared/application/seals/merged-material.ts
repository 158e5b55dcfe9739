// Forms of several sources leave as one, once somebody has decided wherever they differ.
import { alsoWithheld } from '../../domain/merging/also-withheld.ts'
import type { WithheldValue } from '../../domain/merging/also-withheld.ts'
import type { Merge, WithheldPlace } from '../../domain/package/package-facts.ts'
import { isOpen } from '../collecting/merged-forms.ts'
import type { MergedForm } from '../collecting/merged-forms.ts'

/** The fields on which sources differ: `/data/{templateId}` and the pointer into the form. */
export type ConflictsOpen = {
  readonly code: 'conflictsOpen'
  readonly errors: readonly { readonly pointer: string; readonly code: string; readonly detail: string }[]
}

export function openConflicts(merged: readonly MergedForm[]): ConflictsOpen | undefined {
  const errors = merged.flatMap(({ templateId, conflicts }) =>
    conflicts.filter(isOpen).map(({ pointer }) => ({
      ...{ pointer: `/data/${templateId}${pointer}`, code: 'conflict', detail: 'sources differ' },
    })),
  )
  return errors.length === 0 ? undefined : { code: 'conflictsOpen', errors }
}

export const mergesOf = (merged: readonly MergedForm[]): readonly Merge[] =>
  merged.map(({ forms, conflicts }) => ({
    sources: forms.map(({ source }) => source),
    decisions: conflicts.map(({ resolution }) => resolution).filter((one) => one !== undefined),
  }))

/** What is withheld, also where another source of the same form says the same. */
export function withheldInMerged(
  merged: readonly MergedForm[],
  withheld: readonly WithheldPlace[],
): readonly WithheldPlace[] {
  const values: readonly WithheldValue[] = withheld.filter((place) => 'source' in place)
  return [...withheld, ...merged.flatMap(({ forms }) => alsoWithheld(forms, values))]
}
