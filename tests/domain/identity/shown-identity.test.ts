import assert from 'node:assert/strict'
import { test } from 'node:test'

import { shownPerson } from '../../../shared/domain/identity/shown-identity.ts'

const substantial = 'http://eidas.europa.eu/LoA/substantial'
const good = { acr: substantial, name: ' Ida Bang ', birthdate: '1970-01-31' }

test('a person is shown by name and day of birth, and nothing else that the provider says is taken', () => {
  const shown = shownPerson([substantial], { ...good, sub: '1', cpr: '3101701234', email: 'ida@example.org' })
  assert.deepEqual(shown, { ok: true, value: { name: 'Ida Bang', birthdate: '1970-01-31' } })
})

test('a day of birth that is none, or is not told, is left out', () => {
  for (const birthdate of [undefined, 1970, '1970', '31-01-1970'])
    assert.deepEqual(shownPerson([substantial], { ...good, birthdate }), {
      ok: true,
      value: { name: 'Ida Bang' },
    })
})

test('another way of signing in, and one that says no name, shows nobody, and the claim is named without what it says', () => {
  for (const acr of [undefined, 5, 'low', [substantial]])
    assert.deepEqual(shownPerson([substantial], { ...good, acr }), {
      ok: false,
      error: { code: 'claimLacking', claim: 'acr' },
    })
  for (const name of [undefined, 7, ' '])
    assert.deepEqual(shownPerson([substantial], { ...good, name }), {
      ok: false,
      error: { code: 'claimLacking', claim: 'name' },
    })
})
