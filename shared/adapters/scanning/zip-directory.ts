// The end of a zip: its directory must name what was read, and nothing else (APPNOTE.TXT 6.3.10, 4.3.12 to 4.3.16).
import type { ByteFeed } from './byte-feed.ts'
import type { Examination } from './examination.ts'
import { directoryRecord, signatures } from './zip-records.ts'
import type { DirectoryRecord, EntryRecord } from './zip-records.ts'

type Reached = {
  /** What stands where no further entry does, and where that is. */
  readonly signature: number | undefined
  readonly offset: number
  /** The entries that were read, by where they begin. */
  readonly seen: ReadonlyMap<number, EntryRecord>
}

const full16 = 0xffff
const full32 = 0xffffffff

/** Answers whether directory and end are consistent with the entries; a link is refused here, for only here is it named. */
export async function readDirectory(
  feed: ByteFeed,
  examination: Examination,
  reached: Reached,
): Promise<boolean> {
  const left = new Map(reached.seen)
  let { signature } = reached
  while (signature === signatures.directory) {
    const record = await readRecord(feed)
    const entry = record && left.get(record.offset)
    if (!entry || !isSame(record, entry)) return false
    if (record.isSymbolicLink) examination.refuse('symbolicLink')
    left.delete(record.offset)
    signature = await nextSignature(feed)
  }
  if (left.size > 0) return false
  const directory = {
    count: reached.seen.size,
    offset: reached.offset,
    length: feed.position() - 4 - reached.offset,
  }
  return readEnd(feed, signature, directory)
}

const nextSignature = async (feed: ByteFeed): Promise<number | undefined> =>
  (await feed.take(4))?.readUInt32LE(0)

async function readRecord(feed: ByteFeed): Promise<DirectoryRecord | undefined> {
  const fixed = await feed.take(42)
  const name = fixed && (await feed.take(fixed.readUInt16LE(24)))
  const extra = name && (await feed.take(fixed.readUInt16LE(26)))
  const comment = extra && (await feed.take(fixed.readUInt16LE(28)))
  return comment && directoryRecord(fixed, name, extra)
}

const isSame = (record: DirectoryRecord, entry: EntryRecord): boolean =>
  record.name.equals(entry.name) &&
  record.method === entry.method &&
  record.crc32 === entry.crc32 &&
  record.packedBytes === entry.packedBytes &&
  record.sizeBytes === entry.sizeBytes &&
  (record.flags & 1) === (entry.flags & 1)

type Directory = { readonly count: number; readonly offset: number; readonly length: number }

async function readEnd(
  feed: ByteFeed,
  signature: number | undefined,
  directory: Directory,
): Promise<boolean> {
  const wideAt = feed.position() - 4
  const isWide = signature === signatures.directoryEnd64
  if (isWide && !(await isWideEnd(feed, directory, wideAt))) return false
  const last = isWide ? await nextSignature(feed) : signature
  const end = last === signatures.directoryEnd ? await feed.take(18) : undefined
  if (!end || end.readUInt16LE(0) !== 0 || end.readUInt16LE(2) !== 0) return false
  const says = (value: number, actual: number, full: number): boolean =>
    value === actual || (isWide && value === full)
  const isSo =
    says(end.readUInt16LE(4), directory.count, full16) &&
    says(end.readUInt16LE(6), directory.count, full16) &&
    says(end.readUInt32LE(8), directory.length, full32) &&
    says(end.readUInt32LE(12), directory.offset, full32)
  const comment = isSo ? await feed.take(end.readUInt16LE(16)) : undefined
  return comment !== undefined && (await feed.some(1)) === undefined
}

/** The wide end and its locator, which must point back at it. */
async function isWideEnd(feed: ByteFeed, directory: Directory, at: number): Promise<boolean> {
  const length = await feed.take(8)
  const rest =
    length && length.readBigUInt64LE(0) < 4096n && (await feed.take(Number(length.readBigUInt64LE(0))))
  const locator = rest && (await feed.take(20))
  if (!locator || rest.length < 44 || locator.readUInt32LE(0) !== signatures.locator64) return false
  const number = (from: number): bigint => rest.readBigUInt64LE(from)
  return (
    locator.readBigUInt64LE(8) === BigInt(at) &&
    number(12) === BigInt(directory.count) &&
    number(20) === BigInt(directory.count) &&
    number(28) === BigInt(directory.length) &&
    number(36) === BigInt(directory.offset)
  )
}
