import assert from 'node:assert/strict'
import { test } from 'node:test'
import { canonicalJson } from '../../../shared/domain/evidence/canonical.ts'
import { formFaults } from '../../../shared/domain/consent/form-faults.ts'
import type { WrittenForm } from '../../../shared/domain/consent/form-faults.ts'
import { languagesOf, shownForm, textHash } from '../../../shared/domain/consent/form.ts'
import { newsletterForm, sha256Hex } from '../../support/consent.ts'

const [newsletter, profiling] = newsletterForm.purposes as [
  WrittenForm['purposes'][0],
  WrittenForm['purposes'][0],
]
const written = (more: Partial<WrittenForm>): WrittenForm => ({ ...newsletterForm, ...more })
const faults = (more: Partial<WrittenForm>): readonly string[] =>
  formFaults(written(more)).map(({ code, pointer }) => `${code} ${pointer}`)

test('a form with each purpose for itself, in whole languages, asks for consent that is one', () => {
  assert.deepEqual(formFaults(newsletterForm), [])
})

test('no purpose may be a condition of anything (Art. 7(4))', () => {
  assert.deepEqual(faults({ purposes: [newsletter, { ...profiling, required: true }] }), [
    'purposeRequired /purposes/1/required',
  ])
  assert.deepEqual(faults({ purposes: [{ ...newsletter, required: false }] }), [])
})

test('a form asks for something, and for each thing once', () => {
  assert.deepEqual(faults({ purposes: [] }), ['purposeMissing /purposes'])
  assert.deepEqual(faults({ purposes: [newsletter, profiling, newsletter] }), [
    'purposeTwice /purposes/2/purposeId',
  ])
})

test('whoever is asked can read all of it in the language that they are asked in', () => {
  assert.deepEqual(faults({ title: {} }), ['languageMissing /title'])
  assert.deepEqual(faults({ withdrawal: { da: 'Altid' } }), ['languageMissing /withdrawal/en'])
  assert.deepEqual(faults({ withdrawal: { da: 'Altid', en: ' ' } }), ['languageMissing /withdrawal/en'])
  assert.deepEqual(faults({ withdrawal: { da: 'Altid', en: 'Always', de: 'Immer' } }), [
    'languageUnknown /withdrawal/de',
  ])
  const abroad = [{ country: 'US', safeguard: { da: 'Kontrakt' } }]
  assert.deepEqual(faults({ purposes: [{ ...profiling, thirdCountries: abroad }] }), [
    'languageMissing /purposes/0/thirdCountries/0/safeguard/en',
  ])
})

test('a form may have nothing to say before its purposes, in every language or in none', () => {
  assert.deepEqual(faults({ body: { da: '', en: '' } }), [])
  assert.deepEqual(faults({ body: { da: '' } }), ['languageMissing /body/en'])
})

test('the hash is over all that is shown in one language, and anybody can compute it again', () => {
  const shown = shownForm(newsletterForm, 'da')

  assert.deepEqual(languagesOf(newsletterForm), ['da', 'en'])
  assert.equal(shown.purposes[0]?.text, 'Send mig nyhedsbrevet')
  assert.equal(shown.purposes[1]?.thirdCountries[0]?.safeguard, 'Standardkontrakt')
  assert.equal(textHash(sha256Hex, shown), sha256Hex(Buffer.from(canonicalJson(shown))))
  assert.equal('factors' in shown, false)
})

test('another word, another language, another version: another hash', () => {
  const hash = (form: typeof newsletterForm, language: string) =>
    textHash(sha256Hex, shownForm(form, language))
  const others = [
    hash(newsletterForm, 'en'),
    hash({ ...newsletterForm, version: 2 }, 'da'),
    hash({ ...newsletterForm, title: { da: 'Nyt', en: 'News' } }, 'da'),
    hash({ ...newsletterForm, purposes: [newsletter, { ...profiling, recipients: ['Another'] }] }, 'da'),
  ]

  assert.equal(new Set([hash(newsletterForm, 'da'), ...others]).size, 5)
})
