// Reads a zip as it streams by, every entry unpacked and looked at, and compares what its two lists of entries say.
//
// Tools disagree about files whose local headers and directory differ, whose entries overlap or leave gaps: one sees
// what another does not. So the file must be what a plain writer makes: entries one behind the other from the first
// byte, then a directory that names exactly these, then its end.
import type { Examination } from './examination.ts'
import type { ByteFeed } from './byte-feed.ts'
import { inflateEntry } from './inflating.ts'
import type { Inflated } from './inflating.ts'
import { readDirectory } from './zip-directory.ts'
import { isUnsafePath, localRecord, nameKey, signatures } from './zip-records.ts'
import type { EntryRecord } from './zip-records.ts'

/** Looks at the content of one entry; the bytes are only lent. */
export type EntryContent = {
  readonly take: (bytes: Buffer) => Promise<'more' | 'enough'>
  readonly end: () => Promise<unknown>
}

export type OpenEntry = (name: string) => EntryContent

/** A local header with the lengths that its data turned out to have. */
export type SeenEntry = EntryRecord

const encryptedFlag = 1
const laterFlag = 8
const pieceBytes = 64 * 1024
const stored = 0
const deflated = 8

/** Names of parts in Office documents that hold macros (ECMA-376; [MS-OFFMACRO2]). */
const macroPart = /(^|\/)(vbaProject\.bin|macrosheets\/|dialogsheets\/|vbaData\.xml)/i
const controlPart = /(^|\/)activeX\//i

/** Reads the whole archive; stops where it is refused, or cannot be followed any further. */
export async function readZip(feed: ByteFeed, examination: Examination, open: OpenEntry): Promise<void> {
  const seen = new Map<number, SeenEntry>()
  const names = new Set<string>()
  while (!examination.isRefused()) {
    const offset = feed.position()
    const signature = (await feed.take(4))?.readUInt32LE(0)
    if (signature !== signatures.entry) {
      if (!(await readDirectory(feed, examination, { signature, offset, seen }))) refuseInconsistent()
      return
    }
    const entry = await readHeader(feed)
    if (!entry) return refuseInconsistent()
    judgeName(entry.name)
    if (examination.isRefused()) return
    const read = await readContent(entry)
    if (read === 'lost') return
    if (!read) return refuseInconsistent()
    seen.set(offset, read)
  }

  function refuseInconsistent(): void {
    examination.refuse('zipInconsistent')
  }

  function judgeName(name: Buffer): void {
    examination.entry()
    const key = nameKey(name)
    if (isUnsafePath(name)) examination.refuse('unsafePath')
    if (names.has(key)) examination.refuse('duplicateName')
    names.add(key)
    if (macroPart.test(key)) examination.doubt('macros')
    if (controlPart.test(key)) examination.doubt('activeContent')
  }

  /** `lost`: where the next entry begins cannot be told. */
  async function readContent(entry: EntryRecord): Promise<SeenEntry | 'lost' | undefined> {
    const isEncrypted = (entry.flags & encryptedFlag) !== 0
    const isLater = (entry.flags & laterFlag) !== 0
    const isReadable = !isEncrypted && (entry.method === stored || entry.method === deflated)
    if (isEncrypted) examination.doubt('encrypted')
    else if (!isReadable) examination.doubt('notLookedThrough')

    if (isReadable && entry.method === deflated) return readDeflated(entry, isLater)
    if (isLater && entry.packedBytes === 0) {
      examination.doubt('notLookedThrough')
      return 'lost'
    }
    if (isReadable && entry.packedBytes !== entry.sizeBytes) return undefined
    const whole = await readPlain(entry, isReadable)
    if (!whole) return undefined
    return isLater ? readDescriptor(feed, entry, entry) : entry
  }

  async function readDeflated(entry: EntryRecord, isLater: boolean): Promise<SeenEntry | undefined> {
    const content = open(entry.name.toString('utf8'))
    const inflated = await inflateEntry(feed, (bytes) => {
      examination.unpacked(bytes.length)
      return content.take(bytes)
    })
    if (!inflated) return undefined
    await content.end()
    if (isLater) return readDescriptor(feed, entry, inflated)
    return isAsSaid(entry, inflated) ? entry : undefined
  }

  /** Entries that lie there as they are, or that nobody without the password or the method can unpack. */
  async function readPlain(entry: EntryRecord, isReadable: boolean): Promise<boolean> {
    const content = isReadable ? open(entry.name.toString('utf8')) : undefined
    for (let left = entry.packedBytes; left > 0;) {
      const bytes = await feed.some(Math.min(left, pieceBytes))
      if (!bytes) return false
      left -= bytes.length
      if ((await content?.take(bytes)) === 'enough') return false
    }
    await content?.end()
    return true
  }
}

const isAsSaid = (entry: EntryRecord, { packedBytes, sizeBytes }: Inflated): boolean =>
  entry.packedBytes === packedBytes && entry.sizeBytes === sizeBytes

async function readHeader(feed: ByteFeed): Promise<EntryRecord | undefined> {
  const fixed = await feed.take(26)
  const name = fixed && (await feed.take(fixed.readUInt16LE(22)))
  const extra = name && (await feed.take(fixed.readUInt16LE(24)))
  return extra && localRecord(fixed, name, extra)
}

/**
 * The lengths behind the data (4.3.9), of four or eight bytes, with or without a signature: taken as whichever names the
 * lengths that were found.
 */
async function readDescriptor(
  feed: ByteFeed,
  entry: EntryRecord,
  { packedBytes, sizeBytes }: Inflated,
): Promise<SeenEntry | undefined> {
  const first = await feed.take(4)
  if (!first) return undefined
  const isSigned = first.readUInt32LE(0) === signatures.descriptor
  const crc = isSigned ? await feed.take(4) : first
  const lengths = crc && (await feed.take(8))
  if (!lengths) return undefined
  const known = { ...entry, packedBytes, sizeBytes, crc32: crc.readUInt32LE(0) }
  if (lengths.readUInt32LE(0) === packedBytes % 2 ** 32 && lengths.readUInt32LE(4) === sizeBytes % 2 ** 32)
    return known
  const upper = await feed.take(8)
  if (!upper) return undefined
  const wide = Buffer.concat([lengths, upper])
  const isWide =
    wide.readBigUInt64LE(0) === BigInt(packedBytes) && wide.readBigUInt64LE(8) === BigInt(sizeBytes)
  return isWide ? known : undefined
}
