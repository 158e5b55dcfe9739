import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { lookAtLogo } from '../../../shared/domain/companies/logo.ts'
import { jpeg, png, webp } from '../../support/pictures.ts'

const text = (content: string): Uint8Array => new TextEncoder().encode(content)

const seen = (bytes: Uint8Array) => {
  const looked = lookAtLogo(bytes)
  return looked.ok ? Object.values(looked.value).join(' ') : looked.error.rule
}

test('PNG, JPEG and the three kinds of WebP are known by their bytes, with their sides', () => {
  assert.equal(seen(png(320, 64)), 'image/png 320 64')
  assert.deepEqual(lookAtLogo(jpeg(640, 200)), {
    ok: true,
    value: { mediaType: 'image/jpeg', width: 640, height: 200 },
  })
  assert.equal(seen(webp.lossy(300, 40)), 'image/webp 300 40')
  assert.equal(seen(webp.lossless(1999, 2000)), 'image/webp 1999 2000')
  assert.equal(seen(webp.extended(16, 2000)), 'image/webp 16 2000')
})

test('a picture inside another buffer is read from where it begins', () => {
  const whole = new Uint8Array([9, 9, 9, ...png(20, 30)])

  assert.equal(seen(whole.subarray(3)), 'image/png 20 30')
})

test('SVG, GIF, a page, a picture that is cut off and nothing at all are no logo', () => {
  const refused = [
    text('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
    text('<!doctype html><script>alert(1)</script>'.padEnd(64)),
    text('GIF89a'.padEnd(64)),
    text('RIFF    AVI LIST'.padEnd(64)),
    png(320, 64).subarray(0, 23),
    jpeg(320, 64).subarray(0, 20),
    jpeg(320, 64).subarray(0, 3),
    webp.extended(320, 64).subarray(0, 29),
    webp.other(),
    new Uint8Array([0xff, 0xd8, 0x00, 0x00, ...new Array<number>(20).fill(0)]),
    new Uint8Array([...text('\0'), ...png(320, 64)]),
    new Uint8Array(),
  ]
  for (const bytes of refused) assert.equal(seen(bytes), 'logoTypes')
})

test('what stands in the row of frames of a JPEG and is none is stepped over', () => {
  for (const other of [0xc4, 0xc8, 0xcc]) assert.equal(seen(jpeg(320, 64, other)), 'logoTypes')
  for (const frame of [0xc0, 0xc1, 0xcf]) assert.ok(lookAtLogo(jpeg(320, 64, frame)).ok)
})

test('a picture too small to be seen or too large to be sent is refused for its sides', () => {
  for (const bytes of [png(15, 64), png(64, 15), png(2001, 64), jpeg(64, 65_535), webp.extended(9000, 90)])
    assert.equal(seen(bytes), 'logoDimensions')
})

test('whatever the bytes are, there is an answer', () => {
  const heads = [png(99, 99), jpeg(99, 99), webp.lossy(99, 99), webp.extended(99, 99)].map((head) => [
    ...head,
  ])
  const spoilt = fc
    .tuple(fc.constantFrom(...heads, []), fc.integer({ min: 0, max: 40 }), fc.uint8Array({ maxLength: 60 }))
    .map(([head, length, rest]) => new Uint8Array([...head.slice(0, length), ...rest]))

  fc.assert(fc.property(spoilt, (bytes) => typeof lookAtLogo(bytes).ok === 'boolean'))
})
