import assert from 'node:assert/strict'
import { test } from 'node:test'
import { describeFile, describeValue } from '../../../shared/domain/package/describe-withheld.ts'
import type { Language } from '../../../shared/domain/templates/template.ts'
import { insurance } from './package-samples.ts'

const template = {
  ...insurance,
  titles: [{ pointer: '/claims', label: { da: 'Skader', en: 'Claims' } }],
}

const described = (steps: readonly string[], language: Language = 'en') =>
  describeValue({ label: 'Policy system', template }, steps, language)

test('what is withheld is named as the person’s form names it, in their language', () => {
  assert.equal(described(['name']), 'Policy system: Field /name')
  assert.equal(described(['claims']), 'Policy system: Claims')
  assert.equal(described(['claims', '*']), 'Policy system: Claims (one entry)')
  assert.equal(
    described(['claims', '*', 'note'], 'da'),
    'Policy system: Skader, Felt /claims/*/note (én post)',
  )
  assert.equal(described([]), 'Policy system: Insurance')
})

test('a part of a field is told as the field', () => {
  assert.equal(described(['name', 'first']), 'Policy system: Field /name')
})

test('of a field within a field the closest is told', () => {
  const [name] = insurance.fields
  const fields = [name, { ...name, pointer: '/name/first', label: { da: 'Fornavn', en: 'First name' } }]
  const nested = { ...template, fields: fields as typeof insurance.fields }

  const told = describeValue({ label: 'Policy system', template: nested }, ['name', 'first'], 'en')

  assert.equal(told, 'Policy system: name, First name')
})

test('a name that the form does not know is not repeated: it may be somebody’s', () => {
  assert.equal(described(['Bodil Vidne', 'said']), 'Policy system: Insurance')
  const { properties: _none, ...schema } = insurance.schema
  assert.equal(
    describeValue({ label: 'Archive', template: { ...template, schema } }, ['Bodil'], 'da'),
    'Archive: Forsikring',
  )
})

test('where the form is not known, the place alone is told', () => {
  assert.equal(describeValue({ label: 'Archive', template: undefined }, ['name'], 'en'), 'Archive')
  assert.equal(describeValue({ label: undefined, template }, ['claims'], 'en'), 'Claims')
})

test('a file is told by where it comes from, never by its name', () => {
  assert.equal(describeFile('Paper archive', 'en'), 'Paper archive: a file')
  assert.equal(describeFile(undefined, 'da'), 'En fil')
})
