import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deflateRawSync } from 'node:zlib'
import { aZip, withWideEnd } from './zip-builder.ts'
import type { Part } from './zip-builder.ts'
import { said, testVirus } from './samples.ts'

const letter = { name: 'letter.txt', content: 'Dear Ada' }
const pieces = [1, 7, 100, 65_536]

/** A zip in a zip in a zip …, `layers` deep. */
function nested(layers: number): Buffer {
  let zip = aZip([letter])
  for (let i = 1; i < layers; i++) zip = aZip([{ name: 'inner.zip', content: zip }])
  return zip
}

/** Fifield's overlap: every header but the last quotes the next ones as its own data. */
function overlapping(count: number): Buffer {
  const kernel = aZip([{ name: 'z', content: Buffer.alloc(60_000) }])
  const first = kernel.subarray(0, kernel.indexOf('PK\x01\x02', 0, 'latin1'))
  const parts: Part[] = Array.from({ length: count }, (_, i) => ({
    name: `f${i}`,
    packed: first,
    method: 0,
    content: first,
    directory: { offset: 0 },
  }))
  return aZip(parts)
}

test('an ordinary archive is clean, in whatever pieces it comes and however its lengths are written', async () => {
  const ordinary = {
    deflated: aZip([letter, { name: 'folder/', method: 0 }, { name: 'b.csv', content: 'a;b\n1;2\n' }]),
    stored: aZip([{ ...letter, method: 0 }]),
    streamed: aZip([
      { ...letter, flags: 8 },
      { name: 'b.txt', content: 'b', flags: 8 },
    ]),
    streamedWide: aZip([{ ...letter, flags: 8, later: 'wide' }]),
    wide: withWideEnd(aZip([{ ...letter, wide: 'zip64' }])),
    commented: aZip([letter], 'made by a program'),
    empty: aZip([]),
    letterInLetter: nested(3),
    firstIsPdf: aZip([{ name: 'a.pdf', content: '%PDF-1.7\n', method: 0 }]),
  }
  for (const [kind, zip] of Object.entries(ordinary))
    for (const piece of pieces) assert.equal(await said(zip, 'files.zip', piece), 'clean', `${kind} ${piece}`)
})

test('the test signature is found in an archive, and in an archive in it', async () => {
  const inside = aZip([letter, { name: 'b.txt', content: testVirus }])
  for (const piece of pieces) {
    assert.equal(await said(inside, 'files.zip', piece), 'malwareSignature')
    assert.equal(
      await said(aZip([{ name: 'in.zip', content: inside }]), 'files.zip', piece),
      'malwareSignature',
    )
  }
})

test('what unpacks to far more than it is, is refused', async () => {
  const zeros = Buffer.alloc(24 * 1024 ** 2)
  assert.equal(await said(aZip([{ name: 'zeros', content: zeros }]), 'a.zip'), 'zipBomb')
  const twice = aZip([{ name: 'in.zip', content: aZip([{ name: 'zeros', content: zeros }]) }])
  assert.equal(await said(twice, 'a.zip'), 'zipBomb')
  const shares = Array.from({ length: 3 }, (_, i) => ({ name: `${i}`, content: zeros.subarray(0, 8 << 20) }))
  assert.equal(await said(aZip(shares), 'a.zip'), 'zipBomb')
})

test('a small archive may pack well, and a large one as documents do', async () => {
  assert.equal(await said(aZip([{ name: 'log.txt', content: Buffer.alloc(1 << 20, 'a') }]), 'a.zip'), 'clean')
})

test('archives in archives end after the third, so that none that holds itself is followed', async () => {
  assert.equal(await said(nested(4), 'a.zip'), 'nestedTooDeep')
  assert.equal(await said(nested(6), 'a.zip'), 'nestedTooDeep')
})

test('more entries than anybody would read are refused', async () => {
  const many = Array.from({ length: 4_097 }, (_, i) => ({ name: `${i}`, method: 0 }))
  assert.equal(await said(aZip(many), 'a.zip'), 'tooManyEntries')
  assert.equal(await said(aZip(many.slice(1)), 'a.zip'), 'clean')
})

test('entries that overlap, or that only the directory knows, are refused', async () => {
  assert.equal(await said(overlapping(3), 'a.zip'), 'zipInconsistent')
  const two = aZip([letter, { name: 'b', content: 'b', directory: { offset: 0 } }])
  assert.equal(await said(two, 'a.zip'), 'zipInconsistent')
})

const lies: Readonly<Record<string, Part>> = {
  'another name': { ...letter, directory: { name: 'letter.exe' } },
  'another length': { ...letter, directory: { sizeBytes: 1 } },
  'another packed length': { ...letter, directory: { packedBytes: 1 } },
  'another sum': { ...letter, directory: { crc: 1 } },
  'another method': { ...letter, directory: { method: 0 } },
  'a local length that is not so': { ...letter, local: { sizeBytes: 1 }, directory: { sizeBytes: 1 } },
  'a local packed length that is not so': {
    ...letter,
    local: { packedBytes: 1 },
    directory: { packedBytes: 1 },
  },
  'a stored entry of two lengths': {
    ...letter,
    method: 0,
    local: { sizeBytes: 1 },
    directory: { sizeBytes: 1 },
  },
  'a wide length that is not so': {
    ...letter,
    wide: 'zip64',
    local: { sizeBytes: 2 ** 40 },
    directory: { sizeBytes: 2 ** 40 },
  },
  'a length beyond the file': { ...letter, method: 0, local: { packedBytes: 9_999, sizeBytes: 9_999 } },
  'data that are not deflated': { ...letter, packed: Buffer.from([0xff, 0xff, 0xff]) },
  'data that end too early': { ...letter, packed: deflateRawSync(Buffer.alloc(9_000, 'abc')).subarray(0, 4) },
}

for (const [lie, part] of Object.entries(lies))
  test(`an archive with ${lie} is refused`, async () => {
    for (const piece of pieces) assert.equal(await said(aZip([part]), 'a.zip', piece), 'zipInconsistent')
  })

test('an archive whose end does not fit what came before is refused', async () => {
  const zip = aZip([letter])
  const broken = (change: (bytes: Buffer) => void) => {
    const bytes = Buffer.from(zip)
    change(bytes.subarray(bytes.length - 22))
    return bytes
  }
  const ends = {
    cut: zip.subarray(0, zip.length - 1),
    cutInDirectory: zip.subarray(0, zip.length - 30),
    cutInEntry: zip.subarray(0, 20),
    noDirectory: zip.subarray(0, zip.indexOf('PK\x01\x02', 0, 'latin1')),
    trailing: Buffer.concat([zip, Buffer.from('x')]),
    gap: Buffer.concat([zip.subarray(0, zip.length - 22), Buffer.from('gap'), zip.subarray(zip.length - 22)]),
    count: broken((end) => end.writeUInt16LE(2, 10)),
    countHere: broken((end) => end.writeUInt16LE(2, 8)),
    length: broken((end) => end.writeUInt32LE(1, 12)),
    offset: broken((end) => end.writeUInt32LE(1, 16)),
    disks: broken((end) => end.writeUInt16LE(1, 4)),
    wideWithoutWide: broken((end) => end.writeUInt16LE(0xffff, 10)),
    wideCount: withWideEnd(zip, 1),
  }
  for (const [kind, bytes] of Object.entries(ends))
    assert.equal(await said(bytes, 'a.zip'), 'zipInconsistent', kind)
})

test('names that lead out of the folder, twice to one place or through a link are refused', async () => {
  for (const name of ['../x', 'a/../../x', '..\\x', '/etc/x', '\\x', 'C:\\x', 'c:x', 'a\0.txt'])
    assert.equal(await said(aZip([{ name }]), 'a.zip'), 'unsafePath', name)
  assert.equal(await said(aZip([letter, { ...letter, name: 'LETTER.txt' }]), 'a.zip'), 'duplicateName')
  const attributes = 0o120777 << 16
  assert.equal(
    await said(aZip([{ name: 'l', content: '/etc', directory: { attributes } }]), 'a.zip'),
    'symbolicLink',
  )
})

test('what is encrypted, or packed as we cannot unpack it, is held back', async () => {
  assert.equal(await said(aZip([{ ...letter, flags: 1 }, letter2]), 'a.zip'), 'encrypted')
  assert.equal(await said(aZip([{ ...letter, flags: 9 }]), 'a.zip'), 'encrypted notLookedThrough')
  assert.equal(await said(aZip([{ ...letter, method: 14 }]), 'a.zip'), 'notLookedThrough')
  assert.equal(await said(aZip([{ ...letter, flags: 8, method: 0 }]), 'a.zip'), 'notLookedThrough')
})

const letter2 = { name: 'b.txt', content: 'b' }

test('lengths behind the data that are not so are refused', async () => {
  const zip = aZip([{ ...letter, flags: 8 }])
  const at = zip.indexOf('PK\x07\x08', 0, 'latin1')
  for (const cut of [at, at + 4, at + 10, at + 16])
    assert.equal(await said(zip.subarray(0, cut), 'a.zip'), 'zipInconsistent', `${cut - at}`)
  zip.writeUInt32LE(1, at + 8)
  assert.equal(await said(zip, 'a.zip'), 'zipInconsistent')
})

test('a stored entry whose lengths stand before and behind it is read', async () => {
  const content = 'Dear Ada'
  const part = {
    ...letter,
    flags: 8,
    method: 0,
    local: { packedBytes: content.length, sizeBytes: content.length },
  }
  assert.equal(await said(aZip([part]), 'a.zip'), 'clean')
})

test('a document with macros or controls is held back', async () => {
  const office = (name: string) => aZip([{ name: '[Content_Types].xml', content: '<Types/>' }, { name }])
  assert.equal(await said(office('word/document.xml'), 'a.docx'), 'clean')
  assert.equal(await said(office('word/vbaProject.bin'), 'a.docm'), 'macros')
  assert.equal(await said(office('xl/macrosheets/sheet1.xml'), 'a.xlsx'), 'macros')
  assert.equal(await said(office('word/activeX/activeX1.xml'), 'a.docx'), 'activeContent')
})

test('a program in an archive is held back, and one that is dressed up as a document refused', async () => {
  const program = Buffer.concat([Buffer.from('MZ\x90\0'), Buffer.alloc(100)])
  assert.equal(await said(aZip([{ name: 'setup.exe', content: program }]), 'a.zip'), 'executable')
  assert.equal(await said(aZip([{ name: 'a.pdf', content: program }]), 'a.zip'), 'disguisedExecutable')
})
