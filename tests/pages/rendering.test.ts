import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { choices, errorSummary, hidden, input, select, textarea } from '../../functions/pages/fields.ts'
import { html, verbatim } from '../../functions/pages/html.ts'
import { document } from '../../functions/pages/layout.ts'
import { languageFor } from '../../functions/pages/language.ts'
import { letterView } from '../../functions/pages/letter.ts'
import { said } from '../../functions/pages/parts.ts'
import { commonDa } from '../../functions/pages/texts/common-da.ts'
import { commonEn } from '../../functions/pages/texts/common-en.ts'
import { consentDa } from '../../functions/pages/texts/consent-da.ts'
import { consentEn } from '../../functions/pages/texts/consent-en.ts'
import { deliveredDa } from '../../functions/pages/texts/delivered-da.ts'
import { deliveredEn } from '../../functions/pages/texts/delivered-en.ts'
import { personDa } from '../../functions/pages/texts/person-da.ts'
import { personEn } from '../../functions/pages/texts/person-en.ts'
import { refusalsDa } from '../../functions/pages/texts/refusals-da.ts'
import { refusalsEn } from '../../functions/pages/texts/refusals-en.ts'
import { staffDa } from '../../functions/pages/texts/staff-da.ts'
import { staffEn } from '../../functions/pages/texts/staff-en.ts'
import { statusDa } from '../../functions/pages/texts/status-da.ts'
import { statusEn } from '../../functions/pages/texts/status-en.ts'
import { workDa } from '../../functions/pages/texts/work-da.ts'
import { workEn } from '../../functions/pages/texts/work-en.ts'
import type { Letter } from '../../shared/domain/letters/letter-facts.ts'
import { checkPage, hostileStrings, tagsOf } from './markup.ts'

/** Everywhere that a text from outside can stand. */
const everywhere = (text: string) =>
  html` <p>${text}</p>
    ${said(text)}${hidden('h', text)}${input({ id: 'a', name: 'a', label: text, hint: text, value: text })}
    ${textarea({ id: 'b', name: 'b', label: 'b', value: text, errors: [{ id: 'b', text }] }, { rows: 2 })}
    ${select({ id: 'c', name: 'c', label: 'c', value: text }, [{ value: text, label: text }])}
    ${choices({ id: 'd', name: 'd', label: text, kind: 'checkbox', options: [{ value: 'x', label: text, hint: text }], chosen: [] })}
    ${errorSummary(text, [{ id: 'a', text, where: text }])}`

const pageWith = (text: string): string =>
  document(
    { language: 'en', url: new URL('http://localhost/demo'), company: { id: 'demo', name: text } },
    {
      title: text === '' ? 'x' : `x${text}`,
      main: html`<h1>x</h1>
        ${everywhere(text)}`,
    },
  )

const shapeOf = (page: string): readonly string[] =>
  tagsOf(page).map(
    ({ name, closing, attributes }) => `${closing ? '/' : ''}${name} ${[...attributes.keys()].join(' ')}`,
  )

test('what a stranger writes never becomes a tag or an attribute, wherever it stands', () => {
  const expected = shapeOf(pageWith('plain'))
  assert.ok(hostileStrings.length >= 180)
  for (const text of hostileStrings) {
    const page = pageWith(text)
    checkPage(page)
    assert.deepEqual(shapeOf(page), expected, JSON.stringify(text))
  }
})

test('any text at all leaves the shape of a page as it is', () => {
  const expected = shapeOf(pageWith('plain'))
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      assert.deepEqual(shapeOf(pageWith(text)), expected)
    }),
    { numRuns: 200 },
  )
})

test('marks that turn text around are left out where it is shown, and kept where it is edited', () => {
  assert.equal(html`<p>${'a\u202Eb'}</p>`.toString(), '<p>ab</p>')
  assert.equal(html`<p>${verbatim('a\u202Eb<')}</p>`.toString(), '<p>a\u202Eb&lt;</p>')
})

test('a text area keeps an empty first line', () => {
  const area = textarea({ id: 'a', name: 'a', label: 'a', value: '\n\nx' }, { rows: 2 }).toString()
  assert.match(area, />\n\n\nx<\/textarea>/)
})

test('a letter shows an address as a link only when it is one', () => {
  const section = { part: 'way', heading: 'h', paragraphs: ['p<'], items: ['i'] } as const
  const letter: Letter = {
    ...{ kind: 'delivery', title: 't', from: 'f', reference: 'r', writtenOn: 'w' },
    labels: { from: 'From', reference: 'Reference', writtenOn: 'Date' },
    sections: [
      { ...section, url: 'https://a.example/x' },
      { ...section, url: 'javascript:alert(1)' },
    ],
  }
  const shown = letterView(letter, 'da').toString()
  assert.deepEqual(shown.match(/href="[^"]*"/g), ['href="https://a.example/x"'])
  assert.match(shown, /lang="da"/)
})

test('the language is the one picked, then that of the request, then the one the browser prefers, then English', () => {
  const accepted = 'fr, da;q=0.7, en-GB;q=0.8, *;q=0.1'
  assert.equal(languageFor({ chosen: 'da', own: 'en', accepted: 'en' }), 'da')
  assert.equal(languageFor({ chosen: undefined, own: 'da', accepted: 'en' }), 'da')
  assert.equal(languageFor({ chosen: undefined, accepted }), 'en')
  assert.equal(languageFor({ chosen: undefined, accepted: 'da-DK' }), 'da')
  assert.equal(languageFor({ chosen: undefined, accepted: 'da;q=0, de' }), 'en')
  assert.equal(languageFor({ chosen: undefined, accepted: ';;;q=,,' }), 'en')
  assert.equal(languageFor({ chosen: undefined, accepted: null }), 'en')
})

test('everything is said in both languages, and not in the same words', () => {
  const pairs = [
    [commonEn, commonDa],
    [personEn, personDa],
    [statusEn, statusDa],
    [staffEn, staffDa],
    [workEn, workDa],
    [deliveredEn, deliveredDa],
    [consentEn, consentDa],
    [refusalsEn, refusalsDa],
  ] as const
  const alike = new Set([
    'Indsigt',
    'Aa 2',
    'wait',
    'plain',
    'good',
    'bad',
    'Status',
    'E-mail',
    'SHA-256',
    'Reference',
    'Cookies',
  ])
  for (const [en, da] of pairs) {
    const [english, danish] = [textsIn(en), textsIn(da)]
    assert.deepEqual([...danish.keys()].sort(), [...english.keys()].sort())
    for (const [key, text] of english) {
      assert.notEqual(text.trim(), '', key)
      assert.ok(text !== danish.get(key) || alike.has(text), `${key}: ${text}`)
    }
  }
})

/** Every text by its path; functions by what they say of example values. */
function textsIn(value: unknown, path = ''): ReadonlyMap<string, string> {
  if (typeof value === 'string') return new Map([[path, value]])
  if (typeof value === 'function')
    return new Map([[path, String((value as (...all: unknown[]) => unknown)('Aa', 2))]])
  if (typeof value !== 'object' || value === null) return new Map()
  return new Map(Object.entries(value).flatMap(([key, inner]) => [...textsIn(inner, `${path}/${key}`)]))
}
