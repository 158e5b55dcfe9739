import { requestPartition } from '../../shared/application/place.ts'
import { InvocationContext } from '@azure/functions'
import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'

import { parseCommand } from '../../functions/bus/messages.ts'
import { queueFunctions } from '../../functions/bus/functions.ts'
import { mailDocumentId } from '../../shared/application/letters/mail-document.ts'
import type { Ports } from '../../shared/application/ports/ports.ts'
import { queuesWithSessions } from '../../shared/application/ports/messages.ts'
import { DependencyUnavailable } from '../../shared/application/ports/unavailable.ts'
import { must, openOffice } from '../support/application.ts'

test('a command to purge carries how often it was tried, and nothing that is not a number', () => {
  const purge = { command: 'purge', instanceId: 'i', companyId: 'demo', requestId: 'r' }
  assert.deepEqual(parseCommand(purge), purge)
  assert.deepEqual(parseCommand({ ...purge, attempt: 3 }), { ...purge, attempt: 3 })
  for (const attempt of ['3', null, {}, [], true])
    assert.deepEqual(parseCommand({ ...purge, attempt }), purge)
})

test('a message that is not understood is let go, and its body is logged nowhere', async (t) => {
  const office = await openOffice(t)
  const { commandOrchestrations } = queueFunctions(office.app)
  await commandOrchestrations?.handler({ command: 'purge', instanceId: '../x' }, new InvocationContext())

  assert.deepEqual(office.log.at(-1), {
    ...{ code: 'messageRefused', queue: 'orchestrations', messageId: 'unknown', reason: 'notUnderstood' },
  })
})

/** What happened to the first mail of a request to this address, once its message was handled. */
async function firstMail(
  t: TestContext,
  { email, through }: { email: string; through?: (ports: Ports) => Ports },
) {
  const office = await openOffice(t, through ? { through } : {})
  const wish = { rights: ['access'] as const, personal: { email } }
  const { requestId } = must(await office.app.createRequest({ companyId: 'demo', wish }))
  const [message] = office.queue.receive('mail', 1)
  assert.ok(message)
  const { mailId } = message.body as { mailId: string }
  const { sendMail } = queueFunctions(office.app)
  const partition = requestPartition('demo', requestId)
  return {
    handled: async () => sendMail?.handler(message.body, new InvocationContext()),
    stored: async () => {
      const found = await office.ports.documents.read<{ id: string; state: string }>(
        partition,
        mailDocumentId(mailId),
      )
      return found?.value.state
    },
  }
}

test('what is refused for good is recorded in the store, and its message let go', async (t) => {
  const { handled, stored } = await firstMail(t, { email: 'anna@person.invalid' })

  await handled()

  assert.equal(await stored(), 'refused')
})

test('what can neither be done nor put off now leaves the function as a throw, so that the bus hands it out again', async (t) => {
  let isAway = false
  const { handled, stored } = await firstMail(t, {
    email: 'anna@person.example',
    through: (ports) => ({
      ...ports,
      messages: {
        send: async (...given) => {
          if (isAway) throw new DependencyUnavailable('messages', 5)
          return ports.messages.send(...given)
        },
      },
      documents: {
        ...ports.documents,
        batch: async (...given) => {
          if (isAway) throw new DependencyUnavailable('documents', 5)
          return ports.documents.batch(...given)
        },
      },
    }),
  })
  isAway = true
  await assert.rejects(handled(), DependencyUnavailable)

  isAway = false
  await handled()

  assert.equal(await stored(), 'sent')
})

test('a function asks for sessions where its queue has them, and only there', async (t) => {
  const { app } = await openOffice(t)

  for (const { queueName, isSessionsEnabled = false } of Object.values(queueFunctions(app)))
    assert.equal(
      isSessionsEnabled,
      [...queuesWithSessions].some((queue) => queue === queueName),
    )
})
