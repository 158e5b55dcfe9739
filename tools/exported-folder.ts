// An export as it lies on a disk: the zip as it was downloaded, or the folder that it was unpacked to.
import { createReadStream } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { openPromise } from 'yauzl'
import type { Entry } from 'yauzl'
import type { ExportedFiles } from '../shared/application/import/exported-files.ts'

export type OpenedExport = ExportedFiles & { readonly close: () => void }

export async function openExport(path: string): Promise<OpenedExport> {
  return (await stat(path)).isDirectory() ? folderAt(path) : zipAt(path)
}

/** Ordinary files only: nothing is followed out of the folder. */
async function folderAt(folder: string): Promise<OpenedExport> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
  return {
    paths,
    open: (path) => createReadStream(join(folder, path)),
    close: () => undefined,
  }
}

/** Each file is read when it is asked for. A name that stands twice is in the list twice, and so in no list of files. */
async function zipAt(path: string): Promise<OpenedExport> {
  const zip = await openPromise(path, { autoClose: false })
  const entries = new Map<string, Entry>()
  const paths: string[] = []
  for await (const entry of zip.eachEntry()) {
    paths.push(entry.fileName)
    entries.set(entry.fileName, entry)
  }
  return {
    paths,
    async *open(name) {
      const entry = entries.get(name)
      if (!entry) throw new Error(`${name} is not in the zip`)
      yield* (await zip.openReadStreamPromise(entry)) as AsyncIterable<Buffer>
    },
    close: () => zip.close(),
  }
}
