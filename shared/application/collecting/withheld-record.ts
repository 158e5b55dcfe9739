import type { Withheld, WithheldPlace } from '../../domain/package/package-facts.ts'
import { valueNamed } from '../../domain/package/pointer.ts'
import type { CompanyDocument } from '../companies/company-document.ts'
import type { Core } from '../core.ts'
import { openJson } from '../keys/sealed-json.ts'
import type { CompanySecrets } from '../keys/company-secrets.ts'
import type { Crypto } from '../ports/system.ts'
import type { Collected } from './collected.ts'
import type { DataDocument } from './form-data.ts'
import type { RequestDocument } from '../requests/request-document.ts'
import type { RequestRef } from '../requests/request-store.ts'

/** One thing that is withheld: where it stands, how the person is told of it, and which value it was declared for. */
export type WithheldRecord = WithheldPlace &
  Withheld & {
    /** Keyed by the company's secret: another value at the same place is not what was declared. */
    readonly valueHash: string
  }

export const withheldContext = ({ companyId, requestId }: RequestRef): string =>
  `withheld ${companyId} ${requestId}`

export const readWithheld = (
  crypto: Crypto,
  key: Uint8Array,
  request: RequestDocument,
): readonly WithheldRecord[] =>
  request.withheld === undefined
    ? []
    : openJson<readonly WithheldRecord[]>(crypto, key, withheldContext(request), request.withheld)

/** A place in one line: two items with the same are about the same. */
export const placeKey = (place: WithheldPlace): string =>
  JSON.stringify('file' in place ? [place.file] : [place.source, place.pointer])

/** What stands at a place now; the value of a file is its name and its sum. */
export type FoundPlace =
  | {
      readonly kind: 'form'
      readonly value: unknown
      readonly document: DataDocument
      readonly steps: readonly string[]
    }
  | { readonly kind: 'file'; readonly value: unknown; readonly source: string | undefined }

export function findPlace({ forms, files }: Collected, place: WithheldPlace): FoundPlace | undefined {
  if ('file' in place) {
    const file = files.find(({ facts }) => facts.name === place.file)
    if (!file) return undefined
    const { facts, document } = file
    return { kind: 'file', value: [facts.name, facts.stored.sha256], source: document.source }
  }
  const form = forms.get(place.source)
  if (!form) return undefined
  const named = valueNamed(form.contents.data, place.pointer)
  return named && { kind: 'form', ...named, document: form.document }
}

export const hashOf = (
  secrets: CompanySecrets,
  { company, ref }: { readonly company: CompanyDocument; readonly ref: RequestRef },
  place: WithheldPlace,
  value: unknown,
): Promise<string> =>
  secrets.hash(company, 'withheld value', JSON.stringify([ref.requestId, placeKey(place), value]))

/** Whether each still stands for the value that it was declared for; one that does not must be taken out and declared anew. */
export function whetherCurrent(
  { secrets }: Pick<Core, 'secrets'>,
  about: { readonly company: CompanyDocument; readonly ref: RequestRef },
  collected: Collected,
  records: readonly WithheldRecord[],
): Promise<readonly boolean[]> {
  const isCurrent = async (record: WithheldRecord) => {
    const found = findPlace(collected, record)
    return found !== undefined && (await hashOf(secrets, about, record, found.value)) === record.valueHash
  }
  return Promise.all(records.map(isCurrent))
}
