import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { byteReader } from '../../../shared/adapters/packaging/byte-reader.ts'
import { CiphertextRefused, newFloe, openFloe } from '../../../shared/adapters/packaging/floe-keys.ts'
import type { FillRandom, FloeShape } from '../../../shared/adapters/packaging/floe-keys.ts'
import {
  extentOf,
  openSegment,
  plaintextPerSegment,
  sealSegment,
  segmentStart,
} from '../../../shared/adapters/packaging/floe.ts'

const folder = new URL('../../support/floe-vectors/', import.meta.url)
const names = readdirSync(folder).flatMap((file) => (file.endsWith('_ct.txt') ? [file.slice(0, -7)] : []))
const binding = { key: Buffer.alloc(32), context: 'This is AAD' }

const hexFile = (name: string): Buffer =>
  Buffer.from(readFileSync(new URL(name, folder), 'utf8').trim(), 'hex')

function vector(name: string): {
  readonly sealed: Buffer
  readonly plain: Buffer
  readonly shape: FloeShape
} {
  const sealed = hexFile(`${name}_ct.txt`)
  const shape = { segmentLength: sealed.readUInt32BE(2), rotationBits: name.includes('rotation') ? 2 : 20 }
  return { sealed, plain: hexFile(`${name}_pt.txt`), shape }
}

async function openAll(sealed: Buffer, shape: FloeShape, bound = binding): Promise<Buffer> {
  const floe = openFloe(bound, sealed.subarray(0, 74), shape)
  const { lastIndex } = extentOf(shape, sealed.length)
  const pieces = Array.from({ length: lastIndex + 1 }, (_, index) => {
    const start = segmentStart(shape, index)
    const position = index === lastIndex ? 'last' : 'middle'
    const segment = sealed.subarray(start, start + shape.segmentLength)
    const source = byteReader(ReadableStream.from([segment]))
    return openSegment(floe, { index, position, length: segment.length, source })
  })
  return Buffer.concat((await Promise.all(pieces)).flat())
}

function sealAll(plain: Buffer, shape: FloeShape, fillRandom: FillRandom, segments: number): Buffer {
  const floe = newFloe(binding, shape, fillRandom)
  const per = plaintextPerSegment(shape)
  const sealed = Array.from({ length: segments }, (_, index) => {
    const target = Buffer.alloc(shape.segmentLength)
    const position = index === segments - 1 ? 'last' : 'middle'
    const length = sealSegment(
      floe,
      { index, position },
      plain.subarray(index * per, (index + 1) * per),
      target,
    )
    return target.subarray(0, length)
  })
  return Buffer.concat([floe.header, ...sealed])
}

/** The iv of the header and of every segment, in the order of writing, as a vector has them. */
function ivsOf(sealed: Buffer, shape: FloeShape): FillRandom {
  const { lastIndex } = extentOf(shape, sealed.length)
  const ivs = Array.from({ length: lastIndex + 1 }, (_, index) => {
    const start = segmentStart(shape, index) + 4
    return sealed.subarray(start, start + 12)
  })
  const queue = [sealed.subarray(10, 42), ...ivs]
  return (target) => target.set(queue.shift() ?? assert.fail('an iv too many'))
}

describe('published vectors of FLOE', () => {
  test('all nine are there', () => {
    assert.equal(names.length, 9)
  })

  for (const name of names) {
    test(`${name} opens to its plaintext`, async () => {
      const { sealed, plain, shape } = vector(name)

      assert.deepEqual(await openAll(sealed, shape), plain)
    })

    test(`${name} is written again byte for byte with its own ivs`, () => {
      const { sealed, plain, shape } = vector(name)
      const segments = extentOf(shape, sealed.length).lastIndex + 1

      assert.deepEqual(sealAll(plain, shape, ivsOf(sealed, shape), segments), sealed)
    })

    test(`${name} does not open with any bit of its header changed, another key or another context`, async () => {
      const { sealed, shape } = vector(name)
      for (let bit = 0; bit < 74 * 8; bit += 1) {
        const changed = Buffer.from(sealed)
        changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3)
        await assert.rejects(() => openAll(changed, shape), CiphertextRefused)
      }
      await assert.rejects(
        () => openAll(sealed, shape, { ...binding, key: Buffer.alloc(32, 1) }),
        CiphertextRefused,
      )
      await assert.rejects(
        () => openAll(sealed, shape, { ...binding, context: 'This is aad' }),
        CiphertextRefused,
      )
    })
  }
})

test('a ciphertext of other parameters than ours is refused even when its tag is right', () => {
  const { sealed, shape } = vector('go_GCM256_IV256_64')

  assert.throws(() => openFloe(binding, sealed.subarray(0, 74), { ...shape, segmentLength: 128 }), {
    message: 'ciphertext refused: the parameters differ',
  })
})

test('a key of another length than 32 bytes is a defect', () => {
  assert.throws(() => newFloe({ key: Buffer.alloc(16), context: '' }), {
    message: 'a package key has 32 bytes',
  })
})

test('two ciphertexts under one key share neither iv nor header tag nor segment keys', () => {
  const one = newFloe(binding)
  const other = newFloe(binding)

  assert.notDeepEqual(one.header, other.header)
  assert.equal(one.segmentKey(0).equals(other.segmentKey(0)), false)
})

test('what was opened cannot be written to, so that no segment is ever sealed twice under one header', () => {
  const floe = openFloe(binding, newFloe(binding).header)

  assert.throws(() => sealSegment(floe, { index: 0, position: 'last' }, Buffer.alloc(1), Buffer.alloc(64)), {
    message: 'an opened ciphertext is only read',
  })
})
