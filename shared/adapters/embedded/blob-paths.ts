import { join } from 'node:path'

import { checkBlobName, checkContainer } from '../../application/ports/blob-rules.ts'
import type { BlobName } from '../../application/ports/blobs.ts'

/**
 * Where blobs lie. The name `a/b` is the folder `a.d/b.blob`, which holds one file a block, named by its number, and, once
 * it is committed, `committed.json`. The endings keep the blob `a` apart from the blobs under `a/`, whatever their names.
 */
const blobEnding = '.blob'
const folderEnding = '.d'

export const committedFile = 'committed.json'
export const unfinishedEnding = '.unfinished'

export const blockFile = (number: number): string => String(number).padStart(5, '0')

/** The number of a block's file; undefined for any other file. */
export function blockNumber(file: string): number | undefined {
  return /^\d{5}$/.test(file) ? Number(file) : undefined
}

export function containerPath(root: string, container: string): string {
  checkContainer(container)
  return join(root, container)
}

export function blobPath(root: string, blob: BlobName): string {
  checkBlobName(blob)
  const segments = blob.name.split('/')
  const last = segments.pop() ?? ''
  const folders = segments.map((segment) => `${segment}${folderEnding}`)
  return join(containerPath(root, blob.container), ...folders, `${last}${blobEnding}`)
}

export type Entry = { readonly kind: 'blob' | 'folder'; readonly file: string; readonly key: string }

/** The entries of a folder in the order of the names below them: a folder's names all go on with a slash. */
export function entriesInOrder(files: readonly string[]): Entry[] {
  const entries = files.flatMap((file): Entry[] => {
    if (file.endsWith(blobEnding)) return [{ kind: 'blob', file, key: file.slice(0, -blobEnding.length) }]
    if (file.endsWith(folderEnding))
      return [{ kind: 'folder', file, key: `${file.slice(0, -folderEnding.length)}/` }]
    return []
  })
  return entries.sort((a, b) => (a.key < b.key ? -1 : 1))
}
