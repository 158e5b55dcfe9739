import assert from 'node:assert/strict'
import { test } from 'node:test'

import { lookInto } from '../../../shared/application/seals/look-into.ts'
import { searchFor } from '../../../shared/domain/package/value-search.ts'

async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array, void, undefined> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.slice(at, at + size)
}

const look = (value: unknown, bytes: Uint8Array, size = 1024) => {
  const search = searchFor([value])
  assert.ok(search)
  return lookInto(pieces(bytes, size), search)
}

const bigEndian = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16()

test('a value is found wherever the pieces of a file meet, and at its very end', async () => {
  const text = Buffer.from(`${'x'.repeat(40)} Åse\n\n  Vidnæs`)

  for (let size = 1; size <= text.length; size += 1)
    assert.equal(await look('Åse Vidnæs', text, size), 'holds', `${size}`)
})

test('a figure at the end of a piece counts only if nothing makes it another', async () => {
  const text = Buffer.from('31200 12000 120 1200')

  for (let size = 1; size <= text.length; size += 1) {
    assert.equal(await look(1200, text, size), 'holds', `${size}`)
    assert.equal(await look(1200, text.subarray(0, -5), size), 'searched', `${size}`)
  }
})

test('text is read in the encodings that people and old systems write', async () => {
  const text = '\uFEFFSkrevet af Åse Vidnæs'
  for (const bytes of [Buffer.from(text), Buffer.from(text.slice(1), 'latin1')])
    assert.equal(await look('Åse Vidnæs', bytes), 'holds')
  for (const bytes of [Buffer.from(text, 'utf16le'), bigEndian(text)]) {
    assert.equal(await look('Åse Vidnæs', bytes), 'holds')
    assert.equal(await look('Bodil', bytes), 'searched')
  }
})

test('what is no text, or wraps its text, is not said to be searched', async () => {
  for (const head of [
    'PK\x03\x04\0',
    '%PDF-1.7\n',
    '{\\rtf1 ',
    'From: a\r\nContent-Transfer-Encoding: base64\r\n',
  ])
    assert.equal(await look('Bodil Vidne', Buffer.from(`${head} Bodil Vidne`, 'latin1')), 'noText', head)
  assert.equal(await look('Bodil Vidne', Buffer.alloc(0)), 'searched')
})
