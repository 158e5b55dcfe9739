import assert from 'node:assert/strict'
import { test } from 'node:test'
import { holidayCountries } from '../../../shared/domain/holidays/holidays.ts'
import { authorityOf } from '../../../shared/domain/letters/authorities.ts'
import { isWebAddress } from '../../../shared/domain/letters/inert.ts'

test('every authority can be named, visited on the web and written to', () => {
  for (const { name, url, address } of holidayCountries.map(authorityOf)) {
    assert.ok(name)
    assert.match(address, /\d.*, \p{L}+/u)
    assert.ok(isWebAddress(url))
  }
})

test('no two countries are supervised by the same authority', () => {
  const urls = holidayCountries.map((country) => authorityOf(country).url)

  assert.equal(new Set(urls).size, holidayCountries.length)
})

test('a Danish company is supervised by Datatilsynet, a Swedish one by its own', () => {
  assert.equal(authorityOf('DK').name, 'Datatilsynet')
  assert.equal(authorityOf('SE').name, 'Integritetsskyddsmyndigheten')
})
