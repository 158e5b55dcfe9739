import assert from 'node:assert/strict'
import { inspect } from 'node:util'

import type { Mail, MailSender, Sms, SmsSender } from '../../../shared/application/ports/mail.ts'
import { DependencyUnavailable } from '../../../shared/application/ports/unavailable.ts'
import { personal } from '../../../shared/kernel/personal.ts'
import { contractSuite, type Check, type Register } from './suite.ts'

export type Accepted = { readonly id: string; readonly to: string }

export type SenderUnderTest<Sender> = {
  readonly sender: Sender
  /** What reached the provider and was accepted, in order. */
  readonly accepted: () => Promise<readonly Accepted[]>
  readonly setProvider: (state: 'up' | 'down') => void
  /** An address or number that the provider refuses for good. */
  readonly refused: string
  readonly close: () => Promise<void>
}

export const aMail = (id: string, to = 'person@mail.example'): Mail => ({
  id,
  to: personal(to),
  fromName: 'Company',
  subject: 'A letter is waiting',
  text: 'A letter is waiting: https://localhost/c/link',
  html: '<p>A letter is waiting</p>',
})

export const anSms = (id: string, to = '+4500000000'): Sms => ({ id, to: personal(to), text: 'Your code' })

type Open<Sender> = () => Promise<SenderUnderTest<Sender>>

export function mailSenderContract(name: string, open: Open<MailSender>, register?: Register): void {
  const samples = { make: aMail, refusal: 'addressRefused', others: ['anna@mail.example', 'bo@mail.example'] }
  senderContract(contractSuite(name, open, register), samples)
}

export function smsSenderContract(name: string, open: Open<SmsSender>, register?: Register): void {
  const samples = { make: anSms, refusal: 'numberRefused', others: ['+4511111111', '+4522222222'] }
  senderContract(contractSuite(name, open, register), samples)
}

type Send<M> = {
  send: (
    message: M,
  ) => Promise<{ ok: true; value: { providerId: string } } | { ok: false; error: { code: string } }>
}

type Samples<M> = {
  readonly make: (id: string, to?: string) => M
  readonly refusal: string
  readonly others: readonly string[]
}

function senderContract<M extends Mail | Sms, Sender extends Send<M>>(
  check: Check<SenderUnderTest<Sender>>,
  { make, refusal, others }: Samples<M>,
): void {
  check("an accepted message has the provider's id", async ({ sender, accepted }) => {
    const sent = await sender.send(make('one'))

    assert.ok(sent.ok && sent.value.providerId.length > 0)
    assert.deepEqual(await idsOf(accepted), ['one'])
  })

  check('a refusal for good is an answer, and nothing is sent', async ({ sender, accepted, refused }) => {
    assert.deepEqual(await sender.send(make('one', refused)), { ok: false, error: { code: refusal } })
    assert.deepEqual(await accepted(), [])
  })

  check('each message goes to its own addressee, also at the same moment', async ({ sender, accepted }) => {
    const sent = await Promise.all(others.map((to) => sender.send(make(`to ${to}`, to))))

    assert.ok(sent.every(({ ok }) => ok))
    assert.deepEqual(
      (await accepted()).toSorted((a, b) => (a.id < b.id ? -1 : 1)),
      others.map((to) => ({ id: `to ${to}`, to })),
    )
  })

  check(
    'a provider that is away throws, and the message can be sent later',
    async ({ sender, accepted, setProvider }) => {
      setProvider('down')
      await assert.rejects(sender.send(make('one')), DependencyUnavailable)
      assert.deepEqual(await accepted(), [])

      setProvider('up')
      assert.ok((await sender.send(make('one'))).ok)
      assert.deepEqual(await idsOf(accepted), ['one'])
    },
  )

  check(
    'what is thrown says how long to wait, and nothing of the message or its addressee',
    async ({ sender, setProvider }) => {
      setProvider('down')
      const [to = ''] = others
      const error = await sender.send(make('one', to)).catch((thrown: unknown) => thrown)

      assert.ok(error instanceof DependencyUnavailable && error.retryAfterSeconds > 0)
      const shown = inspect(error, { depth: Infinity, showHidden: true, maxStringLength: Infinity })
      for (const secret of [to, encodeURIComponent(to), 'A letter is waiting', 'Your code'])
        assert.ok(!shown.includes(secret), 'the error tells of the message')
    },
  )
}

const idsOf = async (accepted: SenderUnderTest<unknown>['accepted']) => (await accepted()).map(({ id }) => id)
