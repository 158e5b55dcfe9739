import type { Document } from '../ports/documents.ts'
import type { Instant } from '../requests/request-document.ts'

/** Form data of one source, id `data:{sourceId}`; `sealed` holds `FormContents` under the request's key. */
export type DataDocument = Document & {
  readonly sourceId: string
  readonly templateId: string
  readonly templateVersion: number
  readonly enteredBy: string
  readonly enteredAt: Instant
  readonly sealed: string
}

export type FormContents = {
  readonly data: unknown
  /** Where each value came from, by RFC 6901 pointer. */
  readonly provenance: Readonly<Record<string, FieldProvenance>>
}

export type FieldProvenance = { readonly via: 'manual' | 'import'; readonly by: string; readonly at: Instant }

export const dataDocumentId = (sourceId: string): string => `data:${sourceId}`

/** RFC 7396: what a merge patch makes of a value. */
export function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch
  const merged: Record<string, unknown> = isObject(target) ? { ...target } : {}
  for (const [name, value] of Object.entries(patch))
    if (value === null) delete merged[name]
    else merged[name] = mergePatch(merged[name], value)
  return merged
}

/** The pointers of all leaves: what provenance is kept for. An empty list or object is a leaf. */
export function leafPointers(value: unknown, at = ''): readonly string[] {
  const members = Array.isArray(value) ? [...value.entries()] : isObject(value) ? Object.entries(value) : []
  if (members.length === 0) return [at]
  return members.flatMap(([name, member]) => leafPointers(member, `${at}/${escapePointer(String(name))}`))
}

export const valueAt = (value: unknown, pointer: string): unknown =>
  pointer
    .split('/')
    .slice(1)
    .reduce<unknown>(
      (at, name) => (at as Record<string, unknown> | undefined)?.[unescapePointer(name)],
      value,
    )

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const escapePointer = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1')

const unescapePointer = (name: string): string => name.replaceAll('~1', '/').replaceAll('~0', '~')
