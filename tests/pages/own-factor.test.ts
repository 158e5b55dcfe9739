import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openOffice, type Office } from '../support/application.ts'
import { mailsTo } from '../support/mailbox.ts'
import { byPasscode, byText, delivered, textedCode, wrongCode } from '../support/own-factor.ts'
import { personEmail } from '../support/request-stages.ts'
import { checkPage } from './markup.ts'
import { plainBrowser } from './plain-browser.ts'

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
