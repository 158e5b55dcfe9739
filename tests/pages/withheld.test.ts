import assert from 'node:assert/strict'
import { test } from 'node:test'
import { must, openOffice, type Office } from '../support/application.ts'
import { aRequest, type MadeRequest } from '../support/request-stages.ts'
import { streamOf } from '../support/streams.ts'
import { itemAt, withhold } from '../support/withholding.ts'
import { checkPage } from './markup.ts'
import { browserOf } from './plain-browser.ts'

const pageOf = ({ requestId }: MadeRequest) => `/demo/staff/requests/${requestId}/withheld`

const boxFor = (text: string, label: string): string => {
  const [, id = ''] = new RegExp(`<label\\s+for="([^"]+)"\\s*>${label}</label`).exec(text) ?? []
  return new RegExp(`id="${id}"[^>]*value="([^"]+)"`).exec(text)?.[1] ?? 'no such box'
}

const filledRequest = (office: Office) => aRequest(office).verified().assignedTo('user').filled().made()

const contentOf = async (office: Office, { requestId }: MadeRequest) =>
  must(await office.app.readContent({ actor: office.as('user'), requestId }))

test('staff leave out a value, a row and a file with one ground, and take one of them back', async (t) => {
  const office = await openOffice(t)
  const request = await filledRequest(office)
  const file = { actor: office.as('user'), requestId: request.requestId, name: 'a.txt' }
  must(await office.app.putFile({ ...file, contentType: 'text/plain', content: streamOf('a') }))
  const browser = await browserOf(office, 'user')
  const { text } = await browser.get(pageOf(request))
  checkPage(text)
  assert.match(
    (await browser.get(`/demo/staff/requests/${request.requestId}`)).text,
    /href="[^"]+\/withheld"/,
  )

  const place = [boxFor(text, 'Claims 1'), boxFor(text, 'Name: Anna Eksempel'), boxFor(text, 'a\\.txt')]
  const body = { place, groundCode: 'rightsOfOthersAccess', text: 'It is about another.' }
  const sent = await browser.post(pageOf(request), body)

  assert.equal(sent.location, `${pageOf(request)}?done=withheld#list`)
  const { withheld } = await contentOf(office, request)
  assert.deepEqual(withheld.map((item) => ('file' in item ? item.file : item.pointer)).sort(), [
    '/claims/0',
    '/policyholder/name',
    'a.txt',
  ])
  const after = await browser.get(`${pageOf(request)}?done=withheld`)
  checkPage(after.text)
  assert.match(after.text, /It is left out of the answer/)
  assert.equal(boxFor(after.text, 'Claims 1'), 'no such box')
  const item = /name="item" value="([^"]+)"/.exec(after.text)?.[1] ?? ''
  assert.equal(
    (await browser.post(`${pageOf(request)}/removal`, { item })).location,
    `${pageOf(request)}?done=withheldBack#list`,
  )
  assert.equal((await contentOf(office, request)).withheld.length, 2)
})

test('what is missing, or says too much, is told at its place, and nothing is stored', async (t) => {
  const office = await openOffice(t)
  const request = await filledRequest(office)
  const browser = await browserOf(office, 'user')

  const empty = await browser.post(pageOf(request), {})
  assert.equal(empty.status, 400)
  checkPage(empty.text)
  for (const id of ['place', 'groundCode', 'text']) assert.match(empty.text, new RegExp(`href="#${id}"`))
  const place = boxFor(empty.text, 'Name: Anna Eksempel')
  const ground = { place, groundCode: 'rightsOfOthersAccess' }
  const telling = await browser.post(pageOf(request), { ...ground, text: 'It says Anna Eksempel.' })
  assert.equal(telling.status, 400)
  assert.match(telling.text, /href="#text">The reason says what is left out/)
  assert.match(telling.text, new RegExp(`value="${place}"\\s+checked`))
  const unfit = await browser.post(pageOf(request), { ...ground, groundCode: 'becauseWeSay', text: 'F.' })
  assert.match(unfit.text, /href="#groundCode"/)

  assert.deepEqual((await contentOf(office, request)).withheld, [])
})

test('whoever approves reads what is left out beside what would leave, in the words of the letter', async (t) => {
  const office = await openOffice(t)
  const request = await filledRequest(office)
  must(await withhold(office, request, [await itemAt(office, request, '/claims/0')]))
  must(await office.app.sealRequest({ actor: office.as('user'), requestId: request.requestId }))

  const browser = await browserOf(office, 'approver')
  const { text } = await browser.get(`/demo/staff/requests/${request.requestId}`)

  checkPage(text)
  assert.match(text, /Claims \(one entry\): It is about somebody else\./)
  assert.equal((await browser.get(pageOf(request))).status, 403)
  assert.match((await (await browserOf(office, 'user')).get(pageOf(request))).text, /voids the seal/)
})

test('what no longer stands where it was left out is told before the answer can be sealed', async (t) => {
  const office = await openOffice(t)
  const request = await filledRequest(office)
  const { requestId } = request
  const actor = office.as('user')
  must(await withhold(office, request, [await itemAt(office, request, '/claims/0')]))
  const entry = { kind: 'patch', data: { claims: null } } as const
  must(await office.app.enterData({ actor, requestId, templateId: 'insurance', entry, via: 'manual' }))
  const browser = await browserOf(office, 'user')
  const path = `/demo/staff/requests/${requestId}`
  const { text } = await browser.get(path)
  assert.match(text, /Something else stands in its place now/)

  const etag = /action="[^"]+\/seal"[\s\S]*?name="etag" value="([^"]+)"/.exec(text)?.[1] ?? ''
  const refused = await browser.post(`${path}/seal`, { etag })

  assert.equal(refused.status, 400)
  assert.match(refused.text, /something else stands by now/)
  const other = await browserOf(office, 'second')
  assert.equal((await other.get(pageOf(request))).status, 404)
  assert.equal((await other.post(pageOf(request), {})).status, 404)
  assert.equal((await other.post(`${pageOf(request)}/removal`, {})).status, 404)
})

test('whoever seals and whoever approves reads which files leave as they are, and answers for those that tell', async (t) => {
  const office = await openOffice(t)
  const request = await filledRequest(office)
  const { requestId } = request
  const put = (name: string, text: string) =>
    office.app.putFile({
      ...{ actor: office.as('user'), requestId, name, contentType: 'text/plain' },
      content: streamOf(text),
    })
  must(await put('list.csv', 'Anna Eksempel;5'))
  must(await put('note.txt', 'the weather'))
  const path = `/demo/staff/requests/${requestId}`
  const browser = await browserOf(office, 'user')
  assert.doesNotMatch((await browser.get(path)).text, /leave byte for byte/)
  must(await withhold(office, request, [await itemAt(office, request, '/policyholder/name')]))

  const before = await browser.get(path)
  assert.match(before.text, /these files leave byte for byte/)
  const sealing = async (): Promise<string> =>
    /action="[^"]+\/seal"[\s\S]*?name="etag" value="([^"]+)"/.exec((await browser.get(path)).text)?.[1] ?? ''
  const refused = await browser.post(`${path}/seal`, { etag: await sealing() })
  checkPage(refused.text)
  assert.match(refused.text, /stands in these files too: list\.csv\./)

  const page = await browser.get(pageOf(request))
  const file = boxFor(page.text.slice(page.text.indexOf('id="files"')), 'list\\.csv')
  const answered = await browser.post(`${pageOf(request)}/files`, { file })
  assert.equal(answered.location, `${pageOf(request)}?done=withheldFiles#list`)
  const after = await browser.get(`${pageOf(request)}?done=withheldFiles`)
  checkPage(after.text)
  assert.match(after.text, new RegExp(`value="${file}"\\s+checked`))
  assert.match((await browser.get(path)).text, /list\.csv: contains what is left out/)
  const sealed = await browser.post(`${path}/seal`, { etag: await sealing() })

  assert.equal(sealed.location, `${path}?done=sealed#approval`)
  const { text } = await (await browserOf(office, 'approver')).get(path)
  checkPage(text)
  assert.match(text, /attachments\/list\.csv: contains what is left out/)
  assert.match(text, /attachments\/note\.txt: plain text; what is left out was searched for/)
  const other = await browserOf(office, 'second')
  assert.equal((await other.post(`${pageOf(request)}/files`, {})).status, 404)
})
