import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'

import { createTwilioStatus } from '../../../shared/adapters/twilio/status.ts'
import type { Ports } from '../../../shared/application/ports/ports.ts'
import { err } from '../../../shared/kernel/result.ts'
import { must, openOffice, type Office } from '../../support/application.ts'
import { auditOf } from '../../support/audit.ts'
import { enrolled, signedIn, signInToken } from '../../support/enrolled.ts'
import { mailsTo } from '../../support/mailbox.ts'
import { authToken } from '../../support/twilio/service.ts'
import { signedStatus } from '../../support/twilio/status.ts'
import { checkPage } from '../../pages/markup.ts'
import { browserOf } from '../../pages/plain-browser.ts'

const phone = '+4512345678'
const publicUrl = 'https://privacy.company.example'

async function allowing(t: TestContext, sms: { refuses: boolean } = { refuses: false }) {
  const through = (ports: Ports): Ports => {
    const send: NonNullable<Ports['sms']>['send'] = async (text) =>
      sms.refuses ? err({ code: 'numberRefused' }) : (ports.sms as NonNullable<Ports['sms']>).send(text)
    return { ...ports, sms: { ...ports.sms, send }, smsEvents: createTwilioStatus(authToken, publicUrl) }
  }
  return openOffice(t, { through, company: { staffTexts: 'allowed' } })
}

/** A colleague with an app and a number, who asks for a code to sign in with. */
async function askedForCode(office: Office) {
  await enrolled(office, 'user')
  const actor = await signedIn(office, 'user')
  must(await office.app.ownPhone.begin({ actor, phone }))
  const [, code = ''] = /\b(\d{6})\b/.exec(office.sms.list({ to: phone })[0]?.text ?? '') ?? []
  must(await office.app.ownPhone.confirm({ actor, code }))
  const adding = office.sms.list({ to: phone })[0]?.id ?? ''
  const again = async () => {
    office.clock.pass({ seconds: 60 })
    await office.app.newCode({ token: await signInToken(office, 'user') })
    return office.sms.list({ to: phone })[0]?.id ?? ''
  }
  return { adding, again }
}

const tell = async (office: Office, reference: string, status = 'undelivered'): Promise<void> => {
  must(await office.app.takeTextStatus({ ...signedStatus(publicUrl, reference, status), reference }))
  await office.pump()
}

const told = (office: Office) =>
  (['admin', 'owner', 'manager'] as const).map(
    (name) =>
      mailsTo(office, `${name}@demo.example`).filter(({ subject }) => /by text|på sms/.test(subject)).length,
  )

const noteOf = async (office: Office) => {
  const asked = { actor: office.as('admin'), companyId: 'demo', employeeId: 'user' }
  return must(await office.app.viewEmployee(asked)).employee.review?.textFailedAt
}

test('a code that did not reach a colleague is mailed to who can help them, once a day, and stands on the page of people', async (t) => {
  const office = await allowing(t)
  const { again } = await askedForCode(office)
  const text = await again()
  for (const status of ['sent', 'delivered']) await tell(office, text, status)
  assert.equal(await noteOf(office), undefined)
  for (const status of ['undelivered', 'failed']) await tell(office, text, status)
  await tell(office, await again())
  assert.deepEqual(told(office), [1, 1, 0])
  assert.ok(await noteOf(office))
  const admin = await browserOf(office, 'admin')
  for (const language of ['da', 'en']) {
    const { text: shown } = await admin.get(`/demo/staff/people?language=${language}`)
    checkPage(shown)
    assert.match(shown, /id="employee-user"[^]*(did not reach them|nåede dem ikke)/)
  }
  const entries = (await auditOf(office).lines()).map(({ entry }) => entry)
  const facts = entries.filter((entry) => entry?.event === 'staffCodeNotTexted')
  assert.deepEqual(
    facts.map((fact) => fact?.detail),
    [{ employeeId: 'user' }],
  )
  assert.ok(!JSON.stringify(entries).includes('12345678'))

  office.clock.pass({ hours: 25 })
  await tell(office, await again())
  assert.deepEqual(told(office), [2, 2, 0])
})

test('a colleague who has signed in on a later day needs no help any more', async (t) => {
  const office = await allowing(t)
  const { again } = await askedForCode(office)
  await tell(office, await again())
  office.clock.pass({ days: 1 })
  const token = await signInToken(office, 'user')
  await office.app.newCode({ token })
  const [, code = ''] = /\b(\d{6})\b/.exec(office.sms.list({ to: phone })[0]?.text ?? '') ?? []
  must(await office.app.redeemLink({ token, factor: { kind: 'sms', code }, use: 'program' }))
  assert.equal(await noteOf(office), undefined)
})

test('a number that the provider refuses is told of as well', async (t) => {
  const sms = { refuses: false }
  const office = await allowing(t, sms)
  const { again } = await askedForCode(office)
  sms.refuses = true
  await again()
  await office.pump()
  assert.deepEqual(told(office), [1, 1, 0])
})

test('nothing is told of a number that somebody was adding, of a text that nobody knows, or of a colleague who has left', async (t) => {
  const office = await allowing(t)
  const { adding, again } = await askedForCode(office)
  const text = await again()
  await tell(office, adding)
  await tell(office, `${text.slice(0, -6)}AAAAAA`)
  const asked = { actor: office.as('owner'), companyId: 'demo', employeeId: 'user' }
  must(await office.app.leaveCompany(asked))
  await tell(office, text)
  assert.deepEqual(told(office), [0, 0, 0])
})
