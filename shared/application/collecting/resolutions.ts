// What somebody decided where sources differ: for the values that stood there then, and for no others.
import type { Decision } from '../../domain/merging/merged-form.ts'
import type { WithheldValue } from '../../domain/merging/also-withheld.ts'
import { openJson, sealJson } from '../keys/sealed-json.ts'
import type { Crypto } from '../ports/system.ts'
import type { Instant, RequestDocument } from '../requests/request-document.ts'
import type { RequestRef } from '../requests/request-store.ts'
import { readWithheld } from './withheld-record.ts'

export type Resolution = Decision & { readonly by: string; readonly at: Instant }

export type ResolutionRecord = Resolution & {
  readonly informationType: string
  readonly templateId: string
  /** Hash of what the sources said when it was decided. */
  readonly basis: string
}

/** What of a request says how its forms are merged, beside the forms. */
export type Decided = {
  readonly records: readonly ResolutionRecord[]
  /** A typed value could say again what is withheld. */
  readonly withheld: readonly WithheldValue[]
}

const context = ({ companyId, requestId }: RequestRef): string => `resolutions ${companyId} ${requestId}`

export const readDecided = (crypto: Crypto, key: Uint8Array, request: RequestDocument): Decided => ({
  records:
    request.resolutions === undefined
      ? []
      : openJson<readonly ResolutionRecord[]>(crypto, key, context(request), request.resolutions),
  withheld: readWithheld(crypto, key, request).filter((record) => 'source' in record),
})

export function withResolutions(
  crypto: Crypto,
  key: Uint8Array,
  { resolutions: _before, ...request }: RequestDocument,
  records: readonly ResolutionRecord[],
): RequestDocument {
  if (records.length === 0) return request
  return { ...request, resolutions: sealJson(crypto, key, context(request), records) }
}
