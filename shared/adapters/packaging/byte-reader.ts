import { release } from './release.ts'

/** Reads a stream of chunks in pieces of a wished length; pulls only what is asked for. */
export type ByteReader = {
  /** The next `length` bytes, fewer only at the end; valid until the next call. */
  readonly read: (length: number) => Promise<Uint8Array>
  readonly close: () => Promise<void>
}

/** `capacity`: the longest read that will be asked for. */
export function byteReader(source: AsyncIterable<Uint8Array>, capacity: number): ByteReader {
  const iterator = source[Symbol.asyncIterator]()
  let rest: Uint8Array = new Uint8Array(0)
  let gathered: Buffer | undefined

  async function gather(length: number): Promise<Uint8Array> {
    gathered ??= Buffer.allocUnsafeSlow(capacity)
    let filled = 0
    while (filled < length) {
      if (rest.length === 0) {
        const next = await iterator.next()
        if (next.done === true) break
        rest = next.value
      }
      const part = take(length - filled)
      gathered.set(part, filled)
      filled += part.length
    }
    return gathered.subarray(0, filled)
  }

  function take(length: number): Uint8Array {
    const part = rest.subarray(0, length)
    rest = rest.subarray(part.length)
    return part
  }

  return {
    read: async (length) => (rest.length >= length ? take(length) : gather(length)),
    close: async () => {
      release(gathered)
      gathered = undefined
      await iterator.return?.()
    },
  }
}
