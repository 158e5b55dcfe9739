import { existsSync } from 'node:fs'
import { link, mkdir, readdir, readFile, rename, rm, stat, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { backup, DatabaseSync } from 'node:sqlite'

import { DataFolderDamaged } from '../../shared/adapters/embedded/data-folder-errors.ts'
import { databaseFile, lockFolder } from '../../shared/adapters/embedded/database.ts'
import { syncFolder, writeFileAtomically } from '../../shared/adapters/embedded/files.ts'
import { damageAdvice } from '../../shared/adapters/embedded/sqlite.ts'
import { addDays } from '../../shared/domain/time.ts'
import { copyFile, filesBelow, sha256Of, unlessMissing, type CopiedFile } from './files.ts'
import {
  backupName,
  isUnfinished,
  ledgerContainer,
  ledgerOf,
  madeAt,
  manifestOf,
  sharesOf,
  unfinishedName,
} from './layout.ts'

export type BackupWish = {
  /** The data folder, in use or not. */
  readonly folder: string
  /** Where backups are kept: on another disk. */
  readonly root: string
  readonly now: Date
  /** Older ones are removed. */
  readonly keepDays: number
}

export type BackupReport = {
  readonly path: string
  readonly files: number
  readonly bytes: number
  /** Files that are the same as in the backup before and take no room of their own. */
  readonly linked: number
  readonly shares: number
  readonly removed: readonly string[]
}

/** All pages in one step: the picture is of one moment, and writers wait for nothing. */
const allPages = 2 ** 31 - 1

/**
 * Copies a data folder while an instance works in it. The database comes first, then what it names: keys and blobs are
 * written before a document names them, so whatever the copied documents name is found. Until all of it is there the
 * backup has another name. Throws `DataFolderInUse` where another backup is being made into the same root.
 */
export async function makeBackup({ folder, root, now, keepDays }: BackupWish): Promise<BackupReport> {
  const lock = lockFolder(root)
  try {
    await removeUnfinished(root)
    const [before] = await backupsIn(root)
    const unfinished = join(root, unfinishedName(now))
    await mkdir(unfinished, { mode: 0o700 })
    await copyDatabase(join(folder, databaseFile), join(unfinished, databaseFile))
    const copied = await copyParts(folder, unfinished, before && join(root, before))
    const shares = await mirrorShares(join(folder, 'shares'), sharesOf(root))
    await addToLedger(join(folder, 'blobs', ledgerContainer), ledgerOf(root))
    const files = [await copiedDatabase(unfinished), ...copied.files]
    writeFileAtomically(
      manifestOf(unfinished),
      Buffer.from(files.map((file) => `${JSON.stringify(file)}\n`).join('')),
    )
    const path = join(root, backupName(now))
    await rename(unfinished, path)
    syncFolder(root)
    return {
      ...{ path, shares, linked: copied.linked, files: files.length },
      bytes: files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
      removed: await removeOlder(root, addDays(now, -keepDays)),
    }
  } finally {
    lock.release()
  }
}

/** The newest first. */
const backupsIn = async (root: string): Promise<readonly string[]> =>
  (await unlessMissing(readdir(root), []))
    .filter((name) => madeAt(name) !== undefined)
    .sort()
    .reverse()

async function copyDatabase(from: string, to: string): Promise<void> {
  if (!existsSync(from)) throw new DataFolderDamaged(from, damageAdvice)
  const source = new DatabaseSync(from, { readOnly: true, timeout: 5_000 })
  try {
    await backup(source, to, { rate: allPages })
  } finally {
    source.close()
  }
  const copy = new DatabaseSync(to)
  try {
    // A copy that stands alone: no write-ahead file is looked for beside it.
    const verdict = copy.prepare('PRAGMA quick_check(1)').get()?.['quick_check']
    if (verdict !== 'ok') throw new DataFolderDamaged(from, damageAdvice)
    copy.exec('PRAGMA journal_mode = DELETE')
  } finally {
    copy.close()
  }
}

async function copiedDatabase(backup: string): Promise<CopiedFile> {
  const file = join(backup, databaseFile)
  return { path: databaseFile, sizeBytes: (await stat(file)).size, sha256: await sha256Of(file) }
}

type Copied = { readonly files: readonly CopiedFile[]; readonly linked: number }

/** Keys, blobs and the stamp of the mode. */
async function copyParts(folder: string, to: string, before: string | undefined): Promise<Copied> {
  const known = before === undefined ? new Map<string, CopiedFile>() : await filesIn(before)
  const paths = [
    'mode',
    ...(await filesBelow(join(folder, 'keys'))).map((path) => `keys/${path}`),
    ...(await filesBelow(join(folder, 'blobs'))).map((path) => `blobs/${path}`),
  ].filter((path) => !path.startsWith(`blobs/${ledgerContainer}/`))
  const files: CopiedFile[] = []
  let linked = 0
  for (const path of paths) {
    const same = known.get(path)
    if (same && before !== undefined && (await isLinked(path, { folder, before, to }))) {
      linked += 1
      files.push(same)
      continue
    }
    const copied = await unlessMissing(copyFile(join(folder, path), join(to, path)), undefined)
    if (copied) files.push({ path, ...copied })
  }
  return { files, linked }
}

type Places = { readonly folder: string; readonly before: string; readonly to: string }

/** A block of a blob is written once: one of the same length and time (copied to the millisecond) is the same. */
async function isLinked(path: string, { folder, before, to }: Places): Promise<boolean> {
  const [here, there] = await Promise.all(
    [folder, before].map((place) => unlessMissing(stat(join(place, path)), undefined)),
  )
  if (!here || !there || here.size !== there.size) return false
  if (Math.abs(here.mtimeMs - there.mtimeMs) >= 1) return false
  await mkdir(join(to, path, '..'), { recursive: true, mode: 0o700 })
  await link(join(before, path), join(to, path))
  return true
}

export async function filesIn(backup: string): Promise<ReadonlyMap<string, CopiedFile>> {
  const lines = (await readFile(manifestOf(backup), 'utf8')).split('\n').filter(Boolean)
  return new Map(lines.map((line) => JSON.parse(line) as CopiedFile).map((file) => [file.path, file]))
}

/** What was destroyed is destroyed here too: otherwise every purge would be undone by the next restore. */
async function mirrorShares(from: string, to: string): Promise<number> {
  await mkdir(to, { recursive: true, mode: 0o700 })
  const alive = new Set(await filesBelow(from))
  for (const name of await filesBelow(to)) if (!alive.has(name)) await unlink(join(to, name))
  for (const name of alive)
    if (!existsSync(join(to, name)))
      await unlessMissing(copyFile(join(from, name), join(to, name)), undefined)
  syncFolder(to)
  return alive.size
}

async function addToLedger(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true, mode: 0o700 })
  for (const path of await filesBelow(from))
    if (!existsSync(join(to, path))) await copyFile(join(from, path), join(to, path))
}

async function removeUnfinished(root: string): Promise<void> {
  const left = (await unlessMissing(readdir(root), [])).filter((name) => name.endsWith('.unfinished'))
  for (const name of left.filter(isUnfinished)) await rm(join(root, name), { recursive: true })
}

async function removeOlder(root: string, than: Date): Promise<readonly string[]> {
  const older = (await backupsIn(root)).filter((name) => (madeAt(name) ?? than) < than)
  for (const name of older) await rm(join(root, name), { recursive: true })
  return older
}
