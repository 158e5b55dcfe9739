import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { MalformedMultipart, boundaryOf, partsOf } from '../../functions/pages/multipart.ts'

const boundary = '----WebKitFormBoundaryAbC'

type Sent = { readonly name: string; readonly fileName?: string; readonly content: Uint8Array }

function bodyOf(parts: readonly Sent[]): Buffer {
  const pieces = parts.flatMap(({ name, fileName, content }) => [
    Buffer.from(
      `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${
        fileName === undefined ? '' : `; filename="${fileName}"\r\nContent-Type: application/pdf`
      }\r\n\r\n`,
    ),
    Buffer.from(content),
    Buffer.from('\r\n'),
  ])
  return Buffer.concat([...pieces, Buffer.from(`--${boundary}--\r\n`)])
}

async function* inChunks(body: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < body.length; at += size) yield body.subarray(at, at + size)
}

async function read(body: Uint8Array, size: number) {
  const found = []
  for await (const { content, ...head } of partsOf(inChunks(body, size), boundary)) {
    const chunks: Uint8Array[] = []
    for await (const chunk of content) chunks.push(chunk)
    found.push({ ...head, text: Buffer.concat(chunks).toString('latin1') })
  }
  return found
}

test('fields and files arrive whole, however the body is cut into pieces', async () => {
  const content = Buffer.from(`\r\n--${boundary.slice(0, 20)}\r\n\0\xff`, 'latin1')
  const body = bodyOf([
    { name: 'csrf', content: Buffer.from('token') },
    { name: 'empty', content: new Uint8Array() },
    { name: 'file', fileName: 'a %22b%22 ø.pdf', content },
  ])
  for (let size = 1; size <= body.length; size += size < 100 ? 1 : 37)
    assert.deepEqual(await read(body, size), [
      { name: 'csrf', contentType: 'application/octet-stream', text: 'token' },
      { name: 'empty', contentType: 'application/octet-stream', text: '' },
      {
        name: 'file',
        fileName: 'a "b" ø.pdf',
        contentType: 'application/pdf',
        text: content.toString('latin1'),
      },
    ])
})

test('any content comes out as it went in', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 4 }),
      fc.integer({ min: 1, max: 90 }),
      async (contents, size) => {
        const body = bodyOf(contents.map((content, i) => ({ name: `f${i}`, content })))
        const found = await read(body, size)
        assert.deepEqual(
          found.map(({ text }) => text),
          contents.map((content) => Buffer.from(content).toString('latin1')),
        )
      },
    ),
    { numRuns: 100 },
  )
})

test('a part that nobody reads is skipped', async () => {
  const body = bodyOf([
    { name: 'a', fileName: 'big', content: Buffer.alloc(5000, 'x') },
    { name: 'b', content: Buffer.from('after') },
  ])
  const names = []
  for await (const { name } of partsOf(inChunks(body, 64), boundary)) names.push(name)
  assert.deepEqual(names, ['a', 'b'])
})

test('a body that ends early, or has endless headers, is refused', async () => {
  const whole = bodyOf([{ name: 'a', content: Buffer.from('x'.repeat(100)) }])
  await assert.rejects(read(whole.subarray(0, whole.length - 30), 16), MalformedMultipart)
  await assert.rejects(read(new Uint8Array(), 16), MalformedMultipart)
  const endless = Buffer.from(`--${boundary}\r\nX: ${'y'.repeat(40_000)}`)
  await assert.rejects(read(endless, 1000), /headers of a part are too long/)
})

test('memory does not grow with the file', async () => {
  const mebibyte = Buffer.alloc(2 ** 20, 'z')
  async function* large(): AsyncGenerator<Uint8Array> {
    yield Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="f"\r\n\r\n`)
    for (let i = 0; i < 200; i++) yield mebibyte
    yield Buffer.from(`\r\n--${boundary}--`)
  }
  let length = 0
  let largest = 0
  for await (const { content } of partsOf(large(), boundary))
    for await (const chunk of content) {
      length += chunk.length
      largest = Math.max(largest, chunk.length)
    }
  assert.equal(length, 200 * 2 ** 20)
  assert.ok(largest <= 2 ** 20 + 200)
})

test('the boundary is read as browsers and programs write it', () => {
  assert.equal(boundaryOf(`multipart/form-data; boundary=${boundary}`), boundary)
  assert.equal(boundaryOf('multipart/form-data; charset=utf-8; boundary="a b"'), 'a b')
  for (const type of [
    '',
    'multipart/form-data',
    'text/plain; boundary=x',
    `multipart/form-data; boundary=${'x'.repeat(71)}`,
  ])
    assert.equal(boundaryOf(type), undefined)
})
