import assert from 'node:assert/strict'
import { test } from 'node:test'

import type { Sms, SmsSender } from '../../../shared/application/ports/mail.ts'
import { DependencyUnavailable } from '../../../shared/application/ports/unavailable.ts'
import { disclose } from '../../../shared/kernel/personal.ts'
import { smsSenderContract } from '../../support/contracts/senders.ts'
import { failedChecks } from '../../support/contracts/suite.ts'
import { openTwilio, type OpenedSms } from '../../support/twilio/open-sms.ts'

/** Runs the contract on an adapter that is wrong on purpose; answers the checks that noticed. */
const noticed = (plant: (opened: OpenedSms) => SmsSender['send']): Promise<readonly string[]> =>
  failedChecks((register) =>
    smsSenderContract(
      'planted',
      async () => {
        const opened = await openTwilio()
        return { ...opened, sender: { send: plant(opened) } }
      },
      register,
    ),
  )

test('the suite has nothing to say against the adapter as it is', async () => {
  assert.deepEqual(await noticed(({ sender }) => sender.send), [])
})

test('the suite sees that one’s code goes to another', async () => {
  let last: Sms | undefined
  const failed = await noticed(({ sender }) => (sms) => {
    const to = last?.to ?? sms.to
    last = sms
    return sender.send({ ...sms, to })
  })

  assert.ok(failed.includes('each message goes to its own addressee, also at the same moment'))
})

test('the suite sees that a text goes out twice', async () => {
  const failed = await noticed(({ sender }) => async (sms) => {
    await sender.send(sms)
    return sender.send(sms)
  })

  assert.ok(failed.includes("an accepted message has the provider's id"))
})

test('the suite sees that a failure is swallowed', async () => {
  const failed = await noticed(
    ({ sender }) =>
      (sms) =>
        sender.send(sms).catch(() => ({ ok: true, value: { providerId: 'hoped' } })),
  )

  assert.ok(failed.includes('a provider that is away throws, and the message can be sent later'))
})

test('the suite sees that a refused number is taken for a provider that is away', async () => {
  const failed = await noticed(({ sender }) => async (sms) => {
    const sent = await sender.send(sms)
    if (!sent.ok) throw new DependencyUnavailable('sms', 30)
    return sent
  })

  assert.deepEqual(failed, ['a refusal for good is an answer, and nothing is sent'])
})

test('the suite sees that what is thrown names the number or the code', async () => {
  for (const leaked of [(sms: Sms) => disclose(sms.to), (sms: Sms) => sms.text]) {
    const failed = await noticed(({ sender }) => async (sms) => {
      try {
        return await sender.send(sms)
      } catch {
        throw new DependencyUnavailable('sms', 30, { cause: { config: { data: leaked(sms) } } })
      }
    })

    assert.deepEqual(failed, [
      'what is thrown says how long to wait, and nothing of the message or its addressee',
    ])
  }
})
