/** Zip headers (PKWARE APPNOTE 6.3.10, sections 4.3 to 4.5), planned before a byte is written: sizes and sums are known. */

/** `storedBytes` is the length in the zip, `sizeBytes` the length unpacked. */
export type ZipItem = {
  readonly path: string
  readonly modifiedAt: Date
  readonly method: 'store' | 'deflate'
  readonly crc32: number
  readonly sizeBytes: number
  readonly storedBytes: number
}

export type PlacedItem = ZipItem & { readonly offset: number }

export type ZipPlan = {
  readonly items: readonly PlacedItem[]
  readonly directoryOffset: number
  readonly directory: Uint8Array
  readonly totalBytes: number
}

const full32 = 0xffffffff
const full16 = 0xffff
const utf8Names = 0x0800
const madeOnUnix = 3 << 8
const ordinaryFile = (0o100644 << 16) >>> 0
const methods = { store: 0, deflate: 8 }

/** Places every item and makes the central directory. Throws on a path that would be unsafe or ambiguous to unpack. */
export function planZip(items: readonly ZipItem[]): ZipPlan {
  checkPaths(items)
  let offset = 0
  const placed = items.map((item) => {
    const place = { ...item, offset }
    offset += localHeader(item).length + item.storedBytes
    return place
  })
  const records = Buffer.concat(placed.map(directoryRecord))
  const directory = Buffer.concat([records, directoryEnd(placed.length, offset, records.length)])
  return { items: placed, directoryOffset: offset, directory, totalBytes: offset + directory.length }
}

/** The header before an item's bytes; with the Zip64 field as soon as a length does not fit 32 bits. */
export function localHeader(item: ZipItem): Buffer {
  const name = Buffer.from(item.path, 'utf8')
  const large = item.sizeBytes >= full32 || item.storedBytes >= full32
  const extra = large ? zip64Extra([item.sizeBytes, item.storedBytes]) : Buffer.alloc(0)
  const header = Buffer.alloc(30)
  header.writeUInt32LE(0x04034b50, 0)
  header.writeUInt16LE(large ? 45 : 20, 4)
  writeCommon(header, 6, item, large ? [full32, full32] : [item.storedBytes, item.sizeBytes])
  header.writeUInt16LE(name.length, 26)
  header.writeUInt16LE(extra.length, 28)
  return Buffer.concat([header, name, extra])
}

/** Flags, method, time, date, sum and both lengths: the same run of fields in both headers. */
function writeCommon(header: Buffer, at: number, item: ZipItem, lengths: readonly [number, number]): void {
  const { time, date } = dosTime(item.modifiedAt)
  header.writeUInt16LE(utf8Names, at)
  header.writeUInt16LE(methods[item.method], at + 2)
  header.writeUInt16LE(time, at + 4)
  header.writeUInt16LE(date, at + 6)
  header.writeUInt32LE(item.crc32, at + 8)
  header.writeUInt32LE(lengths[0], at + 12)
  header.writeUInt32LE(lengths[1], at + 16)
}

function directoryRecord(item: PlacedItem): Buffer {
  const name = Buffer.from(item.path, 'utf8')
  const tooLong = [item.sizeBytes, item.storedBytes, item.offset].filter((value) => value >= full32)
  const extra = tooLong.length > 0 ? zip64Extra(tooLong) : Buffer.alloc(0)
  const record = Buffer.alloc(46)
  record.writeUInt32LE(0x02014b50, 0)
  record.writeUInt16LE(madeOnUnix | 45, 4)
  record.writeUInt16LE(tooLong.length > 0 ? 45 : 20, 6)
  writeCommon(record, 8, item, [Math.min(item.storedBytes, full32), Math.min(item.sizeBytes, full32)])
  record.writeUInt16LE(name.length, 28)
  record.writeUInt16LE(extra.length, 30)
  record.writeUInt32LE(ordinaryFile, 38)
  record.writeUInt32LE(Math.min(item.offset, full32), 42)
  return Buffer.concat([record, name, extra])
}

/** Extended information field 0x0001: only the values that did not fit, in the order of the header. */
function zip64Extra(values: readonly number[]): Buffer {
  const extra = Buffer.alloc(4 + 8 * values.length)
  extra.writeUInt16LE(1, 0)
  extra.writeUInt16LE(8 * values.length, 2)
  values.forEach((value, at) => extra.writeBigUInt64LE(BigInt(value), 4 + 8 * at))
  return extra
}

function directoryEnd(count: number, offset: number, length: number): Buffer {
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(Math.min(count, full16), 8)
  end.writeUInt16LE(Math.min(count, full16), 10)
  end.writeUInt32LE(Math.min(length, full32), 12)
  end.writeUInt32LE(Math.min(offset, full32), 16)
  const large = count >= full16 || offset >= full32 || length >= full32
  return large ? Buffer.concat([directoryEnd64(count, offset, length), end]) : end
}

/** The Zip64 end record and its locator (sections 4.3.14 and 4.3.15). */
function directoryEnd64(count: number, offset: number, length: number): Buffer {
  const end = Buffer.alloc(56 + 20)
  end.writeUInt32LE(0x06064b50, 0)
  end.writeBigUInt64LE(44n, 4)
  end.writeUInt16LE(madeOnUnix | 45, 12)
  end.writeUInt16LE(45, 14)
  end.writeBigUInt64LE(BigInt(count), 24)
  end.writeBigUInt64LE(BigInt(count), 32)
  end.writeBigUInt64LE(BigInt(length), 40)
  end.writeBigUInt64LE(BigInt(offset), 48)
  end.writeUInt32LE(0x07064b50, 56)
  end.writeBigUInt64LE(BigInt(offset + length), 64)
  end.writeUInt32LE(1, 72)
  return end
}

/** MS-DOS time in UTC: two-second steps from 1980 to 2107. */
function dosTime(at: Date): { readonly time: number; readonly date: number } {
  const year = Math.min(Math.max(at.getUTCFullYear(), 1980), 2107)
  return {
    time: (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1),
    date: ((year - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate(),
  }
}

/** Relative, forward slashes, no way out of the folder, and apart on systems that do not tell case apart. */
function checkPaths(items: readonly ZipItem[]): void {
  const seen = new Set<string>()
  for (const { path } of items) {
    const parts = path.split('/')
    const unsafe = parts.some((part) => part === '' || part === '.' || part === '..')

    if (unsafe || /[\\:\u0000-\u001f]/u.test(path) || Buffer.byteLength(path) > full16) {
      throw new Error('a path in a package must be relative and plain')
    }
    const folded = path.normalize('NFC').toLowerCase()
    if (seen.has(folded)) throw new Error('two files in a package share a path')
    seen.add(folded)
  }
}
