import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'

import { makeConsentPasscode } from '../../../shared/application/consent/consent-passcode.ts'
import type { SaidConsent } from '../../../shared/application/consent/said-consent.ts'
import { coreOf } from '../../../shared/composition/core-of.ts'
import { must, openOffice, refusal } from '../../support/application.ts'
import { aProgram, givenForm, publishedForm, recorded } from '../../support/consent.ts'
import { mailsTo } from '../../support/mailbox.ts'

const email = 'ada@example.com'
const passcode = 'seven small swans'

async function desk(t: TestContext) {
  const office = await openOffice(t)
  const form = await publishedForm(office, { ...givenForm, factors: ['passcode'] })
  const ask = (more: Partial<SaidConsent> = {}) =>
    recorded(office, { ...form, subject: { email }, method: 'webForm', ...more })
  const link = async () => {
    await office.pump()
    const [text = ''] = mailsTo(office, email).map((mail) => mail.text)
    const [, consentId = '', code = ''] = /\/demo\/consents\/([^/\s]+)\/(\S+)/.exec(text) ?? []
    return { companyId: 'demo', consentId, code }
  }
  const events = async (consentId: string) =>
    must(await office.app.consents.events({ caller: aProgram, consentId }))
  return { office, form, ask, link, events, confirm: office.app.ownConsents.confirm }
}

test('where a form asks for a passcode, an answer is confirmed with the mailed link and the passcode that was chosen', async (t) => {
  const { office, ask, link, events, confirm } = await desk(t)
  assert.equal(refusal(await ask()), 'passcodeRequired')
  must(await ask({ passcode }))
  const own = await link()
  assert.equal(must(await office.app.ownConsents.view(own)).asks, 'passcode')
  assert.equal(refusal(await confirm(own)), 'passcodeWrong')
  assert.equal(refusal(await confirm({ ...own, passcode: 'seven small geese' })), 'passcodeWrong')
  must(await confirm({ ...own, passcode }))
  must(await confirm(own))

  const [, said] = await events(own.consentId)
  assert.deepEqual(said?.evidence, { factors: ['emailLink', 'passcode'] })
  const receipt = must(await office.app.ownConsents.receipt(own))
  assert.match(JSON.stringify(receipt), /"factors":\["emailLink","passcode"\]/)
  assert.equal(must(await office.app.ownConsents.view(own)).asks, undefined)
})

test('the passcode is nowhere in the store, nor its hash once it was shown', async (t) => {
  const { office, ask, link, confirm } = await desk(t)
  must(await ask({ passcode }))
  const own = await link()
  const before = office.rows().join('\n')
  assert.ok(before.includes('sealedPasscode'))
  assert.ok(!before.includes(passcode) && !before.includes('$argon2id'))
  must(await confirm({ ...own, passcode }))
  assert.ok(!office.rows().join('\n').includes('sealedPasscode'))
})

test('after five wrong passcodes, at the same moment too, the answer cannot be confirmed any more; it can still be taken back', async (t) => {
  const { office, ask, link, confirm } = await desk(t)
  must(await ask({ passcode }))
  const own = await link()
  const tries = await Promise.all(
    Array.from({ length: 7 }, () => confirm({ ...own, passcode: 'a wrong guess' })),
  )
  assert.deepEqual(tries.map(refusal).sort(), [
    ...['passcodeLocked', 'passcodeLocked'],
    ...Array.from({ length: 5 }, () => 'passcodeWrong'),
  ])
  assert.equal(refusal(await confirm({ ...own, passcode })), 'passcodeLocked')
  must(await office.app.ownConsents.withdraw(own))
})

test('who vouches for a person, by hand or by a name of their own, needs no passcode of theirs', async (t) => {
  const { office, ask, events } = await desk(t)
  const caller = office.as('user')
  const paper = must(await ask({ caller, method: 'paper', passcode } as Partial<SaidConsent>))
  const named = must(await ask({ subject: { externalId: 'customer-1' }, method: 'apiThirdParty' }))
  assert.deepEqual([paper.state, named.state], ['given', 'given'])
  assert.ok(!office.rows().join('\n').includes('sealedPasscode'))
  assert.deepEqual((await events(named.consentId))[0]?.evidence, { factors: [] })
})

test('an answer that is removed while its passcode is looked at is confirmed by nobody', async (t) => {
  const { office, ask, link } = await desk(t)
  must(await ask({ passcode }))
  const { consentId } = await link()
  const core = coreOf(office.ports)
  let reads = 0
  const read: typeof core.documents.read = async (...asked) =>
    reads++ === 0 ? core.documents.read(...asked) : undefined
  const { shown } = makeConsentPasscode({ ...core, documents: { ...core.documents, read } })
  const company = (await core.companies.find('demo')) ?? assert.fail()
  assert.equal(refusal(await shown(company, consentId, passcode)), 'passcodeLocked')
})

test('a form always has the mailed link, on which the other factors stand', async (t) => {
  const { office, form } = await desk(t)
  const asked = { companyId: 'demo', formId: form.formId }
  const published = must(await office.app.consentForms.published(asked))
  assert.deepEqual(published.factors, ['emailLink', 'passcode'])
})
