/**
 * Checks a delivered package without any of our servers: `node tools/verify-package.ts <package.zip> [--key <jwks.json or url>]`.
 * Every file against manifest.json, nothing beside it, the checksum file, and the signature over the manifest (ES256,
 * a detached JWS: RFC 7515 appendix F). Exit code 0 when all agrees, 1 otherwise. docs/package-format.md has the format.
 */
import { createHash } from 'node:crypto'
import { parseArgs } from 'node:util'
import { base64url, decodeProtectedHeader, flattenedVerify, importJWK } from 'jose'
import { openPromise } from 'yauzl'
import type { Entry, ZipFile } from 'yauzl'
import { keyFor, noteKey } from './published-keys.ts'
import { startReport } from './report.ts'
import type { Report } from './report.ts'

export type Verdict = { readonly genuine: boolean; readonly lines: readonly string[] }

type Found = { readonly sha256: string; readonly sizeBytes: number; readonly bytes: Buffer | undefined }
type Listed = { readonly path: string; readonly sha256: string; readonly sizeBytes: number }

const manifestPath = 'manifest.json'
const signaturePath = 'manifest.jws'
const checksumsPath = 'checksums/manifest-sha256.txt'
const apart = [manifestPath, signaturePath, checksumsPath]
/** The three files that are read as a whole; a manifest of a million files is far below. */
const wholeLimit = 256 * 2 ** 20

/** Checks the package at `path`; `key` is a JWK or JWKS, as a file or an https address. */
export async function verifyPackage(path: string, key?: string): Promise<Verdict> {
  const { report, lines, failures } = startReport()
  try {
    await check(await openPromise(path), key, report)
  } catch (error) {
    report.fail(`the package cannot be read: ${error instanceof Error ? error.message : 'unknown reason'}`)
  }
  const genuine = failures() === 0
  lines.push(
    genuine ? 'GENUINE: the package is as it was signed' : `NOT GENUINE: ${String(failures())} checks failed`,
  )
  return { genuine, lines }
}

async function check(zip: ZipFile, key: string | undefined, report: Report): Promise<void> {
  const found = await readAll(zip, report)
  const manifest = found.get(manifestPath)?.bytes
  if (manifest === undefined) return report.fail(`${manifestPath} is missing`)
  const listed = distributionOf(manifest, report)
  if (listed === undefined) return
  checkFiles(listed, found, report)
  checkChecksums(found, report)
  await checkSignature(manifest, found.get(signaturePath)?.bytes, key, report)
}

async function readAll(zip: ZipFile, report: Report): Promise<ReadonlyMap<string, Found>> {
  const found = new Map<string, Found>()
  for await (const entry of zip.eachEntry()) {
    if (found.has(entry.fileName)) report.fail(`${entry.fileName} is in the zip twice`)
    else found.set(entry.fileName, await readEntry(zip, entry))
  }
  return found
}

async function readEntry(zip: ZipFile, entry: Entry): Promise<Found> {
  const whole = apart.includes(entry.fileName)
  if (whole && entry.uncompressedSize > wholeLimit) throw new Error(`${entry.fileName} is too large`)
  const hash = createHash('sha256')
  const pieces: Buffer[] = []
  let sizeBytes = 0
  for await (const piece of (await zip.openReadStreamPromise(entry)) as AsyncIterable<Buffer>) {
    hash.update(piece)
    sizeBytes += piece.length
    if (whole) pieces.push(piece)
  }
  return { sha256: hash.digest('hex'), sizeBytes, bytes: whole ? Buffer.concat(pieces) : undefined }
}

function distributionOf(manifest: Buffer, report: Report): readonly Listed[] | undefined {
  const parsed = parseJson(manifest)
  const distribution = isRecord(parsed) ? parsed['distribution'] : undefined
  const listed = Array.isArray(distribution) ? distribution.map(listedFile) : []
  if (!Array.isArray(distribution) || listed.includes(undefined)) {
    return void report.fail(`${manifestPath} does not list its files with contentUrl, contentSize and sha256`)
  }
  return listed.filter((file) => file !== undefined)
}

function listedFile(value: unknown): Listed | undefined {
  if (!isRecord(value)) return undefined
  const { contentUrl, contentSize, sha256 } = value
  const sizeBytes = Number(contentSize)
  const isWhole =
    typeof contentUrl === 'string' && typeof sha256 === 'string' && Number.isSafeInteger(sizeBytes)
  return isWhole ? { path: contentUrl, sha256: sha256.toLowerCase(), sizeBytes } : undefined
}

/** Each listed file once, as listed, and no other beside the three that stand for themselves. */
function checkFiles(listed: readonly Listed[], found: ReadonlyMap<string, Found>, report: Report): void {
  const paths = new Set<string>(apart)
  let agreeing = 0
  for (const file of listed) {
    const fault = faultOf(file, found.get(file.path), paths.has(file.path))
    paths.add(file.path)
    if (fault === undefined) agreeing += 1
    else report.fail(`${file.path} ${fault}`)
  }
  for (const path of found.keys()) {
    if (!paths.has(path)) report.fail(`${path} is not in ${manifestPath}`)
  }
  if (agreeing === listed.length) report.pass(`${String(agreeing)} files agree with ${manifestPath}`)
}

function faultOf(file: Listed, found: Found | undefined, again: boolean): string | undefined {
  if (again) return `is listed more than once in ${manifestPath}, or may not be listed`
  if (found === undefined) return 'is missing'
  if (found.sizeBytes !== file.sizeBytes)
    return `has ${String(found.sizeBytes)} bytes, not ${String(file.sizeBytes)}`
  return found.sha256 === file.sha256 ? undefined : 'has another SHA-256'
}

/** Lines of hash, blanks and path (RFC 8493 section 2.4), one for every file but the checksums and the signature. */
function checkChecksums(found: ReadonlyMap<string, Found>, report: Report): void {
  const text = found.get(checksumsPath)?.bytes?.toString('utf8')
  if (text === undefined) return report.fail(`${checksumsPath} is missing`)
  const sums = new Map<string, string>()
  for (const line of text.split(/\r?\n/u).filter((one) => one !== '')) {
    const [, sha256, path] = /^([0-9a-f]{64}) +\*?(.+)$/iu.exec(line) ?? []
    if (sha256 === undefined || path === undefined)
      return report.fail(`${checksumsPath} has a line of another form`)
    if (sums.has(path)) return report.fail(`${checksumsPath} names ${path} twice`)
    sums.set(path, sha256.toLowerCase())
  }
  const expected = [...found.keys()].filter((path) => path !== checksumsPath && path !== signaturePath)
  const faults = [
    ...expected.filter((path) => !sums.has(path)).map((path) => `${checksumsPath} does not name ${path}`),
    ...[...sums]
      .filter(([path, sum]) => found.get(path)?.sha256 !== sum)
      .map(([path]) => `${checksumsPath} disagrees on ${path}`),
  ]
  faults.forEach(report.fail)
  if (faults.length === 0) report.pass(`${checksumsPath} agrees`)
}

/** The JWS stands without its payload, which is the manifest as it lies in the zip. */
async function checkSignature(
  manifest: Buffer,
  jws: Buffer | undefined,
  key: string | undefined,
  report: Report,
): Promise<void> {
  const [header, payload, signature, ...more] = jws?.toString('latin1').trim().split('.') ?? []
  if (jws === undefined) return report.fail(`${signaturePath} is missing`)
  if (!header || payload !== '' || !signature || more.length > 0) {
    return report.fail(`${signaturePath} is not a detached compact JWS`)
  }
  try {
    const said = decodeProtectedHeader({ protected: header, payload: '', signature })
    const chosen = await keyFor(key, said)
    if (chosen === undefined)
      return report.fail(key === undefined ? noKey : `${key} has no key ${String(said.kid)}`)
    const detached = { protected: header, payload: base64url.encode(manifest), signature }
    await flattenedVerify(detached, await importJWK(chosen, 'ES256'), { algorithms: ['ES256'] })
    report.pass(`${signaturePath} is a valid signature, key ${said.kid ?? 'without a name'}`)
    await noteKey({ key: chosen, source: key, what: 'package' }, report)
  } catch (error) {
    report.fail(
      `${signaturePath} does not verify: ${error instanceof Error ? error.message : 'unknown reason'}`,
    )
  }
}

const noKey = `${signaturePath} carries no key: give the published one with --key`

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch {
    return undefined
  }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ options: { key: { type: 'string' } }, allowPositionals: true })
  const [path] = positionals
  if (path === undefined) {
    console.error('usage: node tools/verify-package.ts <package.zip> [--key <jwks.json or url>]')
    process.exitCode = 1
    return
  }
  const { genuine, lines } = await verifyPackage(path, values.key)
  for (const line of lines) console.log(line)
  process.exitCode = genuine ? 0 : 1
}

if (import.meta.main) await main()
