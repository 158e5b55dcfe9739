import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deflateSync } from 'node:zlib'
import fc from 'fast-check'
import { createScanner } from '../../../shared/adapters/scanning/scanner.ts'
import { aZip } from './zip-builder.ts'
import { said, testVirus } from './samples.ts'

const latin1 = (text: string) => Buffer.from(text, 'latin1')
const joined = (...parts: readonly (string | Buffer)[]) =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? latin1(part) : part)))

const jpeg = '\xff\xd8\xff\xe0\0\x10JFIF\0'
const compound = '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'
const program = `MZ\x90\0${'\0'.repeat(60)}`
const html = '<html><body><script>alert(1)</script>'
const installer = joined(compound, Buffer.alloc(600), Buffer.from('84100c0000000000c000000000000046', 'hex'))
const disc = joined(Buffer.alloc(32_768), '\x01CD001\x01')
const shortcut = `L\0\0\0\x01\x14\x02\0${'\0'.repeat(60)}`
const macros = joined(compound, Buffer.alloc(1_500), Buffer.from('_VBA_PROJECT', 'utf16le'))
const office = (part: string) => aZip([{ name: '[Content_Types].xml', content: '<Types/>' }, { name: part }])
const objects = deflateSync(latin1('<< /S /JavaScript /JS (1) >>'))
const stream = (dictionary: string) => `%PDF-1.7\n5 0 obj << /Type /ObjStm ${dictionary} >>\nstream\r\n`

/** What the bytes are, under which name they come, and what is said of them. */
const pairs: Readonly<Record<string, readonly [string | Buffer, string, string]>> = {
  'a page as a picture': [html, 'a.png', 'activeContent typeContradicts'],
  'a page in a picture': [`${jpeg}${'x'.repeat(90)}<SCRIPT>alert(1)`, 'a.jpg', 'activeContent'],
  'a page in an animation': ['GIF89a/*<!DOCTYPE html><body>', 'a.gif', 'activeContent'],
  'a page before a PDF': [`${html}\n%PDF-1.7\n`, 'a.pdf', 'twoTypesAtOnce'],
  'a program before a PDF': [`${program}%PDF-1.7\n`, 'a.pdf', 'disguisedExecutable'],
  'a program before a PDF, as itself': [`${program}%PDF-1.7\n`, 'a.exe', 'executable'],
  'a PDF in a letter': ['{\\rtf1 %PDF-1.7', 'a.rtf', 'twoTypesAtOnce'],
  'a PDF in a sound': ['ID3\x04\0%PDF-1.7', 'a.mp3', 'twoTypesAtOnce'],
  'an archive behind a PDF': [joined('%PDF-1.7\n', aZip([])), 'a.pdf', 'twoTypesAtOnce'],
  'an archive as a PDF': [aZip([{ name: 'a', content: 'a' }]), 'a.pdf', 'typeContradicts'],
  'a PDF as an archive': ['%PDF-1.7\n', 'a.zip', 'typeContradicts'],
  'a drawing with a script': ['<svg><script>alert(1)</script></svg>', 'a.svg', 'activeContent'],
  'a drawing that runs as it loads': ['<svg/onload=alert(1)>', 'a.svg', 'activeContent'],
  'a drawing with far attributes': [
    `<svg data-a="${'a'.repeat(900)}" onload="x()">`,
    'a.svg',
    'activeContent',
  ],
  'a drawing with wide gaps': [`<svg onload${' '.repeat(3_000)}="x()">`, 'a.svg', 'activeContent'],
  'a drawing in numbers': ['<svg><a href="java&#x73;cript&#58;x()"/></svg>', 'a.svg', 'activeContent'],
  'a drawing of wide letters': [Buffer.from('\ufeff<svg onload="x()">', 'utf16le'), 'a.svg', 'activeContent'],
  'a drawing as a photograph': ['<svg onload="x()"/>', 'a.jpg', 'activeContent typeContradicts'],
  'a page that leads away': [
    '<html><meta http-equiv="refresh" content="0;url=x">',
    'a.html',
    'activeContent',
  ],
  'an entity far away': [
    `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY${' '.repeat(900)}x SYSTEM "file:///a">]>`,
    'a.xml',
    'activeContent',
  ],
  'a document with macros': [office('word/vbaProject.bin'), 'a.docx', 'macros'],
  'an old document with macros': [macros, 'a.doc', 'macros'],
  'macros under the name of a picture': [macros, 'a.png', 'macros typeContradicts'],
  'a control in a table': [office('xl/activeX/activeX1.bin'), 'a.xlsx', 'activeContent'],
  'an installer': [installer, 'setup.msi', 'executable'],
  'an installer as a document': [installer, 'contract.doc', 'disguisedExecutable'],
  'a shortcut': [shortcut, 'readme.lnk', 'executable'],
  'a shortcut as a PDF': [shortcut, 'invoice.pdf', 'disguisedExecutable'],
  'a shortcut in an archive': [
    aZip([{ name: 'invoice.pdf.lnk', content: shortcut }]),
    'a.zip',
    'disguisedExecutable',
  ],
  'a disc': [disc, 'backup.iso', 'executable'],
  'a disc as a film': [disc, 'holiday.mp4', 'disguisedExecutable'],
  'a disc without a name': [disc, 'backup', 'executable'],
  'a disc behind a PDF': [joined('%PDF-1.7\n'.padEnd(32_768), '\x01CD001'), 'a.pdf', 'disguisedExecutable'],
  'a disk that opens by a click': ['vhdxfile\0', 'a.pdf', 'disguisedExecutable'],
  'compiled help': ['ITSF\x03\0\0\0', 'manual.chm', 'executable'],
  'an address that starts a program': ['[InternetShortcut]\nURL=file://x', 'invoice.url', 'executable'],
  'a notebook': ['\xe4\x52\x5c\x7b\x8c\xd8\xa7\x4d\0', 'notes.one', 'notLookedThrough'],
  'a film of the kind that ran programs': ['FWS\x09\0\0\0\0', 'a.bin', 'executable'],
  'a PDF that hides what it runs': [
    joined(stream('/Filter /FlateDecode'), objects, '\nendstream'),
    'a.pdf',
    'activeContent',
  ],
  'a PDF that hides far away': [
    joined(stream(`/Filter /FlateDecode${' '.repeat(5_000)}`), objects),
    'a.pdf',
    'notLookedThrough',
  ],
  'a PDF behind a password': [`%PDF-1.7\n<< /Encrypt${' '.repeat(2_000)}5 0 R >>`, 'a.pdf', 'encrypted'],
  'the test signature in a picture': [joined(jpeg, testVirus), 'a.jpg', 'malwareSignature'],
}

for (const [kind, [bytes, name, expected]] of Object.entries(pairs))
  test(`what comes under another guise is not let through: ${kind}`, async () => {
    assert.equal(await said(joined(bytes), name), expected)
  })

const ordinary: Readonly<Record<string, readonly [string, string]>> = {
  bitmap: ['BM\x36\0\0\0\0\0\0\0', 'a.bmp'],
  heif: ['\0\0\0\x18ftypmif1', 'a.heic'],
  jpeg2000: ['\0\0\0\x0cjP  \r\n', 'a.jp2'],
  mp3WithoutTag: ['\xff\xfb\x90\0', 'a.mp3'],
  phoneRecording: ['#!AMR\n\0', 'a.amr'],
  windowsFilm: ['\x30\x26\xb2\x75\x8e\x66\xcf\x11', 'a.wmv'],
  initials: ['BM and MZ are initials', 'a.txt'],
  numbersInText: ['<html><p>5 &#62; 3, &#x41; and 8 &gt; 7</p>', 'a.html'],
}

for (const [kind, [bytes, name]] of Object.entries(ordinary))
  test(`an ordinary file is known for what it is: ${kind}`, async () => {
    assert.equal(await said(latin1(bytes), name), 'clean')
  })

/** The verdict over bytes that come in pieces of these lengths, over and over; each piece is lent and then spoilt. */
async function saidInPieces(bytes: Buffer, name: string, lengths: readonly number[]): Promise<unknown> {
  const scan = await createScanner().begin({ name, contentType: 'application/octet-stream' })
  for (let at = 0, n = 0; at < bytes.length; n += 1) {
    const piece = Buffer.from(bytes.subarray(at, at + (lengths[n % lengths.length] ?? 1)))
    at += piece.length
    if ((await scan.take(piece)) === 'enough') break
    piece.fill(0)
  }
  return scan.end()
}

const samples = Object.values(pairs).map(([bytes, name]) => [joined(bytes), name] as const)
const lengths = fc.array(fc.integer({ min: 1, max: 70_000 }), { minLength: 1, maxLength: 6 })

test('how a file is cut into pieces never changes what is said of it', async () => {
  const offset = fc.oneof(fc.constant(0), fc.nat(200), fc.integer({ min: 65_000, max: 66_000 }))
  const sample = fc.constantFrom(...samples)
  await fc.assert(
    fc.asyncProperty(sample, lengths, offset, fc.nat(3), async ([bytes, name], cuts, after, small) => {
      const whole = joined(bytes, Buffer.alloc(after, ' '))
      const one = await saidInPieces(whole, name, [whole.length])
      assert.deepEqual(await saidInPieces(whole, name, cuts), one)
      assert.deepEqual(await saidInPieces(whole, name, [small + 1, 1_021]), one)
    }),
    { numRuns: 150 },
  )
})

test('an archive that unpacks a thousandfold at its beginning is the same bomb in one piece and in many', async () => {
  const rest = Buffer.from(
    Array.from({ length: 300_000 }, (_, at) => (at * 7_919 + (at >> 3) * 104_729) & 0xff),
  )
  const zip = aZip([
    { name: 'zeros', content: Buffer.alloc(20 * 1024 ** 2) },
    { name: 'rest', content: rest, method: 0 },
  ])
  const bomb = { verdict: 'refused', reason: 'zipBomb' }
  for (const length of [zip.length, 65_536, 1_000])
    assert.deepEqual(await saidInPieces(zip, 'a.zip', [length]), bomb, `${length}`)
})

const markers: Readonly<Record<string, readonly [string, string, string, string | Buffer]>> = {
  script: ['a.html', '<html>', 'activeContent', '<script src=x>'],
  handler: ['a.svg', '<svg>', 'activeContent', '<g onclick = "x()">'],
  pictureScript: ['a.jpg', jpeg, 'activeContent', '<script>'],
  action: ['a.pdf', '%PDF-1.7\n', 'activeContent', '/S /JavaScript /JS (x)'],
  password: ['a.pdf', '%PDF-1.7\n', 'encrypted', '/Encrypt 5 0 R'],
  macros: ['a.doc', compound, 'macros', Buffer.from('_VBA_PROJECT', 'utf16le')],
  object: ['a.rtf', '{\\rtf1', 'activeContent', '\\objdata'],
  signature: ['a.txt', 'Dear Ada', 'malwareSignature', testVirus],
}

for (const [kind, [name, start, expected, marker]] of Object.entries(markers))
  test(`it is found wherever in the file it stands: ${kind}`, async () => {
    const near = fc.integer({ min: -40, max: 40 }).map((by) => 65_536 + by)
    await fc.assert(
      fc.asyncProperty(fc.oneof(near, fc.nat(140_000)), async (before) => {
        const bytes = joined(start, Buffer.alloc(before, ' '), joined(marker), ' \n')
        assert.equal(await said(bytes, name), expected)
      }),
      { numRuns: 60 },
    )
  })
