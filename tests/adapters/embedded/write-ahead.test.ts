import assert from 'node:assert/strict'
import {
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

import {
  DataFolderDamaged,
  DataFolderIncomplete,
} from '../../../shared/adapters/embedded/data-folder-errors.ts'
import { openDatabase } from '../../../shared/adapters/embedded/database.ts'
import {
  checkWriteAhead,
  holdWriteAhead,
  leaveWriteAhead,
} from '../../../shared/adapters/embedded/write-ahead.ts'
import { folderFor } from '../../support/contracts/temporary-folder.ts'

/** What a kill leaves of a folder that is held now. */
function leftOf(folder: string, context: Parameters<typeof folderFor>[0]): string {
  const left = folderFor(context)
  for (const name of readdirSync(folder)) copyFileSync(join(folder, name), join(left, name))
  return left
}

test('a killed folder is whole with its write-ahead file, also when nothing was written since the start', (context) => {
  const folder = folderFor(context)
  openDatabase(folder).close()
  const db = openDatabase(folder)
  holdWriteAhead(db, folder)

  checkWriteAhead(leftOf(folder, context))

  for (const length of [0, 32]) {
    const left = leftOf(folder, context)
    truncateSync(join(left, 'indsigt.sqlite-wal'), length)
    assert.throws(
      () => checkWriteAhead(left),
      (error) => error instanceof DataFolderIncomplete && error.part === join(left, 'indsigt.sqlite-wal'),
    )
    rmSync(join(left, 'indsigt.sqlite-wal'))
    assert.throws(() => checkWriteAhead(left), DataFolderIncomplete)
  }
  db.close()
})

test('what was made before the folder is held is in the database itself', (context) => {
  const folder = folderFor(context)
  const db = openDatabase(folder)
  db.exec('CREATE TABLE t (x); INSERT INTO t VALUES (1)')
  holdWriteAhead(db, folder)
  const left = leftOf(folder, context)
  db.close()
  for (const ending of ['-wal', '-shm']) rmSync(join(left, `indsigt.sqlite${ending}`))

  const older = openDatabase(left)

  assert.equal(older.prepare('SELECT x FROM t').get()?.['x'], 1)
  older.close()
})

test('a folder that was left in order needs no write-ahead file', (context) => {
  const folder = folderFor(context)
  const db = openDatabase(folder)
  holdWriteAhead(db, folder)
  db.close()
  leaveWriteAhead(folder)
  leaveWriteAhead(folder)

  checkWriteAhead(folder)

  assert.equal(existsSync(join(folder, 'indsigt.sqlite-wal')), false)
  writeFileSync(join(folder, 'not-stopped'), '')
  assert.throws(() => checkWriteAhead(folder), DataFolderIncomplete)
})

const [thisRun, anotherRun] = ['f6b0', '09ac']
const frameBytes = 24 + 4096

/** A killed folder with some transactions in its write-ahead file, and what the file was before the last of them. */
function killedAfterWrites(context: Parameters<typeof folderFor>[0]) {
  const folder = folderFor(context)
  const db = openDatabase(folder)
  db.exec('CREATE TABLE t (x)')
  holdWriteAhead(db, folder, thisRun)
  const insert = db.prepare('INSERT INTO t VALUES (?)')
  for (const x of [1, 2, 3]) insert.run(x)
  const earlier = readFileSync(join(folder, 'indsigt.sqlite-wal'))
  insert.run(4)
  const left = leftOf(folder, context)
  db.close()
  return { left, file: join(left, 'indsigt.sqlite-wal'), index: join(left, 'indsigt.sqlite-shm'), earlier }
}

const losses: Readonly<Record<string, (bytes: Buffer, earlier: Buffer) => Buffer>> = {
  'lost its last transaction': (bytes) => bytes.subarray(0, bytes.length - frameBytes),
  'was cut in the middle of a page': (bytes) => bytes.subarray(0, bytes.length - 100),
  'has another byte in a page that is not its last': (bytes) => bytes.fill(7, 32 + 24 + 50, 32 + 24 + 51),
  'is an earlier one': (_, earlier) => earlier,
  'has a page of other salts as its header says': (bytes) => bytes.fill(7, 16, 20),
  'names pages of four gigabytes': (bytes) => bytes.fill(255, 8, 12),
  'has nothing of its first page': (bytes) => bytes.subarray(0, 40),
}

for (const [what, lose] of Object.entries(losses))
  test(`a write-ahead file that ${what} after a kill is refused, until the machine was started again`, (context) => {
    const { left, file, earlier } = killedAfterWrites(context)
    checkWriteAhead(left, thisRun)
    writeFileSync(file, lose(readFileSync(file), earlier))

    assert.throws(
      () => checkWriteAhead(left, thisRun),
      (error) =>
        error instanceof DataFolderDamaged && error.file === file && /put it back/.test(error.advice),
    )
    // A loss of power may have taken as much, and SQLite goes on with what is whole.
    checkWriteAhead(left, anotherRun)
    checkWriteAhead(left, '')
  })

test('the write-ahead file is held to what its index says, wherever that can be read', (context) => {
  const { left, file, index } = killedAfterWrites(context)
  truncateSync(file, statSync(file).size - frameBytes)
  const whole = readFileSync(index)
  const copies = { first: 0, second: 48 }

  for (const at of Object.values(copies)) {
    writeFileSync(index, Buffer.from(whole).fill(7, at + 16, at + 20))
    assert.throws(() => checkWriteAhead(left, thisRun), DataFolderDamaged)
  }
  const [noFrames, noIndex] = [Buffer.from(whole).fill(7, 16, 20).fill(7, 64, 68), Buffer.alloc(10)]
  for (const unreadable of [noFrames, noIndex]) {
    writeFileSync(index, unreadable)
    checkWriteAhead(left, thisRun)
  }
  rmSync(index)
  checkWriteAhead(left, thisRun)
})

test('a write-ahead file that is about to be written from its beginning is held to nothing', (context) => {
  const folder = folderFor(context)
  const db = openDatabase(folder)
  db.exec('CREATE TABLE t (x); INSERT INTO t VALUES (1)')
  holdWriteAhead(db, folder, thisRun)
  const before = readFileSync(join(folder, 'indsigt.sqlite-wal'))
  // Everything is in the database, and the index begins anew; the file is what the next write finds.
  db.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  const left = leftOf(folder, context)
  db.close()
  writeFileSync(join(left, 'indsigt.sqlite-wal'), before)

  checkWriteAhead(left, thisRun)
})
