import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import { must, openOffice } from '../support/application.ts'
import { checkPage } from './markup.ts'
import { browserOf } from './plain-browser.ts'

const path = '/demo/staff/settings/templates'

async function editing(t: TestContext) {
  const office = await openOffice(t)
  const browser = await browserOf(office, 'admin')
  const asked = { actor: office.as('admin'), companyId: 'demo' }
  const template = async (templateId: string) =>
    must(await office.app.templates.view({ ...asked, templateId })).template
  const etag = async (templateId: string) =>
    /name="etag" value="([^"]+)"/.exec((await browser.get(`${path}/${templateId}`)).text)?.[1] ?? ''
  const send = async (place: string, fields: Record<string, string>) => {
    const [templateId = ''] = place.split('/')
    return browser.post(`${path}/${place}`, { etag: await etag(templateId), ...fields })
  }
  return { office, browser, template, etag, send }
}

const field = {
  ...{ 'label.en': 'Shoe size', 'label.da': 'Skostørrelse', 'hint.en': 'European', 'hint.da': 'Europæisk' },
  ...{ kind: 'number', provenance: 'provided', category: 'dpv-pd:Preference' },
}
const newPart = { section: 'new:group', 'sectionTitle.en': 'Feet', 'sectionTitle.da': 'Fødder' }

test('an administrator makes a form of their own on pages, field by field, each change a version', async (t) => {
  const { browser, template, send } = await editing(t)
  const begun = await browser.get(path)
  checkPage(begun.text)
  assert.match(begun.text, /An empty form/)

  const untitled = await browser.post(path, { 'title.en': 'Shoes', from: '' })
  checkPage(untitled.text)
  assert.equal(untitled.status, 400)
  assert.match(untitled.text, /in both languages/)
  const made = await browser.post(path, { 'title.en': 'Shoe shop', 'title.da': 'Skobutik', from: '' })
  assert.equal(made.location, `${path}/shoeShop?done=templateSaved`)
  checkPage((await browser.get(made.location)).text)

  assert.equal((await send('shoeShop/fields', { ...field, ...newPart })).status, 303)
  const list = { section: 'new:rows', 'sectionTitle.en': 'Visits', 'sectionTitle.da': 'Besøg' }
  const how = { kind: 'list', values: 'shop: In the shop | I butikken\nOn line | På nettet' }
  assert.equal((await send('shoeShop/fields', { ...field, ...list, ...how, required: 'true' })).status, 303)
  assert.equal(
    (await send('shoeShop/fields', { ...field, section: 'rows:visits', kind: 'date' })).status,
    303,
  )

  const { schema, fields, titles, csv, version } = await template('shoeShop')
  assert.equal(version, 4)
  assert.deepEqual(
    fields.map(({ pointer }) => pointer),
    ['/feet/shoeSize', '/visits/*/shoeSize', '/visits/*/shoeSize2'],
  )
  assert.deepEqual(fields[1]?.values, {
    shop: { en: 'In the shop', da: 'I butikken' },
    onLine: { en: 'On line', da: 'På nettet' },
  })
  assert.deepEqual(titles?.[0], { pointer: '/feet', label: { en: 'Feet', da: 'Fødder' } })
  assert.deepEqual(
    csv.map(({ name, rows, columns }) => [name, rows, columns.length]),
    [
      ['feet', '', 1],
      ['visits', '/visits', 2],
    ],
  )
  assert.match(JSON.stringify(schema), /"required":\["shoeSize"\]/)
  const seen = await browser.get(`${path}/shoeShop`)
  checkPage(seen.text)
  assert.match(seen.text, /One of a list/)
  const earlier = await browser.get(`${path}/shoeShop?version=2`)
  checkPage(earlier.text)
  assert.match(earlier.text, /Earlier version/)
  assert.doesNotMatch(earlier.text, /name="etag"/)
})

test('a field is changed in its place, and removed with its part when it was the last of it', async (t) => {
  const { browser, template, send } = await editing(t)
  const { fields } = await template('generic')
  const at = fields.findIndex(({ pointer }) => pointer === '/records/*/status')
  const shown = await browser.get(`${path}/generic/fields/${at}`)
  checkPage(shown.text)
  assert.match(shown.text, /open: Open \| Åben/)

  const words = {
    'label.en': 'Stage',
    'label.da': 'Trin',
    provenance: 'derived',
    category: 'dpv-pd:Historical',
  }
  assert.equal((await send(`generic/fields/${at}`, { ...words, kind: 'kept' })).status, 303)
  const changed = (await template('generic')).fields[at]
  assert.deepEqual([changed?.label.en, changed?.values?.['open']?.en], ['Stage', 'Open'])
  assert.equal((await send('generic', { 'title.en': 'All else', 'title.da': 'Alt andet' })).status, 303)
  assert.equal((await template('generic')).title.da, 'Alt andet')

  for (const { pointer } of fields.filter((one) => one.pointer.startsWith('/correspondence/'))) {
    const now = (await template('generic')).fields.findIndex((one) => one.pointer === pointer)
    assert.equal((await send(`generic/fields/${now}/removal`, {})).status, 303)
  }
  const left = await template('generic')
  assert.doesNotMatch(JSON.stringify([left.schema['properties'], left.titles, left.csv]), /correspondence/)
  assert.equal((await browser.get(`${path}/generic/fields/99`)).status, 404)
  assert.equal((await send('generic/fields/99/removal', {})).status, 404)
  assert.equal((await send('generic/fields/99', field)).status, 404)
})

test('what does not hold is told at its field, and what was typed stays', async (t) => {
  const { template, send } = await editing(t)
  for (const [fields, words] of [
    [{ ...field, ...newPart, 'label.da': '' }, /in both languages/],
    [{ ...field, section: 'new:rows' }, /in both languages/],
    [{ ...field, section: 'group:nowhere' }, /not there any more/],
    [{ ...field, ...newPart, kind: 'list', values: 'Open' }, /Write each line like this/],
    [{ ...field, ...newPart, kind: 'list', values: '' }, /Write each line like this/],
    [{ ...field, ...newPart, category: 'shoes' }, /does not hold together/],
    [{ ...field, ...newPart, etag: 'old' }, /Somebody changed/],
  ] as const) {
    const refused = await send('generic/fields', fields)
    checkPage(refused.text)
    assert.ok(refused.status >= 400)
    assert.match(refused.text, words)
    assert.match(refused.text, /value="Shoe size"/)
  }
  assert.equal((await template('generic')).version, 1)
  const title = await send('generic', { 'title.en': 'Only one' })
  checkPage(title.text)
  assert.equal(title.status, 400)
})

test('a form in use is not taken out of use; one that nobody uses is, and comes back', async (t) => {
  const { browser, template, send } = await editing(t)
  const used = await send('generic/retirement', {})
  checkPage(used.text)
  assert.equal(used.status, 409)

  await browser.post(path, { 'title.en': 'Spare', 'title.da': 'Reserve', from: 'retail' })
  assert.equal((await send('spare/retirement', {})).status, 303)
  const retired = await browser.get(`${path}/spare?done=templateRetired`)
  checkPage(retired.text)
  assert.match(retired.text, /Out of use\./)
  assert.equal((await send('spare/return', {})).status, 303)
  assert.deepEqual([(await template('spare')).state, (await template('spare')).version], ['current', 1])
})

test('the forms are edited by administrators alone', async (t) => {
  const { office, browser } = await editing(t)
  const user = await browserOf(office, 'user')
  const forbidden = await user.post(path, { 'title.en': 'A', 'title.da': 'B', from: '' })

  assert.equal(forbidden.status, 403)
  assert.equal((await user.post(`${path}/generic/retirement`, {})).status, 403)
  assert.equal((await browser.get(`${path}/horoscope`)).status, 404)
  assert.equal((await browser.post(`${path}/horoscope/fields`, field)).status, 404)
})

test('a form made by the open API is shown whole; what lies deeper than a page can show is left to the API', async (t) => {
  const { office, browser, template, send } = await editing(t)
  const text = (en: string) => ({ en, da: `${en} på dansk` })
  const at = (pointer: string, en: string) =>
    ({ pointer, label: text(en), provenance: 'derived', category: 'dpv-pd:Name' }) as const
  const object = (properties: object) => ({ type: 'object', additionalProperties: false, properties })
  const short = { type: 'string', maxLength: 7 }
  must(
    await office.app.editTemplates.create({
      ...{ actor: office.as('admin'), companyId: 'demo', templateId: 'made' },
      content: {
        title: text('Made'),
        schema: object({ nick: short, deep: object({ er: object({ still: short }) }) }),
        fields: [at('/nick', 'Nick'), at('/deep/er/still', 'Still')],
        csv: [],
      },
    }),
  )

  const { text: seen } = await browser.get(`${path}/made`)
  checkPage(seen)
  assert.match(seen, /The form itself/)
  assert.match(seen, /lie deeper than these pages can show/)
  assert.doesNotMatch(seen, /fields\/1"/)
  assert.match(seen, /As it is/)
  const known = { 'label.en': 'Nickname', 'label.da': 'Kaldenavn', kind: 'kept', provenance: 'provided' }
  assert.equal(
    (await send('made/fields/0', { ...known, category: 'dpv-pd:Name', required: 'true' })).status,
    303,
  )
  assert.equal((await send('made/fields', { ...field, section: 'root:', kind: 'unheard of' })).status, 303)
  const made = await template('made')
  assert.deepEqual(made.schema['required'], ['nick'])
  assert.deepEqual((made.schema['properties'] as Record<string, unknown>)['nick'], {
    ...short,
    'x-personal-data': { category: 'dpv-pd:Name', retention: 'content' },
  })
  assert.equal((await browser.get(`${path}/made/fields/1`)).status, 404)
  assert.equal((await send('made/fields/0/removal', {})).status, 303)
  assert.doesNotMatch(JSON.stringify((await template('made')).schema), /nick/)
})

test('a field of a starter form is known by its kind when it is changed', async (t) => {
  const { browser, send } = await editing(t)
  const added = await send('', { 'title.en': 'Banking', 'title.da': 'Bankforretning', from: 'bank' })
  assert.equal(added.status, 303)

  const { text: seen } = await browser.get(`${path}/banking/fields/2`)

  assert.match(seen, /<option value="date" +selected>/)
  assert.doesNotMatch(seen, /<option value="kept" +selected>/)
})
