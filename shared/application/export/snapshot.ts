// A company as it is read out while people go on working: what each line is as of, so that no line contradicts another.
import { consentStateId } from '../consent/consent-document.ts'
import type { ConsentStateDocument } from '../consent/consent-document.ts'
import type { Core } from '../core.ts'
import type { AuditEntry } from '../evidence/audit-event.ts'
import { tileWidth } from '../../domain/evidence/tree-proofs.ts'
import { treePartition } from '../evidence/tree-document.ts'
import type { NodeTile, TreeHead } from '../evidence/tree-document.ts'
import type { KeyReference } from '../keys/keyring.ts'
import { companyPartition } from '../place.ts'
import type { Document, Found, Partition, Stored } from '../ports/documents.ts'
import type { RequestDocument } from '../requests/request-document.ts'
import { keysOf } from '../requests/unnamed-keys.ts'
import { isExported, kindOf, linesOf, pagesOf } from './exported-lines.ts'
import type { ExportedContainer } from './exported-lines.ts'

/** In the manifest, so that whoever reads the export knows what it is a picture of. */
export type AsOf = {
  /** Entries of the tree. */
  readonly treeSize: number
  /** The company's own audit entries, up to this one; a request says its own in `version` and `auditCount`. */
  readonly companySequence: number
  /** Where people kept changing the company: documents of its own may be as of an entry up to this one. */
  readonly companyChangedUntil: number
}

export type Snapshot = {
  readonly lines: (container: ExportedContainer) => AsyncGenerator<Uint8Array>
  /** Of the lines that were read. */
  readonly asOf: () => AsOf
  readonly keys: () => readonly KeyReference[]
  /** Those without which a request that was read could not be gone on with. */
  readonly neededKeys: () => ReadonlySet<string>
  readonly hasRequest: (requestId: string) => boolean
}

/** Who changes something at each reading is read as it is then: entries that came later are left out all the same. */
const mostReadings = 5

/** `heard` is told how many documents were written. */
export function snapshotOf(
  deps: Pick<Core, 'documents'>,
  companyId: string,
  heard: (count: number) => Promise<void>,
): Snapshot {
  const { documents } = deps
  const requests = new Set<string>()
  const keys: KeyReference[] = []
  const neededKeys = new Set<string>()
  let treeSize = 0
  let company = { companySequence: 0, companyChangedUntil: 0 }

  async function* told(found: readonly Found<Document>[]): AsyncGenerator<Uint8Array> {
    if (found.length > 0) yield linesOf(found)
    await heard(found.length)
  }

  /** The head says how long the tree is; of what grew meanwhile nothing goes along. */
  async function* tree(): AsyncGenerator<Uint8Array> {
    const partition = treePartition(companyId)
    const head = await documents.read<TreeHead>(partition, 'head')
    if (!head) return
    treeSize = head.value.size
    yield* told([{ ...head, partition }])
    for await (const page of pagesOf(deps, { ...partition, idPrefix: 'tile:' }))
      yield* told(
        page.flatMap((tile) => {
          const value = tileAt(treeSize, tile.value)
          return value ? [{ ...tile, value }] : []
        }),
      )
  }

  async function* requestLines(): AsyncGenerator<Uint8Array> {
    const asked = { container: 'requests', key: [companyId], idPrefix: 'request' } as const
    for await (const page of pagesOf<RequestDocument>(deps, asked)) {
      let count = 0
      for (const { partition } of page) {
        const found = await oneRequest(partition)
        count += found.length
        if (found.length > 0) yield linesOf(found)
      }
      await heard(count)
    }
  }

  /** All that lies with a request, as of one version of it; nothing of one that is gone by now. */
  async function oneRequest(partition: Partition): Promise<readonly Found<Document>[]> {
    const { found, counted } = await asOfOneVersion<RequestDocument>(partition, 'request')
    if (!counted) return []
    note(counted.value)
    return asOfThen(found, { ...counted, partition }, counted.value.auditCount)
  }

  /** A partition as it was while one version of the document that counts its changes stood. */
  async function asOfOneVersion<D extends Document>(partition: Partition, id: string) {
    let counted = await documents.read<D>(partition, id)
    for (let reading = 1; counted; reading++) {
      const found: Found<Document>[] = []
      for await (const page of pagesOf(deps, partition)) found.push(...page)
      const after = await documents.read<D>(partition, id)
      if (after?.etag === counted.etag || reading === mostReadings) return { found, counted }
      counted = after
    }
    return { found: [], counted }
  }

  function note(request: RequestDocument): void {
    requests.add(request.requestId)
    keys.push(...keysOf(request))
    if (request.personal !== undefined && request.purgingSince === undefined)
      neededKeys.add(request.key.keyId)
  }

  async function* companyLines(): AsyncGenerator<Uint8Array> {
    const { found, sequence, changedUntil } = await companyItself()
    company = { companySequence: sequence, companyChangedUntil: changedUntil }
    yield* told(found)
    const entries = { ...companyPartition(companyId), idPrefix: 'audit:' }
    for await (const page of pagesOf<AuditEntry>(deps, entries))
      yield* told(page.filter((entry) => entry.value.sequence <= sequence))
  }

  async function companyItself() {
    const partition = companyPartition(companyId)
    const read = async () => (await documents.read<Ledger>(partition, 'ledger')) as Stored<Ledger>
    for (let reading = 1, ledger = await read(); ; reading++) {
      const found: Found<Document>[] = []
      for await (const page of pagesOf(deps, partition))
        found.push(...page.filter(({ value }) => kindOf(value) !== 'audit'))
      const after = await read()
      const sequence = ledger.value.auditCount
      if (after.value.version === ledger.value.version || reading === mostReadings)
        return {
          found: asOfThen(found, { ...ledger, partition }, sequence),
          sequence,
          changedUntil: after.value.auditCount,
        }
      ledger = after
    }
  }

  async function* consents(): AsyncGenerator<Uint8Array> {
    const asked = { container: 'consents', key: [companyId], idPrefix: consentStateId } as const
    for await (const page of pagesOf<ConsentStateDocument>(deps, asked))
      for (const { partition } of page) yield* told(await oneSubject(partition))
  }

  /** All that somebody said, as of one version of what holds; nothing of one that is gone by now. */
  async function oneSubject(partition: Partition): Promise<readonly Found<Document>[]> {
    const { found, counted } = await asOfOneVersion<ConsentStateDocument>(partition, consentStateId)
    return counted ? asOfThen(found, { ...counted, partition }, counted.value.auditCount) : []
  }

  const lines = { audit: tree, requests: requestLines, consents, companies: companyLines }
  return {
    lines: (container) => lines[container](),
    asOf: () => ({ treeSize, ...company }),
    keys: () => keys,
    neededKeys: () => neededKeys,
    hasRequest: (requestId) => requests.has(requestId),
  }
}

type Ledger = Document & { readonly version: number; readonly auditCount: number }

/** With what counts the entries as it was read, and none that it does not count: the next one gets the next number. */
function asOfThen(
  found: readonly Found<Document>[],
  counted: Found<Document>,
  sequence: number,
): readonly Found<Document>[] {
  const others = found.filter(({ value }) => value.id !== counted.value.id)
  return [counted, ...others].filter(
    (one) =>
      isExported(one) && !(kindOf(one.value) === 'audit' && (one.value as AuditEntry).sequence > sequence),
  )
}

/** A tile as it was when the tree had so many leaves; undefined where there was none. */
function tileAt(size: number, tile: Document): Document | undefined {
  const [, level = '', number = ''] = tile.id.split(':')
  const there =
    Math.floor(size / tileWidth ** Math.max(Number(level), 1)) - slotOf(Number(level), Number(number))
  if (there <= 0) return undefined
  const { hashes } = tile as Partial<NodeTile>
  return hashes ? ({ ...tile, hashes: hashes.slice(0, there) } as Document) : tile
}

/** The first root of a tile among those of its level; a tile of leaves is one root of the level above. */
const slotOf = (level: number, number: number): number => (level === 0 ? number : number * tileWidth)
