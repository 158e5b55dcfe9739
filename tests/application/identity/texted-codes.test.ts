import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'

import type { CompanyDocument } from '../../../shared/application/companies/company-document.ts'
import { takeTry } from '../../../shared/application/identity/count-failure.ts'
import { linkId, type LinkDocument } from '../../../shared/application/identity/link-document.ts'
import type { DocumentStore } from '../../../shared/application/ports/documents.ts'
import type { SmsSender } from '../../../shared/application/ports/mail.ts'
import type { Ports } from '../../../shared/application/ports/ports.ts'
import { DependencyUnavailable } from '../../../shared/application/ports/unavailable.ts'
import { err } from '../../../shared/kernel/result.ts'
import { must, openOffice, refusal, type Office } from '../../support/application.ts'
import { mailsTo } from '../../support/mailbox.ts'
import {
  byText,
  delivered,
  phone,
  protectedBy,
  redeem,
  textedCode,
  wrongCode,
} from '../../support/own-factor.ts'
import { aRequest, personEmail } from '../../support/request-stages.ts'

const needed = { kind: 'sms', phoneEnding: '78' } as const

const sentTo = (office: Office, to: string = phone) => office.sms.list({ to }).length

/** An office whose provider of text messages is another, or none. */
const withSender = (t: TestContext, sms: SmsSender | undefined, company: Partial<CompanyDocument> = {}) =>
  openOffice(t, {
    company,
    through: ({ sms: _own, ...ports }): Ports => ({ ...ports, ...(sms && { sms }) }),
  })

const problemOf = async (office: Office, request: { companyId: string; requestId: string }) =>
  (await office.stateOf(request)).problem?.code

test('a link to the answer texts a code to the number that the person gave, and opens with it', async (t) => {
  const office = await openOffice(t)
  const { token, requestId } = await delivered(office, byText)
  assert.equal(sentTo(office), 0)

  const alone = await redeem(office, token)
  const code = textedCode(office)
  assert.deepEqual(alone, {
    ok: false,
    error: { code: 'codeRequired', needed: { ...needed, text: 'sent' } },
  })
  assert.deepEqual(await redeem(office, token, wrongCode(code)), {
    ok: false,
    error: { code: 'codeWrong', needed },
  })
  const opened = must(await redeem(office, token, code))

  const actor = await office.app.sessions.actor(opened.sessionId)
  assert.ok(actor)
  const [delivery] = must(await office.app.viewRequest({ actor, requestId })).view.deliveries
  assert.ok((await office.app.openDelivery({ actor, deliveryId: delivery?.id ?? '' })).ok)
})

test('the text names neither company nor person, in the language of the request, and fits one message', async (t) => {
  const office = await openOffice(t)
  for (const language of ['da', 'en'] as const) {
    const request = await aRequest(office, { secondFactor: byText, language }).verified().made()
    await office.app.askLinks({ companyId: 'demo', email: personEmail })
    await office.pump()
    const [mail] = mailsTo(office, personEmail)
    const token = new RegExp(`demo\\.${request.requestId}\\.[\\w-]+`).exec(mail?.text ?? '')?.[0] ?? ''
    await redeem(office, token)
    const [{ text } = { text: '' }] = office.sms.list({ to: phone })

    assert.match(text, language === 'da' ? /^Din kode: \d{8}\./ : /^Your code: \d{8}\./)
    assert.ok(text.length <= 160)
    assert.doesNotMatch(text, /demo|company|anna|\d{4}-/i)
  }
})

test('five wrong codes kill the code and not the link: a fresh code opens it', async (t) => {
  const office = await openOffice(t)
  const { token } = await delivered(office, byText)
  await redeem(office, token)
  const code = textedCode(office)
  for (let guess = 0; guess < 5; guess++)
    assert.equal(refusal(await redeem(office, token, wrongCode(code))), 'codeWrong')
  assert.equal(refusal(await redeem(office, token, code)), 'codeWrong')

  await office.app.newCode({ token })

  assert.equal(sentTo(office), 2)
  assert.ok((await redeem(office, token, textedCode(office))).ok)
})

test('a texted code lives ten minutes, and a newer one takes its place', async (t) => {
  const office = await openOffice(t)
  const { token } = await delivered(office, byText)
  assert.equal(refusal(await redeem(office, token, '12345678')), 'codeWrong', 'none was texted yet')
  await redeem(office, token)
  const first = textedCode(office)
  office.clock.pass({ seconds: 600 })
  assert.equal(refusal(await redeem(office, token, first)), 'codeWrong')

  await redeem(office, token)
  const second = textedCode(office)
  if (first !== second) assert.equal(refusal(await redeem(office, token, first)), 'codeWrong')
  assert.ok((await redeem(office, token, second)).ok)
})

test('in serve mode a number gets one text a minute and five an hour, whatever is asked', async (t) => {
  const office = await openOffice(t, { mode: 'serve' })
  const { token } = await delivered(office, byText)
  const asked = async () => {
    const answer = await redeem(office, token)
    assert.ok(!answer.ok && answer.error.needed?.kind === 'sms')
    return answer.error.needed.text
  }

  assert.deepEqual([await asked(), await asked()], ['sent', 'notNow'])
  const code = textedCode(office)
  await office.app.newCode({ token })
  assert.equal(textedCode(office), code, 'an ask beyond the limit voids nothing')
  for (let minute = 1; minute < 5; minute++) {
    office.clock.pass({ seconds: 61 })
    assert.equal(await asked(), 'sent')
  }
  office.clock.pass({ seconds: 61 })
  assert.equal(await asked(), 'notNow')
  office.clock.pass({ hours: 1 })
  assert.equal(await asked(), 'sent')
})

test('a number is refused where the company texts nobody, or none that begin so', async (t) => {
  const wished = (office: Office, number: string) =>
    office.app.createRequest({
      companyId: 'demo',
      wish: {
        rights: ['access'],
        personal: { email: personEmail },
        secondFactor: { kind: 'sms', phone: number },
      },
    })
  const danish = await openOffice(t)
  const nordic = await openOffice(t, { company: { sms: { prefixes: ['+45', '+46'], monthlyCap: 5 } } })
  const none = await openOffice(t, { company: { sms: { prefixes: ['+45'], monthlyCap: 0 } } })

  assert.ok((await wished(danish, phone)).ok)
  assert.equal(refusal(await wished(danish, '+46701234567')), 'phoneNotOffered')
  assert.ok((await wished(nordic, '+46701234567')).ok)
  assert.equal(refusal(await wished(none, phone)), 'smsNotOffered')
  assert.equal(refusal(await wished(await withSender(t, undefined), phone)), 'smsNotOffered')
})

test('when the month’s texts are used up staff are told, the form says so, and the next month goes on', async (t) => {
  const office = await openOffice(t, { company: { sms: { prefixes: ['+45'], monthlyCap: 1 } } })
  const request = await delivered(office, byText)
  const managers = () => mailsTo(office, 'manager@demo.example').length
  await redeem(office, request.token)
  const before = managers()

  for (let ask = 0; ask < 2; ask++)
    assert.deepEqual(await redeem(office, request.token), {
      ok: false,
      error: { code: 'codeRequired', needed: { ...needed, text: 'notSent' } },
    })
  await office.pump()

  assert.equal(sentTo(office), 1)
  assert.equal(await problemOf(office, request), 'smsCapReached')
  assert.equal(managers(), before + 1)
  const wish = { rights: ['access'], personal: { email: personEmail }, secondFactor: byText } as const
  assert.equal(refusal(await office.app.createRequest({ companyId: 'demo', wish })), 'smsNotOffered')
  office.clock.pass({ days: 30 })
  assert.equal(refusal(await redeem(office, request.token)), 'codeRequired')
  assert.ok((await redeem(office, request.token, textedCode(office))).ok)
  assert.equal(await problemOf(office, request), undefined, 'and the problem has passed')
})

test('texts that are asked for at the same moment are all counted', async (t) => {
  const office = await openOffice(t, { company: { sms: { prefixes: ['+45'], monthlyCap: 3 } } })
  const { token } = await delivered(office, byText)

  await Promise.all(Array.from({ length: 6 }, () => redeem(office, token)))

  assert.ok(sentTo(office) <= 3, `${sentTo(office)} texts`)
})

test('a counter that others always win asks the person to come again', async (t) => {
  const office = await openOffice(t, {
    through: (ports) => ({
      ...ports,
      documents: {
        ...ports.documents,
        batch: async (partition, writes) =>
          partition.key[0]?.startsWith('texts:') === true
            ? err({ code: 'versionConflict', index: 0 })
            : ports.documents.batch(partition, writes),
      },
    }),
  })
  const { token } = await delivered(office, byText)

  await assert.rejects(redeem(office, token), DependencyUnavailable)
})

test('a number that the provider refuses for good is shown to staff, and nobody is told a code is coming', async (t) => {
  const office = await withSender(t, { send: async () => err({ code: 'numberRefused' }) })
  const request = await delivered(office, byText)

  const asked = await redeem(office, request.token)

  assert.ok(!asked.ok)
  assert.deepEqual(asked.error.needed, { ...needed, text: 'notSent' })
  assert.equal(await problemOf(office, request), 'smsRefused')
  assert.ok(office.log.some(({ code }) => code === 'textRefused'))
})

test('a company that has narrowed its prefixes meanwhile hears of whoever waits for a code', async (t) => {
  const office = await openOffice(t)
  const request = await delivered(office, byText)
  const { value, etag } =
    (await office.ports.documents.read<CompanyDocument>(
      { container: 'companies', key: ['demo'] },
      'company',
    )) ?? assert.fail('no company')
  const narrowed: CompanyDocument = { ...value, sms: { prefixes: ['+46'], monthlyCap: 5 } }
  await office.ports.documents.batch({ container: 'companies', key: ['demo'] }, [
    { kind: 'replace', value: narrowed, etag },
  ])
  office.clock.pass({ seconds: 10 })

  await redeem(office, request.token)

  assert.equal(sentTo(office), 0)
  assert.equal(await problemOf(office, request), 'smsRefused')
})

test('a provider that is away is the caller’s to ask again, and the next code opens', async (t) => {
  let isAway = true
  const office = await openOffice(t, {
    through: (ports) => ({
      ...ports,
      sms: {
        send: async (sms) => {
          if (isAway) throw new DependencyUnavailable('sms', 30)
          return ports.sms?.send(sms) ?? assert.fail('no sender')
        },
      },
    }),
  })
  const { token } = await delivered(office, byText)

  await assert.rejects(redeem(office, token), DependencyUnavailable)
  isAway = false
  await redeem(office, token)

  assert.ok((await redeem(office, token, textedCode(office))).ok)
})

test('whoever asks for a code of a link that has no factor, is spent, or is none, has nothing texted', async (t) => {
  const office = await openOffice(t)
  const { token } = await delivered(office, byText)
  await redeem(office, token)
  must(await redeem(office, token, textedCode(office)))
  const texts = sentTo(office)

  await office.app.newCode({ token })
  await office.app.newCode({ token: `${token.slice(0, -6)}AAAAAA` })
  const waiting = await protectedBy(office, byText).made()
  const [mail] = mailsTo(office, personEmail)
  await office.app.newCode({ token: mail?.token ?? '' })
  await office.pump()

  assert.equal(sentTo(office), texts)
  assert.match(mailsTo(office, personEmail)[0]?.code ?? '', /^\d{8}$/, waiting.reference)
})

/** An office where something happens just before the text is counted: the link was looked at, the code is not made yet. */
async function interrupted(t: TestContext) {
  let before = async (): Promise<void> => {}
  const office = await openOffice(t, {
    through: (ports) => ({
      ...ports,
      documents: {
        ...ports.documents,
        batch: async (partition, writes) => {
          if (partition.key[0]?.startsWith('texts:') === true) await before()
          return ports.documents.batch(partition, writes)
        },
      },
    }),
  })
  return { office, meanwhile: (work: () => Promise<void>) => void (before = work) }
}

test('a link that is spent or gone while its code is made has none texted', async (t) => {
  for (const left of ['spent', 'gone'] as const) {
    const { office, meanwhile } = await interrupted(t)
    const { token, companyId, requestId } = await delivered(office, byText)
    const partition = { container: 'requests', key: [companyId, requestId] } as const
    meanwhile(async () => {
      const { links } = await office.stateOf({ companyId, requestId })
      const link = await office.ports.documents.read<LinkDocument>(
        partition,
        linkId(links['openRequest'] ?? ''),
      )
      assert.ok(link)
      const spent = { ...link.value, usedAt: office.clock.now().toISOString() }
      await office.ports.documents.batch(partition, [
        left === 'spent'
          ? { kind: 'replace', value: spent, etag: link.etag }
          : { kind: 'delete', id: link.value.id },
      ])
    })

    const asked = await redeem(office, token)

    assert.deepEqual(!asked.ok && asked.error.needed, { ...needed, text: 'notNow' }, left)
    assert.equal(sentTo(office), 0)
  }
})

test('a request that others write all the time has its code texted at the next ask', async (t) => {
  let isBusy = true
  const office = await openOffice(t, {
    through: (ports) => ({
      ...ports,
      documents: {
        ...ports.documents,
        batch: async (partition, writes) =>
          isBusy && writes.some((write) => write.kind === 'create' && write.value.id.startsWith('text:'))
            ? err({ code: 'versionConflict', index: 0 })
            : ports.documents.batch(partition, writes),
      },
    }),
  })
  const { token } = await delivered(office, byText)

  const asked = await redeem(office, token)
  assert.deepEqual(!asked.ok && asked.error.needed, { ...needed, text: 'notNow' })
  isBusy = false
  await redeem(office, token)

  assert.ok((await redeem(office, token, textedCode(office))).ok)
})

test('a try of a link that has gone counts for nothing and opens nothing', async () => {
  const link: LinkDocument = {
    ...{ id: 'link:x', purpose: 'openRequest', companyId: 'demo' },
    ...{ expiresAt: '2026-04-01T00:00:00Z', codeFailures: 0 },
  }
  const gone: DocumentStore = {
    batch: async () => err({ code: 'absent', index: 0 }),
    read: async () => undefined,
    query: async () => ({ items: [] }),
  }

  const tried = await takeTry(gone, { container: 'requests', key: ['demo', 'r'] }, { value: link, etag: '1' })

  assert.equal(tried, undefined)
})
