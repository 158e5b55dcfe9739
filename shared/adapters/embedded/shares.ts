import { randomBytes } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fdatasyncSync,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'

import { checkShareName } from '../../application/ports/blob-rules.ts'
import type { SharePage, ShareStore } from '../../application/ports/shares.ts'
import { createFileAtomically, guardedFiles, isMissing, syncFolder, unfinishedPrefix } from './files.ts'

/**
 * Shred shares as files in a folder of their own. Destroying takes the name away first (from then on the share is gone,
 * whatever happens), then overwrites the bytes and unlinks them. On a disk that copies when it writes (flash, snapshots)
 * overwriting promises nothing; unlinking is what counts, and such folders must be kept out of backups. A file's time is
 * when its share was put, by the instance's clock: in demo mode that clock is moved, and ages must move with it.
 */
export function createShareStore(folder: string, now: () => Date): ShareStore {
  const shares = join(folder, 'shares')
  mkdirSync(shares, { recursive: true, mode: 0o700 })
  finishWhatWasBegun(shares)
  const fileOf = (name: string): string => {
    checkShareName(name)
    return join(shares, name)
  }

  return {
    put: async (name, share) =>
      guardedFiles('shares', () => {
        createFileAtomically(fileOf(name), share)
        utimesSync(fileOf(name), now(), now())
      }),
    get: async (name) => guardedFiles('shares', () => readIfPresent(fileOf(name))),
    destroy: async (name) => guardedFiles('shares', () => destroy(shares, fileOf(name))),
    list: async ({ prefix = '', continuation = '' } = {}) =>
      guardedFiles('shares', () => pageOf(shares, prefix, continuation)),
  }
}

const pageLength = 5_000

/** The continuation is the last name of the page before, as in the list of blobs. */
function pageOf(shares: string, prefix: string, continuation: string): SharePage {
  const wanted = readdirSync(shares)
    .filter((name) => !name.startsWith(unfinishedPrefix) && name.startsWith(prefix) && name > continuation)
    .sort()
  const names = wanted.slice(0, pageLength)
  const last = names.at(-1)
  return {
    shares: names.map((name) => ({ name, createdAt: statSync(join(shares, name)).mtime })),
    ...(last === undefined || wanted.length === names.length ? {} : { continuation: last }),
  }
}

function readIfPresent(file: string): Uint8Array | undefined {
  try {
    return readFileSync(file)
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}

function destroy(shares: string, file: string): void {
  if (!existsSync(file)) return
  const doomed = join(shares, `${unfinishedPrefix}${randomBytes(16).toString('hex')}`)
  renameSync(file, doomed)
  syncFolder(shares)
  shred(doomed)
  syncFolder(shares)
}

function shred(file: string): void {
  const handle = openSync(file, 'r+')
  try {
    writeSync(handle, randomBytes(Math.max(1, fstatSync(handle).size)), 0)
    fdatasyncSync(handle)
  } finally {
    closeSync(handle)
  }
  rmSync(file)
}

/** A killed process leaves shares that were being destroyed or had not been put yet; neither was ever promised. */
function finishWhatWasBegun(shares: string): void {
  for (const name of readdirSync(shares)) {
    if (name.startsWith(unfinishedPrefix)) shred(join(shares, name))
  }
}
