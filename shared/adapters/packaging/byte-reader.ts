/** Reads a stream of chunks in pieces of a wished length; pulls only what is asked for, and keeps none of it. */
export type ByteReader = {
  /** The next `length` bytes, fewer only at the end; for what is short, as they are gathered. */
  readonly read: (length: number) => Promise<Uint8Array>
  /** At most so many of the next bytes, as they came; none only at the end. Valid until the next call. */
  readonly next: (most: number) => Promise<Uint8Array>
  readonly close: () => Promise<void>
}

export function byteReader(source: AsyncIterable<Uint8Array>): ByteReader {
  const iterator = source[Symbol.asyncIterator]()
  let rest: Uint8Array = new Uint8Array(0)

  async function next(most: number): Promise<Uint8Array> {
    while (rest.length === 0) {
      const chunk = await iterator.next()
      if (chunk.done === true) return rest
      rest = chunk.value
    }
    const part = rest.subarray(0, most)
    rest = rest.subarray(part.length)
    return part
  }

  async function read(length: number): Promise<Uint8Array> {
    const gathered = Buffer.alloc(length)
    let filled = 0
    while (filled < length) {
      const part = await next(length - filled)
      if (part.length === 0) break
      gathered.set(part, filled)
      filled += part.length
    }
    return gathered.subarray(0, filled)
  }

  return {
    read,
    next,
    close: async () => {
      await iterator.return?.()
    },
  }
}
