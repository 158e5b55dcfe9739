import { randomUUID } from 'node:crypto'
import { closeSync, fsyncSync, linkSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'

/** Begins the names of files that are not yet what they are going to be; whoever owns the folder sweeps them at start. */
export const unfinishedPrefix = '.unfinished-'

/** After a kill at any moment the path holds either what it held before or all of `bytes`. Mode 0600. */
export function writeFileAtomically(path: string, bytes: Uint8Array): void {
  publish(path, bytes, (unfinished) => renameSync(unfinished, path))
}

/** As above, but throws `EEXIST` when the path is taken. */
export function createFileAtomically(path: string, bytes: Uint8Array): void {
  publish(path, bytes, (unfinished) => {
    linkSync(unfinished, path)
    rmSync(unfinished)
  })
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
