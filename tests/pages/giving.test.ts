import assert from 'node:assert/strict'
import { test } from 'node:test'

import { must, openOffice, type Office } from '../support/application.ts'
import { aProgram, givenForm, publishedForm } from '../support/consent.ts'
import { mailsTo } from '../support/mailbox.ts'
import { checkPage } from './markup.ts'
import { plainBrowser } from './plain-browser.ts'

const email = 'ada@example.com'

const fieldIn = (html: string, name: string): string =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? assert.fail(`no ${name}`)

/** What the page sends besides what is ticked and typed. */
const hiddenIn = (html: string) => ({
  ...{ once: fieldIn(html, 'once'), text: fieldIn(html, 'text'), version: fieldIn(html, 'version') },
})

async function statesOf(office: Office) {
  const questions = [{ subject: { email }, purposes: ['newsletter', 'profiling'] }]
  const checked = must(await office.app.consents.check({ caller: aProgram, companyId: 'demo', questions }))
  return checked[0]?.map(({ state }) => state)
}

const linkIn = (text: string): string =>
  /https?:\/\/[^/]+(\/demo\/consents\/\S+)/.exec(text)?.[1] ?? assert.fail('no address')

test('who is asked for consent reads all that the law wants said before, in their language, and nothing is ticked', async (t) => {
  const office = await openOffice(t)
  const { formId } = await publishedForm(office)
  const browser = plainBrowser(office)

  for (const [language, words] of [
    [
      'en',
      [
        ...['Send me the newsletter', 'Learn from what I read', 'Post Example A/S', 'US: Standard contract'],
        ...[
          'What was done until then stays lawful',
          'Demo Company',
          'Datatilsynet',
          'Until you take it back',
        ],
        ...['Yes, I expressly consent', '24 months', 'It is voluntary'],
      ],
    ],
    ['da', ['Send mig nyhedsbrevet', 'er stadig lovligt', 'Det er frivilligt', 'Standardkontrakt']],
  ] as const) {
    const shown = await browser.get(`/demo/consent/${formId}?language=${language}`)
    checkPage(shown.text)
    assert.equal(shown.status, 200)
    for (const word of words) assert.ok(shown.text.includes(word), word)
    assert.ok(!/checked/.test(shown.text))
    assert.equal(shown.text.match(/type="radio"/g)?.length, 4)
  }
  assert.equal((await browser.get('/demo/consent/none')).status, 404)
  assert.equal((await browser.get(`/demo/consent/${formId}?text=de`)).status, 400)
})

test('an answer on the page is a wish, until the person confirms it by the link that is mailed to them', async (t) => {
  const office = await openOffice(t)
  const { formId } = await publishedForm(office)
  const browser = plainBrowser(office)
  const path = `/demo/consent/${formId}`
  const page = await browser.get(`${path}?language=en`)
  const answers = { ...hiddenIn(page.text), 'answer-1': 'given', 'answer-2': 'refused', email }
  const sent = await browser.post(path, answers)
  const again = await browser.post(path, answers)
  await office.pump()

  assert.deepEqual([sent.status, again.status], [303, 303])
  const told = await browser.get(sent.location)
  checkPage(told.text)
  assert.ok(told.text.includes('Look in your mailbox') && !told.text.includes(email))
  assert.deepEqual(await statesOf(office), ['requested', 'unknown'])
  const mails = mailsTo(office, email)
  assert.equal(mails.length, 1)
  const own = linkIn(mails[0]?.text ?? '')
  assert.equal((await browser.post(`${own}/confirmation`, {})).status, 303)
  assert.deepEqual(await statesOf(office), ['given', 'refused'])

  const [, consentId = ''] = /consents\/([^/]+)\//.exec(own) ?? []
  const [asked, said] = must(await office.app.consents.events({ caller: aProgram, consentId }))
  const shown = must(await office.app.consentForms.published({ companyId: 'demo', formId, language: 'en' }))
  assert.deepEqual(
    [asked?.by, asked?.agentRef, asked?.method, asked?.formSha256, asked?.language],
    ['subject', undefined, 'webForm', shown.textSha256, 'en'],
  )
  assert.deepEqual(said?.evidence, { factors: ['emailLink'] })
})

test('what is left out is not answered, and what is missing is said at its field with nothing lost', async (t) => {
  const office = await openOffice(t)
  const { formId } = await publishedForm(office)
  const browser = plainBrowser(office)
  const path = `/demo/consent/${formId}`
  const page = await browser.get(path)
  const none = await browser.post(path, { ...hiddenIn(page.text), email })
  checkPage(none.text)
  assert.equal(none.status, 400)
  assert.ok(none.text.includes('Answer at least one') && none.text.includes(email))
  const wrong = await browser.post(path, { ...hiddenIn(page.text), 'answer-2': 'given', email: 'nobody' })
  checkPage(wrong.text)
  assert.ok(wrong.text.includes('Write an e-mail address'))
  assert.equal(wrong.text.match(/checked/g)?.length, 1)

  await browser.post(path, { ...hiddenIn(page.text), 'answer-2': 'given', email })
  assert.deepEqual(await statesOf(office), ['unknown', 'requested'])
})

test('a version that was published meanwhile is told and asked anew, and what was ticked is not carried over', async (t) => {
  const office = await openOffice(t)
  const { formId } = await publishedForm(office)
  const browser = plainBrowser(office)
  const path = `/demo/consent/${formId}`
  const page = await browser.get(path)
  const { addVersion, publish } = office.app.editConsentForms
  const asked = { companyId: 'demo', formId }
  must(await addVersion({ ...asked, actor: office.as('admin'), given: givenForm }))
  must(await publish({ ...asked, actor: office.as('owner'), version: 2 }))
  const sent = await browser.post(path, { ...hiddenIn(page.text), 'answer-1': 'given', email })
  checkPage(sent.text)

  assert.equal(sent.status, 409)
  assert.ok(sent.text.includes('The text was changed') && sent.text.includes(email))
  assert.ok(!/checked/.test(sent.text))
  assert.equal(fieldIn(sent.text, 'version'), '2')
  assert.deepEqual(await statesOf(office), ['unknown', 'unknown'])
})

test('a version that is published while the answer is on its way is asked anew as well', async (t) => {
  const office = await openOffice(t)
  const { formId } = await publishedForm(office)
  const { app } = office
  const asked = { companyId: 'demo', formId }
  const browser = plainBrowser({
    ...office,
    app: {
      ...app,
      recordConsent: async (input) => {
        must(await app.editConsentForms.addVersion({ ...asked, actor: office.as('admin'), given: givenForm }))
        must(await app.editConsentForms.publish({ ...asked, actor: office.as('owner'), version: 2 }))
        return app.recordConsent(input)
      },
    },
  })
  const path = `/demo/consent/${formId}`
  const page = await browser.get(path)
  const sent = await browser.post(path, { ...hiddenIn(page.text), 'answer-1': 'given', email })

  assert.equal(sent.status, 409)
  assert.equal(fieldIn(sent.text, 'version'), '2')
  assert.deepEqual(await statesOf(office), ['unknown', 'unknown'])
})

test('a form in other languages than ours is read in them, in words that are marked as theirs', async (t) => {
  const office = await openOffice(t)
  const title = { de: 'Neuigkeiten', en: 'News' }
  const [purpose] = givenForm.purposes
  const german = { de: 'Schickt mir den Newsletter', en: 'Send me the newsletter' }
  const { formId } = await publishedForm(office, {
    title,
    purposes: [{ purposeId: purpose?.purposeId ?? '', text: german, retention: title }],
    withdrawal: title,
  })
  const browser = plainBrowser(office)
  const english = await browser.get(`/demo/consent/${formId}`)
  assert.ok(english.text.includes(`href="/demo/consent/${formId}?text=de" hreflang="de"`))
  const shown = await browser.get(`/demo/consent/${formId}?text=de`)
  checkPage(shown.text)

  assert.match(shown.text, /<legend lang="de">Schickt mir/)
  const path = `/demo/consent/${formId}`
  const sent = await browser.post(path, { ...hiddenIn(shown.text), 'answer-1': 'given', email })
  assert.equal(sent.status, 303)
})

test('outside demo mode one address answers ten times an hour at most, and is told so with its answers kept', async (t) => {
  const office = await openOffice(t, { mode: 'serve' })
  const { formId } = await publishedForm(office)
  const browser = plainBrowser(office)
  const path = `/demo/consent/${formId}`
  const statuses: number[] = []
  for (let n = 0; n < 11; n++) {
    const page = await browser.get(path)
    const sent = await browser.post(path, { ...hiddenIn(page.text), 'answer-1': 'given', email })
    statuses.push(sent.status)
    if (sent.status === 429) {
      checkPage(sent.text)
      assert.ok(sent.text.includes(email) && /checked/.test(sent.text))
      assert.ok(Number(sent.headers['retry-after']) > 0)
    }
  }
  assert.deepEqual(statuses, [...Array.from({ length: 10 }, () => 303), 429])
})

test('a page of another site sends no answer', async (t) => {
  const office = await openOffice(t)
  const { formId } = await publishedForm(office)
  const browser = plainBrowser(office)
  const path = `/demo/consent/${formId}`
  const page = await browser.get(path)
  const answers = { ...hiddenIn(page.text), 'answer-1': 'given', email }
  const sent = await browser.post(path, answers, { 'sec-fetch-site': 'cross-site' })
  assert.equal(sent.status, 403)
  assert.deepEqual(await statesOf(office), ['unknown', 'unknown'])
})

test('a form that asks for a passcode has it chosen with the answer and shown when it is confirmed', async (t) => {
  const office = await openOffice(t)
  const { formId } = await publishedForm(office, { ...givenForm, factors: ['emailLink', 'passcode'] })
  const browser = plainBrowser(office)
  const path = `/demo/consent/${formId}`
  const page = await browser.get(path)
  const answers = { ...hiddenIn(page.text), 'answer-1': 'given', email }
  const short = await browser.post(path, { ...answers, passcode: 'short' })
  checkPage(short.text)
  assert.equal(short.status, 400)
  assert.ok(short.text.includes('Choose a passcode') && !short.text.includes('short'))
  assert.equal((await browser.post(path, { ...answers, passcode: 'seven small swans' })).status, 303)
  await office.pump()

  const own = linkIn(mailsTo(office, email)[0]?.text ?? '')
  const asked = await browser.get(own)
  checkPage(asked.text)
  assert.match(asked.text, /type="password"/)
  const wrong = await browser.post(`${own}/confirmation`, { passcode: 'a wrong guess' })
  checkPage(wrong.text)
  assert.equal(wrong.status, 403)
  assert.ok(wrong.text.includes('That is not the passcode'))
  assert.equal((await browser.post(`${own}/confirmation`, { passcode: 'seven small swans' })).status, 303)
  assert.deepEqual(await statesOf(office), ['given', 'unknown'])
})
