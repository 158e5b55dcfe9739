import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TestContext } from 'node:test'

import { openOffice, type Office } from '../support/application.ts'
import { enrolled, signInToken } from '../support/enrolled.ts'
import { checkPage } from './markup.ts'
import { browserOf, plainBrowser } from './plain-browser.ts'

const path = '/demo/staff/factors'
const phone = '+4512345678'

const allowing = (t: TestContext) => openOffice(t, { mode: 'serve', company: { staffTexts: 'allowed' } })

const texted = ({ sms }: Office): string =>
  /\b(\d{6})\b/.exec(sms.list({ to: phone })[0]?.text ?? '')?.[1] ?? ''

test('a number is added from the page, as it is dialled at home, and shown by its ending', async (t) => {
  const office = await allowing(t)
  await enrolled(office, 'user')
  const browser = await browserOf(office, 'user')
  for (const language of ['da', 'en']) checkPage((await browser.get(`${path}?language=${language}`)).text)
  for (const [typed, told] of [
    ['nonsense', /country code/],
    ['+46701234567', /numbers that begin so/],
  ] as const) {
    const wrong = await browser.post(`${path}/phones`, { phone: typed })
    checkPage(wrong.text)
    assert.match(wrong.text, told)
  }
  const begun = await browser.post(`${path}/phones`, { phone: '12 34 56 78' })
  checkPage(begun.text)
  assert.match(begun.text, /phones\/confirmation/)
  const early = await browser.post(`${path}/phones`, { phone })
  assert.match(early.text, /a moment ago/)
  const code = texted(office)
  const missed = await browser.post(`${path}/phones/confirmation`, {
    code: code === '000000' ? '1' : '000000',
  })
  checkPage(missed.text)
  assert.match(missed.text, /not the code/)

  const added = await browser.post(`${path}/phones/confirmation`, {
    code: `${code.slice(0, 3)} ${code.slice(3)}`,
  })

  assert.equal(added.location, path)
  const shown = await browser.get(path)
  checkPage(shown.text)
  assert.match(shown.text, /Text messages[^]*ends in 78/)
  assert.doesNotMatch(shown.text, /12345678|add-phone/)
  assert.equal((await browser.post(`${path}/phones`, { phone })).status, 409)
})

test('the page of the link texts a code when it is asked to, without script, and opens with it', async (t) => {
  const office = await allowing(t)
  await enrolled(office, 'user')
  const own = await browserOf(office, 'user')
  await own.post(`${path}/phones`, { phone })
  await own.post(`${path}/phones/confirmation`, { code: texted(office) })
  office.clock.pass({ seconds: 60 })
  const browser = plainBrowser(office)
  const token = await signInToken(office, 'user')
  const asking = await browser.post('/demo/link', { token })
  checkPage(asking.text)
  assert.match(asking.text, /Text me a code, to the number that ends in 78/)
  const sent = await browser.post('/demo/link/code', { token, staff: 'yes' })
  checkPage(sent.text)
  assert.match(sent.text, /role="status"[^]*on its way[^]*textedCode/)
  const code = texted(office)
  const wrong = await browser.post('/demo/link', { token, textedCode: code === '000000' ? '1' : '000000' })
  checkPage(wrong.text)
  assert.deepEqual([wrong.status, /not the right one/.test(wrong.text)], [401, true])

  const right = await browser.post('/demo/link', { token, textedCode: code })

  assert.equal(right.location, '/demo/staff')
  assert.equal((await browser.get('/demo/staff')).status, 200)
  const asked = await browser.post(`${path}/recovery-codes`)
  assert.deepEqual([asked.status, /Is it still you/.test(asked.text)], [401, true])
})
