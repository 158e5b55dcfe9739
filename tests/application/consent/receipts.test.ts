import assert from 'node:assert/strict'
import { test } from 'node:test'

import type { CompanyDocument } from '../../../shared/application/companies/company-document.ts'
import type { ConsentCaller } from '../../../shared/application/consent/consent-caller.ts'
import type { ConsentDocument } from '../../../shared/application/consent/consent-document.ts'
import type { ConsentFormVersionDocument } from '../../../shared/application/consent/form-document.ts'
import { receiptFacts } from '../../../shared/application/consent/receipt-source.ts'
import type { KantaraReceipt } from '../../../shared/domain/consent/kantara.ts'
import { missingFields } from '../../../shared/domain/consent/receipt-fields.ts'
import { must, openOffice } from '../../support/application.ts'
import type { Office } from '../../support/application.ts'
import { auditOf } from '../../support/audit.ts'
import { demoCompany } from '../../support/companies.ts'
import { aFact, aHistory, aProgram, newsletterForm, publishedForm, recorded } from '../../support/consent.ts'
import { mailsTo, mailTo } from '../../support/mailbox.ts'
import { verifyReceipt } from '../../../tools/verify-receipt.ts'

type Json = Record<string, unknown>

const person = 'ada@example.com'

/** What staff entered from a paper that the person filled in: yes to the newsletter, and no to the rest. */
async function onPaper(
  office: Office,
  subject: { email: string } | { externalId: string } = { email: person },
) {
  const form = await publishedForm(office)
  const caller = office.as('user') as ConsentCaller
  const purposes = [
    { purposeId: 'newsletter', decision: 'given' },
    { purposeId: 'profiling', decision: 'refused' },
  ] as const
  return must(await recorded(office, { ...form, caller, subject, method: 'paper', purposes }))
}

/** The address in the mail that the person got: of which consent, and its code. */
function mailedLink(office: Office) {
  const mail = mailTo(office, person)
  const [, consentId = '', code = ''] = /\/demo\/consents\/([^/\s]+)\/(\S+)/.exec(mail.text) ?? []
  return { mail, link: { companyId: 'demo', consentId, code } }
}

const statesIn = (receipt: Json): readonly unknown[] =>
  (receipt['dpv:hasRecordOfActivity'] as Json[]).map((record) =>
    (record['dpv:hasConsentStatus'] as Json[]).map((status) => (status['@type'] as string[])[0]),
  )

test('the receipt of a recorded consent is whole, signed by the company, and says nothing of who it is', async (t) => {
  const office = await openOffice(t)
  const { consentId, receiptId } = await onPaper(office)
  const receipt = must(await office.app.readReceipt({ caller: aProgram, consentId, format: 'dpv' })) as Json

  assert.deepEqual(missingFields(receipt), [])
  assert.equal((await verifyReceipt(JSON.stringify(receipt))).genuine, true)
  assert.equal(receipt['dct:identifier'], receiptId)
  assert.deepEqual(statesIn(receipt), [['dpv:ConsentGiven'], ['dpv:ConsentRefused']])
  assert.ok(!JSON.stringify(receipt).includes(person))
})

test('what is taken back and given again is in the next receipt, in the order in which it was said', async (t) => {
  const office = await openOffice(t)
  const form = await publishedForm(office)
  const { consentId } = must(await recorded(office, form))
  must(await office.app.withdrawConsent.forPerson({ caller: aProgram, consentId }))
  const receipt = must(await office.app.readReceipt({ caller: aProgram, consentId, format: 'dpv' })) as Json

  assert.deepEqual(statesIn(receipt), [['dpv:ConsentGiven', 'dpv:ConsentWithdrawn']])
})

test('what is only asked for is no consent yet: its receipt says so, and Kantara has none', async (t) => {
  const office = await openOffice(t)
  const form = await publishedForm(office)
  const { consentId, state } = must(await recorded(office, { ...form, subject: { email: person } }))

  assert.equal(state, 'requested')
  const receipt = must(await office.app.readReceipt({ caller: aProgram, consentId, format: 'dpv' })) as Json
  assert.deepEqual(statesIn(receipt), [['dpv:ConsentRequested']])
  const kantara = await office.app.readReceipt({ caller: aProgram, consentId, format: 'kantara' })
  assert.deepEqual(kantara, { ok: false, error: { code: 'consentNotGiven' } })
})

test('the Kantara receipt names the purposes that were given, and is a UUID of version 4', async (t) => {
  const office = await openOffice(t)
  const { consentId } = await onPaper(office)
  const read = await office.app.readReceipt({ caller: aProgram, consentId, format: 'kantara' })
  const receipt = must(read) as KantaraReceipt

  assert.deepEqual(
    receipt.services[0]?.purposes.map(({ purposeCategory }) => purposeCategory),
    [['newsletter']],
  )
  assert.match(
    receipt.consentReceiptID,
    /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  )
})

test('another company, and whoever may not see consents, gets no receipt', async (t) => {
  const office = await openOffice(t)
  const { consentId } = await onPaper(office)
  const codeOf = async (caller: ConsentCaller, id = consentId) => {
    const read = await office.app.readReceipt({ caller, consentId: id, format: 'dpv' })
    return read.ok ? 'ok' : read.error.code
  }

  assert.equal(await codeOf({ ...aProgram, companyId: 'other' } as ConsentCaller), 'notFound')
  assert.equal(
    await codeOf({ ...(office.as('user') as ConsentCaller), roles: [], grants: [] } as ConsentCaller),
    'forbidden',
  )
  assert.equal(await codeOf(aProgram, 'nothing'), 'notFound')
  assert.equal(
    await codeOf(aProgram, `${consentId.slice(0, -1)}${consentId.endsWith('A') ? 'B' : 'A'}`),
    'notFound',
  )
})

test('the person gets a mail that leads to their consent, and says nothing of it', async (t) => {
  const office = await openOffice(t)
  const { consentId } = await onPaper(office)
  await office.pump()
  const { mail, link } = mailedLink(office)

  assert.equal(link.consentId, consentId)
  const words = mail.text.replaceAll(/https?:\S+/g, '')
  for (const untold of ['newsletter', 'nyhedsbrev', 'News', person])
    assert.ok(!words.includes(untold), untold)
  const own = must(await office.app.ownConsents.view(link))
  assert.deepEqual(
    own.current.map(({ purposeId, state }) => [purposeId, state]),
    [
      ['newsletter', 'given'],
      ['profiling', 'refused'],
    ],
  )
  assert.equal(
    (await verifyReceipt(JSON.stringify(must(await office.app.ownConsents.receipt(link))))).genuine,
    true,
  )
})

test('whom an application knows by its own name alone gets no mail', async (t) => {
  const office = await openOffice(t)
  await onPaper(office, { externalId: 'customer-1' })
  await office.pump()

  assert.deepEqual(mailsTo(office, person), [])
})

test('by the link of the receipt one purpose is taken back, or all, at once and without signing in', async (t) => {
  const office = await openOffice(t)
  const { consentId } = await onPaper(office)
  await office.pump()
  const { link } = mailedLink(office)

  const one = must(await office.app.ownConsents.withdraw({ ...link, purposes: ['newsletter'] }))
  assert.equal(one.purposes[0]?.state, 'withdrawn')
  const receipt = must(await office.app.readReceipt({ caller: aProgram, consentId, format: 'dpv' })) as Json
  assert.deepEqual(statesIn(receipt), [['dpv:ConsentGiven', 'dpv:ConsentWithdrawn'], ['dpv:ConsentRefused']])
  must(await office.app.ownConsents.withdraw(link))
  assert.deepEqual(statesIn(must(await office.app.ownConsents.receipt(link)) as Json), statesIn(receipt))
  await office.pump()
  const lines = await auditOf(office).lines()
  assert.equal(lines.filter(({ entry }) => entry?.event === 'consentWithdrawn').length, 1)
  assert.ok(!JSON.stringify(lines).includes(person))
})

test('a code that is not that of the consent opens nothing, and takes nothing back', async (t) => {
  const office = await openOffice(t)
  const { consentId } = await onPaper(office)
  await office.pump()
  const { link } = mailedLink(office)
  const wrong = [
    { ...link, code: `${link.code.slice(0, -1)}${link.code.endsWith('A') ? 'E' : 'A'}` },
    { ...link, code: '' },
    { ...link, consentId: `${consentId.slice(0, 22)}${'x'.repeat(22)}` },
    { ...link, companyId: 'nobody' },
  ]

  for (const one of wrong)
    for (const answer of [
      await office.app.ownConsents.view(one),
      await office.app.ownConsents.receipt(one),
      await office.app.ownConsents.withdraw(one),
    ])
      assert.deepEqual(answer, { ok: false, error: { code: 'notFound' } })
  assert.equal(must(await office.app.ownConsents.view(link)).current[0]?.state, 'given')
})

test('a receipt dates an event by when it was said, and calls a yes that was said again a renewal', () => {
  const { events } = aHistory([
    aFact({ saidAt: '2026-02-01T08:00:00.000Z', method: 'paper' }),
    aFact({
      ...{ eventId: 'event2', type: 'renewed', at: '2026-04-01T12:00:00.000Z' },
      purposes: [
        {
          purposeId: 'newsletter',
          decision: 'given',
          explicit: false,
          validUntil: '2028-04-01T22:00:00.000Z',
        },
        { purposeId: 'profiling', decision: 'refused', explicit: true },
      ],
    }),
  ])
  const { company } = demoCompany
  const asked = { formId: 'form1', language: 'en', formVersion: 1, formSha256: 'ab'.repeat(32) }
  const kept = { consentId: 'consent1', receiptId: 'A'.repeat(22), createdAt: '2026-03-01T12:00:00.000Z' }
  const consent: ConsentDocument = {
    ...{
      id: 'consent:consent1',
      companyId: 'demo',
      subjectRef: 'subject1',
      method: 'paper',
      standing: 'said',
    },
    ...{ ...asked, ...kept, purposes: events[1]?.purposes ?? [] },
  }
  const version: ConsentFormVersionDocument = {
    ...{ id: 'version', form: newsletterForm, status: 'published', authorId: 'admin' },
    ...{ createdAt: kept.createdAt, publishedAt: kept.createdAt, textSha256: {} },
  }
  const source = { company: company as CompanyDocument, consent, version, events }
  const [newsletter, profiling] = receiptFacts(source, 'https://indsigt.example/demo', new Date()).purposes

  assert.deepEqual(
    newsletter?.history.map(({ state, at, validUntil }) => [
      state,
      at.toISOString(),
      validUntil?.toISOString(),
    ]),
    [
      ['given', '2026-02-01T08:00:00.000Z', undefined],
      ['renewed', '2026-04-01T12:00:00.000Z', '2028-04-01T22:00:00.000Z'],
    ],
  )
  assert.deepEqual(
    profiling?.history.map(({ state }) => state),
    ['refused'],
  )
})
