import { join } from 'node:path'

import type { BlobName } from '../../application/ports/blobs.ts'

/**
 * Where blobs lie. The name `a/b` is the folder `a.d/b.blob`, which holds one file a block, named by its number, and, once
 * it is committed, `committed.json`. The endings keep the blob `a` apart from the blobs under `a/`, whatever their names.
 */
const containerPattern = /^[A-Za-z0-9][A-Za-z0-9_-]{0,62}$/
const segmentPattern = /^[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}$/
const mostSegments = 8

const blobEnding = '.blob'
const folderEnding = '.d'

export const committedFile = 'committed.json'
export const unfinishedEnding = '.unfinished'

export const blockFile = (number: number): string => String(number).padStart(5, '0')

/** The number of a block's file; undefined for any other file. */
export function blockNumber(file: string): number | undefined {
  return /^\d{5}$/.test(file) ? Number(file) : undefined
}

/** Throws for what is not a name: nothing that comes from outside may choose a path. */
export function containerPath(root: string, container: string): string {
  if (!containerPattern.test(container))
    throw new RangeError('a container is named by letters, digits, _ and -')
  return join(root, container)
}

export function blobPath(root: string, { container, name }: BlobName): string {
  const segments = name.split('/')
  if (segments.length > mostSegments || !segments.every((segment) => segmentPattern.test(segment))) {
    throw new RangeError('a blob is named by letters, digits, _, - and ., in parts between slashes')
  }
  const last = segments.pop() ?? ''
  const folders = segments.map((segment) => `${segment}${folderEnding}`)
  return join(containerPath(root, container), ...folders, `${last}${blobEnding}`)
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
