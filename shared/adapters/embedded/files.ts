import { randomUUID } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { dirname } from 'node:path'

import { DependencyUnavailable, type Dependency } from '../../application/ports/unavailable.ts'

/** Begins the names of files that are not yet what they are going to be; whoever owns the folder sweeps them at start. */
export const unfinishedPrefix = '.unfinished-'

/** After a kill at any moment the path holds either what it held before or all of `bytes`. Mode 0600. */
export function writeFileAtomically(path: string, bytes: Uint8Array): void {
  publish(path, bytes, (unfinished) => renameSync(unfinished, path))
}

/**
 * As above, but throws when the path is taken. Looking and naming are one step, since one process has the folder
 * (`lockFolder`) and nothing here awaits.
 */
export function createFileAtomically(path: string, bytes: Uint8Array): void {
  publish(path, bytes, (unfinished) => {
    if (existsSync(path)) throw new Error('the name is in use')
    renameSync(unfinished, path)
  })
}

/** The names in a folder; none when there is no such folder. */
export async function filesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    if (isMissing(error)) return []
    throw error
  }
}

/** Readable by this user alone; leaves one that is there as it is. */
export function makePrivateFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
}

/** Makes names that were added to or taken from a folder last through a loss of power. */
export function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/** Codes of the operating system after which trying again may help (errno(3)), with the seconds to wait. */
const retryAfterSeconds: Readonly<Record<string, number>> = {
  EAGAIN: 1,
  EBUSY: 1,
  EMFILE: 5,
  ENFILE: 5,
  EIO: 30,
  ENOSPC: 60,
  EDQUOT: 60,
  EROFS: 60,
}

function fileErrorCode(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return typeof code === 'string' ? code : undefined
}

export const isMissing = (error: unknown): boolean => fileErrorCode(error) === 'ENOENT'

/** What the disk refuses for load, space or hardware leaves as `DependencyUnavailable`; anything else as it is. */
function fileErrorOf(dependency: Dependency, error: unknown): unknown {
  const seconds = retryAfterSeconds[fileErrorCode(error) ?? '']
  return seconds === undefined ? error : new DependencyUnavailable(dependency, seconds, { cause: error })
}

export function guardedFiles<T>(dependency: Dependency, work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw fileErrorOf(dependency, error)
  }
}

export async function guardedFileWork<T>(dependency: Dependency, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw fileErrorOf(dependency, error)
  }
}

function publish(path: string, bytes: Uint8Array, name: (unfinished: string) => void): void {
  const unfinished = `${dirname(path)}/${unfinishedPrefix}${randomUUID()}`
  try {
    writeDurably(unfinished, bytes)
    name(unfinished)
  } catch (error) {
    rmSync(unfinished, { force: true })
    throw error
  }
  syncFolder(dirname(path))
}

function writeDurably(path: string, bytes: Uint8Array): void {
  const handle = openSync(path, 'wx', 0o600)
  try {
    for (let written = 0; written < bytes.length;) written += writeSync(handle, bytes, written)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
