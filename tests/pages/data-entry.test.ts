import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { parseWallTime, sizeInWords } from '../../functions/pages/days.ts'
import {
  dataOf,
  entriesOfData,
  entriesOfForm,
  fieldName,
  rowsName,
  withRow,
  withoutEmptyRows,
  withoutRow,
} from '../../functions/pages/staff/data-entries.ts'
import type { Entries } from '../../functions/pages/staff/data-entries.ts'
import { dataErrors } from '../../functions/pages/staff/data-form.ts'
import { formModel } from '../../functions/pages/staff/data-model.ts'
import type { Part } from '../../functions/pages/staff/data-model.ts'
import { formsEn } from '../../functions/pages/texts/forms-en.ts'
import { starterTemplates } from '../../shared/domain/templates/starter-packs.ts'
import type { TemplateVersion } from '../../shared/domain/templates/template.ts'

const zone = 'Europe/Copenhagen'

const modelOf = (template: TemplateVersion): readonly Part[] => {
  const parts = formModel(template, 'en')
  assert.ok(parts)
  return parts
}

/** As a browser sends it. */
function sent(parts: readonly Part[], entries: Entries): URLSearchParams {
  const form = new URLSearchParams()
  for (const [at, { name, kind, leaves }] of parts.entries()) {
    const rows = entries.get(name) ?? []
    if (kind === 'rows') form.set(rowsName(at), String(rows.length))
    for (const [row, values] of rows.entries())
      for (const [i, leaf] of leaves.entries())
        form.set(fieldName(at, row, i), (values[leaf.name] ?? '').replaceAll('\n', '\r\n'))
  }
  return form
}

for (const template of starterTemplates)
  test(`what the ${template.templateId} form shows and sends back unchanged is stored unchanged`, () => {
    const parts = modelOf(template)
    const [example] = template.schema['examples'] as readonly unknown[]
    const shown = entriesOfData(parts, example)
    const back = withoutEmptyRows(parts, entriesOfForm(parts, sent(parts, shown)))
    assert.deepEqual(dataOf(parts, back, zone), example)
    assert.equal(parts.flatMap(({ leaves }) => leaves).length, template.fields.length)
  })

test('the parts and fields of a form are named in the language of the reader', () => {
  const [insurance] = starterTemplates
  assert.ok(insurance)
  const [policyholder, policies] = formModel(insurance, 'da') ?? []
  assert.deepEqual(
    [policyholder?.title, policies?.title, policies?.kind],
    ['Forsikringstager', 'Policer', 'rows'],
  )
  assert.equal(policies?.leaves[0]?.required, true)
  assert.equal(policyholder?.leaves.find(({ name }) => name === 'country')?.example, 'DK')
})

test('a closed list is shown in words, and what is sent is its code', () => {
  const [insurance] = starterTemplates
  assert.ok(insurance)
  const optionsIn = (language: 'da' | 'en', template = insurance) =>
    formModel(template, language)?.[1]?.leaves.find(({ name }) => name === 'status')?.options
  assert.deepEqual(optionsIn('en')?.[0], { value: 'active', label: 'Active' })
  assert.deepEqual(optionsIn('da')?.[0], { value: 'active', label: 'Gældende' })
  const bare = { ...insurance, fields: insurance.fields.map(({ values: _none, ...field }) => field) }
  assert.deepEqual(optionsIn('da', bare)?.[0], { value: 'active', label: 'active' })
})

const flat: TemplateVersion = {
  ...{ templateId: 'flat', version: 1, title: { da: 'd', en: 'e' }, csv: [] },
  schema: {
    type: 'object',
    properties: {
      yes: { type: 'boolean' },
      when: { type: 'string', format: 'date-time' },
      how: { type: 'integer' },
      __proto__: { type: 'string' },
      'a/b~c': { type: 'string', maxLength: 9000 },
      list: {
        type: 'array',
        items: { type: 'object', properties: { x: { type: 'string', enum: ['p', 'q'] } } },
      },
    },
  },
  fields: ['/yes', '/when', '/how', '/a~1b~0c', '/list/*/x'].map((pointer) => ({
    ...{ pointer, label: { da: pointer, en: pointer } },
    ...{ provenance: 'provided' as const, category: 'dpv-pd:Name' },
  })),
}

test('values are read as their kind, and what cannot be read stays for the template to refuse', () => {
  const parts = modelOf(flat)
  const root = { yes: 'true', when: '2026-07-01 14:30', how: '1,5', 'a/b~c': 'x\ny' }
  const read = (more: object) =>
    dataOf(
      parts,
      new Map([
        ['', [{ ...root, ...more }]],
        ['list', []],
      ]),
      zone,
    )
  assert.deepEqual(read({}), { yes: true, when: '2026-07-01T12:30:00.000Z', how: 1.5, 'a/b~c': 'x\ny' })
  assert.deepEqual(read({ yes: 'maybe', how: 'many', when: 'soon' }), {
    yes: 'maybe',
    when: 'soon',
    how: 'many',
    'a/b~c': 'x\ny',
  })
  assert.equal(read({ yes: 'false' })['yes'], false)
  assert.deepEqual(read({ yes: ' ', when: '', how: '', 'a/b~c': ' ' }), {})
})

test('rows come and go without taking anything else with them', () => {
  const parts = modelOf(flat)
  const list = parts[1]
  assert.ok(list)
  const begun = entriesOfData(parts, { yes: false, list: [{ x: 'p' }, { x: 'q' }] })
  const added = withRow(begun, list)
  assert.equal(added.get('list')?.length, 3)
  const removed = withoutRow(added, list, 0)
  assert.deepEqual(dataOf(parts, withoutEmptyRows(parts, removed), zone), { yes: false, list: [{ x: 'q' }] })
  assert.deepEqual(dataOf(parts, withoutRow(begun, list, 9), zone), {
    yes: false,
    list: [{ x: 'p' }, { x: 'q' }],
  })
})

test('whatever a body says, no more rows than a list may have are made', () => {
  const parts = modelOf(flat)
  for (const count of ['1e9', '-5', 'NaN', '1.5', '99999999999999'])
    assert.ok(
      (entriesOfForm(parts, new URLSearchParams({ [rowsName(1)]: count })).get('list')?.length ?? 0) <= 1000,
    )
})

test('names like those of prototypes are names like any other', () => {
  const names = ['__proto__', 'constructor', 'toString']
  const template: TemplateVersion = {
    ...flat,
    schema: {
      type: 'object',
      properties: Object.fromEntries(names.map((name) => [name, { type: 'string' }])),
    },
    fields: names.map((name) => ({ ...flat.fields[0]!, pointer: `/${name}` })),
  }
  const parts = modelOf(template)
  const data = JSON.parse('{"__proto__":"a","constructor":"b"}') as unknown
  const entries = entriesOfForm(parts, sent(parts, entriesOfData(parts, data)))
  assert.equal(JSON.stringify(dataOf(parts, entries, zone)), '{"__proto__":"a","constructor":"b"}')
  assert.equal(({} as Record<string, unknown>)['a'], undefined)
})

test('a template that nests deeper than a page can show has no form', () => {
  for (const pointer of ['/a/*', '/a/b/c', '/a/*/b/c'])
    assert.equal(formModel({ ...flat, fields: [{ ...flat.fields[0]!, pointer }] }, 'en'), undefined)
})

test('each broken rule leads to its field, once, and is named by its row', () => {
  const parts = modelOf(flat)
  const errors = dataErrors(
    parts,
    [
      { pointer: '/how', code: 'type' },
      { pointer: '/how', code: 'minimum' },
      { pointer: '/list/2/x', code: 'enum' },
      { pointer: '/list', code: 'maxItems' },
      { pointer: '/a~1b~0c', code: 'maxLength' },
      { pointer: '', code: 'schemaUnusable' },
    ],
    formsEn.data,
  )
  assert.deepEqual(
    errors.map(({ id, where }) => [id, where]),
    [
      [fieldName(0, 0, 2), '/how'],
      [fieldName(1, 2, 0), 'list 3, /list/*/x'],
      [rowsName(1), 'list 1'],
      [fieldName(0, 0, 3), '/a~1b~0c'],
      [fieldName(0, 0, 0), undefined],
    ],
  )
  assert.equal(errors[4]?.text, formsEn.data.rules.other)
})

test('what has a wrong shape is told the right one by its kind, and a hint is named only where it stands', () => {
  const leaf = { label: '', required: false, options: [] }
  const kinds = ['email', 'date', 'date-time', 'number', 'line', 'prose'] as const
  const leaves = [
    ...kinds.map((kind) => ({ ...leaf, kind, name: kind })),
    { ...leaf, kind: 'line', name: 'hinted', hint: 'Eight digits' } as const,
    { ...leaf, kind: 'line', name: 'like', example: 'AB-1' } as const,
  ]
  const parts: readonly Part[] = [{ kind: 'root', name: '', title: '', leaves }]
  const { shapes, rules } = formsEn.data
  const said = (code: string) =>
    dataErrors(
      parts,
      leaves.map(({ name }) => ({ pointer: `/${name}`, code })),
      formsEn.data,
    ).map(({ text }) => text)

  for (const code of ['type', 'format', 'pattern'])
    assert.deepEqual(said(code), [
      ...[shapes.email, shapes.date, shapes['date-time'], shapes.number],
      ...[rules.other, rules.other, rules.hint, rules.hint],
    ])
  assert.deepEqual([...new Set(said('required'))], [rules.required])
  assert.match(shapes.email, /name@example\.com/)
})

test('a time on the wall is the company’s, also on the days when clocks change', () => {
  assert.equal(parseWallTime('2026-03-29 01:30', zone), '2026-03-29T00:30:00.000Z')
  assert.equal(parseWallTime('2026-03-29 14:30', zone), '2026-03-29T12:30:00.000Z')
  assert.equal(parseWallTime('2026-10-25T14.30', zone), '2026-10-25T13:30:00.000Z')
  for (const text of ['2026-02-30 10:00', '2026-01-01 24:00', '2026-01-01 10:60', '2026-01-01', 'x'])
    assert.equal(parseWallTime(text, zone), undefined)
})

test('a size is told with the digits that matter', () => {
  const told = [0, 1, 999, 1000, 9_950, 20_000_000, 8_600_000_000, 5e15].map((bytes) =>
    sizeInWords(bytes, 'en'),
  )
  assert.deepEqual(told, ['0 bytes', '1 byte', '999 bytes', '1.0 kB', '9.9 kB', '20 MB', '8.6 GB', '5000 TB'])
  assert.equal(sizeInWords(1500, 'da'), '1,5 kB')
  assert.equal(sizeInWords(2, 'da'), '2 byte')
})

test('any data of lists and texts goes through a form and back', () => {
  const parts = modelOf(flat)
  const text = fc.string({ minLength: 1 }).filter((value) => value.trim() !== '' && !value.includes('\r'))
  const rows = fc.array(fc.record({ x: fc.constantFrom('p', 'q') }), { minLength: 1 })
  fc.assert(
    fc.property(fc.record({ yes: fc.boolean(), 'a/b~c': text, list: rows }), (made) => {
      const data = JSON.parse(JSON.stringify(made)) as unknown
      const back = entriesOfForm(parts, sent(parts, entriesOfData(parts, data)))
      assert.deepEqual(dataOf(parts, back, zone), data)
    }),
  )
})
