// The forms of a request whose sources are merged: those of one information type that have the same form.
import { canonicalBytes } from '../../domain/evidence/canonical.ts'
import { isContradicted, pointerOf, saidFields } from '../../domain/merging/said-fields.ts'
import type { SourceForm, SourceValue } from '../../domain/merging/said-fields.ts'
import { toHex } from '../bytes.ts'
import type { Crypto } from '../ports/system.ts'
import type { RequestDocument } from '../requests/request-document.ts'
import type { Collected } from './collected.ts'
import { readDecided } from './resolutions.ts'
import type { Decided, Resolution, ResolutionRecord } from './resolutions.ts'

export type MergedSources = {
  readonly informationType: string
  readonly templateId: string
  readonly version: number
  /** Two or more, in the order of the request's sources. */
  readonly forms: readonly SourceForm[]
}

/** A field of which sources say different things; without a resolution it is open, and the answer cannot be sealed. */
export type FieldConflict = {
  readonly pointer: string
  readonly values: readonly SourceValue[]
  readonly resolution?: Resolution
}

/** A source that failed, or of which there is only a file, has no part in it. */
export function mergedSources(
  request: Pick<RequestDocument, 'sources'>,
  data: ReadonlyMap<string, unknown>,
): readonly MergedSources[] {
  const filled = request.sources.filter(({ sourceId, state }) => state === 'filled' && data.has(sourceId))
  const alike = Map.groupBy(filled, ({ informationType, templateId, templateVersion }) =>
    JSON.stringify([informationType, templateId, templateVersion]),
  )
  return [...alike.values()].flatMap((sources) => {
    const [first] = sources
    if (!first || sources.length < 2) return []
    const { informationType, templateId, templateVersion: version } = first
    const forms = sources.map(({ sourceId }) => ({ source: sourceId, data: data.get(sourceId) }))
    return [{ informationType, templateId, version, forms }]
  })
}

/** With the resolutions that hold: for the same form, the same field and the same values. */
export function conflictsIn(
  crypto: Pick<Crypto, 'sha256'>,
  merged: MergedSources,
  { records, withheld }: Decided,
): readonly FieldConflict[] {
  const { informationType, templateId, forms } = merged
  const own = records.filter(
    (record) => record.informationType === informationType && record.templateId === templateId,
  )
  const places = withheld.filter(({ source }) => forms.some((form) => form.source === source))
  return saidFields(forms)
    .filter(isContradicted)
    .map(({ steps, values }) => {
      const pointer = pointerOf(steps)
      const basis = basisOf(crypto, values)
      const record = own.find((one) => one.pointer === pointer && one.basis === basis)
      const isHeld = record && !(record.take === 'value' && isWithheldAt(places, pointer))
      return { pointer, values, ...(isHeld ? { resolution: resolutionOf(record) } : {}) }
    })
}

export const isOpen = ({ resolution }: FieldConflict): boolean => resolution === undefined

export const basisOf = (crypto: Pick<Crypto, 'sha256'>, values: readonly SourceValue[]): string =>
  toHex(crypto.sha256(canonicalBytes(values)))

/** Whether it, a group that it is in, or a row of it is withheld. */
export const isWithheldAt = (places: readonly { readonly pointer: string }[], pointer: string): boolean =>
  places.some(
    (place) => `${pointer}/`.startsWith(`${place.pointer}/`) || `${place.pointer}/`.startsWith(`${pointer}/`),
  )

const resolutionOf = ({
  informationType: _type,
  templateId: _template,
  basis: _basis,
  ...resolution
}: ResolutionRecord): Resolution => resolution

export type MergedForm = MergedSources & { readonly conflicts: readonly FieldConflict[] }

/** All that is merged of what was collected. */
export const mergedForms = (
  crypto: Crypto,
  { request, key }: { readonly request: RequestDocument; readonly key: Uint8Array },
  { forms }: Pick<Collected, 'forms'>,
): readonly MergedForm[] =>
  mergedSources(request, new Map([...forms].map(([id, { contents }]) => [id, contents.data]))).map(
    (merged) => ({ ...merged, conflicts: conflictsIn(crypto, merged, readDecided(crypto, key, request)) }),
  )
