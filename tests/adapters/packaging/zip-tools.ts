/** Opens a zip the way its receivers do: with yauzl, and with the system's own tools where there are any. */
import { execFileSync } from 'node:child_process'
import { fromBuffer } from 'yauzl'
import type { Entry, ZipFile } from 'yauzl'

export type Unpacked = { readonly entry: Entry; readonly bytes: Buffer }

export const openBuffer = (bytes: Buffer): Promise<ZipFile> =>
  new Promise((resolve, reject) => {
    fromBuffer(bytes, { lazyEntries: true }, (error, zip) => {
      if (error) reject(error)
      else resolve(zip)
    })
  })

export const unzip = async (bytes: Buffer): Promise<readonly Unpacked[]> =>
  readAll(await openBuffer(bytes))

export async function entriesOf(zip: ZipFile): Promise<readonly Entry[]> {
  const entries: Entry[] = []
  await new Promise<void>((resolve, reject) => {
    zip.on('entry', (entry: Entry) => {
      entries.push(entry)
      zip.readEntry()
    })
    zip.on('end', resolve).on('error', reject)
    zip.readEntry()
  })
  return entries
}

async function readAll(zip: ZipFile): Promise<readonly Unpacked[]> {
  const unpacked: Unpacked[] = []
  for (const entry of await entriesOf(zip)) unpacked.push({ entry, bytes: await bytesOf(zip, entry) })
  return unpacked
}

const bytesOf = (zip: ZipFile, entry: Entry): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error) return void reject(error)
      const pieces: Buffer[] = []
      stream.on('data', (piece: Buffer) => pieces.push(piece))
      stream.on('end', () => void resolve(Buffer.concat(pieces))).on('error', reject)
    })
  })

/** What a program of this machine prints, or undefined where there is no such program. */
export function outputOf(program: string, parameters: readonly string[]): string | undefined {
  try {
    return execFileSync(program, parameters, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
