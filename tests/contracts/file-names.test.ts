import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseFileName } from '../../shared/contracts/file-names.ts'

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
  'tooLong: 255 bytes of UTF-8 at most': ['a'.repeat(256), 'å'.repeat(128)],
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
