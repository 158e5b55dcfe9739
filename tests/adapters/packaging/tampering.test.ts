import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { CiphertextRefused } from '../../../shared/adapters/packaging/floe-keys.ts'
import { createPackageStore } from '../../../shared/adapters/packaging/package-store.ts'
import { memoryBlobs } from '../../support/memory-blobs.ts'
import { aFile, aKey, chunked, content, nameOf, noLimit, smallShape } from './samples.ts'

const file = aFile('file1')
const name = nameOf(file)
const headerLength = 74
const { segmentLength } = smallShape
const whole = content(1_500)

async function aStoredFile() {
  const blobs = memoryBlobs()
  const key = aKey()
  const store = createPackageStore({ blobs, shape: smallShape })
  await store.storeFile(file, key, chunked(whole, 100), noLimit)
  const sealed = blobs.bytesOf(name) ?? assert.fail('not stored')
  return { blobs, store, key, sealed }
}

type Case = Awaited<ReturnType<typeof aStoredFile>>

/** Reads until the refusal that must come, and checks that all released before it is true content. */
async function refusedAfterTruth({ blobs, store, key }: Case, changed: Uint8Array): Promise<number> {
  blobs.replace(name, changed)
  let released = 0
  await assert.rejects(async () => {
    for await (const piece of (await store.readFile(file, key)) ?? []) {
      assert.deepEqual(Buffer.from(piece), whole.subarray(released, released + piece.length))
      released += piece.length
    }
  }, CiphertextRefused)
  return released
}

function flipped(bytes: Uint8Array, bit: number): Buffer {
  const changed = Buffer.from(bytes)
  changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3)
  return changed
}

const firstPiece = async (pieces: AsyncIterable<Uint8Array> | undefined): Promise<unknown> =>
  pieces?.[Symbol.asyncIterator]().next()

const segmentsOf = (sealed: Buffer): readonly Buffer[] =>
  Array.from({ length: Math.ceil((sealed.length - headerLength) / segmentLength) }, (_, index) => {
    const start = headerLength + index * segmentLength
    return sealed.subarray(start, start + segmentLength)
  })

const joined = (sealed: Buffer, segments: readonly Buffer[]): Buffer =>
  Buffer.concat([sealed.subarray(0, headerLength), ...segments])

test('any bit changed in the header is refused before a byte is released', async () => {
  const stored = await aStoredFile()
  for (let bit = 0; bit < headerLength * 8; bit += 1) {
    assert.equal(await refusedAfterTruth(stored, flipped(stored.sealed, bit)), 0)
  }
})

test('any bit changed in a segment is refused, and no byte of that segment is released', async () => {
  const stored = await aStoredFile()
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: headerLength * 8, max: stored.sealed.length * 8 - 1 }),
      async (bit) => {
        const released = await refusedAfterTruth(stored, flipped(stored.sealed, bit))

        const segment = Math.floor(((bit >> 3) - headerLength) / segmentLength)
        const before = segment * (segmentLength - 32) - 44
        assert.equal(released, Math.max(before, 0))
      },
    ),
    { numRuns: 2_000 },
  )
})

test('segments in another order, doubled, left out or replaced by one another are refused', async () => {
  const stored = await aStoredFile()
  const segments = segmentsOf(stored.sealed)
  const index = fc.nat(segments.length - 1)
  await fc.assert(
    fc.asyncProperty(
      index,
      index,
      fc.constantFrom('swap', 'double', 'drop', 'copy'),
      async (one, other, how) => {
        fc.pre(one !== other)
        const changed = [...segments]
        const [first, second] = [segments[one] ?? assert.fail(), segments[other] ?? assert.fail()]
        if (how === 'swap') [changed[one], changed[other]] = [second, first]
        if (how === 'double') changed.splice(other, 0, first)
        if (how === 'drop') changed.splice(one, 1)
        if (how === 'copy') changed.splice(one, 1, second)

        await refusedAfterTruth(stored, joined(stored.sealed, changed))
      },
    ),
    { numRuns: 500 },
  )
})

test('a file cut short at any byte is refused', async () => {
  const stored = await aStoredFile()
  for (let length = 0; length < stored.sealed.length; length += 1) {
    await refusedAfterTruth(stored, stored.sealed.subarray(0, length))
  }
})

test('a file with anything after its last segment is refused, also a second last segment', async () => {
  const stored = await aStoredFile()
  const last = segmentsOf(stored.sealed).at(-1) ?? assert.fail()
  for (const extra of [Buffer.alloc(1), Buffer.alloc(32), Buffer.alloc(segmentLength), last]) {
    await refusedAfterTruth(stored, Buffer.concat([stored.sealed, extra]))
  }
})

test('a range past the end of a cut or lengthened file is refused, not shortened', async () => {
  const { blobs, store, key, sealed } = await aStoredFile()
  const cut = sealed.subarray(0, headerLength + 3 * segmentLength)
  for (const changed of [cut, Buffer.concat([sealed, Buffer.alloc(segmentLength)])]) {
    blobs.replace(name, changed)
    await assert.rejects(
      firstPiece(await store.readFile(file, key, { start: 10, end: 9_000 })),
      CiphertextRefused,
    )
  }
})

test('a file put in the place of another does not open, even under the same key', async () => {
  const { blobs, store, key, sealed } = await aStoredFile()
  const other = aFile('file2')
  blobs.replace(nameOf(other), sealed)

  const pieces = await store.readFile(other, key)

  await assert.rejects(firstPiece(pieces), {
    message: 'ciphertext refused: the header tag differs',
  })
})

test('segments of another file under the same key and context are refused', async () => {
  const one = await aStoredFile()
  const again = memoryBlobs()
  await createPackageStore({ blobs: again, shape: smallShape }).storeFile(
    file,
    one.key,
    chunked(whole, 100),
    noLimit,
  )
  const foreign = segmentsOf(again.bytesOf(name) ?? assert.fail())

  for (let index = 0; index < foreign.length; index += 1) {
    const mixed = segmentsOf(one.sealed).map((segment, at) =>
      at === index ? (foreign[at] ?? segment) : segment,
    )
    await refusedAfterTruth(one, joined(one.sealed, mixed))
  }
})

test('the wrong key opens nothing', async () => {
  const { store } = await aStoredFile()

  const pieces = await store.readFile(file, aKey())

  await assert.rejects(firstPiece(pieces), CiphertextRefused)
})
