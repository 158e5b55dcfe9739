import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'

import { createTwilioStatus } from '../../../shared/adapters/twilio/status.ts'
import { openOffice, refusal, type Office } from '../../support/application.ts'
import { auditOf } from '../../support/audit.ts'
import { mailsTo } from '../../support/mailbox.ts'
import { byText, delivered, phone, redeem, textedCode } from '../../support/own-factor.ts'
import { authToken } from '../../support/twilio/service.ts'
import { signedStatus } from '../../support/twilio/status.ts'

const publicUrl = 'https://privacy.company.example'

const openWithStatus = (t: TestContext): Promise<Office> =>
  openOffice(t, {
    through: (ports) => ({ ...ports, smsEvents: createTwilioStatus(authToken, publicUrl) }),
  })

const tell = (office: Office, reference: string, status: string) =>
  office.app.takeTextStatus({ ...signedStatus(publicUrl, reference, status), reference })

/** By what the provider knows the newest text. */
const newestText = (office: Office): string => office.sms.list({ to: phone })[0]?.id ?? assert.fail('no text')

test('a code that did not arrive is shown to staff and mailed to the managers, once, until one opens', async (t) => {
  const office = await openWithStatus(t)
  const request = await delivered(office, byText)
  await redeem(office, request.token)
  const told = () => mailsTo(office, 'manager@demo.example').length
  const before = told()

  for (const status of ['sent', 'undelivered', 'undelivered', 'failed', 'delivered'])
    assert.ok((await tell(office, newestText(office), status)).ok)
  await office.pump()

  const { problem } = await office.stateOf(request)
  assert.deepEqual([problem?.code, problem?.kind], ['smsNotArrived', 'deliveryCode'])
  assert.equal(told(), before + 1)
  assert.equal(office.log.filter(({ code }) => code === 'textRefused').length, 1)
  const lines = await auditOf(office).lines()
  assert.equal(lines.filter(({ entry }) => entry?.event === 'codeNotTexted').length, 1)

  await redeem(office, request.token)
  await tell(office, newestText(office), 'failed')
  await office.pump()
  assert.equal(told(), before + 1, 'a second text that fails is known already')
  assert.ok((await redeem(office, request.token, textedCode(office))).ok)
  assert.equal((await office.stateOf(request)).problem, undefined)
})

test('what is told of a text that nobody knows, or without a signature, changes nothing', async (t) => {
  const office = await openWithStatus(t)
  const request = await delivered(office, byText)
  await redeem(office, request.token)
  const known = newestText(office)
  const strange = [`${known.slice(0, -6)}AAAAAA`, known.replace(/^demo/, 'nowhere'), 'no reference', '']

  for (const reference of strange) assert.ok((await tell(office, reference, 'failed')).ok, reference)
  const forged = { ...signedStatus(publicUrl, known, 'failed'), header: () => null, reference: known }
  assert.equal(refusal(await office.app.takeTextStatus(forged)), 'signatureInvalid')
  assert.equal((await office.stateOf(request)).problem, undefined)
})

test('where no provider could tell anything, nothing is taken', async (t) => {
  const office = await openOffice(t)

  assert.equal(refusal(await tell(office, 'demo', 'failed')), 'notFound')
})
