import assert from 'node:assert/strict'
import { copyFileSync, existsSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

import { DataFolderIncomplete } from '../../../shared/adapters/embedded/data-folder-errors.ts'
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
