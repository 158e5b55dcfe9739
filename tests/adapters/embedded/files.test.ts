import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

import {
  createFileAtomically,
  guardedFiles,
  guardedFileWork,
  writeFileAtomically,
} from '../../../shared/adapters/embedded/files.ts'
import { DependencyUnavailable } from '../../../shared/application/ports/unavailable.ts'
import { folderFor } from '../../support/contracts/temporary-folder.ts'

const refusal = (code: string) => Object.assign(new Error(code), { code })

test('a file is replaced whole, is private, and leaves nothing beside it', (context) => {
  const folder = folderFor(context)
  const file = join(folder, 'f')

  writeFileAtomically(file, Buffer.from('one'))
  writeFileAtomically(file, Buffer.from('two'))
  assert.throws(() => createFileAtomically(file, Buffer.from('three')), /in use/)

  assert.equal(readFileSync(file, 'utf8'), 'two')
  assert.equal(statSync(file).mode & 0o777, 0o600)
  assert.deepEqual(readdirSync(folder), ['f'])
})

test('a file that cannot take its place leaves nothing behind', (context) => {
  const folder = folderFor(context)
  mkdirSync(join(folder, 'f', 'occupied'), { recursive: true })

  assert.throws(() => writeFileAtomically(join(folder, 'f'), Buffer.from('x')))

  assert.deepEqual(readdirSync(folder), ['f'])
  assert.ok(existsSync(join(folder, 'f', 'occupied')))
})

test('a disk that is full, failing or out of handles makes its port unavailable for a while', async () => {
  for (const code of ['ENOSPC', 'EDQUOT', 'EIO', 'EROFS', 'EMFILE', 'ENFILE', 'EBUSY', 'EAGAIN']) {
    const unavailable = (error: unknown) =>
      error instanceof DependencyUnavailable && error.dependency === 'blobs' && error.retryAfterSeconds > 0
    const fail = () => {
      throw refusal(code)
    }
    assert.throws(() => guardedFiles('blobs', fail), unavailable, code)
    await assert.rejects(
      guardedFileWork('blobs', async () => fail()),
      unavailable,
      code,
    )
  }
})

test('any other refusal of the disk is a defect and stays as it is', () => {
  const defect = refusal('ENOTDIR')

  assert.throws(
    () =>
      guardedFiles('shares', () => {
        throw defect
      }),
    (error) => error === defect,
  )
})
