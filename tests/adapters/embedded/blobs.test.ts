import assert from 'node:assert/strict'
import { mkdirSync, readdirSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

import { listBlobs } from '../../../shared/adapters/embedded/blob-lists.ts'
import { createBlobStore } from '../../../shared/adapters/embedded/blobs.ts'
import { DataFolderDamaged } from '../../../shared/adapters/embedded/data-folder-errors.ts'
import { blobStoreContract, textOf } from '../../support/contracts/blob-store.ts'
import { folderFor } from '../../support/contracts/temporary-folder.ts'
import { memoryBlobs } from '../../support/memory-blobs.ts'

blobStoreContract('the blobs in memory', async () => ({ blobs: memoryBlobs(), close: async () => {} }))

const blob = { container: 'c', name: 'r/files/f' }

test('committing takes no more space than the blocks took', async (context) => {
  const folder = folderFor(context)
  const blobs = createBlobStore(folder)
  for (const number of [0, 1, 2, 3]) await blobs.stage(blob, number, Buffer.alloc(100_000, number))
  const before = inodes(folder)

  await blobs.commit(blob, [0, 1, 2, 3])

  assert.deepEqual(
    inodes(folder).filter((inode) => before.includes(inode)),
    before,
  )
})

test('blocks that the commit leaves out take no space any more', async (context) => {
  const folder = folderFor(context)
  const blobs = createBlobStore(folder)
  for (const number of [0, 1, 2]) await blobs.stage(blob, number, Buffer.from('x'))

  await blobs.commit(blob, [1])

  const place = join(folder, 'blobs', 'c', 'r.d', 'files.d', 'f.blob')
  assert.deepEqual(readdirSync(place).sort(), ['00001', 'committed.json'])
})

test('a store opened again shows what was committed and goes on with what was staged', async (context) => {
  const folder = folderFor(context)
  const other = { ...blob, name: 'r/files/g' }
  const earlier = createBlobStore(folder)
  await earlier.stage(blob, 0, Buffer.from('committed'))
  await earlier.commit(blob, [0])
  await earlier.stage(other, 0, Buffer.from('half '))

  const blobs = createBlobStore(folder)

  assert.equal(await textOf(blobs, blob), 'committed')
  await blobs.stage(other, 1, Buffer.from('done'))
  await blobs.commit(other, [0, 1])
  assert.equal(await textOf(blobs, other), 'half done')
})

test('what a killed process left half written or half removed is not shown and is cleared away', async (context) => {
  const folder = folderFor(context)
  const place = join(folder, 'blobs', 'c', 'r.d', 'files.d', 'f.blob')
  mkdirSync(place, { recursive: true })
  writeFileSync(join(place, '0f0e.unfinished'), 'half')
  writeFileSync(join(place, '.unfinished-1'), '{"sizeBytes":')
  mkdirSync(join(folder, 'blobs', '.trash', 'x'), { recursive: true })
  writeFileSync(join(folder, 'blobs', '.trash', 'x', '00000'), 'removed')

  const blobs = createBlobStore(folder)

  assert.deepEqual(readdirSync(join(folder, 'blobs', '.trash')), [])
  assert.deepEqual(await blobs.staged(blob), [])
  assert.deepEqual(await blobs.list('c', ''), { names: [] })
  await blobs.stage(blob, 0, Buffer.from('whole'))
  await blobs.commit(blob, [0])
  assert.deepEqual(readdirSync(place).sort(), ['00000', 'committed.json'])
})

test('removing the last blob of a request leaves no folder of it', async (context) => {
  const folder = folderFor(context)
  const blobs = createBlobStore(folder)
  await blobs.stage(blob, 0, Buffer.from('x'))
  await blobs.stage({ ...blob, name: 'q/files/f' }, 0, Buffer.from('x'))

  await blobs.remove(blob)

  assert.deepEqual(readdirSync(join(folder, 'blobs', 'c')), ['q.d'])
})

test('a long list comes in pages that repeat and leave out nothing', async (context) => {
  const folder = folderFor(context)
  const blobs = createBlobStore(folder)
  const names = Array.from({ length: 23 }, (_, index) => `r${index % 4}/f${index}`)
  for (const name of names) await blobs.commit({ container: 'c', name }, [])

  for (const limit of [1, 5, 22, 23, 24]) {
    const pages = [await listBlobs(join(folder, 'blobs', 'c'), { prefix: '', staged: false, limit })]
    for (let next = pages[0]?.continuation; next !== undefined; next = pages.at(-1)?.continuation) {
      pages.push(
        await listBlobs(join(folder, 'blobs', 'c'), { prefix: '', staged: false, limit, continuation: next }),
      )
    }

    assert.deepEqual(
      pages.flatMap((page) => page.names),
      names.toSorted(),
    )
    assert.ok(pages.slice(0, -1).every((page) => page.names.length === limit))
  }
})

test('a damaged blob says so instead of ending early', async (context) => {
  const folder = folderFor(context)
  const blobs = createBlobStore(folder)
  await blobs.stage(blob, 0, Buffer.alloc(1000, 1))
  await blobs.commit(blob, [0])
  const place = join(folder, 'blobs', 'c', 'r.d', 'files.d', 'f.blob')

  truncateSync(join(place, '00000'), 10)
  await assert.rejects(textOf(blobs, blob), DataFolderDamaged)
  writeFileSync(join(place, 'committed.json'), '{')
  await assert.rejects(blobs.size(blob), DataFolderDamaged)
})

function inodes(folder: string): number[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  )
  return files.map((entry) => statSync(join(entry.parentPath, entry.name)).ino).sort()
}
