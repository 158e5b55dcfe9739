import assert from 'node:assert/strict'
import { test } from 'node:test'
import { defineTemplate } from '../../../shared/domain/templates/define-template.ts'
import { amount, line, oneOf, yesNo } from '../../../shared/domain/templates/leaves.ts'
import { tableRows } from '../../../shared/domain/templates/table-rows.ts'

const template = defineTemplate({
  ...{ templateId: 'own', version: 1, title: { da: 'Egen', en: 'Own' }, example: {} },
  sections: [
    {
      kind: 'rows',
      name: 'bills',
      title: { da: 'Regninger', en: 'Bills' },
      leaves: [
        ['text', line, 'Tekst', 'Text', 'provided', 'Purchase'],
        ['sum', amount, 'Beløb', 'Sum', 'derived', 'Purchase'],
        ['paid', yesNo, 'Betalt', 'Paid', 'derived', 'Purchase'],
        ['state', oneOf({ open: ['Åben', 'Open'] }), 'Status', 'State', 'derived', 'Purchase'],
      ],
    },
  ],
})

const rows = (text: string, list = 'bills') => tableRows(template, list, text)
const told = (text: string, list?: string) => {
  const read = rows(text, list)
  return read.ok ? [] : read.error.map(({ code, detail }) => `${code} ${detail}`)
}

test('a table is read whatever separates its cells, by names or labels in any order, with its quotes', () => {
  const expected = { ok: true, value: [{ text: 'A "b"\nc', sum: 12.5, paid: true, state: 'open' }] }

  assert.deepEqual(rows('text,sum,paid,state\r\n"A ""b""\nc",12.5,true,Open\r\n'), expected)
  assert.deepEqual(rows('\uFEFFBeløb;Tekst;Betalt;Status\n12,5;"A ""b""\nc";true;Åben'), expected)
  assert.deepEqual(rows('STATE\tPaid\tSum\tText\nopen\ttrue\t12,5\t"A ""b""\nc"\n\n'), expected)
})

test('an empty cell is not stated, and what cannot be read as its kind stays text for the template to judge', () => {
  assert.deepEqual(rows('text,sum,paid,state\n,much,false\nx,-3,perhaps,shut'), {
    ok: true,
    value: [
      { sum: 'much', paid: false },
      { text: 'x', sum: -3, paid: 'perhaps', state: 'shut' },
    ],
  })
  assert.deepEqual(rows(''), { ok: true, value: [] })
})

test('a column that is no field, is there twice or has no name is told by its place', () => {
  assert.deepEqual(told('text,other,text\na,b'), [
    'columnUnknown row 1, column 2: is no field of the list',
    'columnTwice row 1, column 3: is there twice',
  ])
  assert.deepEqual(told('text\nfine\na,b'), ['columnUnknown row 3, column 2: is no field of the list'])
  for (const text of ['text\n"never ends', 'text\n"ends" early'])
    assert.deepEqual(told(text), ['quoteOpen a cell in quotes does not end as it should'])
  assert.deepEqual(told('text\na', 'nothing'), ['listUnknown the form has no list of this name'])
})
