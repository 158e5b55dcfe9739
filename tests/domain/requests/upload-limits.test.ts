import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  isTight,
  judgeUpload,
  uploadBounds,
  uploadLimitsOf,
  usualUploadLimits,
} from '../../../shared/domain/requests/upload-limits.ts'

const limits = { ...usualUploadLimits, largestFileBytes: 100, totalBytes: 250, files: 3 }
const held = (fileCount: number, fileBytes: number) => ({ fileCount, fileBytes })
const tooMuch = { code: 'limitReached', rule: 'totalBytes: 250 at most' }

test('a company that has chosen nothing takes what a package carries, and never more than the instance', () => {
  assert.deepEqual(uploadLimitsOf(undefined), usualUploadLimits)
  assert.deepEqual(uploadLimitsOf({ uploads: { files: 2 } }), { ...usualUploadLimits, files: 2 })
  for (const limit of ['largestFileBytes', 'totalBytes', 'files'] as const)
    assert.ok(usualUploadLimits[limit] <= uploadBounds[limit])
})

test('a file is refused for its size, for the number of files and for their sum, each by its name', () => {
  const judged = (files: [number, number], sizeBytes: number) =>
    judgeUpload(limits, held(...files), { sizeBytes })

  assert.deepEqual(judged([0, 0], 101), {
    ok: false,
    error: { code: 'bodyTooLarge', rule: 'largestFileBytes: 100 at most' },
  })
  assert.deepEqual(judged([3, 0], 1), {
    ok: false,
    error: { code: 'limitReached', rule: 'files: 3 at most' },
  })
  assert.deepEqual(judged([2, 200], 51), { ok: false, error: tooMuch })
  assert.ok(judged([2, 150], 100).ok)
})

test('a file whose length nobody told is given what is left, and told which limit it met', () => {
  assert.deepEqual(judgeUpload(limits, held(1, 150), {}), {
    ok: true,
    value: { bytes: 100, tooLarge: { code: 'bodyTooLarge', rule: 'largestFileBytes: 100 at most' } },
  })
  assert.deepEqual(judgeUpload(limits, held(1, 200), {}), {
    ok: true,
    value: { bytes: 50, tooLarge: tooMuch },
  })
  // The company may have lowered its limit below what a request holds already.
  assert.deepEqual(judgeUpload(limits, held(1, 900), {}), {
    ok: true,
    value: { bytes: 0, tooLarge: tooMuch },
  })
})

test('a file in the place of another needs no place of its own, and has the room of that one', () => {
  assert.ok(judgeUpload(limits, held(3, 250), { sizeBytes: 80, replacedBytes: 80 }).ok)
  assert.deepEqual(judgeUpload(limits, held(3, 250), { sizeBytes: 81, replacedBytes: 80 }), {
    ok: false,
    error: tooMuch,
  })
})

test('what a file would replace is looked up only where it could be refused', () => {
  assert.equal(isTight(limits, held(2, 150), 100), false)
  assert.equal(isTight(limits, held(3, 0), 1), true)
  assert.equal(isTight(limits, held(0, 200), 51), true)
  assert.equal(isTight(limits, held(0, 151)), true)
})
