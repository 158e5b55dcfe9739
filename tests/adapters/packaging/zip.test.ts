import assert from 'node:assert/strict'
import { closeSync, ftruncateSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { crc32 } from 'node:zlib'
import type { TestContext } from 'node:test'
import fc from 'fast-check'
import { openPromise } from 'yauzl'
import { joinCrc32 } from '../../../shared/adapters/packaging/crc.ts'
import { localHeader, planZip } from '../../../shared/adapters/packaging/zip.ts'
import type { ZipItem, ZipPlan } from '../../../shared/adapters/packaging/zip.ts'
import { at } from './samples.ts'
import { entriesOf, openBuffer, outputOf, unzip } from './zip-tools.ts'

const GiB = 2 ** 30

function item(path: string, bytes: Uint8Array, modifiedAt = at): ZipItem {
  const length = bytes.length
  return { path, modifiedAt, method: 'store', crc32: crc32(bytes), sizeBytes: length, storedBytes: length }
}

/** The sum of as many zero bytes, without summing them. */
const zeros = (path: string, length: number): ZipItem => {
  let sum = crc32(Buffer.alloc(1))
  let covered = 1
  while (covered * 2 <= length) {
    sum = joinCrc32(sum, sum, covered)
    covered *= 2
  }
  for (let step = covered / 2; step >= 1; step /= 2) {
    if (covered + step > length) continue
    sum = joinCrc32(sum, zeroSum(step), step)
    covered += step
  }
  return { path, modifiedAt: at, method: 'store', crc32: sum, sizeBytes: length, storedBytes: length }
}

function zeroSum(length: number): number {
  let sum = crc32(Buffer.alloc(1))
  for (let covered = 1; covered < length; covered *= 2) sum = joinCrc32(sum, sum, covered)
  return sum
}

/** Writes headers and directory where they belong in a file with holes: gigabytes that take no room. */
function sparseZip(t: TestContext, plan: ZipPlan): string {
  const folder = mkdtempSync(join(tmpdir(), 'indsigt-zip-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const path = join(folder, 'large.zip')
  const file = openSync(path, 'w')
  ftruncateSync(file, plan.totalBytes)
  for (const placed of plan.items) writeSync(file, localHeader(placed), 0, undefined, placed.offset)
  writeSync(file, plan.directory, 0, undefined, plan.directoryOffset)
  closeSync(file)
  return path
}

test('the sum of joined texts follows from the sums of its parts', () => {
  const bytes = fc.uint8Array({ maxLength: 300 })
  fc.assert(
    fc.property(bytes, bytes, (one, other) => {
      assert.equal(joinCrc32(crc32(one), crc32(other), other.length), crc32(Buffer.concat([one, other])))
    }),
  )
})

test('a small zip opens with its names, times and contents', async () => {
  const text = Buffer.from('første')
  const [one, two] = [item('data/første.txt', text), item('empty', Buffer.alloc(0))]
  const plan = planZip([one, two])

  const bytes = Buffer.concat([localHeader(one), text, localHeader(two), plan.directory])
  const unpacked = await unzip(bytes)

  assert.equal(bytes.length, plan.totalBytes)
  assert.deepEqual(
    unpacked.map((file) => [file.entry.fileName, file.bytes.toString()]),
    [
      ['data/første.txt', 'første'],
      ['empty', ''],
    ],
  )
  assert.equal(
    unpacked[0]?.entry.getLastModDate({ timezone: 'UTC' }).toISOString(),
    '2026-11-03T09:30:14.000Z',
  )
})

test('no time before 1980 or after 2107 breaks a header', async () => {
  for (const [given, year] of [
    ['1950-06-01T00:00:00Z', 1980],
    ['2200-06-01T00:00:00Z', 2107],
  ] as const) {
    const plan = planZip([item('a', Buffer.alloc(0), new Date(given))])
    const [unpacked] = await unzip(
      Buffer.concat([localHeader(item('a', Buffer.alloc(0), new Date(given))), plan.directory]),
    )

    assert.equal(unpacked?.entry.getLastModDate({ timezone: 'UTC' }).getUTCFullYear(), year)
  }
})

test('files and offsets beyond 4 GiB are told by Zip64 fields and open', async (t) => {
  const plan = planZip([
    zeros('first', 5 * GiB),
    item('between', Buffer.alloc(7)),
    zeros('at-the-limit', 2 ** 32),
    zeros('below-the-limit', 2 ** 32 - 2),
    item('last.txt', Buffer.alloc(100)),
  ])
  const path = sparseZip(t, plan)

  const entries = await entriesOf(await openPromise(path))

  assert.deepEqual(
    entries.map((entry) => [entry.fileName, entry.uncompressedSize, entry.relativeOffsetOfLocalHeader]),
    plan.items.map((placed) => [placed.path, placed.sizeBytes, placed.offset]),
  )
  const script = `import zipfile
z = zipfile.ZipFile(${JSON.stringify(path)})
print([(i.filename, i.file_size) for i in z.infolist()][-1], len(z.read('last.txt')), len(z.read('between')))`
  const printed = outputOf('python3', ['-c', script])
  if (printed !== undefined) assert.equal(printed.trim(), "('last.txt', 100) 100 7")
  const listed = outputOf('unzip', ['-l', path])
  if (listed !== undefined) assert.match(listed, /5368709120 .* first/)
})

test('a file of exactly the length that marks Zip64 is told by a Zip64 field', async (t) => {
  const plan = planZip([zeros('marked', 2 ** 32 - 1), item('last.txt', Buffer.alloc(3))])

  const sizes = (await entriesOf(await openPromise(sparseZip(t, plan)))).map(
    (entry) => entry.uncompressedSize,
  )

  assert.deepEqual(sizes, [2 ** 32 - 1, 3])
})

test('more than 65,535 files are counted by Zip64 and all found again', async () => {
  const items = Array.from({ length: 65_600 }, (_, index) => item(`data/${String(index)}`, Buffer.alloc(0)))
  const plan = planZip(items)
  const bytes = Buffer.concat([...plan.items.map(localHeader), plan.directory])

  const entries = await entriesOf(await openBuffer(bytes))

  assert.equal(entries.length, 65_600)
  assert.equal(entries.at(-1)?.fileName, 'data/65599')
})

test('a path that leads out of the folder, is absolute or cannot be written everywhere is refused', () => {
  for (const path of [
    '',
    '/a',
    '../a',
    'a/../b',
    'a//b',
    './a',
    'a/',
    'a\\b',
    'C:a',
    'a\u0000b',
    'x'.repeat(65_536),
  ]) {
    assert.throws(() => planZip([item(path, Buffer.alloc(0))]), {
      message: 'a path in a package must be relative and plain',
    })
  }
})

test('two files that one system would take for the same are refused', () => {
  for (const [one, other] of [
    ['a', 'a'],
    ['Data/a', 'data/A'],
    ['\u00e5', 'a\u030a'],
  ] as const) {
    assert.throws(() => planZip([item(one, Buffer.alloc(0)), item(other, Buffer.alloc(0))]), {
      message: 'two files in a package share a path',
    })
  }
})

test('a zip written to a file passes the check of the system tool', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'indsigt-zip-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const text = Buffer.from('hello')
  const plan = planZip([item('hello.txt', text)])
  const path = join(folder, 'small.zip')
  writeFileSync(path, Buffer.concat([localHeader(item('hello.txt', text)), text, plan.directory]))

  const tested = outputOf('unzip', ['-t', path])

  if (tested !== undefined) assert.match(tested, /No errors detected/)
  assert.equal(
    (await unzip(Buffer.concat([localHeader(item('hello.txt', text)), text, plan.directory]))).length,
    1,
  )
})
