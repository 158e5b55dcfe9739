import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inert, isWebAddress, oneLine } from '../../../shared/domain/letters/inert.ts'

test('marks that turn or hide text are gone, the text and its lines stay', () => {
  assert.equal(
    inert('Anna\u202Egpj.exe\u2066\u0000\u001b[31m\ufeff\r\nÆble\u2028é\tعمر'),
    'Annagpj.exe[31m\nÆble\né\tعمر',
  )
})

test('what joins letters and pictures is not taken away', () => {
  assert.equal(inert('👩\u200d💻 می\u200cخواهم'), '👩\u200d💻 می\u200cخواهم')
})

test('a text for one line has no way to start another', () => {
  assert.equal(oneLine(' a\r\nb\u2029c\td\u0085e '), 'a b c de')
})

test('only http and https addresses of printable signs are shown as links', () => {
  for (const good of ['https://www.datatilsynet.dk', 'http://localhost:7071/demo/link#a.b-c_d'])
    assert.ok(isWebAddress(good), good)
  for (const bad of [
    '',
    'www.example.com',
    'ftp://a',
    'javascript:alert(1)',
    'data:text/html,x',
    'https://',
    'https://é.example',
    "https://a'b",
    'https://a\\b',
    'https://a\n',
  ])
    assert.ok(!isWebAddress(bad), bad)
})
