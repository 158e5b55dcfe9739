import assert from 'node:assert/strict'
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

import { DataFolderDamaged, DataFolderInUse } from '../../../shared/adapters/embedded/data-folder-errors.ts'
import { lockFolder, openDatabase } from '../../../shared/adapters/embedded/database.ts'
import { guarded, transaction } from '../../../shared/adapters/embedded/sqlite.ts'
import { DependencyUnavailable } from '../../../shared/application/ports/unavailable.ts'
import { folderFor } from '../../support/contracts/temporary-folder.ts'

test('a database is made in a private folder, and keeps what was written when opened again', (context) => {
  const folder = join(folderFor(context), 'new', 'data')
  const db = openDatabase(folder)
  db.exec('CREATE TABLE t (x); INSERT INTO t VALUES (1)')
  assert.equal(db.prepare('PRAGMA journal_mode').get()?.['journal_mode'], 'wal')
  assert.equal(db.prepare('PRAGMA synchronous').get()?.['synchronous'], 1)
  assert.equal(db.prepare('PRAGMA foreign_keys').get()?.['foreign_keys'], 1)
  db.close()

  const again = openDatabase(folder)
  assert.equal(again.prepare('SELECT x FROM t').get()?.['x'], 1)
  again.close()
  assert.equal(statSync(folder).mode & 0o777, 0o700)
  assert.equal(statSync(join(folder, 'indsigt.sqlite')).mode & 0o777, 0o600)
})

test('a damaged database is refused with the name of the file and what to do', (context) => {
  const whole = folderFor(context)
  const db = openDatabase(whole)
  db.exec('CREATE TABLE t (x TEXT); CREATE INDEX i ON t (x)')
  const insert = db.prepare('INSERT INTO t VALUES (?)')
  for (let index = 0; index < 2000; index++) insert.run(`row ${index} ${'x'.repeat(50)}`)
  db.close()
  const bytes = readFileSync(join(whole, 'indsigt.sqlite'))

  const middle = Buffer.from(bytes).fill(0xa5, 40_000, 60_000)
  const header = Buffer.from(bytes).fill(0, 0, 100)
  for (const damaged of [
    middle,
    header,
    bytes.subarray(0, 50_000),
    bytes.subarray(0, 4096 * 12),
    bytes.subarray(0, 4096),
    Buffer.from('not a database at all'),
  ]) {
    const folder = folderFor(context)
    const file = join(folder, 'indsigt.sqlite')
    writeFileSync(file, damaged)

    assert.throws(
      () => openDatabase(folder),
      (error) =>
        error instanceof DataFolderDamaged &&
        error.code === 'dataFolderDamaged' &&
        error.file === file &&
        error.message.includes(file) &&
        error.advice.includes('backup'),
    )
    assert.deepEqual(readFileSync(file), Buffer.from(damaged))
  }
})

test('a folder is held by one at a time', (context) => {
  const folder = folderFor(context)
  const first = lockFolder(folder)

  assert.throws(
    () => lockFolder(folder),
    (error) => error instanceof DataFolderInUse && error.message.includes(folder),
  )
  lockFolder(folderFor(context)).release()
  first.release()
  lockFolder(folder).release()
})

test('a database that another writer holds is unavailable for a moment', (context) => {
  const folder = folderFor(context)
  const [holder, waiting] = [openDatabase(folder), openDatabase(folder)]
  waiting.exec('PRAGMA busy_timeout = 0')
  holder.exec('BEGIN IMMEDIATE')

  assert.throws(
    () => guarded(waiting, 'documents', () => transaction(waiting, () => undefined)),
    (error) =>
      error instanceof DependencyUnavailable &&
      error.dependency === 'documents' &&
      error.retryAfterSeconds === 1,
  )

  holder.exec('ROLLBACK')
  guarded(waiting, 'documents', () => transaction(waiting, () => undefined))
  holder.close()
  waiting.close()
})

test('damage that shows itself while running is named as such, and a mistake of ours stays a mistake', (context) => {
  const folder = folderFor(context)
  mkdirSync(folder, { recursive: true })
  const db = openDatabase(folder)
  const fail = (errcode: number) => () => {
    throw Object.assign(new Error('sqlite'), { errcode })
  }

  assert.throws(() => guarded(db, 'documents', fail(11)), DataFolderDamaged)
  assert.throws(() => guarded(db, 'documents', fail(10 | (1 << 8))), DependencyUnavailable)
  assert.throws(() => guarded(db, 'documents', () => db.exec('SELECT FROM')), /syntax error/)
  db.close()
})

test('a transaction inside another undoes its own part only', (context) => {
  const db = openDatabase(folderFor(context))
  db.exec('CREATE TABLE t (x)')
  const insert = db.prepare('INSERT INTO t VALUES (?)')

  transaction(db, () => {
    insert.run(1)
    assert.throws(() =>
      transaction(db, () => {
        insert.run(2)
        throw new Error('undone')
      }),
    )
    transaction(
      db,
      () => insert.run(3),
      () => false,
    )
    transaction(db, () => insert.run(4))
  })

  assert.deepEqual(
    db
      .prepare('SELECT x FROM t')
      .all()
      .map((row) => row['x']),
    [1, 4],
  )
  assert.equal(db.isTransaction, false)
  db.close()
})
