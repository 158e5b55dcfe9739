import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  attachmentPaths,
  isSafePath,
  safeName,
  unrevealing,
  uniquePaths,
} from '../../../shared/domain/package/names.ts'

test('a name keeps its letters, of whatever script, and its ending', () => {
  const kept = {
    'Årsopgørelse 2025 (rettet).pdf': 'Årsopgørelse-2025-rettet.pdf',
    'Müller & Søn ß.docx': 'Müller-Søn-ß.docx',
    'e\u0301lan.txt': 'élan.txt',
    '日本.txt': '日本.txt',
    'договор №7.pdf': 'договор-7.pdf',
    'हिन्दी पत्र.odt': 'हिन्दी-पत्र.odt',
    'ملف.csv': 'ملف.csv',
  }
  for (const [name, path] of Object.entries(kept)) assert.equal(safeName(name), path)
})

test('a long name is cut between letters, and short enough for systems that count bytes', () => {
  const paths = ['日', 'हि', '😀', 'e\u0323\u0301', 'x'].map((letter) =>
    safeName(`${letter.repeat(300)}.txt`),
  )

  for (const path of paths) {
    assert.ok(Buffer.byteLength(path) <= 224, path)
    assert.match(path, /\.txt$/)
    assert.ok(path.isWellFormed(), path)
    assert.ok(isSafePath(path), path)
  }
  assert.equal(safeName(`a${'\u0301'.repeat(400)}.txt`), 'file.txt')
})

test('no name leads out of its folder or hides in it', () => {
  assert.equal(safeName('../../etc/passwd'), 'etc-passwd')
  assert.equal(safeName('C:\\Windows\\x.dll'), 'C-Windows-x.dll')
  assert.equal(safeName('.bashrc'), 'bashrc')
  assert.equal(safeName('\u202Egpj.exe'), 'gpj.exe')
  for (const hidden of ['\u202E', '\u200B', '\u2066', '\u3164', '\uFE0F', '\u0000', '\uFF0F', '\u2215'])
    assert.equal(safeName(`日${hidden}本.txt`), '日-本.txt')
})

test('a name of which nothing is left, or that Windows keeps for itself, gets a plain one', () => {
  assert.equal(safeName(''), 'file')
  assert.equal(safeName('😀 ?'), 'file')
  assert.equal(safeName('😀.txt'), 'file.txt')
  assert.equal(safeName('con'), 'file-con')
  assert.equal(safeName('LPT1.txt'), 'file-LPT1.txt')
  assert.equal(safeName('com¹.txt'), 'file-com¹.txt')
  assert.equal(safeName('console.txt'), 'console.txt')
})

test('a name that tells what is withheld leaves, and its ending stays', () => {
  const withheld = [{ name: 'Bodil Vidne' }, '5566778']

  assert.equal(unrevealing('vidne-bodil_2.pdf', withheld), 'file.pdf')
  assert.equal(unrevealing('letter 5566778', withheld), 'file')
  assert.equal(unrevealing('letter.pdf', withheld), 'letter.pdf')
})

test('two alike are told apart by a number, also where case does not count', () => {
  assert.deepEqual(attachmentPaths(['a.pdf', 'A.pdf', 'a.pdf', 'a-2.pdf', 'b']), [
    'attachments/a.pdf',
    'attachments/A-2.pdf',
    'attachments/a-3.pdf',
    'attachments/a-2-2.pdf',
    'attachments/b',
  ])
  assert.deepEqual(uniquePaths(['ÅR.txt', 'år.txt', 'straße', 'STRASSE']), [
    ...['ÅR.txt', 'år-2.txt', 'straße', 'STRASSE-2'],
  ])
  assert.deepEqual(uniquePaths(['v1.x/b', 'v1.x/b']), ['v1.x/b', 'v1.x/b-2'])
})

test('whatever files are called, their paths are safe, short, and each its own', () => {
  const anyName = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('a.pdf', 'nul', '..', 'A.PDF', 'x'.repeat(300) + '.pdf'),
  )
  fc.assert(
    fc.property(fc.array(anyName, { maxLength: 30 }), (names) => {
      const paths = attachmentPaths(names)

      assert.equal(paths.length, names.length)
      assert.equal(new Set(paths.map((path) => path.normalize('NFC').toUpperCase())).size, names.length)
      for (const path of paths) assert.ok(isSafePath(path), path)
    }),
  )
})

test('a path that leaves its folder or cannot be unpacked is not safe', () => {
  for (const path of [
    '',
    '/etc/x',
    '../x',
    'a/../b',
    'a//b',
    'a\\b',
    '\u0301a',
    'a\u030A',
    '日'.repeat(80).repeat(2),
    'हि'.repeat(40) + '日'.repeat(10),
    'a\u200B',
    'a/com¹.txt',
    'a.',
    'a/nul',
    'a b',
    '.x',
    'x'.repeat(81),
  ])
    assert.ok(!isSafePath(path), path)
})
