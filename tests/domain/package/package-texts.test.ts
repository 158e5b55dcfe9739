import assert from 'node:assert/strict'
import { test } from 'node:test'

import { packageTexts } from '../../../shared/domain/package/package-texts.ts'

test('codes and empty tables are told in both languages, with their names', () => {
  for (const { forms, emptyTables } of Object.values(packageTexts)) {
    assert.match(forms.codes('aktiv, ophørt'), /aktiv, ophørt/)
    assert.notEqual(forms.yesNo, '')
    for (const told of [emptyTables.notHeld('Kilden', 'Skader'), emptyTables.notHere('Kilden', 'Skader')])
      assert.match(told, /^Kilden: .*Skader/)
  }
})
