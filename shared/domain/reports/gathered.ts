import type { FileOrigin, PackageSource } from '../package/package-facts.ts'
import type { CaseFacts, Gathered } from './case-facts.ts'
import { smallestTold } from './disclosure.ts'

/** Of a file that nobody tied to a source. */
export const noSource = '-'

/** How much leaves of each source (C36); what gave nothing is left out. */
export function gatheredFrom(
  sources: readonly Pick<PackageSource, 'sourceId' | 'informationType' | 'data'>[],
  files: readonly Pick<FileOrigin, 'source'>[],
): readonly Gathered[] {
  const filesOf = Map.groupBy(files, ({ source = noSource }) => source)
  const untied = { sourceId: noSource, informationType: noSource, data: undefined }
  return [...sources, untied]
    .map(({ sourceId, informationType, data }) => ({
      source: sourceId,
      informationType,
      fields: valuesIn(data),
      files: filesOf.get(sourceId)?.length ?? 0,
    }))
    .filter(({ fields, files: held }) => fields + held > 0)
}

/** Texts, numbers and the like; an empty list or object holds none. */
function valuesIn(data: unknown): number {
  if (data === undefined || data === null) return 0
  if (typeof data !== 'object') return 1
  return Object.values(data).reduce<number>((count, value) => count + valuesIn(value), 0)
}

/** `requests`: how many people's answers it was part of. */
export type GatheredTotal = Gathered & { readonly requests: number }

/** What the sources gave over all requests, the most used first; one that few people's answers came from is not told. */
export function gatheredOver(
  cases: readonly CaseFacts[],
  least: number = smallestTold,
): readonly GatheredTotal[] {
  const totals = new Map<string, GatheredTotal>()
  for (const { gathered } of cases)
    for (const one of gathered) {
      const key = `${one.source} ${one.informationType}`
      const { requests = 0, fields = 0, files = 0 } = totals.get(key) ?? {}
      const after = { requests: requests + 1, fields: fields + one.fields, files: files + one.files }
      totals.set(key, { source: one.source, informationType: one.informationType, ...after })
    }
  return [...totals.values()]
    .filter(({ requests }) => requests >= least)
    .sort((one, other) => other.requests - one.requests)
}
