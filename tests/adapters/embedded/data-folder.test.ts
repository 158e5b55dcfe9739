import assert from 'node:assert/strict'
import { mkdirSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

import {
  DataFolderDamaged,
  DataFolderIncomplete,
  DataFolderOfOtherMode,
} from '../../../shared/adapters/embedded/data-folder-errors.ts'
import { enterDataFolder } from '../../../shared/adapters/embedded/data-folder.ts'
import { openDatabase } from '../../../shared/adapters/embedded/database.ts'
import { createKeyVault } from '../../../shared/adapters/embedded/keys.ts'
import { folderFor } from '../../support/contracts/temporary-folder.ts'

/** A folder in use: with its stamp, its parts, a database and a key. */
async function usedFolder(context: Parameters<typeof folderFor>[0]): Promise<string> {
  const folder = folderFor(context)
  enterDataFolder(folder, 'demo')
  openDatabase(folder).close()
  const keys = createKeyVault(folder)
  await keys.ensure('heads', 'sign')
  return folder
}

test('a folder stays in the mode in which it was made', (context) => {
  const folder = join(folderFor(context), 'data')
  enterDataFolder(folder, 'demo')
  enterDataFolder(folder, 'demo')

  assert.throws(
    () => enterDataFolder(folder, 'serve'),
    (error) => error instanceof DataFolderOfOtherMode && error.mode === 'demo',
  )
  const serving = folderFor(context)
  enterDataFolder(serving, 'serve')
  assert.throws(() => enterDataFolder(serving, 'demo'), DataFolderOfOtherMode)
})

test('a stamp that nobody can read is damage, not a new folder', (context) => {
  const folder = folderFor(context)
  writeFileSync(join(folder, 'mode'), '')

  assert.throws(() => enterDataFolder(folder, 'demo'), DataFolderDamaged)
  assert.throws(() => enterDataFolder(folder, 'serve'), DataFolderDamaged)
})

test('a folder that is simply empty is new, and so is one whose first start was cut short', (context) => {
  const folder = folderFor(context)
  mkdirSync(join(folder, 'keys'))

  enterDataFolder(folder, 'demo')

  assert.deepEqual(readdirSync(folder).sort(), ['blobs', 'keys', 'mode', 'shares'])
  writeFileSync(join(folder, 'indsigt.sqlite'), '')
  enterDataFolder(folder, 'demo')
})

for (const part of ['blobs', 'keys', 'shares', 'mode', 'indsigt.sqlite'])
  test(`a folder that lost ${part} is refused by its name, with what to do, and stays as it is`, async (context) => {
    const folder = await usedFolder(context)
    rmSync(join(folder, part), { recursive: true })
    const left = readdirSync(folder)

    assert.throws(
      () => enterDataFolder(folder, 'demo'),
      (error) =>
        error instanceof DataFolderIncomplete &&
        error.code === 'dataFolderIncomplete' &&
        error.part === join(folder, part) &&
        error.message.startsWith(`${join(folder, part)} is missing. `) &&
        /put it back|restore/i.test(error.advice),
    )
    assert.deepEqual(readdirSync(folder), left)
  })

test('a database of no bytes beside keys is a lost one, not a new one', async (context) => {
  const folder = await usedFolder(context)
  truncateSync(join(folder, 'indsigt.sqlite'), 0)

  assert.throws(() => enterDataFolder(folder, 'demo'), DataFolderDamaged)
})

test('a key file that is cut short is refused at the start, and its text is not repeated', async (context) => {
  for (const length of [0, 100]) {
    const folder = await usedFolder(context)
    const file = join(folder, 'keys', 'heads.json')
    truncateSync(file, length)
    const left = readFileSync(file)

    assert.throws(
      () => enterDataFolder(folder, 'demo'),
      (error) => error instanceof DataFolderDamaged && error.file === file && !/PRIVATE/.test(String(error)),
    )
    assert.deepEqual(readFileSync(file), left)
  }
})
