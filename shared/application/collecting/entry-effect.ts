// What an entry does: to the form of its source, and to the form that is merged of several.
import { isContradicted, isSame, pointerOf, saidFields } from '../../domain/merging/said-fields.ts'
import type { SaidField } from '../../domain/merging/said-fields.ts'
import type { Crypto } from '../ports/system.ts'
import { withSource } from '../requests/contribution.ts'
import type { RequestDocument } from '../requests/request-document.ts'
import { conflictsIn, isOpen, mergedSources } from './merged-forms.ts'
import type { FieldConflict } from './merged-forms.ts'
import { readDecided } from './resolutions.ts'

/** Pointers of fields; a list is one. */
export type EntryEffect = {
  readonly added: readonly string[]
  readonly changed: readonly string[]
  readonly removed: readonly string[]
  /** Another source says the same. */
  readonly merged: readonly string[]
  /** Another source says something else, and nobody has decided yet. */
  readonly conflicts: readonly FieldConflict[]
}

export type Entry = {
  readonly request: RequestDocument
  readonly key: Uint8Array
  readonly sourceId: string
  /** What the source said before, if it said anything. */
  readonly before: unknown
  readonly data: unknown
  /** What the sources say that have the same form, by their ids. */
  readonly others: ReadonlyMap<string, unknown>
}

export function entryEffect(crypto: Crypto, entry: Entry): EntryEffect {
  const { request, sourceId, data, others } = entry
  const forms = new Map([...others, [sourceId, data]])
  const merged = mergedSources(withSource(request, sourceId, 'filled'), forms).find((one) =>
    one.forms.some(({ source }) => source === sourceId),
  )
  if (!merged) return { ...changesOf(entry), merged: [], conflicts: [] }
  const isOwn = ({ values }: Pick<SaidField, 'values'>) => values.some(({ source }) => source === sourceId)
  const conflicts = conflictsIn(crypto, merged, readDecided(crypto, entry.key, request))
  return {
    ...changesOf(entry),
    merged: saidFields(merged.forms)
      .filter((field) => field.values.length > 1 && isOwn(field) && !isContradicted(field))
      .map(({ steps }) => pointerOf(steps)),
    conflicts: conflicts.filter((conflict) => isOwn(conflict) && isOpen(conflict)),
  }
}

function changesOf({ before, data }: Entry): Pick<EntryEffect, 'added' | 'changed' | 'removed'> {
  const [old, fresh] = [valuesOf(before), valuesOf(data)]
  const kept = [...fresh].filter(([pointer]) => old.has(pointer))
  return {
    added: [...fresh.keys()].filter((pointer) => !old.has(pointer)),
    changed: kept.filter(([pointer, value]) => !isSame(value, old.get(pointer))).map(([pointer]) => pointer),
    removed: [...old.keys()].filter((pointer) => !fresh.has(pointer)),
  }
}

const valuesOf = (data: unknown): ReadonlyMap<string, unknown> =>
  new Map(
    data === undefined
      ? []
      : saidFields([{ source: '', data }]).map(({ steps, values }) => [pointerOf(steps), values[0]?.value]),
  )
