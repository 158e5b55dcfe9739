import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { RequestDocument } from '../../shared/application/requests/request-document.ts'
import { openOffice, type Office } from '../support/application.ts'
import { mailsTo } from '../support/mailbox.ts'
import { byPasscode, byText, delivered, textedCode, wrongCode } from '../support/own-factor.ts'
import { personEmail } from '../support/request-stages.ts'
import { checkPage } from './markup.ts'
import { browserOf, plainBrowser } from './plain-browser.ts'

const codeOf = (office: Office, token: string): string =>
  mailsTo(office, personEmail).find((mail) => mail.token === token)?.code ?? ''

test('the page of a link texts a code, asks for it, and opens with it, without script, in both languages', async (t) => {
  const office = await openOffice(t)
  const { token, requestId } = await delivered(office, byText)
  const browser = plainBrowser(office)
  for (const [language, words] of [
    ['en', /texted it to your number that ends in <strong>78<\/strong>/],
    ['da', /sendt den på sms til dit nummer, der ender på <strong>78<\/strong>/],
  ] as const) {
    const asked = await browser.post(`/demo/link?language=${language}`, { token })
    assert.equal(asked.status, 401)
    checkPage(asked.text)
    assert.match(asked.text.replaceAll(/\s+/g, ' '), words)
    assert.match(asked.text, /autocomplete="one-time-code"/)
    assert.ok(!asked.text.includes(byText.phone.slice(-4)))
  }
  const first = textedCode(office)
  const wrong = await browser.post('/demo/link?language=en', { token, code: wrongCode(first) })
  assert.equal(wrong.status, 401)
  assert.match(wrong.text, /id="code-error"[\s\S]*Have a new one texted to you/)
  const again = await browser.post('/demo/link/code?language=en', { token, ending: '78' })
  checkPage(again.text)
  assert.match(again.text, /a new code is on its way to your phone/)
  assert.match(again.text, /privacy@demo.example/)

  const code = textedCode(office)
  const opened = await browser.post('/demo/link', { token, code: `${code.slice(0, 4)} ${code.slice(4)}` })

  assert.equal(opened.location, `/demo/requests/${requestId}`)
  const page = await browser.get(opened.location)
  const [, download = ''] = /href="([^"]+\/deliveries\/[^"]+)"/.exec(page.text) ?? []
  assert.equal((await browser.get(download)).status, 200)
})

test('the page of a link asks for the passcode as it was chosen, and says what to do when it is lost', async (t) => {
  const office = await openOffice(t)
  const { token, requestId } = await delivered(office, byPasscode)
  const browser = plainBrowser(office)

  const asked = await browser.post('/demo/link?language=en', { token })
  checkPage(asked.text)
  assert.match(asked.text, /type="password"/)
  assert.doesNotMatch(asked.text, /Text me a new code/)
  assert.match(asked.text, /two people then issue the answer again/)
  const wrong = await browser.post('/demo/link', { token, passcode: 'another passcode' })
  assert.match(wrong.text, /After five wrong ones the link closes/)
  assert.ok(!wrong.text.includes('another passcode'))

  const opened = await browser.post('/demo/link', { token, passcode: byPasscode.passcode })
  assert.equal(opened.location, `/demo/requests/${requestId}`)
})

test('who has only the code of the mail is led to the whole link', async (t) => {
  const office = await openOffice(t)
  const { token } = await delivered(office, byPasscode)
  const fields = { email: personEmail, code: codeOf(office, token) }

  const answer = await plainBrowser(office).post('/demo/link?language=en', fields)

  assert.equal(answer.status, 401)
  checkPage(answer.text)
  assert.match(answer.text, /use the whole link from the mail above/)
})

test('where no text can be sent the page says that the company knows', async (t) => {
  const office = await openOffice(t, { company: { sms: { prefixes: ['+45'], monthlyCap: 1 } } })
  const { token } = await delivered(office, byText)
  const browser = plainBrowser(office)
  await browser.post('/demo/link', { token })

  const asked = await browser.post('/demo/link?language=en', { token })

  assert.match(asked.text, /no text can be sent now\. The company knows/)
})

const once = (text: string): string => /name="once" value="([^"]+)"/.exec(text)?.[1] ?? ''

async function ask(office: Office, fields: Readonly<Record<string, string>>) {
  const browser = plainBrowser(office)
  const page = await browser.get('/demo?language=en')
  const wish = {
    rights: ['access'],
    email: personEmail,
    message: '',
    'identifier-customerNumber': '',
    language: 'en',
  }
  return browser.post('/demo', { ...wish, once: once(page.text), ...fields })
}

test('the request form offers a code by text or a passcode, off by default, and says why', async (t) => {
  const office = await openOffice(t)
  for (const language of ['da', 'en']) {
    const { text } = await plainBrowser(office).get(`/demo?language=${language}`)
    checkPage(text)
    assert.match(text, /<details id="own-factor"\s*>/)
    assert.match(text, /name="factor"\s+value=""\s+checked/)
    assert.match(text, language === 'da' ? /mailen alene ikke nok/ : /the mail alone is not enough/)
  }
  const { text } = await plainBrowser(
    await openOffice(t, { company: { sms: { prefixes: ['+45'], monthlyCap: 0 } } }),
  ).get('/demo')
  assert.doesNotMatch(text, /name="phone"/)
})

test('what the form asked for opens the answer, and stands on both pages by its kind', async (t) => {
  const office = await openOffice(t)
  const none = await ask(office, { factor: '', phone: '12', passcode: 'x' })
  const bySms = await ask(office, { factor: 'sms', phone: '12 34 56 78', passcode: '' })
  const bySecret = await ask(office, { factor: 'passcode', phone: '', passcode: ' ni lange ord ' })
  assert.deepEqual([none.status, bySms.status, bySecret.status], [303, 303, 303])
  await office.pump()

  const kinds = await Promise.all(
    [none, bySms, bySecret].map(async ({ location }) => {
      const reference = /reference=(.+)$/.exec(location)?.[1] ?? ''
      const { items } = await office.ports.documents.query<RequestDocument>({
        ...{ container: 'requests', key: ['demo'], limit: 10 },
        ...{ where: [], orderBy: { field: 'nextAt', direction: 'ascending' } },
      })
      return items.find(({ value }) => value.reference === reference)?.value.ownFactor
    }),
  )
  assert.deepEqual(kinds, [undefined, 'sms', 'passcode'])
})

test('what is wrong with a number or a passcode stands at its field, and the passcode comes back to no page', async (t) => {
  const office = await openOffice(t)
  const cases = [
    [{ factor: 'sms', phone: 'my phone' }, /id="phone-error"[\s\S]*with its country code/],
    [{ factor: 'sms', phone: '+46701234567' }, /id="phone-error"[\s\S]*numbers that begin so/],
    [{ factor: 'passcode', passcode: 'short' }, /id="passcode-error"[\s\S]*8 to 128 characters/],
  ] as const
  for (const [fields, words] of cases) {
    const refused = await ask(office, fields)
    assert.equal(refused.status, 400)
    checkPage(refused.text)
    assert.match(refused.text, words)
    assert.match(refused.text, /<details id="own-factor"\s+open/)
    assert.ok(!refused.text.includes('value="short"'))
  }
  const full = await openOffice(t, { company: { sms: { prefixes: ['+45'], monthlyCap: 1 } } })
  const { token } = await delivered(full, byText)
  await plainBrowser(full).post('/demo/link', { token })
  const refused = await ask(full, { factor: 'sms', phone: '12345678' })
  assert.match(refused.text, /id="factor-error"[\s\S]*Choose a passcode instead/)
})

test('staff register a factor for who is reached by mail, and see its kind; for paper it is refused', async (t) => {
  const office = await openOffice(t)
  const manager = await browserOf(office, 'manager')
  const page = await manager.get('/demo/staff/register?language=en')
  checkPage(page.text)
  const register = (fields: Readonly<Record<string, string>>) =>
    manager.post('/demo/staff/register', {
      ...{ once: once(page.text), channel: 'phone', receivedOn: '2026-03-02', rights: ['access'] },
      ...{ receivedTime: '', language: 'en', reach: 'email', email: personEmail, ...fields },
    })

  const done = await register({ factor: 'sms', phone: '12345678' })
  assert.equal(done.status, 303)
  const requestId = /request=([\w-]+)/.exec(done.location)?.[1] ?? ''
  const work = await manager.get(`/demo/staff/requests/${requestId}?language=en`)
  assert.match(work.text, /A code by text message to a number that the person gave/)
  assert.ok(!work.text.includes('12345678'))
  const onPaper = await register({
    ...{ reach: 'postalAddress', postalAddress: 'A street 1' },
    factor: 'passcode',
    passcode: 'ni lange ord',
  })
  assert.equal(onPaper.status, 400)
  assert.match(onPaper.text, /id="factor-error"[\s\S]*reached by e-mail/)
})

test('a form that comes after its session ended shows what was typed, and never a passcode', async (t) => {
  const office = await openOffice(t)
  const manager = await browserOf(office, 'manager')
  const fields = { channel: 'phone', email: personEmail, factor: 'passcode', passcode: 'ni lange ord' }
  office.clock.pass({ hours: 9 })

  const kept = await manager.post('/demo/staff/register', fields)

  assert.equal(kept.status, 403)
  assert.match(kept.text, new RegExp(`<div class="said">${personEmail}</div>`))
  assert.doesNotMatch(kept.text, /<div class="said">ni lange ord/)
})
