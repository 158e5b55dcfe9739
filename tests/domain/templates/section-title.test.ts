import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sectionTitle } from '../../../shared/domain/templates/section-title.ts'

test('a part of a form is called what its template calls it in the reader’s language, else by its schema, else by its own name', () => {
  const schema = { properties: { 'a/b': { title: 'From the schema' }, c: { title: 7 }, d: null } }
  const titles = [{ pointer: '/a~1b', label: { da: 'På dansk', en: 'In English' } }]

  assert.equal(sectionTitle({ schema, titles }, 'a/b', 'da'), 'På dansk')
  assert.equal(sectionTitle({ schema }, 'a/b', 'da'), 'From the schema')
  for (const name of ['c', 'd', 'toString']) assert.equal(sectionTitle({ schema, titles }, name, 'en'), name)
  assert.equal(sectionTitle({ schema: {} }, 'c', 'en'), 'c')
})
