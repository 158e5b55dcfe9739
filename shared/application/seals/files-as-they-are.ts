// Files leave byte for byte: where something is withheld, whoever seals and approves is told which, and what is known of them.
import { searchFor } from '../../domain/package/value-search.ts'
import type { ValueSearch } from '../../domain/package/value-search.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import type { PackageStore } from '../ports/packages.ts'
import type { Collected } from '../collecting/collected.ts'
import { isKnown } from '../files/known-files.ts'
import type { KnownFile } from '../files/known-files.ts'
import { findPlace } from '../collecting/withheld-record.ts'
import type { WithheldRecord } from '../collecting/withheld-record.ts'
import { lookInto } from './look-into.ts'
import type { Looked } from './look-into.ts'

/** `known`: it has what is withheld, and somebody answered for it. `notSearched`: no text, or too large. */
export type FileLooked = 'searched' | 'notSearched' | 'known'

/** Named by their ids: their names are personal. */
export type WithheldInFiles = {
  readonly code: 'withheldInFiles'
  readonly errors: readonly { readonly pointer: string; readonly code: string; readonly detail: string }[]
}

type CollectedFile = Collected['files'][number]

type Leaving = {
  readonly key: Uint8Array
  readonly collected: Collected
  readonly files: readonly CollectedFile[]
  readonly withheld: readonly WithheldRecord[]
  readonly known: readonly KnownFile[]
}

/** A larger one would keep whoever seals waiting for minutes. */
const largestSearched = 64 * 1024 ** 2

/** What is known of each, by the id of its document; refused where one has what is withheld and nobody answered for it. */
export async function lookIntoFiles(
  packages: Pick<PackageStore, 'readFile'>,
  leaving: Leaving,
): Promise<Result<ReadonlyMap<string, FileLooked>, WithheldInFiles>> {
  const { files, known, withheld } = leaving
  const looked = new Map<string, FileLooked>()
  if (withheld.length === 0) return ok(looked)
  const look = looking(packages, leaving)
  const holding: CollectedFile[] = []
  // One after the other: memory is that of one.
  for (const file of files) {
    const found = await look(file)
    if (found === 'holds' && !isKnown(known, file.facts)) holding.push(file)
    looked.set(file.document.id, toldAs[found])
  }
  return holding.length === 0 ? ok(looked) : err(withheldInFiles(holding))
}

const toldAs = { holds: 'known', searched: 'searched', noText: 'notSearched' } as const

function looking(packages: Pick<PackageStore, 'readFile'>, { key, collected, withheld }: Leaving) {
  const search: ValueSearch | undefined = searchFor(
    withheld.map((record) => ('file' in record ? undefined : findPlace(collected, record)?.value)),
  )
  const leftOut = new Set(withheld.map((record) => ('file' in record ? record.file : undefined)))
  const copies = new Set(
    collected.files.filter(({ facts }) => leftOut.has(facts.name)).map(({ facts }) => facts.stored.sha256),
  )
  return async ({ document, facts: { stored } }: CollectedFile): Promise<Looked> => {
    if (copies.has(stored.sha256)) return 'holds'
    if (!search) return 'searched'
    if (stored.sizeBytes > largestSearched) return 'noText'
    const content = await packages.readFile(document.place, key)
    return content ? lookInto(content, search) : 'noText'
  }
}

const withheldInFiles = (holding: readonly CollectedFile[]): WithheldInFiles => ({
  code: 'withheldInFiles',
  errors: holding.map(({ document }) => ({
    pointer: `/files/${document.id}`,
    code: 'withheldInFile',
    detail: 'contains a withheld value',
  })),
})
