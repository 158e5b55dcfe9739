// What was written last lies in the database's write-ahead file alone (sqlite.org/wal.html): after a kill the database
// without it, or with an earlier one, is a whole database, only an older one. SQLite says nothing then, so the folder does.
import { existsSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'

import { DataFolderDamaged, DataFolderIncomplete } from './data-folder-errors.ts'
import { databaseFile } from './database.ts'
import { writeFileAtomically } from './files.ts'
import { endInIndex, reachesEnd } from './write-ahead-frames.ts'

const writeAheadFile = `${databaseFile}-wal`
const indexFile = `${databaseFile}-shm`
const runningFile = 'not-stopped'

/** A header, and behind it the pages (sqlite.org/fileformat2.html, section 4.1). */
const headerBytes = 32

/**
 * From here until `leaveWriteAhead` the write-ahead file is never empty, and a file beside it says so, and in which run of
 * the machine. What was made so far is put into the database itself, so that it is never an empty one beside keys.
 */
export function holdWriteAhead(db: DatabaseSync, folder: string, boot = bootId()): void {
  // The version is written for its page: a database in which nothing was written yet has an empty write-ahead file. The
  // checkpoint syncs both files, so that a loss of power cannot take back what the last line promises.
  db.exec('PRAGMA user_version = 1; PRAGMA wal_checkpoint(PASSIVE)')
  writeFileAtomically(join(folder, runningFile), Buffer.from(boot))
}

/** After the database is closed, which takes the write-ahead file in. */
export function leaveWriteAhead(folder: string): void {
  rmSync(join(folder, runningFile), { force: true })
}

/**
 * Throws `DataFolderIncomplete` where a process that was not stopped left no write-ahead file, `DataFolderDamaged` where it
 * left a longer or another one than there is.
 */
export function checkWriteAhead(folder: string, boot = bootId()): void {
  const mark = join(folder, runningFile)
  if (!existsSync(mark)) return
  const file = join(folder, writeAheadFile)
  if (!holdsPages(file)) throw new DataFolderIncomplete(file, advice(mark))
  // A loss of power may have taken the last writes (`synchronous=NORMAL`), and then nobody knows how many there were.
  const isSameRun = boot !== '' && readFileSync(mark, 'utf8') === boot
  if (isSameRun && !isAsWritten(file, join(folder, indexFile)))
    throw new DataFolderDamaged(file, advice(mark))
}

const advice = (mark: string): string =>
  `Stop, and put it back: what was written last before Indsigt was killed is in it. If it is lost for good, restore the whole folder from a backup, or remove ${mark} to go on without what was written last.`

const holdsPages = (file: string): boolean => existsSync(file) && statSync(file).size > headerBytes

/** A killed process leaves the index as it was in memory: it knows every write that was answered. */
function isAsWritten(file: string, index: string): boolean {
  const end = existsSync(index) ? endInIndex(readFileSync(index)) : undefined
  return end === undefined || reachesEnd(file, end)
}

/** Another after each start of the machine (random(4)); empty on systems that do not say it in a file. */
function bootId(): string {
  const file = '/proc/sys/kernel/random/boot_id'
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : ''
}
