/** What `node:crypto` and zlib themselves need for so many bytes: segments of 1 MiB, writes of 64 KiB, nothing else. */
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { crc32 } from 'node:zlib'

const MiB = 2 ** 20
const pieceLength = 64 * 1024

export type CryptoFloor = Readonly<Record<'decrypt' | 'encrypt' | 'hash' | 'sum', () => void>>

/** `outputs`: whether each output is left to the collector, as callers usually do, or freed at once, which is the limit. */
export function cryptoFloor(totalBytes: number, outputs: 'left' | 'freed'): CryptoFloor {
  const done = outputs === 'freed' ? free : () => undefined
  const key = randomBytes(32)
  const iv = randomBytes(12)
  const plain = randomBytes(MiB)
  const cipher = createCipheriv('aes-256-gcm', key, iv)
  const sealed = Buffer.concat([cipher.update(plain), cipher.final()])
  const tag = cipher.getAuthTag()
  const [plainPieces, sealedPieces] = [piecesOf(plain), piecesOf(sealed)]
  const eachSegment = (run: () => void): void => {
    for (let segment = 0; segment < totalBytes / MiB; segment += 1) run()
  }
  return {
    decrypt: () => {
      eachSegment(() => {
        const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: 16 }).setAuthTag(tag)
        for (const piece of sealedPieces) done(decipher.update(piece))
        decipher.final()
      })
    },
    encrypt: () => {
      eachSegment(() => {
        const segment = createCipheriv('aes-256-gcm', key, iv)
        for (const piece of plainPieces) done(segment.update(piece))
        segment.final()
      })
    },
    hash: () => {
      const hash = createHash('sha256')
      eachSegment(() => {
        for (const piece of plainPieces) hash.update(piece)
      })
      hash.digest()
    },
    sum: () => {
      eachSegment(() => {
        for (const piece of plainPieces) crc32(piece)
      })
    },
  }
}

function free(output: Buffer): void {
  if (output.buffer instanceof ArrayBuffer) output.buffer.transfer(0)
}

const piecesOf = (bytes: Buffer): readonly Buffer[] =>
  Array.from({ length: MiB / pieceLength }, (_, piece) =>
    bytes.subarray(piece * pieceLength, (piece + 1) * pieceLength),
  )
