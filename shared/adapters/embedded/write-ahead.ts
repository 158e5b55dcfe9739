// What was written last lies in the database's write-ahead file alone (sqlite.org/wal.html): after a kill the database
// without it is a whole database, only an older one. SQLite says nothing then, so the folder does.
import { existsSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'

import { DataFolderIncomplete } from './data-folder-errors.ts'
import { databaseFile } from './database.ts'
import { writeFileAtomically } from './files.ts'

const writeAheadFile = `${databaseFile}-wal`
const runningFile = 'not-stopped'

/** A header, and behind it the pages (sqlite.org/fileformat2.html, section 4.1). */
const headerBytes = 32

/**
 * From here until `leaveWriteAhead` the write-ahead file is never empty, and a file beside it says so. What was made so far
 * is put into the database itself, so that it is never an empty one beside keys.
 */
export function holdWriteAhead(db: DatabaseSync, folder: string): void {
  // The version is written for its page: a database in which nothing was written yet has an empty write-ahead file. The
  // checkpoint syncs both files, so that a loss of power cannot take back what the last line promises.
  db.exec('PRAGMA user_version = 1; PRAGMA wal_checkpoint(PASSIVE)')
  writeFileAtomically(join(folder, runningFile), Buffer.alloc(0))
}

/** After the database is closed, which takes the write-ahead file in. */
export function leaveWriteAhead(folder: string): void {
  rmSync(join(folder, runningFile), { force: true })
}

/** Throws `DataFolderIncomplete` where a process that was not stopped left no write-ahead file. */
export function checkWriteAhead(folder: string): void {
  const [file, mark] = [join(folder, writeAheadFile), join(folder, runningFile)]
  if (!existsSync(mark) || holdsPages(file)) return
  throw new DataFolderIncomplete(
    file,
    `Stop, and put it back: what was written last before Indsigt was killed is in it. If it is lost for good, restore the whole folder from a backup, or remove ${mark} to go on without what was written last.`,
  )
}

const holdsPages = (file: string): boolean => existsSync(file) && statSync(file).size > headerBytes
