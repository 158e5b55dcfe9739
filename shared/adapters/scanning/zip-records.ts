// The records of a zip file (APPNOTE.TXT 6.3.10, section 4.3), read for comparing them with each other.

export type EntryRecord = {
  readonly flags: number
  readonly method: number
  readonly crc32: number
  readonly packedBytes: number
  readonly sizeBytes: number
  readonly name: Buffer
}

export type DirectoryRecord = EntryRecord & { readonly offset: number; readonly isSymbolicLink: boolean }

export const signatures = {
  entry: 0x04034b50,
  descriptor: 0x08074b50,
  directory: 0x02014b50,
  directoryEnd: 0x06054b50,
  directoryEnd64: 0x06064b50,
  locator64: 0x07064b50,
} as const

const full = 0xffffffff
const unixFileType = 0o170000
const unixLink = 0o120000

/** Of a local header: 26 bytes after its signature, then name and extra field. */
export function localRecord(fixed: Buffer, name: Buffer, extra: Buffer): EntryRecord {
  const wide = wideNumbers(extra)
  const sizeBytes = wide(fixed.readUInt32LE(18))
  const packedBytes = wide(fixed.readUInt32LE(14))
  const [flags, method] = [fixed.readUInt16LE(2), fixed.readUInt16LE(4)]
  return { flags, method, crc32: fixed.readUInt32LE(10), packedBytes, sizeBytes, name }
}

/** Of the directory: 42 bytes after the signature, then name and extra field. */
export function directoryRecord(fixed: Buffer, name: Buffer, extra: Buffer): DirectoryRecord {
  const wide = wideNumbers(extra)
  const sizeBytes = wide(fixed.readUInt32LE(20))
  const packedBytes = wide(fixed.readUInt32LE(16))
  const madeOnUnix = fixed[1] === 3 || fixed[1] === 19
  return {
    ...{ flags: fixed.readUInt16LE(4), method: fixed.readUInt16LE(6), crc32: fixed.readUInt32LE(12) },
    ...{ packedBytes, sizeBytes, name, offset: wide(fixed.readUInt32LE(38)) },
    isSymbolicLink: madeOnUnix && ((fixed.readUInt32LE(34) >>> 16) & unixFileType) === unixLink,
  }
}

/** The numbers of the Zip64 extra field (4.5.3), which take the place of those that are full, in this order. */
function wideNumbers(extra: Buffer): (short: number) => number {
  let numbers: Buffer = Buffer.alloc(0)
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2))
    if (extra.readUInt16LE(at) === 1) numbers = extra.subarray(at + 4, at + 4 + extra.readUInt16LE(at + 2))
  return (short) => {
    if (short !== full || numbers.length < 8) return short
    const long = Number(numbers.readBigUInt64LE(0))
    numbers = numbers.subarray(8)
    return long
  }
}

const isDrive = /^[a-z]:/i

/** Whether unpacking under this name could write anywhere but into the chosen folder. */
export function isUnsafePath(name: Buffer): boolean {
  const path = name.toString('latin1').replaceAll('\\', '/')
  return path.includes('\0') || path.startsWith('/') || isDrive.test(path) || path.split('/').includes('..')
}

/** What two names that would overwrite each other have in common. */
export const nameKey = (name: Buffer): string =>
  name.toString('utf8').replaceAll('\\', '/').normalize('NFC').toLowerCase()
