import assert from 'node:assert/strict'
import { test } from 'node:test'
import { holidayCountries } from '../../../shared/domain/holidays/holidays.ts'
import { authorityOf } from '../../../shared/domain/letters/authorities.ts'
import { isWebAddress } from '../../../shared/domain/letters/inert.ts'

test('every authority can be named and visited on the web, and written to where its address is sure', () => {
  for (const { name, url } of holidayCountries.map(authorityOf)) {
    assert.ok(name)
    assert.ok(isWebAddress(url))
  }
  const written = holidayCountries.filter((country) => authorityOf(country).address !== '')
  for (const country of written) assert.match(authorityOf(country).address, /\d.*, \p{L}+/u)
  assert.equal(written.length, holidayCountries.length - 3)
})

test('no two countries are supervised by the same authority', () => {
  const urls = holidayCountries.map((country) => authorityOf(country).url)

  assert.equal(new Set(urls).size, holidayCountries.length)
})

test('a Danish company is supervised by Datatilsynet, a Swedish one by its own', () => {
  assert.equal(authorityOf('DK').name, 'Datatilsynet')
  assert.equal(authorityOf('SE').name, 'Integritetsskyddsmyndigheten')
})
