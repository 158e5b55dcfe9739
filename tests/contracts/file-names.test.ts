import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { packagePathFor, parseFileName } from '../../shared/contracts/file-names.ts'

const none: ReadonlySet<string> = new Set()

test('keeps the names that people give to their files', () => {
  for (const name of [
    'police.pdf',
    'Årsopgørelse 2026 (kopi).pdf',
    'a',
    '日本.txt',
    'x.tar.gz',
    '.5'.slice(1),
    'com10.txt',
  ]) {
    assert.deepEqual(parseFileName(name), { ok: true, value: name })
  }
})

test('writes a name in its composed form, so that one name is one name', () => {
  assert.deepEqual(parseFileName('A\u030Arsopgørelse.pdf'), { ok: true, value: 'Årsopgørelse.pdf' })
})

const refusals: Readonly<Record<string, readonly string[]>> = {
  empty: [''],
  tooLong: ['a'.repeat(256), 'å'.repeat(128)],
  separator: ['../x', 'a/b', 'a\\b', '/etc/passwd', 'C:\\x', 'a\uFF0Fb', 'a\u2215b'],
  controlCharacter: ['a\u0000.pdf', 'a\n', '\ta', 'a\u007Fb', 'a\u0085b', 'a\u2028b'],
  bidiControl: ['regning\u202Efdp.exe', 'a\u200Fb', 'a\u2066b', 'a\u061Cb'],
  leadingOrTrailing: ['.', '..', '.htaccess', 'a.', ' a', 'a ', 'a\u00A0', '\u3000a'],
  reservedCharacter: ['a:b', 'a*', 'a?b', '<a>', 'a|b', '"a"', 'file.txt::$DATA'],
  reservedName: ['con', 'CON', 'nul.txt', 'Com1', 'LPT9.pdf', 'aux.tar.gz', 'com¹.txt', 'con .txt', 'CONIN$'],
  malformed: ['a\ud800b'],
}

for (const [rule, names] of Object.entries(refusals)) {
  test(`refuses a file name by the rule ${rule}, and does not repeat the name`, () => {
    for (const name of names) {
      const result = parseFileName(name)

      assert.equal(result.ok, false, JSON.stringify(name))
      const error = result.ok ? undefined : result.error
      assert.deepEqual(Object.keys(error ?? {}), ['code', 'rule'])
      assert.equal(error?.rule, rule, JSON.stringify(name))
    }
  })
}

test('names a file in the package so that every system can unpack it', () => {
  assert.equal(packagePathFor('Årsopgørelse 2026.pdf', none), 'Aarsopgoerelse-2026.pdf')
  assert.equal(packagePathFor('Café  €5.txt', none), 'Cafe-5.txt')
  assert.equal(packagePathFor('日本.txt', none), 'file.txt')
  assert.equal(packagePathFor('con.txt', none), 'file-con.txt')
  assert.equal(packagePathFor('../../etc/passwd', none), 'etc-passwd')
})

test('never names two files alike, even where upper and lower case are one', () => {
  const first = packagePathFor('Bilag.pdf', none)
  const second = packagePathFor('BILAG.PDF', new Set([first]))
  const third = packagePathFor('bilag.pdf', new Set([first, second]))

  assert.deepEqual([first, second, third], ['Bilag.pdf', 'BILAG-2.PDF', 'bilag-3.pdf'])
})

test('gives any text a safe, short, new name', () => {
  const names = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.constantFrom('..', '', 'nul', 'a'.repeat(300)),
  )

  fc.assert(
    fc.property(fc.array(names, { maxLength: 12 }), (given) => {
      const taken = new Set<string>()
      for (const name of given) {
        const path = packagePathFor(name, taken)

        assert.match(path, /^[A-Za-z0-9_][A-Za-z0-9._-]*$/)
        assert.ok(path.length <= 80)
        assert.equal(path.includes('..'), false)
        assert.equal(
          [...taken].some((other) => other.toLowerCase() === path.toLowerCase()),
          false,
        )
        assert.equal(parseFileName(path).ok, true, path)
        taken.add(path)
      }
    }),
  )
})
