/** Bytes that one side brings as they come and the other takes as it needs them; neither runs ahead of the other. */
export type ByteFeed = {
  /** Resolves when the reader wants more than this, or no more at all. */
  readonly push: (bytes: Uint8Array) => Promise<void>
  /** No more will come. */
  readonly finish: () => void
  /** The reader is done; what is pushed from now on is dropped. */
  readonly close: () => void
  /** Exactly `count` bytes; undefined where fewer are left. */
  readonly take: (count: number) => Promise<Buffer | undefined>
  /** The next bytes, at most `most`; undefined at the end. */
  readonly some: (most: number) => Promise<Buffer | undefined>
  /** Gives back as many of the bytes that were taken last. */
  readonly unread: (count: number) => void
  /** How many bytes have been taken. */
  readonly position: () => number
}

export function byteFeed(): ByteFeed {
  let held: Uint8Array = Buffer.alloc(0)
  let at = 0
  let position = 0
  let isFinished = false
  let isClosed = false
  let wanted: (() => void) | undefined
  let arrived: (() => void) | undefined

  const left = (): number => held.length - at

  function wake(): void {
    arrived?.()
    arrived = undefined
  }

  function relieve(): void {
    wanted?.()
    wanted = undefined
  }

  function more(): Promise<void> {
    relieve()
    return new Promise((resolve) => (arrived = resolve))
  }

  function cut(count: number): Buffer {
    const bytes = Buffer.from(held.buffer, held.byteOffset + at, count)
    at += count
    position += count
    return bytes
  }

  return {
    push(bytes) {
      if (isClosed) return Promise.resolve()
      held = left() === 0 ? bytes : Buffer.concat([held.subarray(at), bytes])
      at = 0
      const consumed = new Promise<void>((resolve) => (wanted = resolve))
      wake()
      return consumed
    },
    finish() {
      isFinished = true
      wake()
    },
    close() {
      isClosed = true
      held = Buffer.alloc(0)
      relieve()
    },
    async take(count) {
      while (left() < count && !isFinished) await more()
      return left() < count ? undefined : cut(count)
    },
    async some(most) {
      while (left() === 0 && !isFinished) await more()
      return left() === 0 ? undefined : cut(Math.min(most, left()))
    },
    unread(count) {
      at -= count
      position -= count
    },
    position: () => position,
  }
}
