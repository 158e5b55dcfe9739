import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { renderMail } from '../../../shared/domain/letters/mail.ts'
import type { MailFacts } from '../../../shared/domain/letters/mail-facts.ts'
import { link, mailKinds, mailSamples } from './mail-samples.ts'

const languages = ['da', 'en'] as const
const linesOf = (text: string): readonly string[] => text.split('\n')
const addressesIn = (text: string): readonly string[] => text.match(/https?:\/\/[^\s"<]+/gu) ?? []

for (const language of languages) {
  for (const kind of mailKinds) {
    describe(`a mail of kind ${kind} in ${language}`, () => {
      const mail = renderMail(kind, language, mailSamples[kind])

      test('has a subject on one line that names the company', () => {
        assert.match(mail.subject, /^Nordlys Forsikring: \S.+$/u)
      })

      test('carries no address but its own links, each alone on its line, with the code on the next', () => {
        const addresses = addressesIn(mail.text)
        const expected = { newLinks: [link, `${link}2`], code: [] as string[] }
        assert.deepEqual(addresses, kind in expected ? expected[kind as 'newLinks' | 'code'] : [link])

        const lines = linesOf(mail.text)
        for (const address of addresses) assert.ok(lines.includes(address))
        assert.ok(lines.includes(language === 'da' ? 'Kode: 12345678' : 'Code: 12345678'))
      })

      test('is signed by the company and leaves no blank in a sentence', () => {
        assert.equal(linesOf(mail.text).at(-2), 'Nordlys Forsikring')
        assert.doesNotMatch(mail.text, /undefined|NaN|\[object|den [.:,]| {2}/u)
      })

      test('says the same as HTML, without anything that loads from elsewhere', () => {
        for (const line of linesOf(mail.text).filter((text) => !/^(?:Kode|Code|Reference):/u.test(text)))
          assert.ok(mail.html.includes(line), line)
        assert.ok(mail.html.includes(`<html lang="${language}">`))
        assert.doesNotMatch(mail.html, /<(?:img|script|link|iframe|style)|src=|url\(/iu)
        assert.deepEqual(new Set(addressesIn(mail.html)), new Set(addressesIn(mail.text)))
      })

      test('with a neutral subject names neither the company nor the matter there', () => {
        const neutral = renderMail(kind, language, { ...mailSamples[kind], subject: 'neutral' })

        assert.doesNotMatch(neutral.subject, /Nordlys|request|anmodning|answer|svar/iu)
        assert.equal(neutral.text, mail.text)
      })
    })
  }
}

test('the link of a mail without a code stands alone in both parts', () => {
  const mail = renderMail('message', 'en', { companyName: 'Nordlys', link, reference: 'K7Q2-M9' })

  assert.doesNotMatch(mail.text, /Code/u)
  assert.match(mail.html, new RegExp(`<a href="${link}"[^>]*>${link}</a>`, 'u'))
})

test('one day left is not written as days', () => {
  const facts = { ...mailSamples.deliveryReminder, daysLeft: 1 }

  assert.match(renderMail('deliveryReminder', 'da', facts).text, /Der er 1 dag tilbage/u)
  assert.match(renderMail('deliveryReminder', 'en', facts).text, /1 day left/u)
  assert.match(renderMail('deliveryReminder', 'en', { ...facts, daysLeft: 7 }).text, /7 days left/u)
})

test('on the last day a reminder to the person says that it is, and counts no days', () => {
  for (const kind of ['verificationReminder', 'deliveryReminder'] as const) {
    const facts = { ...mailSamples[kind], daysLeft: 0 }

    assert.match(renderMail(kind, 'da', facts).text, /I dag er sidste dag/u)
    assert.match(renderMail(kind, 'en', facts).text, /Today is the last day/u)
    assert.match(renderMail(kind, 'en', { ...facts, daysLeft: 1 }).text, /There is 1 day left/u)
  }
})

test('a reminder whose day is over says so, and counts no days that are none', () => {
  for (const kind of ['staffReminder', 'staffEscalation'] as const) {
    const facts = { ...mailSamples[kind], daysLeft: 0 }

    assert.match(renderMail(kind, 'da', facts).text, /har frist [^.]+\. ?[^.]*\. Den dag er gået/u)
    assert.match(renderMail(kind, 'en', facts).text, /is due by [^:]+: that day is over[.,]/u)
    assert.match(renderMail(kind, 'en', { ...facts, daysLeft: 1 }).text, /: 1 day left[.,]/u)
    assert.match(renderMail(kind, 'en', { ...facts, daysLeft: 3 }).text, /: 3 days left[.,]/u)
    assert.match(renderMail(kind, 'da', { ...facts, daysLeft: 3 }).text, /Der er 3 dage tilbage/u)
  }
})

test('nothing but a web address is ever mailed as a link', () => {
  for (const bad of [
    'javascript:alert(1)',
    '',
    'https://a.example/x y',
    'https://a.example/"onclick=',
    `${link}\nhttps://evil.example`,
    'https://a.example/\u202Egpj',
  ])
    assert.throws(
      () => renderMail('signIn', 'en', { companyName: 'Nordlys', link: bad }),
      /not a web address/u,
    )
})

test('a company name cannot forge a header, a line or a tag', () => {
  const companyName = 'A\r\nBcc: x@evil.example\nhttps://evil.example/<img src=x>\u202E'
  const mail = renderMail('signIn', 'en', { companyName, link })

  assert.equal(linesOf(mail.subject).length, 1)
  assert.ok(!linesOf(mail.text).includes('https://evil.example/<img src=x>'))
  assert.doesNotMatch(mail.html, /<img/u)
  assert.doesNotMatch(mail.subject + mail.text + mail.html, /\p{Bidi_Control}/u)
})

test('a mail that lost its link is a defect, not a mail', () => {
  const facts: object = { companyName: 'Nordlys', reference: 'K7Q2-M9' }

  assert.throws(() => renderMail('message', 'en', facts as MailFacts<'message'>), /not a web address/u)
})

test('facts beyond what a kind needs put no other place into its mail', () => {
  const more = { ...mailSamples.message, links: [] }
  const code = { ...mailSamples.signIn, code: '12345678' }

  assert.deepEqual(renderMail('message', 'en', more), renderMail('message', 'en', mailSamples.message))
  assert.deepEqual(addressesIn(renderMail('code', 'en', code).text), [])
})
