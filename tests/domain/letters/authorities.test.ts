import assert from 'node:assert/strict'
import { test } from 'node:test'
import { authorityOf } from '../../../shared/domain/letters/authorities.ts'
import { isWebAddress } from '../../../shared/domain/letters/inert.ts'

test('every authority can be named, visited on the web and written to', () => {
  for (const authority of ['DK', 'DE', 'IE', 'NL'].map(authorityOf)) {
    assert.ok(authority?.name)
    assert.ok(authority.address)
    assert.ok(isWebAddress(authority.url))
  }
})

test('a Danish company is supervised by Datatilsynet', () => {
  assert.equal(authorityOf('DK')?.name, 'Datatilsynet')
})

test('a country without an entry has none, whatever it is called', () => {
  for (const country of ['SE', '', 'toString', '__proto__']) assert.equal(authorityOf(country), undefined)
})
