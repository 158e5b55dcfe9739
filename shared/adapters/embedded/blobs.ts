import { randomUUID } from 'node:crypto'
import { mkdirSync, rmSync } from 'node:fs'
import { mkdir, open, rename, rm, rmdir, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

import { checkBlock } from '../../application/ports/blob-rules.ts'
import type { BlobName, BlobStore } from '../../application/ports/blobs.ts'
import { err, ok } from '../../kernel/result.ts'
import { listBlobs } from './blob-lists.ts'
import {
  blobPath,
  blockFile,
  blockNumber,
  committedFile,
  containerPath,
  unfinishedEnding,
} from './blob-paths.ts'
import { isCommitted, manifestOf, readBlocks, type Manifest } from './blob-reads.ts'
import { filesIn, guardedFileWork, isMissing, writeFileAtomically } from './files.ts'
import { inTurn } from '../../kernel/in-turn.ts'

const pageLength = 5_000

/** Not the name of a container, so no blob lies in there. */
const trashFolder = '.trash'

/** How many blocks are flushed at a time when a blob is committed. */
const flushedAtOnce = 16

/**
 * Blobs as folders of blocks under `folder/blobs`. Committing writes one small file that names the blocks: it moves no
 * bytes, so a blob of any size takes its space once, and a kill at any moment leaves it committed or not. Removing takes
 * the whole folder away by one renaming.
 */
export function createBlobStore(folder: string): BlobStore {
  const root = join(folder, 'blobs')
  const trash = join(root, trashFolder)
  rmSync(trash, { recursive: true, force: true })
  mkdirSync(trash, { recursive: true, mode: 0o700 })
  const oneAtATime = inTurn()
  const change = <T>(blob: BlobName, work: (path: string) => Promise<T>): Promise<T> =>
    guardedFileWork('blobs', async () => {
      const path = blobPath(root, blob)
      return oneAtATime(path, () => work(path))
    })
  const look = <T>(blob: BlobName, work: (path: string) => Promise<T>): Promise<T> =>
    guardedFileWork('blobs', async () => work(blobPath(root, blob)))

  return {
    stage: (blob, number, bytes) => change(blob, (path) => stage(path, number, bytes)),
    staged: (blob) => look(blob, staged),
    commit: (blob, numbers) => change(blob, (path) => commit(path, numbers)),
    read: (blob, range) =>
      look(blob, async (path) => {
        const manifest = await manifestOf(path)
        return manifest && readBlocks(path, manifest, range)
      }),
    size: (blob) => look(blob, async (path) => (await manifestOf(path))?.sizeBytes),
    remove: (blob) => change(blob, (path) => remove(path, trash)),
    list: (container, prefix, { continuation, staged: alsoStaged } = {}) =>
      guardedFileWork('blobs', () =>
        listBlobs(containerPath(root, container), {
          prefix,
          limit: pageLength,
          staged: alsoStaged !== undefined,
          ...(continuation !== undefined && { continuation }),
        }),
      ),
  }
}

async function stage(path: string, number: number, bytes: Uint8Array): Promise<void> {
  checkBlock(number, bytes)
  // A late repeat: what is committed does not change any more.
  if (isCommitted(path)) return

  await mkdir(path, { recursive: true, mode: 0o700 })
  const unfinished = join(path, `${randomUUID()}${unfinishedEnding}`)
  try {
    await writeFile(unfinished, bytes, { flag: 'wx', mode: 0o600 })
    await rename(unfinished, join(path, blockFile(number)))
  } catch (error) {
    await rm(unfinished, { force: true })
    throw error
  }
}

async function staged(path: string): Promise<{ number: number; sizeBytes: number }[]> {
  if (isCommitted(path)) return []

  const numbers = (await filesIn(path)).map(blockNumber).filter((number) => number !== undefined)
  const sizes = await Promise.all(numbers.map((number) => sizeOf(join(path, blockFile(number)))))
  return numbers
    .flatMap((number, index) => {
      const sizeBytes = sizes[index]
      return sizeBytes === undefined ? [] : [{ number, sizeBytes }]
    })
    .sort((a, b) => a.number - b.number)
}

async function commit(path: string, numbers: readonly number[]): ReturnType<BlobStore['commit']> {
  if (isCommitted(path)) return err({ code: 'exists' })

  const sizeByNumber = new Map((await staged(path)).map(({ number, sizeBytes }) => [number, sizeBytes]))
  const missing = numbers.find((number) => !sizeByNumber.has(number))
  if (missing !== undefined) return err({ code: 'blockMissing', number: missing })

  const blocks = numbers.map((number) => [number, sizeByNumber.get(number) ?? 0] as const)
  const manifest: Manifest = { sizeBytes: blocks.reduce((sum, [, size]) => sum + size, 0), blocks }
  await mkdir(path, { recursive: true, mode: 0o700 })
  await flush(path, numbers)
  writeFileAtomically(join(path, committedFile), Buffer.from(JSON.stringify(manifest)))
  await removeOthers(path, new Set(numbers))
  return ok({ sizeBytes: manifest.sizeBytes })
}

/** Before a blob is promised, its bytes are on the disk, and not only in the memory of the operating system. */
async function flush(path: string, numbers: readonly number[]): Promise<void> {
  const waiting = [...new Set(numbers)]
  const flushNext = async (): Promise<void> => {
    for (let number = waiting.pop(); number !== undefined; number = waiting.pop()) {
      const block = await open(join(path, blockFile(number)), 'r')
      await block.datasync().finally(() => block.close())
    }
  }
  await Promise.all(Array.from({ length: flushedAtOnce }, flushNext))
}

/** Blocks that were staged and not named in the commit are gone with it, as in Blob Storage. */
async function removeOthers(path: string, kept: ReadonlySet<number>): Promise<void> {
  for (const file of await filesIn(path)) {
    const number = blockNumber(file)
    const others = number === undefined ? file !== committedFile : !kept.has(number)
    if (others) await rm(join(path, file), { force: true })
  }
}

async function remove(path: string, trash: string): Promise<void> {
  const doomed = join(trash, randomUUID())
  try {
    await rename(path, doomed)
  } catch (error) {
    if (isMissing(error)) return
    throw error
  }
  await rm(doomed, { recursive: true, force: true })
  await removeEmptyFolders(dirname(path), dirname(trash))
}

/** Purged requests leave no folders behind. A folder that something was put into meanwhile stays. */
async function removeEmptyFolders(folder: string, root: string): Promise<void> {
  if (folder === root) return
  try {
    await rmdir(folder)
  } catch {
    return // not empty, or gone already
  }
  await removeEmptyFolders(dirname(folder), root)
}

async function sizeOf(file: string): Promise<number | undefined> {
  try {
    return (await stat(file)).size
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}
