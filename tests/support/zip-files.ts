import { fromBufferPromise } from 'yauzl'

/** The files of a zip in memory, read by another's reader. */
export async function filesOf(zip: Buffer): Promise<ReadonlyMap<string, Buffer>> {
  const files = new Map<string, Buffer>()
  const opened = await fromBufferPromise(zip, { lazyEntries: true })
  for await (const entry of opened.eachEntry()) {
    const pieces: Buffer[] = []
    for await (const piece of (await opened.openReadStreamPromise(entry)) as AsyncIterable<Buffer>)
      pieces.push(piece)
    files.set(entry.fileName, Buffer.concat(pieces))
  }
  return files
}
