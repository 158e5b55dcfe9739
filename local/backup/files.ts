import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, readdir, stat, utimes } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'

import { isMissing, unfinishedPrefix } from '../../shared/adapters/embedded/files.ts'

export type CopiedFile = {
  /** Below the backup, with slashes. */
  readonly path: string
  readonly sizeBytes: number
  /** Hexadecimal. */
  readonly sha256: string
}

/** The files below a folder, by their paths with slashes; none where there is no folder. What is unfinished is left out. */
export async function filesBelow(folder: string): Promise<readonly string[]> {
  const entries = await unlessMissing(readdir(folder, { recursive: true, withFileTypes: true }), [])
  return entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith(unfinishedPrefix))
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort()
}

/** Copies the bytes as they pass, and says what passed. Mode 0600; the time goes along, since it says whether a file changed. */
export async function copyFile(from: string, to: string): Promise<Omit<CopiedFile, 'path'>> {
  const { atime, mtime } = await stat(from)
  await mkdir(dirname(to), { recursive: true, mode: 0o700 })
  const hash = createHash('sha256')
  let sizeBytes = 0
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk)
      sizeBytes += chunk.length
      done(null, chunk)
    },
  })
  await pipeline(createReadStream(from), counted, createWriteStream(to, { mode: 0o600, flush: true }))
  await utimes(to, atime, mtime)
  return { sizeBytes, sha256: hash.digest('hex') }
}

export async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer)
  return hash.digest('hex')
}

/** What was removed between its listing and its turn was removed on purpose. */
export async function unlessMissing<T, E>(work: Promise<T>, otherwise: E): Promise<T | E> {
  try {
    return await work
  } catch (error) {
    if (isMissing(error)) return otherwise
    throw error
  }
}
