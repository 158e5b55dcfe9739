/** Opens a zip the way its receivers do: with yauzl, and with the system's own tools where there are any. */
import { execFileSync } from 'node:child_process'
import { fromBufferPromise } from 'yauzl'
import type { Entry, ZipFile } from 'yauzl'

export type Unpacked = { readonly entry: Entry; readonly bytes: Buffer }

export const openBuffer = (bytes: Buffer): Promise<ZipFile> => fromBufferPromise(bytes)

export async function entriesOf(zip: ZipFile): Promise<readonly Entry[]> {
  const entries: Entry[] = []
  for await (const entry of zip.eachEntry()) entries.push(entry)
  return entries
}

export async function unzip(bytes: Buffer): Promise<readonly Unpacked[]> {
  const zip = await openBuffer(bytes)
  const unpacked: Unpacked[] = []
  for await (const entry of zip.eachEntry()) {
    const pieces: Buffer[] = await (await zip.openReadStreamPromise(entry)).toArray()
    unpacked.push({ entry, bytes: Buffer.concat(pieces) })
  }
  return unpacked
}

/** What a program of this machine prints, or undefined where there is no such program. */
export function outputOf(program: string, parameters: readonly string[]): string | undefined {
  try {
    return execFileSync(program, parameters, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
