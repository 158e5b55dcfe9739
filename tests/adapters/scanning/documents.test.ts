import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deflateSync } from 'node:zlib'
import fc from 'fast-check'
import { aZip } from './zip-builder.ts'
import { said, scanned, testVirus } from './samples.ts'

const latin1 = (text: string) => Buffer.from(text, 'latin1')
const jpeg = (rest = '') => latin1(`\xff\xd8\xff\xe0\0\x10JFIF\0${rest}`)
const compound = (entry: string) =>
  Buffer.concat([
    latin1('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'),
    Buffer.alloc(1_500),
    Buffer.from(entry, 'utf16le'),
  ])
const program = latin1(`MZ\x90\0${'\0'.repeat(60)}`)
const pieces = [1, 50, 65_536]

async function everySays(samples: Readonly<Record<string, readonly [Uint8Array, string, string]>>) {
  for (const [kind, [bytes, name, expected]] of Object.entries(samples))
    for (const piece of pieces) assert.equal(await said(bytes, name, piece), expected, kind)
}

const pdf = (body: string) => latin1(`%PDF-1.7\n${body}\ntrailer << /Root 1 0 R >>\n%%EOF\n`)

const objectStream = (objects: string, filter = '/Filter /FlateDecode') =>
  Buffer.concat([
    latin1(`%PDF-1.7\n5 0 obj << /Type /ObjStm /N 1 ${filter} >>\nstream\r\n`),
    filter.includes('Flate') ? deflateSync(latin1(objects)) : latin1(objects),
    latin1('\nendstream\nendobj\n%%EOF\n'),
  ])

test('ordinary documents are clean, whatever they are called by the program that wrote them', async () => {
  await everySays({
    nothing: [Buffer.alloc(0), 'empty.pdf', 'clean'],
    letter: [latin1('Dear Ada,\nthis is what we hold.'), 'letter.txt', 'clean'],
    wideText: [Buffer.from('\ufeffDear Ada', 'utf16le'), 'letter.txt', 'clean'],
    export: [latin1('<html><table><tr><td>1</td></tr></table></html>'), 'report.xls', 'clean'],
    page: [latin1('<!doctype html><p>Dear Ada</p>'), 'letter.html', 'clean'],
    textAboutScripts: [latin1('write <script> into the page'), 'manual.txt', 'clean'],
    picture: [jpeg(), 'a.jpg', 'clean'],
    otherPicture: [jpeg(), 'a.png', 'clean'],
    drawing: [latin1('<svg><!ENTITY ns_svg "http://www.w3.org/2000/svg"></svg>'), 'a.svg', 'clean'],
    pdf: [pdf('<< /OpenAction [3 0 R /Fit] >>'), 'a.pdf', 'clean'],
    modernPdf: [objectStream('<< /Type /Catalog >>'), 'a.pdf', 'clean'],
    plainObjects: [objectStream('<< /Type /Catalog >>', ''), 'a.pdf', 'clean'],
    pdfAfterJunk: [latin1('\r\n%PDF-1.4\n'), 'a.pdf', 'clean'],
    word: [compound('WordDocument'), 'a.doc', 'clean'],
    rtf: [latin1('{\\rtf1 Dear Ada}'), 'a.doc', 'clean'],
    film: [latin1('\0\0\0\x18ftypmp42'), 'a.mp4', 'clean'],
    unknown: [latin1('\0\x01\x02'), 'data.bin', 'clean'],
  })
})

test('the test signature is found wherever the pieces are cut', async () => {
  const at = fc.nat(3_000)
  await fc.assert(
    fc.asyncProperty(at, at, fc.integer({ min: 1, max: 200 }), async (before, after, piece) => {
      const bytes = Buffer.concat([Buffer.alloc(before, 'a'), testVirus, Buffer.alloc(after, 'b')])
      assert.equal(await said(bytes, 'a.txt', piece), 'malwareSignature')
    }),
    { numRuns: 60 },
  )
})

test('no part of the signature alone is taken for it', async () => {
  for (let cut = 1; cut < testVirus.length; cut += 9)
    assert.equal(
      await said(Buffer.concat([testVirus.subarray(0, cut), latin1('x'), testVirus.subarray(cut)])),
      'clean',
    )
})

test('what is refused is looked at no further', async () => {
  const [first] = [await scanned(Buffer.concat([testVirus, Buffer.alloc(1 << 20)]), {}, 4_096)]
  assert.deepEqual(first, { verdict: 'refused', reason: 'malwareSignature' })
})

test('a PDF that runs something when it is opened is held back, also where it hides that', async () => {
  await everySays({
    script: [pdf('<< /S /JavaScript /JS (app.alert(1)) >>'), 'a.pdf', 'activeContent'],
    codes: [pdf('<< /S /J#61vaScript /JS (1) >>'), 'a.pdf', 'activeContent'],
    launch: [pdf('<< /S /Launch /F (cmd.exe) >>'), 'a.pdf', 'activeContent'],
    media: [pdf('<< /Subtype /RichMedia >>'), 'a.pdf', 'activeContent'],
    packed: [objectStream('<< /S /JavaScript /JS (1) >>'), 'a.pdf', 'activeContent'],
    packedAndPlain: [objectStream('<< /S /JavaScript /JS (1) >>', ''), 'a.pdf', 'activeContent'],
    otherwise: [objectStream('x', '/Filter /LZWDecode'), 'a.pdf', 'notLookedThrough'],
    twiceFiltered: [
      objectStream('x', '/Filter [/ASCII85Decode /FlateDecode]').subarray(0, 90),
      'a.pdf',
      'notLookedThrough',
    ],
    broken: [
      pdf('1 0 obj << /Type /ObjStm /Filter /FlateDecode >> stream\nx\nendstream'),
      'a.pdf',
      'notLookedThrough',
    ],
    encrypted: [pdf('<< /Encrypt 5 0 R >>'), 'a.pdf', 'encrypted'],
    encryptedHere: [pdf('<< /Encrypt << /V 4 >> >>'), 'a.pdf', 'encrypted'],
  })
})

test('an object stream that does not end is not waited for', async () => {
  const endless = Buffer.concat([objectStream('').subarray(0, 75), Buffer.alloc(2 << 20, 'x')])
  assert.equal(await said(endless, 'a.pdf'), 'notLookedThrough')
  const far = pdf(`/ObjStm ${' '.repeat(9_000)} stream\n`)
  for (const piece of [500, 65_536]) assert.equal(await said(far, 'a.pdf', piece), 'notLookedThrough')
})

test('a page or a drawing with scripts is held back', async () => {
  await everySays({
    script: [latin1('<html><SCRIPT>1</SCRIPT></html>'), 'a.html', 'activeContent'],
    handler: [latin1('<svg><rect onload = "1"/></svg>'), 'a.svg', 'activeContent'],
    link: [latin1('<html><a href="javascript:1">'), 'a.html', 'activeContent'],
    frame: [latin1('<html><iframe src=x>'), 'a.html', 'activeContent'],
    wide: [Buffer.from('\ufeff<script>', 'utf16le'), 'a.html', 'activeContent'],
    outside: [latin1('<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'), 'a.xml', 'activeContent'],
    nameless: [latin1('<html><script>'), 'page', 'activeContent'],
    pictureWithScript: [jpeg('<script>'), 'a.jpg', 'activeContent'],
    object: [latin1('{\\rtf1 {\\object\\objdata 01}}'), 'a.rtf', 'activeContent'],
  })
  const declared = { name: 'file', contentType: 'image/svg+xml; charset=utf-8' }
  assert.equal((await scanned('plain <script>', declared)).verdict, 'unknown')
})

test('entities that grow are refused', async () => {
  const laughs = '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><l>&b;</l>'
  const long = `<!DOCTYPE l [<!ENTITY a "${'a'.repeat(500)}">]><svg>&a;&a;</svg>`
  await everySays({
    laughs: [latin1(laughs), 'a.svg', 'entityBomb'],
    long: [latin1(long), 'a.xml', 'entityBomb'],
  })
})

test('a document of the older kind with macros, a password or an object is held back', async () => {
  await everySays({
    macros: [compound('_VBA_PROJECT'), 'a.xls', 'macros'],
    password: [compound('EncryptedPackage'), 'a.docx', 'encrypted'],
    object: [compound('\x01Ole10Native'), 'a.doc', 'activeContent'],
  })
})

test('a program is held back, and refused under the name of a document', async () => {
  await everySays({
    program: [program, 'setup.exe', 'executable'],
    nameless: [program, 'file', 'executable'],
    elf: [latin1('\x7fELF\x02'), 'tool', 'executable'],
    script: [latin1('#!/bin/sh\n'), 'run', 'executable'],
    batch: [latin1('del *'), 'run.bat', 'executable'],
    disguised: [program, 'invoice.pdf', 'disguisedExecutable'],
    twoEndings: [program, 'invoice.pdf.exe', 'disguisedExecutable'],
  })
  assert.equal(await said('MZ, the initials', 'letter.txt'), 'clean')
})

test('a file that is not what it says is held back', async () => {
  await everySays({
    noPdf: [latin1('hello'), 'a.pdf', 'typeContradicts'],
    zipAsPicture: [aZip([]), 'a.jpg', 'typeContradicts'],
    binaryText: [latin1('a\0b'), 'a.csv', 'typeContradicts'],
  })
  assert.deepEqual(await scanned('hello', { contentType: 'image/png' }), {
    verdict: 'unknown',
    doubts: ['typeContradicts'],
  })
})

test('a file that is two things at once is refused', async () => {
  await everySays({
    pictureAndArchive: [
      Buffer.concat([jpeg(), aZip([{ name: 'a', content: 'a' }], 'note')]),
      'a.jpg',
      'twoTypesAtOnce',
    ],
    longPictureAndArchive: [Buffer.concat([jpeg('x'.repeat(5_000)), aZip([])]), 'a.jpg', 'twoTypesAtOnce'],
    pictureAndPdf: [jpeg('%PDF-1.4'), 'a.jpg', 'twoTypesAtOnce'],
    pdfAndArchive: [Buffer.concat([pdf(''), aZip([])]), 'a.pdf', 'twoTypesAtOnce'],
  })
  const quoted = Buffer.concat([jpeg(), latin1('PK\x05\x06'), Buffer.alloc(30)])
  assert.equal(await said(quoted, 'a.jpg'), 'clean')
  assert.equal(await said(quoted.subarray(0, 20), 'a.jpg'), 'clean')
})

test('an archive of another kind is held back, for nobody has looked into it', async () => {
  for (const start of [
    '\x1f\x8b',
    '7z\xbc\xaf\x27\x1c',
    'Rar!\x1a\x07',
    'BZh',
    '\xfd7zXZ\0',
    `${'x'.repeat(257)}ustar`,
  ])
    assert.equal(await said(latin1(start)), 'notLookedThrough', start)
})
