import assert from 'node:assert/strict'

import type { Mail, MailSender, Sms, SmsSender } from '../../../shared/application/ports/mail.ts'
import { DependencyUnavailable } from '../../../shared/application/ports/unavailable.ts'
import { personal } from '../../../shared/kernel/personal.ts'
import { contractSuite } from './suite.ts'

export type SenderUnderTest<Sender> = {
  readonly sender: Sender
  /** The ids that reached the provider and were accepted, in order. */
  readonly accepted: () => Promise<readonly string[]>
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

export function mailSenderContract(name: string, open: () => Promise<SenderUnderTest<MailSender>>): void {
  senderContract(name, open, { make: aMail, refusal: 'addressRefused' })
}

export function smsSenderContract(name: string, open: () => Promise<SenderUnderTest<SmsSender>>): void {
  senderContract(name, open, { make: anSms, refusal: 'numberRefused' })
}

type Message = { readonly id: string }
type Send<M> = {
  send: (
    message: M,
  ) => Promise<{ ok: true; value: { providerId: string } } | { ok: false; error: { code: string } }>
}

function senderContract<M extends Message, Sender extends Send<M>>(
  name: string,
  open: () => Promise<SenderUnderTest<Sender>>,
  { make, refusal }: { make: (id: string, to?: string) => M; refusal: string },
): void {
  const check = contractSuite(name, open)

  check("an accepted message has the provider's id", async ({ sender, accepted }) => {
    const sent = await sender.send(make('one'))

    assert.ok(sent.ok && sent.value.providerId.length > 0)
    assert.deepEqual(await accepted(), ['one'])
  })

  check('a refusal for good is an answer, and nothing is sent', async ({ sender, accepted, refused }) => {
    assert.deepEqual(await sender.send(make('one', refused)), { ok: false, error: { code: refusal } })
    assert.deepEqual(await accepted(), [])
  })

  check(
    'a provider that is away throws, and the message can be sent later',
    async ({ sender, accepted, setProvider }) => {
      setProvider('down')
      await assert.rejects(sender.send(make('one')), DependencyUnavailable)
      assert.deepEqual(await accepted(), [])

      setProvider('up')
      assert.ok((await sender.send(make('one'))).ok)
      assert.deepEqual(await accepted(), ['one'])
    },
  )
}
