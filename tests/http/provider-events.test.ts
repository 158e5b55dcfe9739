import assert from 'node:assert/strict'
import { test } from 'node:test'

import { HttpRequest, InvocationContext } from '@azure/functions'

import { providerOperations } from '../../functions/http/providers.ts'
import { createSendGridEvents } from '../../shared/adapters/sendgrid/events.ts'
import { openOffice, type Office } from '../support/application.ts'
import { bodyOf, signedHeaders, webhookKey } from '../support/sendgrid/events.ts'
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
