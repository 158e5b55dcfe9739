import assert from 'node:assert/strict'
import { tmpdir } from 'node:os'
import { test } from 'node:test'

import { diskRoom } from '../../../shared/adapters/embedded/disk-room.ts'

test('a disk has room while 64 MiB of it are free to this process', async () => {
  const free = (bavail: number) => diskRoom('data', () => Promise.resolve({ bavail, bsize: 4096 }))()

  assert.equal(await free(16 * 1024), true)
  assert.equal(await free(16 * 1024 - 1), false)
})

test('the disk of a real folder is asked, and a folder that is gone has no answer', async () => {
  assert.equal(typeof (await diskRoom(tmpdir())()), 'boolean')
  await assert.rejects(diskRoom('no/such/folder')(), { code: 'ENOENT' })
})
