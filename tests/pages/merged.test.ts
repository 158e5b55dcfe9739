import assert from 'node:assert/strict'
import { test } from 'node:test'
import { must } from '../support/application.ts'
import { archive, crm, generic, mergingDesk, place } from '../support/merging.ts'
import { aRequest } from '../support/request-stages.ts'
import { checkPage } from './markup.ts'
import { formsIn } from './page-calls.ts'
import { browserOf } from './plain-browser.ts'

const decisionIn = (text: string, pointer: string): Record<string, string> => {
  const panel = text.split('<div class="panel">').find((one) => one.includes(`value="${pointer}"`)) ?? ''
  const hidden = [...panel.matchAll(/type="hidden" name="(etag|of|pointer|id)" value="([^"]*)"/g)]
  return Object.fromEntries(hidden.map(([, name = '', value = '']) => [name, value]))
}

test('where sources differ, the page shows what each says, and who works on the request decides and decides anew', async (t) => {
  const { office, request, enter, merged } = await mergingDesk(t)
  must(await enter('crm', { ...crm, contact: { ...crm.contact, country: 'DK' } }))
  must(await enter('archive', { ...archive, contact: { ...archive.contact, country: 'SE' } }))
  const browser = await browserOf(office, 'user')
  const work = `/demo/staff/requests/${request.requestId}`
  const path = `${work}/merged`
  const overview = (await browser.get(work)).text
  checkPage(overview)
  assert.match(overview, /3 fields to decide/)
  assert.match(overview, /nobody has decided what holds/)

  const { text } = await browser.get(path)
  checkPage(text)
  assert.match(text, /Place crm says[\s\S]*Odense[\s\S]*Place archive says[\s\S]*Aarhus/)
  assert.match(text, /Kind: Letter; Date: 2025-05-06/)
  const send = async (pointer: string, fields: Record<string, string>) =>
    browser.post(path, { ...decisionIn((await browser.get(path)).text, pointer), ...fields })

  const nothing = await send('/contact/address', {})
  assert.equal(nothing.status, 400)
  checkPage(nothing.text)
  assert.match(nothing.text, /href="#m0-0">Choose what holds/)
  const wrong = await send('/contact/country', { take: 'value', value: 'Danmark' })
  assert.match(wrong.text, /This cannot be stored as it is/)
  assert.match(wrong.text, /value="Danmark"/)
  const saved = await send('/contact/address', { take: 'value', value: 'Ribe\r\nDanmark' })
  assert.match((await browser.get(saved.location)).text, /Decided\. It holds until/)
  await send('/contact/country', { take: 'source:archive' })
  await send('/records', { take: 'all' })

  const decided = (await browser.get(path)).text
  checkPage(decided)
  assert.match(decided, /What Place archive says/)
  assert.match((await browser.get(work)).text, /3 fields decided/)
  assert.deepEqual((await merged())[0]?.data, {
    contact: { ...crm.contact, address: 'Ribe\nDanmark', country: 'SE' },
    records: archive.records,
  })
  const again = await send('/records', { take: 'nothing' })
  assert.match((await browser.get(again.location)).text, /Open again/)
})

test('where lists differ, other rows are typed: they begin with those of all sources', async (t) => {
  const { office, request, enter, merged } = await mergingDesk(t)
  must(await enter('crm', crm))
  must(await enter('archive', archive))
  const browser = await browserOf(office, 'user')
  const path = `/demo/staff/requests/${request.requestId}/merged`
  const { text } = await browser.get(path)
  checkPage(text)
  const own = decisionIn(text, '/records')
  const form = formsIn(text).find(({ fields }) => fields.some(([, value]) => value === '/records'))
  const shown = Object.fromEntries(
    (form ?? assert.fail()).fields.filter(([name]) => /^(f0|rows0)/.test(name)),
  )
  const typed = Object.keys(shown).filter((name) => shown[name] === 'Letter' || shown[name] === 'Call')
  assert.equal(typed.length, 2, 'what both have stands once')
  assert.equal(shown['rows0'], '4', 'with room for two more')
  const [letter = '', call = ''] = typed
  const dateOf = (name: string) =>
    Object.keys(shown).find(
      (one) => one !== name && one.startsWith(name.slice(0, -1)) && /^\d{4}-/.test(shown[one] ?? ''),
    ) ?? ''
  const kept = {
    [letter]: 'Letter',
    [dateOf(letter)]: '2025-05-06',
    [call]: 'Visit',
    [dateOf(call)]: '2025-05-09',
  }
  const send = (rows: Record<string, string>) =>
    browser.post(path, { ...own, rows0: '4', take: 'value', ...rows })

  const none = await send({})
  assert.equal(none.status, 400)
  assert.match(none.text, /Choose what holds/)
  const wrong = await send({ ...kept, [dateOf(call)]: 'in May' })
  assert.match(
    wrong.text,
    /This cannot be stored as it is[^]*<details id="m\d-\d-rows"\s+open[^]*value="in May"/,
  )
  checkPage(wrong.text)
  const saved = await send(kept)
  assert.match((await browser.get(saved.location)).text, /2 rows that were typed/)
  const data = (await merged())[0]?.data as { readonly records: unknown }
  assert.deepEqual(data.records, [
    { kind: 'Letter', date: '2025-05-06' },
    { kind: 'Visit', date: '2025-05-09' },
  ])
})

test('lists of more rows than anybody types are decided whole', async (t) => {
  const { office, request, enter } = await mergingDesk(t)
  const records = Array.from({ length: 21 }, (_, n) => ({ kind: `Letter ${n}`, date: '2025-05-06' }))
  must(await enter('crm', { ...crm, records }))
  must(await enter('archive', archive))
  const browser = await browserOf(office, 'user')
  const { text } = await browser.get(`/demo/staff/requests/${request.requestId}/merged`)
  checkPage(text)
  assert.doesNotMatch(text, /Type other rows/)
})

test('a decision on what has changed meanwhile, or is there no more, is told and not taken', async (t) => {
  const { office, request, enter } = await mergingDesk(t)
  must(await enter('crm', crm))
  must(await enter('archive', archive))
  const browser = await browserOf(office, 'user')
  const path = `/demo/staff/requests/${request.requestId}/merged`
  const fields = { ...decisionIn((await browser.get(path)).text, '/contact/address'), take: 'source:crm' }
  must(await enter('archive', { contact: { name: 'Anna', address: 'Vejle' } }))

  assert.equal((await browser.post(path, fields)).status, 412)
  const gone = await browser.post(path, { ...fields, pointer: '/contact/name', id: 'no' })
  assert.equal(gone.status, 404)
  assert.match(gone.text, /Sources differ there no more|No sources differ|differ there any more/)
})

test('words, answers and dates are shown and typed as in the form', async (t) => {
  const informationTypes = [
    { ...generic, sources: ['crm', 'archive'].map((id) => place(id, { templateId: 'retail' })) },
  ]
  const { office, request } = await mergingDesk(t, { informationTypes })
  const { requestId } = request
  const actor = office.as('user')
  const enter = async (source: string, preferences: object) =>
    must(
      await office.app.enterData({
        ...{ actor, requestId, templateId: 'retail', source, via: 'manual' },
        entry: { kind: 'whole', data: { preferences } },
      }),
    )
  await enter('crm', { language: 'da', newsletter: true })
  await enter('archive', { language: 'da', newsletter: false })
  const browser = await browserOf(office, 'user')

  const { text, status } = await browser.get(`/demo/staff/requests/${requestId}/merged`)

  assert.equal(status, 200)
  checkPage(text)
  assert.match(text, /Place crm says[\s\S]*Yes[\s\S]*Place archive says[\s\S]*No/)
  const path = `/demo/staff/requests/${requestId}/merged`
  const fields = { ...decisionIn(text, '/preferences/newsletter'), take: 'value', value: 'true' }
  assert.equal((await browser.post(path, fields)).status, 303)
  assert.match((await browser.get(path)).text, /<p>Yes<\/p>/)
})

test('whoever does not work on the request does not see what its sources say', async (t) => {
  const { office, request } = await mergingDesk(t)
  const path = `/demo/staff/requests/${request.requestId}/merged`

  assert.equal((await (await browserOf(office, 'manager')).get(path)).status, 403)
  assert.equal((await (await browserOf(office, 'approver')).get(path)).status, 404)
  const none = await (await browserOf(office, 'user')).get(path)
  assert.match(none.text, /No two sources/)
  assert.ok(await aRequest(office).made())
})
