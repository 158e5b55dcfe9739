import { chmodSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

import { DataFolderDamaged, DataFolderInUse } from './data-folder-errors.ts'
import { makePrivateFolder } from './files.ts'
import { damageAdvice, sqliteCode } from './sqlite.ts'

export const databaseFile = 'indsigt.sqlite'
const lockFile = 'lock.sqlite'

/** Reading all of a larger file would delay the start by minutes; its pages are then checked as they are used. */
const largestFileCheckedAtStart = 512 * 1024 * 1024

const busy = 5

/**
 * Opens the one database of a data folder. WAL with `synchronous=NORMAL` keeps every acknowledged write when the process
 * is killed; a loss of power may take the last ones, never the consistency (sqlite.org/wal.html).
 */
export function openDatabase(folder: string): DatabaseSync {
  makePrivateFolder(folder)
  const file = join(folder, databaseFile)
  return readingDamage(file, () => {
    const db = new DatabaseSync(file, { timeout: 5_000, enableForeignKeyConstraints: true })
    try {
      checkIntegrity(db, file)
      db.exec(`
        PRAGMA journal_mode = WAL;
        PRAGMA synchronous = NORMAL;
        PRAGMA journal_size_limit = 67108864;
        PRAGMA cache_size = -32768;
        PRAGMA secure_delete = FAST;
        PRAGMA trusted_schema = OFF;
      `)
      chmodSync(file, 0o600)
      return db
    } catch (error) {
      db.close()
      throw error
    }
  })
}

/**
 * Takes the folder for this process until `release` or its end, however it ends: the lock is the operating system's on
 * an open file, so that a killed process leaves none behind. Throws `DataFolderInUse`.
 */
export function lockFolder(folder: string): { readonly release: () => void } {
  makePrivateFolder(folder)
  const lock = new DatabaseSync(join(folder, lockFile), { timeout: 0 })
  try {
    lock.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    lock.close()
    if (sqliteCode(error) === busy) throw new DataFolderInUse(folder, { cause: error })
    throw error
  }
  held.add(lock)
  return {
    release: () => {
      held.delete(lock)
      lock.close()
    },
  }
}

/** A connection that nothing refers to is collected, and its lock with it. */
const held = new Set<DatabaseSync>()

function checkIntegrity(db: DatabaseSync, file: string): void {
  db.prepare('SELECT count(*) FROM sqlite_schema').get()
  if (statSync(file).size > largestFileCheckedAtStart) return

  const verdict = db.prepare('PRAGMA quick_check(1)').get()?.['quick_check']
  if (verdict !== 'ok') throw new DataFolderDamaged(file, damageAdvice)
}

function readingDamage<T>(file: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    const code = sqliteCode(error)
    if (code === 11 || code === 26) throw new DataFolderDamaged(file, damageAdvice, { cause: error })
    throw error
  }
}
