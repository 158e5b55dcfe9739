import assert from 'node:assert/strict'
import { linkSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

import { createShareStore } from '../../../shared/adapters/embedded/shares.ts'
import { folderFor } from '../../support/contracts/temporary-folder.ts'

const now = () => new Date()

test('the bytes of a destroyed share are overwritten, not only unlinked', async (context) => {
  const folder = folderFor(context)
  const shares = createShareStore(folder, now)
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
  await createShareStore(folder, now).put('one', Buffer.alloc(32, 1))

  assert.equal(statSync(join(folder, 'shares', 'one')).mode & 0o777, 0o600)
  assert.deepEqual(await createShareStore(folder, now).get('one'), Buffer.alloc(32, 1))
})

test('what a killed process was destroying is destroyed when the store is opened', (context) => {
  const folder = folderFor(context)
  createShareStore(folder, now)
  writeFileSync(join(folder, 'shares', '.unfinished-1'), Buffer.alloc(32, 1))

  createShareStore(folder, now)

  assert.deepEqual(readdirSync(join(folder, 'shares')), [])
})

test('a share is as old as the clock of the instance says, also after a restart', async (context) => {
  const folder = folderFor(context)
  const at = new Date('2026-03-02T08:00:00.000Z')
  await createShareStore(folder, () => at).put('one', Buffer.alloc(32, 1))

  assert.deepEqual(await createShareStore(folder, now).list(), { shares: [{ name: 'one', createdAt: at }] })
})

test('more shares than a page holds are listed page by page, none twice and nothing unfinished', async (context) => {
  const folder = folderFor(context)
  const shares = createShareStore(folder, now)
  const names = Array.from({ length: 5_001 }, (_, share) => `a.${share}`).sort()
  for (const name of [...names, '.unfinished-1']) writeFileSync(join(folder, 'shares', name), '')

  const first = await shares.list({ prefix: 'a' })
  const second = await shares.list({ prefix: 'a', continuation: first.continuation ?? '' })

  assert.equal(first.shares.length, 5_000)
  assert.equal(second.continuation, undefined)
  assert.deepEqual(
    [...first.shares, ...second.shares].map(({ name }) => name),
    names,
  )
})
