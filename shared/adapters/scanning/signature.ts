// What is looked for in every content, whatever it claims to be.
import type { Examination } from './examination.ts'

/**
 * The test file of EICAR (https://www.eicar.org/download-anti-malware-testfile/). Joined where it runs, so that neither
 * this file nor the bundle is one.
 */
const testSignature = Buffer.from(
  ['X5O!P%@AP[4\\PZX54(P^)7CC)7}', 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!', 'H+H*'].join('$'),
)
const directoryEnd = Buffer.from('PK\x05\x06', 'latin1')
const directoryEndBytes = 22
const kept = testSignature.length - 1

export type Inspector = {
  readonly take: (bytes: Uint8Array) => void
  readonly end: () => void
}

/** One that has nothing to say at the end. */
export const inspector = (take: Inspector['take']): Inspector => ({ take, end: () => undefined })

/** Finds the test signature, and an archive that lies behind something else (a polyglot). */
export function signatureInspector(examination: Examination, isArchive: boolean): Inspector {
  let tail = Buffer.alloc(0)
  let length = 0
  /** Where the last end of a zip directory began, and as much of it as has come. */
  let last = { at: 0, bytes: tail }

  function lookForDirectory(window: Buffer, start: number): void {
    const found = window.lastIndexOf(directoryEnd)
    if (found >= 0 && start + found >= last.at)
      last = { at: start + found, bytes: Buffer.from(window.subarray(found, found + directoryEndBytes)) }
    // The record began in an earlier piece than it ends in.
    else if (last.bytes.length > 0 && last.bytes.length < directoryEndBytes) {
      const next = window.subarray(last.at + last.bytes.length - start)
      last.bytes = Buffer.concat([last.bytes, next.subarray(0, directoryEndBytes - last.bytes.length)])
    }
  }

  return {
    take(bytes) {
      const joined = Buffer.concat([tail, bytes.subarray(0, kept)])
      const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
      if (joined.includes(testSignature) || whole.includes(testSignature))
        examination.refuse('malwareSignature')
      if (!isArchive) {
        lookForDirectory(joined, length - tail.length)
        lookForDirectory(whole, length)
      }
      length += bytes.length
      tail = Buffer.concat([tail, whole.subarray(-kept)]).subarray(-kept)
    },
    end() {
      if (last.bytes.length < directoryEndBytes) return
      const comment = last.bytes.readUInt16LE(20)
      if (last.at + directoryEndBytes + comment === length) examination.refuse('twoTypesAtOnce')
    },
  }
}
