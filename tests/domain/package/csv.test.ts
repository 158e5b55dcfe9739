import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { csvBytes } from '../../../shared/domain/package/csv.ts'
import type { CsvTable } from '../../../shared/domain/templates/template.ts'
import { textOf } from './package-samples.ts'

const one: CsvTable = { name: 't', rows: '', columns: [{ header: 'Value', pointer: '/value' }] }
const cellOf = (value: unknown): string =>
  textOf(csvBytes(one, { value })).slice('\ufeff"Value"\r\n'.length, -2)

test('a table has a header, a line per row, and the byte order mark that spreadsheets need', () => {
  const table: CsvTable = {
    name: 'claims',
    rows: '/claims',
    columns: [
      { header: 'Beløb', pointer: '/amount' },
      { header: 'Note', pointer: '/deep/note' },
    ],
  }
  const data = { claims: [{ amount: 1.5, deep: { note: 'a "b", c' } }, { amount: null }] }

  assert.equal(textOf(csvBytes(table, data)), '\ufeff"Beløb","Note"\r\n"1.5","a ""b"", c"\r\n"",""\r\n')
})

test('rows within rows are one table, and a list within a row is one cell', () => {
  const nested: CsvTable = { name: 'n', rows: '/a/*/b', columns: [{ header: 'X', pointer: '/x/*' }] }

  assert.equal(
    textOf(csvBytes(nested, { a: [{ b: [{ x: [1, 'z', true] }] }, { b: [{ x: [] }] }, {}] })),
    '\ufeff"X"\r\n"1 | z | true"\r\n""\r\n',
  )
})

test('rows that are no list, or are not there, give a header alone', () => {
  const table = { ...one, rows: '/rows' }

  for (const data of [{ rows: 'x' }, {}, null, 7])
    assert.equal(textOf(csvBytes(table, data)), '\ufeff"Value"\r\n')
})

test('numbers stay numbers, also negative ones; an object is written as JSON', () => {
  assert.equal(cellOf(-5), '"-5"')
  assert.equal(cellOf(false), '"false"')
  assert.equal(cellOf({ a: 1 }), '"{""a"":1}"')
})

test('a name from a prototype is no member of the data', () => {
  const table = { ...one, columns: [{ header: 'Value', pointer: '/constructor' }] }

  assert.equal(textOf(csvBytes(table, {})), '\ufeff"Value"\r\n""\r\n')
})

test('a pointer with escapes names the member it means (RFC 6901)', () => {
  const table = { ...one, columns: [{ header: 'Value', pointer: '/a~1b~01' }] }

  assert.equal(textOf(csvBytes(table, { 'a/b~1': 'x' })), '\ufeff"Value"\r\n"x"\r\n')
})

test('a text that a spreadsheet would run stays a text', () => {
  const formula = '=HYPERLINK("https://evil.example")'
  assert.equal(cellOf(formula), `"'=HYPERLINK(""https://evil.example"")"`)
  for (const start of [
    '=',
    '+',
    '-',
    '@',
    '＝',
    '＋',
    '－',
    '＠',
    '\t=',
    ' =',
    '\n@',
    '\u202E=',
    '"=',
    '\u0000=',
    '\ufeff=',
  ])
    assert.match(cellOf(`${start}1+1`), /^"[\s"]*'[^']/u, JSON.stringify(start))
})

test('a formula behind another country’s separator is guarded too', () => {
  assert.equal(cellOf('a;=1+1'), `"a;'=1+1"`)
  assert.equal(cellOf('a\n=1+1'), `"a\n'=1+1"`)
  assert.equal(cellOf('a-b = c, d'), '"a-b = c, d"')
})

test('a header is guarded as a cell is', () => {
  const table = { ...one, columns: [{ header: '=1+1', pointer: '' }] }

  assert.match(textOf(csvBytes(table, 'x')), /^\ufeff"'=1\+1"\r\n"x"\r\n$/u)
})

test('no text whatever begins a cell like a formula, for any of the usual separators', () => {
  const risky = fc.string({
    unit: fc.constantFrom('=', '+', '-', '@', '"', ';', '\t', '\n', '\r', ' ', 'a', '\u202E', '\u2028'),
  })
  fc.assert(
    fc.property(risky, (value) => {
      const cell = cellOf(value)
      assert.match(cell, /^"(?:[^"]|"")*"$/u)
      for (const piece of cell.slice(1, -1).split(/[;\t\n]/u)) assert.doesNotMatch(piece, /^[\s"]*[=+\-@]/u)
      assert.doesNotMatch(cell, /\p{Bidi_Control}/u)
    }),
  )
})
