import { createHash } from 'node:crypto'
import { openPromise } from 'yauzl'

export type ZipEntry = { readonly path: string; readonly sizeBytes: number; readonly sha256: string }

export type ReadZip = {
  readonly entries: ReadonlyMap<string, ZipEntry>
  /** The texts of entries of at most a MiB. */
  readonly text: (path: string) => string
  readonly json: <T>(path: string) => T
}

const small = 1024 ** 2

/** Reads a zip with another's reader: every entry hashed, the small ones kept. */
export async function readZip(file: string): Promise<ReadZip> {
  const zip = await openPromise(file)
  const entries = new Map<string, ZipEntry>()
  const texts = new Map<string, string>()
  for await (const entry of zip.eachEntry()) {
    const hash = createHash('sha256')
    const pieces: Buffer[] = []
    let sizeBytes = 0
    for await (const piece of (await zip.openReadStreamPromise(entry)) as AsyncIterable<Buffer>) {
      hash.update(piece)
      sizeBytes += piece.length
      if (sizeBytes <= small) pieces.push(piece)
    }
    entries.set(entry.fileName, { path: entry.fileName, sizeBytes, sha256: hash.digest('hex') })
    if (sizeBytes <= small) texts.set(entry.fileName, Buffer.concat(pieces).toString())
  }
  const text = (path: string): string => {
    const found = texts.get(path)
    if (found === undefined)
      throw new Error(`${path} is not in the zip; there are ${[...entries.keys()].join(', ')}`)
    return found
  }
  return { entries, text, json: <T>(path: string) => JSON.parse(text(path)) as T }
}
