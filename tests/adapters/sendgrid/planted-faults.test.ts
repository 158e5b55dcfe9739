import assert from 'node:assert/strict'
import { test } from 'node:test'

import type { Mail, MailSender } from '../../../shared/application/ports/mail.ts'
import { DependencyUnavailable } from '../../../shared/application/ports/unavailable.ts'
import { disclose } from '../../../shared/kernel/personal.ts'
import { mailSenderContract } from '../../support/contracts/senders.ts'
import { failedChecks } from '../../support/contracts/suite.ts'
import { openSendGrid, type OpenedMail } from '../../support/sendgrid/open-mail.ts'
import { apiKey, from } from '../../support/sendgrid/service.ts'

/** Runs the contract on an adapter that is wrong on purpose; answers the checks that noticed. */
const noticed = (plant: (opened: OpenedMail) => MailSender['send']): Promise<readonly string[]> =>
  failedChecks((register) =>
    mailSenderContract(
      'planted',
      async () => {
        const opened = await openSendGrid()
        return { ...opened, sender: { send: plant(opened) } }
      },
      register,
    ),
  )

/** Sends without the SDK, as somebody might have written it. */
const byHand =
  ({ double }: OpenedMail, change: (body: object) => object): MailSender['send'] =>
  async (mail) => {
    const answer = await fetch(`${double.url}/v3/mail/send`, {
      method: 'POST',
      headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
      body: JSON.stringify(change(bodyOf(mail))),
    }).catch(() => ({ status: 0 }))
    if (answer.status === 400) return { ok: false, error: { code: 'addressRefused' } }
    if (answer.status !== 202) throw new DependencyUnavailable('mail', 30)
    return { ok: true, value: { providerId: 'any' } }
  }

const bodyOf = ({ id, to, fromName, subject, text, html }: Mail) => ({
  personalizations: [{ to: [{ email: disclose(to) }] }],
  from: { email: from, name: fromName },
  subject,
  content: [
    { type: 'text/plain', value: text },
    { type: 'text/html', value: html },
  ],
  custom_args: { mailId: id },
  tracking_settings: {
    click_tracking: { enable: false, enable_text: false },
    open_tracking: { enable: false },
    subscription_tracking: { enable: false },
    ganalytics: { enable: false },
  },
})

test('the suite has nothing to say against the adapter as it is, nor against the same by hand', async () => {
  assert.deepEqual(await noticed(({ sender }) => sender.send), [])
  assert.deepEqual(await noticed((opened) => byHand(opened, (body) => body)), [])
})

test('the suite sees that links are tracked', async () => {
  const failed = await noticed((opened) =>
    byHand(opened, (body) => ({ ...body, tracking_settings: { click_tracking: { enable: true } } })),
  )

  assert.ok(failed.includes("an accepted message has the provider's id"))
})

test('the suite sees that everyone’s address is shown to everyone', async () => {
  const seen: { readonly email: string }[] = []
  const failed = await noticed((opened) => (mail) => {
    seen.push({ email: disclose(mail.to) })
    return byHand(opened, (body) => ({ ...body, personalizations: [{ to: seen }] }))(mail)
  })

  assert.ok(failed.includes('each message goes to its own addressee, also at the same moment'))
})

test('the suite sees that a failure is swallowed', async () => {
  const failed = await noticed(
    ({ sender }) =>
      (mail) =>
        sender.send(mail).catch(() => ({ ok: true, value: { providerId: 'hoped' } })),
  )

  assert.ok(failed.includes('a provider that is away throws, and the message can be sent later'))
})

test('the suite sees that a refused address is taken for a provider that is away', async () => {
  const failed = await noticed(({ sender }) => async (mail) => {
    const sent = await sender.send(mail)
    if (!sent.ok) throw new DependencyUnavailable('mail', 30)
    return sent
  })

  assert.deepEqual(failed, ['a refusal for good is an answer, and nothing is sent'])
})

test('the suite sees that what is thrown names the addressee', async () => {
  const failed = await noticed(({ sender }) => async (mail) => {
    try {
      return await sender.send(mail)
    } catch {
      throw new DependencyUnavailable('mail', 30, { cause: { config: { data: disclose(mail.to) } } })
    }
  })

  assert.deepEqual(failed, [
    'what is thrown says how long to wait, and nothing of the message or its addressee',
  ])
})
