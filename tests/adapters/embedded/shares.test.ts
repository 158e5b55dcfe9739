import assert from 'node:assert/strict'
import { linkSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

import { createShareStore } from '../../../shared/adapters/embedded/shares.ts'
import { shareStoreContract } from '../../support/contracts/share-store.ts'
import { folderFor, temporaryFolder } from '../../support/contracts/temporary-folder.ts'

shareStoreContract('the embedded shares', async () => {
  const { folder, remove } = temporaryFolder()
  return { shares: createShareStore(folder), close: async () => remove() }
})

test('the bytes of a destroyed share are overwritten, not only unlinked', async (context) => {
  const folder = folderFor(context)
  const shares = createShareStore(folder)
  await shares.put('one', Buffer.alloc(32, 1))
  linkSync(join(folder, 'shares', 'one'), join(folder, 'kept-by-a-link'))

  await shares.destroy('one')

  const left = readFileSync(join(folder, 'kept-by-a-link'))
  assert.equal(left.length, 32)
  assert.ok(!left.equals(Buffer.alloc(32, 1)))
  assert.deepEqual(readdirSync(join(folder, 'shares')), [])
})

test('a share is a private file and is still there when the store is opened again', async (context) => {
  const folder = folderFor(context)
  await createShareStore(folder).put('one', Buffer.alloc(32, 1))

  assert.equal(statSync(join(folder, 'shares', 'one')).mode & 0o777, 0o600)
  assert.deepEqual(await createShareStore(folder).get('one'), Buffer.alloc(32, 1))
})

test('what a killed process was destroying is destroyed when the store is opened', (context) => {
  const folder = folderFor(context)
  createShareStore(folder)
  writeFileSync(join(folder, 'shares', '.unfinished-1'), Buffer.alloc(32, 1))

  createShareStore(folder)

  assert.deepEqual(readdirSync(join(folder, 'shares')), [])
})
