/**
 * Packages measured against what `node:crypto` itself can do in the same run: storing, building, downloading, and how
 * much memory a package of 8 GiB takes beyond one of 64 MiB. `node bench/package.ts [--quick] [--rounds n]`
 */
import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { createPackageStore } from '../shared/adapters/packaging/package-store.ts'
import { createScanner } from '../shared/adapters/scanning/scanner.ts'
import type { PackageEntry, PackageStore, StoredFileName } from '../shared/application/ports/packages.ts'
import { release } from '../shared/kernel/release.ts'
import { discardingBlobs, keepingBlobs } from './bench-blobs.ts'
import { cryptoFloor } from './crypto-floor.ts'
import { costRow, interleaved, peakMemoryMiB, printRun, speedRow, spreadRow } from './measure.ts'
import type { BenchRow, Contender, Times } from './measure.ts'

export type PackageBenchOptions = { readonly quick?: boolean; readonly rounds?: number }

const MiB = 2 ** 20
const fileBytes = 64 * MiB
/** Small, so that holding the source does not hide what building takes. */
const partBytes = 4 * MiB
const at = new Date('2026-01-01T00:00:00Z')
const key = Buffer.alloc(32, 7)
const sourceFile: StoredFileName = { container: 'bench', blob: 'source', context: 'bench/source' }
const packageFile: StoredFileName = { container: 'bench', blob: 'package', context: 'bench/package' }
const discarded: StoredFileName = { container: 'bench', blob: 'discarded', context: 'bench/discarded' }

export async function packageBench({ quick = false, rounds = 7 }: PackageBenchOptions = {}): Promise<
  readonly BenchRow[]
> {
  return [
    ...(await speedRows(quick ? Math.min(rounds, 3) : rounds)),
    ...memoryRows(quick ? 2 ** 30 : 2 ** 33),
  ]
}

type Variant =
  | 'decrypt'
  | 'decryptEncrypt'
  | 'decryptEncryptHash'
  | 'encryptHashSum'
  | 'limit'
  | 'build'
  | 'download'
  | 'store'
  | 'hash'
  | 'scan'

async function speedRows(rounds: number): Promise<readonly BenchRow[]> {
  const times = await interleaved(await contenders(), rounds)
  const aim = '≥ 0.7'
  const {
    decrypt,
    decryptEncrypt,
    decryptEncryptHash,
    encryptHashSum,
    limit,
    build,
    download,
    store,
    hash,
    scan,
  } = times
  return [
    speedRow('build : decrypt + encrypt', decryptEncrypt, build, aim),
    speedRow('build : decrypt + encrypt + SHA-256', decryptEncryptHash, build, aim),
    speedRow('build : the limit below', limit, build),
    speedRow('download : decrypt', decrypt, download, aim),
    speedRow('store : encrypt + SHA-256 + CRC-32', encryptHashSum, store, aim),
    costRow('scan : SHA-256', scan, hash),
    perMegabyteRow('scan', scan),
    perMegabyteRow('SHA-256', hash),
    rateRow('node:crypto decrypt', decrypt),
    rateRow('node:crypto decrypt + encrypt', decryptEncrypt),
    rateRow('limit: decrypt + encrypt + SHA-256, outputs freed at once', limit),
    rateRow('build', build),
    rateRow('download', download),
    rateRow('store', store),
    ...opensslRows(download),
  ]
}

async function contenders(): Promise<readonly Contender<Variant>[]> {
  const sources = keepingBlobs()
  const kept = createPackageStore({ blobs: sources })
  const entries = await packageEntries(kept, fileBytes, fileBytes)
  await kept.buildPackage(packageFile, key, entries)
  const store = createPackageStore({ blobs: discardingBlobs(sources) })
  const floor = cryptoFloor(fileBytes, 'left')
  const limit = cryptoFloor(fileBytes, 'freed')
  const all =
    (...steps: readonly (() => void)[]) =>
    () =>
      steps.forEach((step) => step())
  return [
    { name: 'decrypt', run: floor.decrypt },
    { name: 'decryptEncrypt', run: all(floor.decrypt, floor.encrypt) },
    { name: 'decryptEncryptHash', run: all(floor.decrypt, floor.encrypt, floor.hash) },
    { name: 'encryptHashSum', run: all(floor.encrypt, floor.hash, floor.sum) },
    { name: 'limit', run: all(limit.decrypt, limit.encrypt, limit.hash) },
    { name: 'hash', run: floor.hash },
    { name: 'scan', run: () => scanPdf(fileBytes) },
    { name: 'build', run: async () => void (await store.buildPackage(discarded, key, entries)) },
    { name: 'download', run: async () => drain(await kept.readFile(packageFile, key), fileBytes) },
    {
      name: 'store',
      run: async () => void (await store.storeFile(discarded, key, synthetic(fileBytes), Infinity)),
    },
  ]
}

/** A package of `totalBytes`: one stored file of `eachBytes`, taken in again and again under other paths. */
async function packageEntries(
  store: PackageStore,
  eachBytes: number,
  totalBytes: number,
): Promise<readonly PackageEntry[]> {
  const stored = await store.storeFile(sourceFile, key, synthetic(eachBytes), Infinity)
  if (stored === 'tooLarge') throw new Error('there is no limit here')
  return Array.from({ length: totalBytes / eachBytes }, (_, index) => {
    return { path: `data/${String(index)}.bin`, modifiedAt: at, file: sourceFile, key, stored }
  })
}

async function* synthetic(totalBytes: number): AsyncGenerator<Uint8Array, void, undefined> {
  const piece = randomBytes(64 * 1024)
  for (let sent = 0; sent < totalBytes; sent += piece.length) yield await Promise.resolve(piece)
}

/** A PDF: its names and its packed objects are sought over its whole length. */
async function scanPdf(totalBytes: number): Promise<void> {
  const scan = await createScanner().begin({ name: 'scan.pdf', contentType: 'application/pdf' })
  await scan.take(Buffer.from('%PDF-1.7\n'))
  for await (const piece of synthetic(totalBytes)) await scan.take(piece)
  const { verdict } = await scan.end()
  if (verdict === 'refused') throw new Error('the scan ended before the file did')
}

/** Reads as a response does: what was sent is given back (functions/http/back-pressure.ts). */
async function drain(pieces: AsyncIterable<Uint8Array> | undefined, expectedBytes: number): Promise<void> {
  let bytes = 0
  for await (const piece of pieces ?? []) {
    bytes += piece.length
    release(piece)
  }
  if (bytes < expectedBytes) throw new Error('a download came out short')
}

const perMegabyteRow = (name: string, times: readonly Times[]): BenchRow =>
  spreadRow(
    name,
    times.map(({ cpuMs }) => cpuMs / (fileBytes / 1e6)),
    'CPU-ms per MB',
  )

const rateRow = (name: string, times: readonly Times[]): BenchRow =>
  spreadRow(
    name,
    times.map(({ cpuMs }) => fileBytes / 1e6 / cpuMs),
    'GB per CPU-second',
  )

/** The physical limit next to the download: `openssl speed` on one core. Nothing where there is no openssl. */
function opensslRows(download: readonly Times[]): readonly BenchRow[] {
  const parameters = ['speed', '-seconds', '1', '-bytes', '65536', '-evp', 'aes-256-gcm']
  const printed = outputOf('openssl', parameters)
  const rate = Number(/AES-256-GCM\s+([\d.]+)k/.exec(printed ?? '')?.[1] ?? NaN) / 1e6
  if (Number.isNaN(rate)) return []
  const ratios = download.map(({ cpuMs }) => fileBytes / 1e6 / cpuMs / rate)
  return [
    { name: 'openssl speed, AES-256-GCM', value: rate, unit: 'GB/s' },
    spreadRow('download : openssl speed', ratios, ''),
  ]
}

function outputOf(program: string, parameters: readonly string[]): string | undefined {
  try {
    return execFileSync(program, parameters, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
  } catch {
    return undefined
  }
}

/** Peak memory of processes that handle 64 MiB, and of others that handle much more. */
function memoryRows(largeBytes: number): readonly BenchRow[] {
  const size = `${String(largeBytes / 2 ** 30)} GiB`
  const row = (work: Work, verb: string): readonly BenchRow[] => {
    const [small, large] = [peakMiB(work, fileBytes), peakMiB(work, largeBytes)]
    return [
      { name: `peak memory, ${size} ${verb}`, value: large, unit: 'MiB', aim: '≤ 128' },
      { name: '  more than for 64 MiB', value: large - small, unit: 'MiB', aim: '≤ 16' },
    ]
  }
  return [...row('write', 'stored and packed'), ...row('read', 'downloaded')]
}

type Work = 'write' | 'read'

const peakMiB = (work: Work, totalBytes: number): number => {
  const script = fileURLToPath(import.meta.url)
  return Number(
    execFileSync(process.execPath, [script, '--peak', work, '--bytes', String(totalBytes)], {
      encoding: 'utf8',
    }),
  )
}

async function printPeak(work: string, totalBytes: number): Promise<void> {
  const sources = keepingBlobs()
  const entries = await packageEntries(createPackageStore({ blobs: sources }), partBytes, totalBytes)
  const sink = discardingBlobs(sources)
  const store = createPackageStore({ blobs: sink })
  if (work === 'write') {
    await store.storeFile(discarded, key, synthetic(totalBytes), Infinity)
    await store.buildPackage(discarded, key, entries)
    if (sink.discardedBytes() < 2 * totalBytes) throw new Error('a package came out short')
  } else {
    for (const _ of entries) await drain(await store.readFile(sourceFile, key), partBytes)
  }
  console.log(peakMemoryMiB())
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      quick: { type: 'boolean', default: false },
      rounds: { type: 'string', default: '7' },
      peak: { type: 'string' },
      bytes: { type: 'string' },
    },
  })
  if (values.peak !== undefined) return printPeak(values.peak, Number(values.bytes))
  const rows = await packageBench({ quick: values.quick, rounds: Number(values.rounds) })
  printRun(rows)
}

if (import.meta.main) await main()
