import type { DatabaseSync, SQLOutputValue, StatementSync } from 'node:sqlite'

import { DependencyUnavailable, type Dependency } from '../../application/ports/unavailable.ts'
import { DataFolderDamaged } from './data-folder-errors.ts'

/** Compiles each statement once; the texts come from code, so there are few. */
export function statementCache(db: DatabaseSync): (sql: string) => StatementSync {
  const bySql = new Map<string, StatementSync>()
  return (sql) => {
    const known = bySql.get(sql)
    if (known) return known

    const prepared = db.prepare(sql)
    bySql.set(sql, prepared)
    return prepared
  }
}

/**
 * All or nothing: what throws, or what `keeps` says no to, leaves no trace. Inside another transaction it is a savepoint
 * of it, so that adapters can share a connection.
 */
export function transaction<T>(
  db: DatabaseSync,
  work: () => T,
  keeps: (value: T) => boolean = () => true,
): T {
  const nested = db.isTransaction
  db.exec(nested ? 'SAVEPOINT step' : 'BEGIN IMMEDIATE')
  try {
    const value = work()
    if (keeps(value)) db.exec(nested ? 'RELEASE step' : 'COMMIT')
    else undo(db, nested)
    return value
  } catch (error) {
    // A full disk may have rolled back by itself (sqlite.org, "Response To Errors Within A Transaction").
    if (db.isTransaction) undo(db, nested)
    throw error
  }
}

const undo = (db: DatabaseSync, nested: boolean): void =>
  db.exec(nested ? 'ROLLBACK TO step; RELEASE step' : 'ROLLBACK')

/** Primary result codes (sqlite.org/rescode.html) after which trying again may help, with the seconds to wait. */
const retryAfterSeconds: Readonly<Record<number, number>> = {
  5: 1, // BUSY
  6: 1, // LOCKED
  7: 10, // NOMEM
  8: 60, // READONLY
  10: 30, // IOERR
  13: 60, // FULL
  14: 30, // CANTOPEN
}
const damageCodes: ReadonlySet<number> = new Set([11, 26]) // CORRUPT, NOTADB

export const damageAdvice =
  'Keep a copy of the folder, then restore the whole folder from the latest backup; do not repair one file alone.'

/** The primary result code of an error of SQLite's; undefined for any other error. */
export function sqliteCode(error: unknown): number | undefined {
  const extended = error instanceof Error && 'errcode' in error ? error.errcode : undefined
  return typeof extended === 'number' ? extended & 0xff : undefined
}

/** Runs work on the database; what SQLite refuses for load, space or hardware leaves as `DependencyUnavailable`. */
export function guarded<T>(db: DatabaseSync, dependency: Dependency, work: () => T): T {
  try {
    return work()
  } catch (error) {
    const code = sqliteCode(error)
    if (code === undefined) throw error
    if (damageCodes.has(code))
      throw new DataFolderDamaged(db.location() ?? 'memory', damageAdvice, { cause: error })

    const seconds = retryAfterSeconds[code]
    throw seconds === undefined ? error : new DependencyUnavailable(dependency, seconds, { cause: error })
  }
}

export type Row = Readonly<Record<string, SQLOutputValue>>

/** A column that the schema makes TEXT. */
export function textOf(row: Row, column: string): string {
  const value = row[column]
  if (typeof value !== 'string') throw new TypeError(`${column} is not text`)
  return value
}

/** A column that the schema makes INTEGER. */
export function integerOf(row: Row, column: string): number {
  const value = row[column]
  if (typeof value !== 'number') throw new TypeError(`${column} is not an integer`)
  return value
}
