import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import { concatBytes, fromUtf8, toHex } from '../bytes.ts'
import { documentsPath } from '../export/export-pieces.ts'
import { exportedContainers } from '../export/exported-lines.ts'
import type { Crypto } from '../ports/system.ts'
import type { ExportedFiles, ImportFault, ListedFile, Manifest } from './exported-files.ts'

const manifestPath = 'manifest.json'
export const publicKeysPath = 'keys.json'

/** Without these there is nothing to take in. */
const needed: readonly string[] = [...exportedContainers.map(documentsPath), publicKeysPath]

/** The bytes of a file that is read as a whole. */
async function wholeFile({ open }: ExportedFiles, path: string): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  for await (const piece of open(path)) pieces.push(piece.slice())
  return concatBytes(...pieces)
}

export async function wholeJson(files: ExportedFiles, path: string): Promise<unknown> {
  const bytes = await wholeFile(files, path)
  try {
    return JSON.parse(fromUtf8(bytes)) as unknown
  } catch {
    return undefined
  }
}

/** The list of files, once every file that there is stands in it with the bytes that it has. */
export async function readManifest(
  crypto: Pick<Crypto, 'sha256Of'>,
  files: ExportedFiles,
): Promise<Result<Manifest, ImportFault>> {
  if (!files.paths.includes(manifestPath)) return err({ code: 'fileMissing', path: manifestPath })
  const manifest = await wholeJson(files, manifestPath)
  if (!isManifest(manifest)) return err({ code: 'manifestDamaged', path: manifestPath })

  const listed = new Set(manifest.files.map(({ path }) => path))
  if (listed.size !== manifest.files.length) return err({ code: 'manifestDamaged', path: manifestPath })
  const foreign = files.paths.find((path) => path !== manifestPath && !listed.has(path))
  if (foreign !== undefined) return err({ code: 'fileForeign', path: foreign })
  const there = new Set(files.paths)
  const missing = [...listed, ...needed].find((path) => !there.has(path))
  if (missing !== undefined) return err({ code: 'fileMissing', path: missing })

  for (const file of manifest.files)
    if (!(await isAsListed(crypto, files, file))) return err({ code: 'fileDamaged', path: file.path })
  return ok(manifest)
}

async function isAsListed(
  { sha256Of }: Pick<Crypto, 'sha256Of'>,
  { open }: ExportedFiles,
  { path, sizeBytes, sha256 }: ListedFile,
): Promise<boolean> {
  let read = 0
  async function* counted() {
    for await (const piece of open(path)) {
      read += piece.length
      yield piece
    }
  }
  return toHex(await sha256Of(counted())) === sha256 && read === sizeBytes
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isText = (value: unknown): value is string => typeof value === 'string'

function isManifest(value: unknown): value is Manifest {
  if (!isRecord(value)) return false
  const { format, companyId, exportedAt, handedOver, files } = value
  const isForOne = isRecord(handedOver) && isText(handedOver['fingerprint']) && isText(handedOver['wrapped'])
  return (
    format === 'indsigt.company.v1' &&
    [companyId, exportedAt].every(isText) &&
    (handedOver === undefined || isForOne) &&
    Array.isArray(files) &&
    files.every(isListed)
  )
}

const isListed = (value: unknown): value is ListedFile =>
  isRecord(value) && isText(value['path']) && isText(value['sha256']) && Number.isInteger(value['sizeBytes'])
