// Bytes by the hundred million, made and checked without ever being held.
import { createCipheriv, createHash } from 'node:crypto'

const piece = 1024 ** 2

/** Bytes that look random and are the same for the same seed: the part from `start` to `end`. Both are whole MiB. */
export function* seededBytes(seed: string, start: number, end: number): Generator<Uint8Array> {
  const key = createHash('sha256').update(seed).digest()
  const counter = Buffer.alloc(16)
  counter.writeBigUInt64BE(BigInt(start / 16), 8)
  const cipher = createCipheriv('aes-256-ctr', key, counter)
  const zeros = Buffer.alloc(piece)
  for (let at = start; at < end; at += piece)
    yield cipher.update(zeros.subarray(0, Math.min(piece, end - at)))
}

export async function sha256Of(pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<string> {
  const hash = createHash('sha256')
  for await (const bytes of pieces) hash.update(bytes)
  return hash.digest('hex')
}

export async function* streamed(pieces: Iterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for (const bytes of pieces) {
    yield bytes
    // A generator that never waits starves the sockets of this process.
    await new Promise((resolve) => setImmediate(resolve))
  }
}
