import assert from 'node:assert/strict'
import { test } from 'node:test'

import { codeText } from '../../../shared/domain/letters/code-text.ts'

test('a text with a code is one message in either language, and says how long it is valid', () => {
  for (const [language, text] of [
    ['da', 'Din kode: 12345678. Den gælder i ti minutter. Giv den aldrig videre.'],
    ['en', 'Your code: 12345678. It is valid for ten minutes. Never pass it on.'],
  ] as const) {
    assert.equal(codeText(language, '12345678'), text)
    // Letters that the alphabet of text messages has (GSM 03.38): another would halve what fits.
    assert.match(text, /^[A-Za-z0-9 :.æøåÆØÅ]{1,160}$/)
  }
})
