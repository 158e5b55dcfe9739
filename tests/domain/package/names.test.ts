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

test('a name is written in letters that every system can unpack, and keeps its ending', () => {
  assert.equal(safeName('Årsopgørelse 2025 (rettet).pdf'), 'aarsopgoerelse-2025-rettet.pdf')
  assert.equal(safeName('Müller & Søn ß.docx'), 'Mueller-Soen-ss.docx')
  assert.equal(safeName('élan.txt'), 'elan.txt')
})

test('no name leads out of its folder or hides in it', () => {
  assert.equal(safeName('../../etc/passwd'), 'etc-passwd')
  assert.equal(safeName('C:\\Windows\\x.dll'), 'C-Windows-x.dll')
  assert.equal(safeName('.bashrc'), 'bashrc')
  assert.equal(safeName('\u202Egpj.exe'), 'gpj.exe')
})

test('a name of which nothing is left, or that Windows keeps for itself, gets a plain one', () => {
  assert.equal(safeName(''), 'file')
  assert.equal(safeName('漢字'), 'file')
  assert.equal(safeName('con'), 'file-con')
  assert.equal(safeName('LPT1.txt'), 'file-LPT1.txt')
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
      assert.equal(new Set(paths.map((path) => path.toLowerCase())).size, names.length)
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
    'å',
    'a.',
    'a/nul',
    'a b',
    '.x',
    'x'.repeat(81),
  ])
    assert.ok(!isSafePath(path), path)
})
