import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'

import { makeConfirmConsent } from '../../../shared/application/consent/confirm-consent.ts'
import type { SaidConsent } from '../../../shared/application/consent/said-consent.ts'
import { coreOf } from '../../../shared/composition/core-of.ts'
import { must, openOffice, refusal, type Office, type OfficeOptions } from '../../support/application.ts'
import { aProgram, givenForm, publishedForm, recorded } from '../../support/consent.ts'
import { mailsTo } from '../../support/mailbox.ts'

const email = 'ada@example.com'
const yes = (purposeId: string) => ({ purposeId, decision: 'given' as const })
const no = (purposeId: string) => ({ purposeId, decision: 'refused' as const })

async function desk(t: TestContext, options: OfficeOptions = {}) {
  const office = await openOffice(t, options)
  const form = await publishedForm(office)
  const questions = [{ subject: { email }, purposes: ['newsletter', 'profiling'] }]
  return {
    office,
    ask: async (more: Partial<SaidConsent> = {}) => {
      const asked = must(await recorded(office, { ...form, subject: { email }, method: 'webForm', ...more }))
      await office.pump()
      return asked
    },
    states: async () => {
      const checked = await office.app.consents.check({ caller: aProgram, companyId: 'demo', questions })
      return must(checked)[0]?.map(({ state }) => state)
    },
    events: async (consentId: string) =>
      must(await office.app.consents.events({ caller: aProgram, consentId })),
    link: () => linkIn(office),
  }
}

function linkIn(office: Office) {
  const [text = ''] = mailsTo(office, email).map((mail) => mail.text)
  const [, consentId = '', code = ''] = /\/demo\/consents\/([^/\s]+)\/(\S+)/.exec(text) ?? []
  return { companyId: 'demo', consentId, code }
}

test('what was typed for an address is the person’s answer when they say so by the link in their mail, and not before', async (t) => {
  const { office, ask, states, events, link } = await desk(t)
  const { consentId } = await ask({ purposes: [yes('newsletter'), no('profiling')] })
  const view = must(await office.app.ownConsents.view(link()))
  assert.deepEqual(view.confirmBy, new Date('2026-04-01T08:00:00.000Z'))
  assert.deepEqual(view.wished, { newsletter: 'given', profiling: 'refused' })
  assert.deepEqual(await states(), ['requested', 'unknown'])
  office.clock.pass({ days: 2 })
  must(await office.app.ownConsents.confirm(link()))

  assert.deepEqual(await states(), ['given', 'refused'])
  const [asked, said, more] = await events(consentId)
  assert.equal(more, undefined)
  assert.deepEqual(
    [asked?.type, said?.type, said?.by, said?.method],
    ['requested', 'given', 'subject', 'magicLink'],
  )
  assert.deepEqual(said?.evidence, { factors: ['emailLink'] })
  assert.deepEqual([said?.formSha256, said?.receiptId], [asked?.formSha256, asked?.receiptId])
  // Two years from when they said it, not from when somebody typed it.
  assert.equal(said?.purposes[0]?.validUntil, '2028-03-04T22:59:59.999Z')
  assert.equal(must(await office.app.ownConsents.view(link())).confirmBy, undefined)
})

test('confirming twice is confirming once, and a receipt is on its way', async (t) => {
  const { office, ask, events, link } = await desk(t)
  const { consentId } = await ask()
  const own = link()
  must(await office.app.ownConsents.confirm(own))
  must(await office.app.ownConsents.confirm(own))
  await office.pump()

  assert.equal((await events(consentId)).length, 2)
  const subjects = mailsTo(office, email).map(({ subject }) => subject)
  assert.deepEqual([...subjects].sort(), [
    'Demo Company: Is this your answer?',
    'Demo Company: The receipt of your answer',
  ])
})

test('a no is confirmed as a no', async (t) => {
  const { office, ask, states, events, link } = await desk(t)
  const { consentId } = await ask({ purposes: [no('newsletter')] })
  must(await office.app.ownConsents.confirm(link()))

  assert.deepEqual(await states(), ['refused', 'unknown'])
  assert.equal((await events(consentId))[1]?.type, 'refused')
})

test('who has no such link confirms nothing, and after thirty days nobody does', async (t) => {
  const { office, ask, states, link } = await desk(t)
  await ask()
  const { confirm } = office.app.ownConsents
  const own = link()
  const code = `${own.code.slice(0, -1)}${own.code.endsWith('A') ? 'B' : 'A'}`
  assert.equal(refusal(await confirm({ ...own, code })), 'notFound')
  assert.equal(refusal(await confirm({ ...own, companyId: 'other' })), 'notFound')
  office.clock.pass({ days: 30 })

  assert.equal(refusal(await confirm(own)), 'linkExpired')
  assert.equal(must(await office.app.ownConsents.view(own)).confirmBy, undefined)
  assert.deepEqual(await states(), ['requested', 'unknown'])
})

test('what is no consent of the company is not confirmed', async (t) => {
  const { office, ask } = await desk(t)
  const { consentId } = await ask()
  const confirm = makeConfirmConsent(coreOf(office.ports))
  for (const none of ['short', 'x'.repeat(44), `${consentId.slice(0, 22)}${'x'.repeat(22)}`])
    assert.equal(refusal(await confirm({ companyId: 'demo', consentId: none })), 'notFound')
})

test('what the person took back before they confirmed the rest stays taken back', async (t) => {
  const { office, ask, states, link } = await desk(t)
  await ask({ purposes: [yes('newsletter'), yes('profiling')] })
  const { confirm, withdraw, view } = office.app.ownConsents
  must(await withdraw({ ...link(), purposes: ['profiling'] }))
  must(await confirm(link()))
  assert.deepEqual(await states(), ['given', 'withdrawn'])
  assert.equal(must(await view(link())).confirmBy, undefined)
})

test('what was taken back purpose by purpose waits for nothing any more', async (t) => {
  const { office, ask, states, events, link } = await desk(t)
  const { consentId } = await ask({ purposes: [yes('newsletter'), yes('profiling')] })
  const { confirm, withdraw, view } = office.app.ownConsents
  must(await withdraw({ ...link(), purposes: ['profiling'] }))
  must(await withdraw({ ...link(), purposes: ['newsletter'] }))
  assert.equal(must(await view(link())).confirmBy, undefined)
  must(await confirm(link()))

  assert.deepEqual(await states(), ['withdrawn', 'withdrawn'])
  assert.equal((await events(consentId)).length, 3)
})

test('outside demo mode an address is asked once a minute at most, however often it is typed', async (t) => {
  const { office, ask, states } = await desk(t, { mode: 'serve' })
  for (const method of ['webForm', 'magicLink', 'apiThirdParty'] as const) await ask({ method })
  assert.equal(mailsTo(office, email).length, 1)
  office.clock.pass({ seconds: 61 })
  await ask()

  assert.equal(mailsTo(office, email).length, 2)
  assert.deepEqual(await states(), ['requested', 'unknown'])
})

test('the mail says nothing of what was asked, in either language', async (t) => {
  const { office, ask } = await desk(t)
  await ask({ language: 'da' })
  const [mail] = mailsTo(office, email)

  assert.match(`${mail?.subject}`, /Er det dit svar/)
  assert.ok(!`${mail?.text}`.includes(givenForm.purposes[0]?.text['da'] ?? '-'))
})
