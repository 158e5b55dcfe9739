import { test } from 'node:test'
import assert from 'node:assert/strict'

import { makeAnswerAsk } from '../../../shared/application/identity/answer-ask.ts'
import type { MailDocument } from '../../../shared/application/letters/mail-document.ts'
import type { Stored } from '../../../shared/application/ports/documents.ts'
import { coreOf } from '../../../shared/composition/core-of.ts'
import { err } from '../../../shared/kernel/result.ts'
import { openOffice, type Office } from '../../support/application.ts'
import { aRequest, personEmail } from '../../support/request-stages.ts'

/** The mail to whoever asked for new links, as it waits for its addressee to be found. */
async function waiting(office: Office): Promise<Stored<MailDocument>> {
  await aRequest(office).verified().made()
  await office.pump()
  await office.app.askLinks({ companyId: 'demo', email: personEmail })
  const query = { container: 'companies', key: ['demo'], idPrefix: 'mail:', limit: 10 } as const
  const { items } = await office.ports.documents.query<MailDocument>(query)
  const found = items.find(({ value }) => value.asked && value.state === 'pending')
  assert.ok(found)
  return found
}

test('who asked is answered once, also where two look for them at the same moment', async (t) => {
  const office = await openOffice(t)
  const mail = await waiting(office)
  const answerAsk = makeAnswerAsk(coreOf(office.ports))

  const first = await answerAsk(mail)

  assert.equal(first?.value.recipient.kind, 'person')
  assert.equal(await answerAsk(mail), undefined)
})

test('a mail of no company, or whose secrets are gone, answers nobody', async (t) => {
  const office = await openOffice(t)
  const { value, etag } = await waiting(office)
  const { sealed: _gone, ...without } = value
  const answerAsk = makeAnswerAsk(coreOf(office.ports))

  assert.equal(await answerAsk({ value: without, etag }), undefined)
  assert.equal(await answerAsk({ value: { ...value, companyId: 'nobody' }, etag }), undefined)
})

test('a request that is gone meanwhile gets no link', async (t) => {
  const office = await openOffice(t)
  const mail = await waiting(office)
  const core = coreOf(office.ports)
  const requests = { ...core.requests, change: async () => err({ code: 'notFound' as const }) }

  assert.equal(await makeAnswerAsk({ ...core, requests })(mail), undefined)
})
