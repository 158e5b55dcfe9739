/** Unpacks one deflated entry as it comes, and finds where it ends. */
import { createInflateRaw } from 'node:zlib'
import type { InflateRaw } from 'node:zlib'
import type { ByteFeed } from './byte-feed.ts'

/** At most a thousandfold comes out of one step, so this is what bounds the memory. */
const stepBytes = 8 * 1024

export type Inflated = { readonly packedBytes: number; readonly sizeBytes: number }

/** Answers undefined where the data are not deflated, end early, or `take` has had enough. */
export async function inflateEntry(
  feed: ByteFeed,
  take: (bytes: Buffer) => Promise<'more' | 'enough'>,
): Promise<Inflated | undefined> {
  const engine = createInflateRaw({ chunkSize: 64 * 1024 })
  const out: Buffer[] = []
  engine.on('data', (bytes: Buffer) => out.push(bytes))
  let sizeBytes = 0
  let given = 0
  try {
    for (;;) {
      const bytes = await feed.some(stepBytes)
      if (bytes === undefined || !(await step(engine, bytes))) return undefined
      given += bytes.length
      for (const piece of out.splice(0)) {
        sizeBytes += piece.length
        if ((await take(piece)) === 'enough') return undefined
      }
      const left = given - engine.bytesWritten
      if (left === 0) continue
      // What the engine leaves lies behind the end of the deflated data.
      feed.unread(left)
      return { packedBytes: engine.bytesWritten, sizeBytes }
    }
  } finally {
    engine.destroy()
  }
}

/** Answers whether it went well; all that came out of it has been handed on by then. */
const step = (engine: InflateRaw, bytes: Buffer): Promise<boolean> =>
  new Promise((resolve) => {
    const failed = (): void => resolve(false)
    engine.once('error', failed)
    engine.write(bytes, (error) => {
      if (!error) engine.off('error', failed)
      resolve(!error)
    })
  })
