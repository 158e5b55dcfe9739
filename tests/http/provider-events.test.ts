import assert from 'node:assert/strict'
import { test } from 'node:test'

import { HttpRequest, InvocationContext } from '@azure/functions'

import { providerOperations } from '../../functions/http/providers.ts'
import { createSendGridEvents } from '../../shared/adapters/sendgrid/events.ts'
import { createTwilioStatus, statusAddress } from '../../shared/adapters/twilio/status.ts'
import { openOffice, type Office } from '../support/application.ts'
import { bodyOf, signedHeaders, webhookKey } from '../support/sendgrid/events.ts'
import { authToken } from '../support/twilio/service.ts'
import { signedStatus } from '../support/twilio/status.ts'
import type { CleaningUp } from '../support/scratch-folder.ts'

const openWithEvents = (t: CleaningUp): Promise<Office> =>
  openOffice(t, {
    through: (ports) => ({ ...ports, mailEvents: createSendGridEvents(webhookKey, ports.clock) }),
  })

async function post({ app }: Office, body: string, headers: Readonly<Record<string, string>>) {
  const [operation] = providerOperations
  assert.ok(operation)
  const request = new HttpRequest({
    method: 'POST',
    url: 'http://localhost:7071/api/v1/providers/sendgrid/events',
    headers: { 'content-type': 'application/json', ...headers },
    body: { string: body },
  })
  return operation.handler(app)(request, new InvocationContext({ functionName: operation.operationId }))
}

test('events with the provider’s signature are taken, also of mails that nobody knows', async (t) => {
  const office = await openWithEvents(t)
  const body = bodyOf([{ event: 'bounce', mailId: 'x'.repeat(22) }])

  const { status, body: answer } = await post(office, body, signedHeaders(body, office.clock.now()))

  assert.deepEqual([status, answer], [204, undefined])
})

test('events without it, or for an instance that takes none, are refused', async (t) => {
  const office = await openWithEvents(t)
  const body = bodyOf([{ event: 'bounce', mailId: 'x'.repeat(22) }])
  const headers = signedHeaders(body, office.clock.now())

  assert.equal((await post(office, body, {})).status, 403)
  assert.equal((await post(office, `${body} `, headers)).status, 403)
  assert.equal((await post(await openOffice(t), body, headers)).status, 404)
})

test('more than a mebibyte of events is not read, and what is no list is refused', async (t) => {
  const office = await openWithEvents(t)
  const large = ' '.repeat(1024 ** 2 + 1)

  assert.equal((await post(office, large, signedHeaders(large, office.clock.now()))).status, 413)
  assert.equal((await post(office, '{}', signedHeaders('{}', office.clock.now()))).status, 400)
})

const reference = `demo.${'r'.repeat(22)}.${'t'.repeat(22)}`
const publicUrl = 'https://privacy.company.example'

async function postStatus({ app }: Office, body: string, headers: Readonly<Record<string, string>>) {
  const operation = providerOperations.find(({ operationId }) => operationId === 'takeTextStatus')
  assert.ok(operation)
  const request = new HttpRequest({
    method: 'POST',
    // The address that the platform sees is not the one that Twilio was given: what is signed is made of PUBLIC_URL.
    url: `http://localhost:7071/${operation.route}?text=${reference}`,
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    body: { string: body },
  })
  return operation.handler(app)(request, new InvocationContext({ functionName: operation.operationId }))
}

test('the status of a text is taken with the signature of its provider, at the address that it was given', async (t) => {
  const office = await openOffice(t, {
    through: (ports) => ({ ...ports, smsEvents: createTwilioStatus(authToken, publicUrl) }),
  })
  const signed = signedStatus(publicUrl, reference, 'undelivered')
  const body = Buffer.from(signed.body).toString()
  const headers = { 'x-twilio-signature': signed.header('x-twilio-signature') ?? '' }
  const [operation] = providerOperations.filter(({ operationId }) => operationId === 'takeTextStatus')

  assert.equal(new URL(statusAddress(publicUrl, reference) ?? '').pathname, `/${operation?.route}`)
  assert.equal((await postStatus(office, body, headers)).status, 204)
  assert.equal((await postStatus(office, body, {})).status, 403)
  assert.equal((await postStatus(office, `${body}&More=1`, headers)).status, 403)
  assert.equal((await postStatus(office, ' '.repeat(1024 ** 2 + 1), headers)).status, 413)
  assert.equal((await postStatus(await openOffice(t), body, headers)).status, 404)
})
