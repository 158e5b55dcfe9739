/** Zips for tests: right ones, and wrong in one chosen way. */
import { crc32, deflateRawSync } from 'node:zlib'

export type Part = {
  readonly name: string | Buffer
  readonly content?: Uint8Array | string
  readonly method?: number
  readonly flags?: number
  /** What the record says instead of the truth, there only. */
  readonly local?: Partial<Said>
  readonly directory?: Partial<Said> & { readonly offset?: number; readonly attributes?: number }
  readonly wide?: 'zip64'
  /** The lengths behind the data: of eight bytes and without a signature. */
  readonly later?: 'wide'
  /** The data as they lie in the file. */
  readonly packed?: Uint8Array
}

type Said = {
  readonly name: string
  readonly crc: number
  readonly packedBytes: number
  readonly sizeBytes: number
  readonly method: number
}

const later = 8

export function aZip(parts: readonly Part[], comment = ''): Buffer {
  const local: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const part of parts) {
    const made = records(part, offset)
    local.push(made.local)
    directory.push(made.directory)
    offset += made.local.length
  }
  const listed = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(Math.min(parts.length, 0xffff), 8)
  end.writeUInt16LE(Math.min(parts.length, 0xffff), 10)
  end.writeUInt32LE(listed.length, 12)
  end.writeUInt32LE(offset, 16)
  end.writeUInt16LE(comment.length, 20)
  return Buffer.concat([...local, listed, end, Buffer.from(comment)])
}

function records(part: Part, offset: number) {
  const content = Buffer.from(part.content ?? '')
  const { method = 8, flags = 0 } = part
  const data = part.packed ?? (method === 8 ? deflateRawSync(content) : content)
  const truth: Said = {
    name: '',
    crc: crc32(content),
    packedBytes: data.length,
    sizeBytes: content.length,
    method,
  }
  const isLater = (flags & later) !== 0
  const inLocal = { ...truth, ...(isLater ? { crc: 0, packedBytes: 0, sizeBytes: 0 } : {}), ...part.local }
  const inDirectory = { ...truth, ...part.directory }
  return {
    local: Buffer.concat([
      header('PK\x03\x04', inLocal, { ...part, flags, after: Buffer.alloc(0) }),
      data,
      isLater ? descriptor(truth, part.later) : Buffer.alloc(0),
    ]),
    directory: header('PK\x01\x02\x14\x03', inDirectory, {
      ...part,
      flags,
      after: tail(part.directory?.attributes ?? 0, part.directory?.offset ?? offset),
    }),
  }
}

function descriptor({ crc, packedBytes, sizeBytes }: Said, form: Part['later']): Buffer {
  if (form === 'wide') {
    const wide = Buffer.alloc(20)
    wide.writeUInt32LE(crc, 0)
    wide.writeBigUInt64LE(BigInt(packedBytes), 4)
    wide.writeBigUInt64LE(BigInt(sizeBytes), 12)
    return wide
  }
  const made = Buffer.alloc(16)
  made.writeUInt32LE(0x08074b50, 0)
  made.writeUInt32LE(crc, 4)
  made.writeUInt32LE(packedBytes, 8)
  made.writeUInt32LE(sizeBytes, 12)
  return made
}

function tail(attributes: number, offset: number): Buffer {
  const made = Buffer.alloc(14)
  made.writeUInt32LE(attributes >>> 0, 6)
  made.writeUInt32LE(offset, 10)
  return made
}

function header(
  start: string,
  said: Said,
  { name, wide, flags, after }: Part & { readonly flags: number; readonly after: Buffer },
): Buffer {
  const fixed = Buffer.alloc(26)
  fixed.writeUInt16LE(20, 0)
  fixed.writeUInt16LE(flags, 2)
  fixed.writeUInt16LE(said.method, 4)
  fixed.writeUInt32LE(said.crc, 10)
  fixed.writeUInt32LE(wide ? 0xffffffff : said.packedBytes, 14)
  fixed.writeUInt32LE(wide ? 0xffffffff : said.sizeBytes, 18)
  const extra = wide ? wideExtra(said) : Buffer.alloc(0)
  const bytes = Buffer.from(said.name === '' ? name : said.name)
  fixed.writeUInt16LE(bytes.length, 22)
  fixed.writeUInt16LE(extra.length, 24)
  return Buffer.concat([Buffer.from(start), fixed, after, bytes, extra])
}

function wideExtra({ packedBytes, sizeBytes }: Said): Buffer {
  const made = Buffer.alloc(20)
  made.writeUInt16LE(1, 0)
  made.writeUInt16LE(16, 2)
  made.writeBigUInt64LE(BigInt(sizeBytes), 4)
  made.writeBigUInt64LE(BigInt(packedBytes), 12)
  return made
}

/** The archive with the wide end that Zip64 writers put before the short one; `lie` is added to the count it names. */
export function withWideEnd(zip: Buffer, lie = 0): Buffer {
  const end = zip.subarray(zip.length - 22)
  const at = zip.length - 22
  const wide = Buffer.alloc(56)
  wide.writeUInt32LE(0x06064b50, 0)
  wide.writeBigUInt64LE(44n, 4)
  wide.writeBigUInt64LE(BigInt(end.readUInt16LE(8) + lie), 24)
  wide.writeBigUInt64LE(BigInt(end.readUInt16LE(10) + lie), 32)
  wide.writeBigUInt64LE(BigInt(end.readUInt32LE(12)), 40)
  wide.writeBigUInt64LE(BigInt(end.readUInt32LE(16)), 48)
  const locator = Buffer.alloc(20)
  locator.writeUInt32LE(0x07064b50, 0)
  locator.writeBigUInt64LE(BigInt(at), 8)
  locator.writeUInt32LE(1, 16)
  return Buffer.concat([zip.subarray(0, at), wide, locator, end])
}
