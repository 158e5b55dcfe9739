import { existsSync, readdirSync } from 'node:fs'
import { cp, mkdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'

import { DataFolderDamaged, DataFolderIncomplete } from '../../shared/adapters/embedded/data-folder-errors.ts'
import { lockFolder } from '../../shared/adapters/embedded/database.ts'
import { copyFile, filesBelow, sha256Of, unlessMissing } from './files.ts'
import { backupName, ledgerContainer, ledgerOf, manifestOf, sharesOf } from './layout.ts'
import { filesIn } from './make-backup.ts'

export type RestoreWish = {
  /** One backup, in the folder of backups. */
  readonly backup: string
  /** The data folder to be. */
  readonly folder: string
  readonly now: Date
}

export type Restored = {
  readonly files: number
  readonly shares: number
  /** Where the folder that was there has gone; it is nobody's any more. */
  readonly replaced?: string
}

/**
 * Puts a data folder back as a backup has it. Every byte is compared with the list of the backup before anything is moved;
 * a folder that was there is set aside, whole. Shares and the ledger of purges are taken where they are newest: from that
 * folder if it has them, otherwise from beside the backups. What was purged since is purged again by
 * `App.replayPurges`, which the caller runs before the instance starts. Throws `DataFolderInUse` while one runs,
 * `DataFolderIncomplete` where there is no backup, `DataFolderDamaged` with the file that is not as it was.
 */
export async function restore({ backup, folder, now }: RestoreWish): Promise<Restored> {
  if (!existsSync(manifestOf(backup))) throw new DataFolderIncomplete(manifestOf(backup), noBackup)
  const listed = await filesIn(backup)
  for (const file of listed.values()) await check(backup, file)
  const unfinished = `${folder}.unfinished`
  await rm(unfinished, { recursive: true, force: true })
  for (const { path } of listed.values()) await copyFile(join(backup, path), join(unfinished, path))
  for (const part of ['keys', 'blobs', 'shares'])
    await mkdir(join(unfinished, part), { recursive: true, mode: 0o700 })

  const root = dirname(backup)
  const stood = holdsSomething(folder)
  if (stood) lockFolder(folder).release()
  const newest = stood && holdsSomething(join(folder, 'shares')) ? join(folder, 'shares') : sharesOf(root)
  const shares = await copyAll(newest, join(unfinished, 'shares'))
  const ledger = join(unfinished, 'blobs', ledgerContainer)
  await copyAll(ledgerOf(root), ledger)
  await copyAll(join(folder, 'blobs', ledgerContainer), ledger)

  const replaced = `${folder}.replaced-${backupName(now)}`
  if (stood) await rename(folder, replaced)
  else await rm(folder, { recursive: true, force: true })
  await rename(unfinished, folder)
  return { files: listed.size, shares, ...(stood && { replaced }) }
}

const holdsSomething = (folder: string): boolean => existsSync(folder) && readdirSync(folder).length > 0

const noBackup = 'Name one of the folders that `npm run backup` made.'
const advice = 'The backup is not as it was made. Take an earlier one.'

async function check(
  backup: string,
  file: { readonly path: string; readonly sizeBytes: number; readonly sha256: string },
): Promise<void> {
  const place = join(backup, file.path)
  const found = await unlessMissing(stat(place), undefined)
  if (found?.size !== file.sizeBytes || (await sha256Of(place)) !== file.sha256)
    throw new DataFolderDamaged(place, advice)
}

async function copyAll(from: string, to: string): Promise<number> {
  const paths = await filesBelow(from)
  for (const path of paths) await cp(join(from, path), join(to, path), { preserveTimestamps: true })
  return paths.length
}
