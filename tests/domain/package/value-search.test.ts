import assert from 'node:assert/strict'
import { test } from 'node:test'

import { folded, searchFor } from '../../../shared/domain/package/value-search.ts'

const finds = (value: unknown, text: string): boolean =>
  searchFor([value])?.holds(folded(` ${text} `)) === true

test('what is withheld is found word for word, however it is written, spaced or escaped', () => {
  const name = 'Bodil "Bo" Vidnæs & søn'
  for (const text of [
    `so said ${name}.`,
    'SO SAID BODIL  "BO"\r\n VIDNÆS & SØN',
    '"so said Bodil ""Bo"" Vidnæs & søn";2',
    JSON.stringify({ by: name }),
    '{"by":"Bodil \\"Bo\\" Vidn\\u00e6s & s\\u00F8n"}',
    '<by>Bodil &quot;Bo&quot; Vidnæs &amp; søn</by>',
    '<by>Bodil &quot;Bo&quot; Vidn&#230;s &amp; s&#248;n</by>',
  ])
    assert.equal(finds(name, text), true, text)
  assert.equal(finds(name, 'Bodil saw Vidnæs & søn'), false)
})

test('names may have endings, and figures and short words stand for themselves alone', () => {
  assert.equal(finds('Vidne', 'Vidnes forklaring'), true)
  assert.equal(finds(1200, 'paid 1200, and more'), true)
  assert.equal(finds(1200, 'paid 31200'), false)
  assert.equal(finds(1200, 'paid 12005'), false)
  assert.equal(finds('B2', 'class b2;'), true)
  assert.equal(finds('B2', 'class B21'), false)
})

test('of a group or a row only what tells of itself is looked for', () => {
  const row = { currency: 'DKK', count: 7, paid: true, note: null, by: ['Bodil Vidne'] }

  assert.equal(finds(row, 'in DKK, 7 times'), false)
  assert.equal(finds(row, 'by bodil vidne'), true)
  assert.equal(finds('DKK', 'in DKK'), true)
})

test('where nothing can be looked for there is no search, and what reads alike in every encoding is known', () => {
  for (const value of [undefined, null, true, '', ' ', 7, 'a', { a: 1, b: [] }])
    assert.equal(searchFor([value]), undefined, JSON.stringify(value))
  assert.equal(searchFor(['Vidne'])?.isAscii, true)
  assert.equal(searchFor(['Vidne', 'Åse'])?.isAscii, false)
})
