import assert from 'node:assert/strict'
import { test } from 'node:test'
import { alsoWithheld } from '../../../shared/domain/merging/also-withheld.ts'
import { keptTogether, mergedData } from '../../../shared/domain/merging/merged-form.ts'
import type { Decision } from '../../../shared/domain/merging/merged-form.ts'
import { isContradicted, pointerOf, saidFields } from '../../../shared/domain/merging/said-fields.ts'
import type { SourceForm } from '../../../shared/domain/merging/said-fields.ts'

const [letter, call] = [{ kind: 'Letter' }, { kind: 'Call' }]

const shop: SourceForm = {
  source: 'shop',
  data: { contact: { name: 'Anna', city: 'Odense', 'a/b~c': 'x' }, records: [letter], notes: [] },
}
const archive: SourceForm = {
  source: 'archive',
  data: { contact: { name: 'Anna', city: 'Aarhus', phone: '1' }, records: [letter, call], notes: [call] },
}
const both = [shop, archive]
const contradicted = (forms: readonly SourceForm[]) =>
  saidFields(forms)
    .filter(isContradicted)
    .map(({ steps }) => pointerOf(steps))

test('what sources say alike, and what only one of them says, contradicts nobody', () => {
  assert.deepEqual(contradicted(both), ['/contact/city', '/records'])
  assert.deepEqual(contradicted([shop, { source: 'empty', data: {} }]), [])
  assert.deepEqual(contradicted([shop, { source: 'twin', data: structuredClone(shop.data) }]), [])
})

test('the order of members is no contradiction, the order of rows is', () => {
  const said = (data: unknown, source: string) => ({ source, data })

  assert.deepEqual(contradicted([said({ a: { b: 1, c: 2 } }, 'x'), said({ a: { c: 2, b: 1 } }, 'y')]), [])
  assert.deepEqual(contradicted([said({ a: [1, 2] }, 'x'), said({ a: [2, 1] }, 'y')]), ['/a'])
})

test('until somebody decides, the first source counts where they differ, and everything else is together', () => {
  assert.deepEqual(mergedData(both, []), {
    contact: { name: 'Anna', city: 'Odense', 'a/b~c': 'x', phone: '1' },
    records: [letter],
    notes: [call],
  })
})

test('a decision takes what one source says, the rows of all, or what was typed instead', () => {
  const decided = (...decisions: Decision[]) => mergedData(both, decisions) as typeof shop.data & object

  const taken = decided(
    { pointer: '/contact/city', take: 'value', value: 'Ribe' },
    { pointer: '/records', take: 'all' },
  ) as { contact: { city: string }; records: unknown }
  assert.equal(taken.contact.city, 'Ribe')
  assert.deepEqual(taken.records, [letter, call])
  assert.deepEqual(decided({ pointer: '/records', take: 'source', source: 'archive' }), {
    ...(mergedData(both, []) as object),
    records: [letter, call],
  })
})

test('a source that was chosen and shows nothing leaves nothing; one that has no part in the form decides nothing', () => {
  const city: Decision = { pointer: '/contact/city', take: 'source', source: 'archive' }
  const withheld = { source: 'archive', data: { contact: {} } }

  assert.deepEqual(
    mergedData([{ source: 'shop', data: { contact: { city: 'Odense' } } }, withheld], [city]),
    {},
  )
  assert.deepEqual(mergedData([{ source: 'shop', data: { contact: { city: 'Odense' } } }], [city]), {
    contact: { city: 'Odense' },
  })
})

test('a group that is empty stays empty, and a form without anything is one', () => {
  const data = { contact: {} }

  assert.deepEqual(
    mergedData(
      [
        { source: 'shop', data },
        { source: 'archive', data },
      ],
      [],
    ),
    data,
  )
  assert.deepEqual(
    mergedData(
      [
        { source: 'shop', data: {} },
        { source: 'archive', data: {} },
      ],
      [],
    ),
    {},
  )
})

test('a row that a list holds twice is kept twice, and one that both hold is kept once', () => {
  assert.deepEqual(keptTogether([[letter, letter], [letter, call], [call]]), [letter, letter, call])
})

test('what is withheld from one source is withheld wherever another says the same, row by row', () => {
  const same = (pointer: string) => alsoWithheld(both, [{ source: 'shop', pointer }])

  assert.deepEqual(same('/contact/name'), [{ source: 'archive', pointer: '/contact/name' }])
  assert.deepEqual(same('/contact'), [{ source: 'archive', pointer: '/contact/name' }])
  assert.deepEqual(same('/contact/city'), [])
  assert.deepEqual(same('/records'), [{ source: 'archive', pointer: '/records/0' }])
  assert.deepEqual(same('/records/0/kind'), [{ source: 'archive', pointer: '/records/0/kind' }])
  assert.deepEqual(alsoWithheld(both, [{ source: 'archive', pointer: '/records/1' }]), [])
  assert.deepEqual(alsoWithheld(both, [{ source: 'archive', pointer: '/contact/phone' }]), [])
  assert.deepEqual(alsoWithheld(both, [{ source: 'elsewhere', pointer: '/contact/name' }]), [])
})
