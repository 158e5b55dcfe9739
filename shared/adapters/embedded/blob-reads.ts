import { existsSync } from 'node:fs'
import { open, readFile } from 'node:fs/promises'
import { join } from 'node:path'

import { blockFile, committedFile } from './blob-paths.ts'
import { DataFolderDamaged } from './data-folder-errors.ts'
import { guardedFileWork, isMissing } from './files.ts'
import { release } from '../../kernel/release.ts'
import { damageAdvice } from './sqlite.ts'

/** What a commit writes: the blocks in their order, each with its size. */
export type Manifest = {
  readonly sizeBytes: number
  readonly blocks: readonly (readonly [number: number, sizeBytes: number])[]
}

type Range = { readonly start: number; readonly end?: number }

const chunkBytes = 256 * 1024

export const isCommitted = (path: string): boolean => existsSync(join(path, committedFile))

/** Undefined when the blob is not committed. */
export async function manifestOf(path: string): Promise<Manifest | undefined> {
  try {
    return JSON.parse(await readFile(join(path, committedFile), 'utf8')) as Manifest
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error instanceof SyntaxError ? damaged(path, error) : error
  }
}

/** The bytes of a range, block by block; a block is opened when its turn comes and closed before the next. */
export async function* readBlocks(
  path: string,
  { blocks }: Manifest,
  { start, end = Number.POSITIVE_INFINITY }: Range = { start: 0 },
): AsyncGenerator<Uint8Array, void, undefined> {
  let blockStart = 0
  for (const [number, size] of blocks) {
    const from = Math.max(start - blockStart, 0)
    const to = Math.min(end - blockStart, size)
    if (to <= 0) return
    if (from < to) yield* readBlock(join(path, blockFile(number)), from, to)
    blockStart += size
  }
}

async function* readBlock(
  file: string,
  from: number,
  to: number,
): AsyncGenerator<Uint8Array, void, undefined> {
  const block = await guardedFileWork('blobs', () => open(file, 'r'))
  const chunk = Buffer.allocUnsafeSlow(Math.min(chunkBytes, to - from))
  try {
    for (let position = from; position < to;) {
      const wanted = Math.min(chunk.length, to - position)
      const { bytesRead } = await guardedFileWork('blobs', () => block.read(chunk, 0, wanted, position))
      if (bytesRead === 0) throw damaged(file)
      position += bytesRead
      yield chunk.subarray(0, bytesRead)
    }
  } finally {
    release(chunk)
    await block.close()
  }
}

function damaged(file: string, cause?: unknown): DataFolderDamaged {
  return new DataFolderDamaged(file, damageAdvice, { cause })
}
