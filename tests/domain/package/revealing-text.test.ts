import assert from 'node:assert/strict'
import { test } from 'node:test'
import { revealsValue } from '../../../shared/domain/package/revealing-text.ts'

test('a reason that says what it keeps back is found, however it is written', () => {
  const row = { witness: 'Bodil  Vidne', amount: 4200, given: true, until: null, marks: ['ja'] }
  for (const text of ['Bodil Vidne saw it', 'as BODIL\nVIDNES statement', 'worth 4200', 'she said ja'])
    assert.equal(revealsValue(text, row), true, text)
})

test('a name turned round, and a number with its digits apart, are found too', () => {
  assert.equal(revealsValue('Vidne, Bodil was there', 'Bodil Vidne'), true)
  assert.equal(revealsValue('Bodil was there', 'Bodil Vidne'), false)
  assert.equal(revealsValue('no. 55 66 778', '5566778'), true)
  assert.equal(revealsValue('no. 55 66', '5566778'), false)
  assert.equal(revealsValue('on 1 and 2', '12'), false)
})

test('a reason that only shares syllables, or an answer such as yes, with it says nothing', () => {
  const row = { short: 'ja', figure: 7, given: true, until: null, empty: '' }
  for (const text of ['a January statement', 'in 2017', 'it is true', 'null', ''])
    assert.equal(revealsValue(text, row), false, text)
  assert.equal(revealsValue('anything', undefined), false)
})

test('a value of signs alone is found where it stands by itself', () => {
  assert.equal(revealsValue('the result was +', '+'), true)
  assert.equal(revealsValue('a+b', '+'), false)
})
