import assert from 'node:assert/strict'
import { test } from 'node:test'

import { jsonLines } from '../../../shared/application/import/json-lines.ts'
import { remade } from '../../../shared/application/import/remade.ts'
import { writeBlob } from '../../../shared/application/import/write-blobs.ts'
import { memoryBlobs } from '../../support/memory-blobs.ts'
import { bytesOf, streamOf } from '../../support/streams.ts'

const mebibyte = 1024 * 1024

async function linesIn(text: string | Uint8Array, pieceBytes?: number) {
  const found = []
  for await (const line of jsonLines(streamOf(text, pieceBytes))) found.push(line)
  return found
}

test('lines are numbered from one, however they arrive, and the last needs no end', async () => {
  const expected = [{ number: 1, value: { a: 'å' } }, { number: 2 }, { number: 3, value: 3 }]
  for (const pieceBytes of [1, 2, 7, 100])
    assert.deepEqual(await linesIn('{"a":"å"}\nnot JSON\n3', pieceBytes), expected)
  assert.deepEqual(await linesIn('3\n'), [{ number: 1, value: 3 }])
  assert.deepEqual(await linesIn(''), [])
  assert.deepEqual(await linesIn(Buffer.from([0x22, 0xff, 0x22])), [{ number: 1 }])
})

test('a line without end is given up before it fills the memory', async () => {
  let read = 0
  async function* endless() {
    yield Buffer.from('1\n')
    for (;;) {
      read += 1
      yield Buffer.alloc(mebibyte, 0x20)
    }
  }
  const found = []
  for await (const line of jsonLines(endless())) found.push(line)
  assert.deepEqual(found, [{ number: 1, value: 1 }, { number: 2 }])
  assert.ok(read < 10)
})

const keys = new Map()
const now = new Date('2026-06-01T00:00:00.000Z')

test('what lives for a time lives here for the rest of it, and not at all when it is over', () => {
  const item = (at: string) => ({ kind: 'item', place: [], document: { id: 'item:x', at } })
  const kept = remade('companies', item('2026-05-31T00:00:00.000Z'), { keys, treeSize: 0, now })
  assert.equal(kept?.ttlSeconds, 29 * 24 * 3600)
  assert.equal(remade('companies', item('2026-05-02T00:00:00.000Z'), { keys, treeSize: 0, now }), undefined)
})

test('a procedure that looked after consents elsewhere is begun here at once, and none where there was none', () => {
  const state = (watched: object) => ({
    ...{ kind: 'state', place: ['s'] },
    document: { id: 'state', wakeBy: '2030-01-01T00:00:00.000Z', ...watched },
  })
  const kept = (watched: object) => remade('consents', state(watched), { keys, treeSize: 0, now })
  assert.deepEqual(kept({}), { id: 'state', wakeBy: '2030-01-01T00:00:00.000Z' })
  assert.deepEqual(kept({ instanceId: 'i1' }), { id: 'state', wakeBy: now.toISOString() })
})

test('an entry whose place the tree does not have waits for one, and one of a request stays', () => {
  const entry = (place: object) => ({
    ...{ kind: 'audit', place: ['r'] },
    document: { id: 'audit:00000001', at: '2026-01-01T00:00:00.000Z', ...place },
  })
  const kept = (place: object) => remade('requests', entry(place), { keys, treeSize: 2, now }) as object
  const { document } = entry({})
  assert.deepEqual(kept({ index: 1 }), { ...document, index: 1 })
  assert.deepEqual(kept({ index: 2 }), { ...document, unsequenced: document.at })
  assert.deepEqual(kept({ unsequenced: '2026-01-02' }), { ...document, unsequenced: '2026-01-02' })
})

test('a large ciphertext is put in blocks, and one that is there is left as it is', async () => {
  const blobs = memoryBlobs()
  const blob = { container: 'demo', name: 'r/large' }
  const bytes = Buffer.alloc(9 * mebibyte, 'ciphertext')
  await blobs.stage(blob, 7, Buffer.from('of a run that died'))
  await writeBlob(blobs, blob, streamOf(bytes, 700_001))
  await writeBlob(blobs, blob, streamOf('another'))
  assert.ok(bytes.equals(await bytesOf((await blobs.read(blob)) ?? assert.fail('it is there'))))
  const even = { container: 'demo', name: 'r/even' }
  await writeBlob(blobs, even, streamOf(bytes.subarray(0, 4 * mebibyte)))
  assert.equal(await blobs.size(even), 4 * mebibyte)
})
