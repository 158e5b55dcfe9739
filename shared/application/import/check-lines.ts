import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import type { CompanyDocument } from '../companies/company-document.ts'
import type { TreeHead } from '../evidence/tree-document.ts'
import { documentsPath } from '../export/export-pieces.ts'
import { exportedContainers, kindOf, leftKinds } from '../export/exported-lines.ts'
import type { ExportedContainer, ExportedLine } from '../export/exported-lines.ts'
import { companyKeyId, keysPath, openHandedKey } from '../export/handed-keys.ts'
import type { HandedKey } from '../export/handed-keys.ts'
import { requestOfKey } from '../keys/keyring.ts'
import { checkBatch, checkPartition } from '../ports/document-rules.ts'
import type { Partition } from '../ports/documents.ts'
import type { Crypto } from '../ports/system.ts'
import type { RequestDocument } from '../requests/request-document.ts'
import { keysOf } from '../requests/unnamed-keys.ts'
import type { ExportedFiles, ImportFault } from './exported-files.ts'
import { jsonLines } from './json-lines.ts'

/** What the writing must know of the whole before its first line. */
export type CheckedLines = {
  readonly company: CompanyDocument
  /** How many entries the company's audit tree holds: a later index was given while the rest was read. */
  readonly treeSize: number
  readonly documents: number
  /** Of the keys that requests name. */
  readonly keyIds: ReadonlySet<string>
  /** Those without which a request could not be gone on with, and on which line it is. */
  readonly neededKeys: ReadonlyMap<string, number>
}

type Code = Extract<ImportFault, { readonly path: string }>['code']

/** Found by the first line that is wrong, so that the rest need not be kept. */
type Found = { readonly code: Code; readonly path: string; readonly line: number }

export const partitionIn = (
  companyId: string,
  container: ExportedContainer,
  { place }: ExportedLine,
): Partition => ({ container, key: [companyId, ...place] })

/** Reads every line of an export once, and answers the first that is wrong with its file and its number. */
export async function checkLines(
  files: ExportedFiles,
  companyId: string,
): Promise<Result<CheckedLines, ImportFault>> {
  const seen = seenSoFar(companyId)
  for (const container of exportedContainers) {
    const path = documentsPath(container)
    for await (const { number, value } of jsonLines(files.open(path))) {
      const code = seen.judge(container, value, number)
      if (code) return err({ code, path, line: number })
    }
  }
  return seen.whole()
}

/** What was seen of the lines so far: which documents, whose requests, and by which keys. */
function seenSoFar(companyId: string) {
  const documents = new Set<string>()
  const keyIds = new Set<string>()
  const neededKeys = new Map<string, number>()
  const requests = new Set<string>()
  const firstOf = new Map<string, number>()
  let company: CompanyDocument | undefined
  let treeSize = 0

  function judge(container: ExportedContainer, value: unknown, number: number): Code | undefined {
    if (!isLine(value) || !canBeStored(companyId, container, value)) return 'lineDamaged'
    if (isForeign(companyId, container, value)) return 'lineForeign'
    const name = [container, ...value.place, value.document.id].join(' ')
    if (documents.has(name)) return 'lineDoubled'
    documents.add(name)
    note(container, value, number)
    return undefined
  }

  function note(container: ExportedContainer, { kind, place, document }: ExportedLine, number: number): void {
    if (container === 'companies' && kind === 'company') company = document as CompanyDocument
    if (container === 'audit' && kind === 'head') treeSize = (document as TreeHead).size
    if (container !== 'requests') return
    const [requestId = ''] = place
    if (!firstOf.has(requestId)) firstOf.set(requestId, number)
    if (kind !== 'request') return
    requests.add(requestId)
    const request = document as RequestDocument
    for (const { keyId } of keysOf(request)) keyIds.add(keyId)
    if (request.personal !== undefined && request.purgingSince === undefined)
      neededKeys.set(request.key.keyId, number)
  }

  function whole(): Result<CheckedLines, ImportFault> {
    const [, line] = [...firstOf].find(([requestId]) => !requests.has(requestId)) ?? []
    if (line !== undefined) return err({ code: 'lineForeign', path: documentsPath('requests'), line })
    if (!company) return err({ code: 'fileMissing', path: documentsPath('companies') })
    return ok({ company, treeSize, documents: documents.size, keyIds, neededKeys })
  }

  return { judge, whole }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null

/** As the schema of the line says it (`lineSchema`). */
function isLine(value: unknown): value is ExportedLine {
  if (!isRecord(value) || Object.keys(value).length !== 3) return false
  const { kind, place, document } = value
  return (
    typeof kind === 'string' &&
    Array.isArray(place) &&
    place.every((part) => typeof part === 'string') &&
    isRecord(document) &&
    typeof document['id'] === 'string' &&
    kind === kindOf({ id: document['id'] })
  )
}

function canBeStored(companyId: string, container: ExportedContainer, line: ExportedLine): boolean {
  try {
    const partition = partitionIn(companyId, container, line)
    checkPartition(partition)
    checkBatch(partition, [{ kind: 'upsert', value: line.document }])
    return true
  } catch {
    return false
  }
}

type Named = {
  readonly companyId?: unknown
  readonly requestId?: unknown
  readonly subjectRef?: unknown
}

/** Another company's, another request's, another subject's, or what no export holds. */
function isForeign(companyId: string, container: ExportedContainer, line: ExportedLine): boolean {
  const named = line.document as Named
  const owner = {
    requests: named.requestId,
    consents: named.subjectRef,
    companies: undefined,
    audit: undefined,
  }
  const isElsewhere = (owner[container] ?? line.place[0]) !== line.place[0]
  return leftKinds.includes(line.kind) || isElsewhere || (named.companyId ?? companyId) !== companyId
}

export type Opening = {
  readonly companyId: string
  readonly under: Uint8Array
  readonly keyIds: ReadonlySet<string>
}

/** What each key is; whoever reads on has them in memory for one line. */
export type OpenedKey = { readonly keyId: string; readonly key: Uint8Array }

/** The lines of the keys, opened. The company's own is among them, and each other one is named by a request. */
export async function* openedKeys(
  crypto: Pick<Crypto, 'decrypt'>,
  files: ExportedFiles,
  { companyId, under, keyIds }: Opening,
): AsyncGenerator<Result<OpenedKey, Found>> {
  const seen = new Set<string>()
  for await (const { number, value } of jsonLines(files.open(keysPath))) {
    const fault = (code: Code) => err({ code, path: keysPath, line: number })
    if (!isHandedKey(value)) return yield fault('lineDamaged')
    const { keyId } = value
    if (seen.has(keyId)) return yield fault('lineDoubled')
    seen.add(keyId)
    const isOurs = requestOfKey(keyId)?.companyId === companyId && keyIds.has(keyId)
    if (keyId !== companyKeyId && !isOurs) return yield fault('lineForeign')
    const key = openHandedKey(crypto, under, companyId, value)
    yield key ? ok({ keyId, key }) : fault('lineDamaged')
  }
}

const isHandedKey = (value: unknown): value is HandedKey =>
  isRecord(value) && typeof value['keyId'] === 'string' && typeof value['sealed'] === 'string'
