import { join } from 'node:path'

import { entriesInOrder } from './blob-paths.ts'
import { isCommitted } from './blob-reads.ts'
import { filesIn } from './files.ts'

type Wanted = {
  readonly prefix: string
  readonly limit: number
  /** Also what has staged blocks only. */
  readonly staged: boolean
  readonly continuation?: string
}

/** Blobs in the order of their names; the continuation is the last name of the page before. */
export async function listBlobs(
  container: string,
  wanted: Wanted,
): Promise<{ names: readonly string[]; continuation?: string }> {
  const names: string[] = []
  for await (const name of namesBelow(container, '', wanted)) {
    const last = names.at(-1)
    if (names.length === wanted.limit && last !== undefined) return { names, continuation: last }
    names.push(name)
  }
  return { names }
}

/** Folders that cannot hold a wanted name are not opened. */
async function* namesBelow(
  folder: string,
  before: string,
  wanted: Wanted,
): AsyncGenerator<string, void, undefined> {
  const { prefix, staged, continuation = '' } = wanted
  const counts = (path: string): boolean => staged || isCommitted(path)
  for (const { kind, file, key } of entriesInOrder(await filesIn(folder))) {
    const name = `${before}${key}`
    if (kind === 'blob') {
      if (name.startsWith(prefix) && name > continuation && counts(join(folder, file))) yield name
    } else if (mayHold(name, prefix) && (name > continuation || continuation.startsWith(name))) {
      yield* namesBelow(join(folder, file), name, wanted)
    }
  }
}

const mayHold = (folder: string, prefix: string): boolean =>
  folder.startsWith(prefix) || prefix.startsWith(folder)
