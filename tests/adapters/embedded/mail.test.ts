import assert from 'node:assert/strict'
import { DatabaseSync } from 'node:sqlite'
import { test } from 'node:test'

import { createCapturedMail } from '../../../shared/adapters/embedded/mail.ts'
import { createCapturedSms } from '../../../shared/adapters/embedded/sms.ts'
import { aMail, anSms } from '../../support/contracts/senders.ts'

const at = new Date('2026-03-01T09:00:00Z')

test('the mailbox shows all of a mail, newest first, to one address or to all', async () => {
  const mailbox = createCapturedMail(new DatabaseSync(':memory:'), () => at)
  await mailbox.send(aMail('one', 'Person@Mail.Example'))
  await mailbox.send(aMail('two', 'other@mail.example'))
  await mailbox.send(aMail('three', 'person@mail.example'))

  assert.deepEqual(
    mailbox.list().map((mail) => mail.id),
    ['three', 'two', 'one'],
  )
  assert.deepEqual(
    mailbox.list({ to: 'PERSON@mail.example' }).map((mail) => mail.id),
    ['three', 'one'],
  )
  assert.deepEqual(
    mailbox.list({ limit: 1 }).map((mail) => mail.id),
    ['three'],
  )
  assert.deepEqual(mailbox.list({ to: 'nobody@mail.example' }), [])
  assert.deepEqual(mailbox.list({ to: 'other@mail.example' }), [
    {
      id: 'two',
      to: 'other@mail.example',
      fromName: 'Company',
      subject: 'A letter is waiting',
      text: 'A letter is waiting: https://localhost/c/link',
      html: '<p>A letter is waiting</p>',
      at,
    },
  ])
})

test('a mail sent again by its id is accepted and shown once', async () => {
  const mailbox = createCapturedMail(new DatabaseSync(':memory:'), () => at)

  assert.deepEqual(await mailbox.send(aMail('one')), await mailbox.send(aMail('one')))
  assert.equal(mailbox.list().length, 1)
})

test('the box of text messages shows the newest first, to one number or to all, and each once', async () => {
  const box = createCapturedSms(new DatabaseSync(':memory:'), () => at)
  await box.send(anSms('one'))
  await box.send(anSms('two', '+4511111111'))
  await box.send(anSms('two', '+4511111111'))

  assert.deepEqual(
    box.list().map((sms) => sms.id),
    ['two', 'one'],
  )
  assert.deepEqual(box.list({ to: '+4500000000' }), [{ id: 'one', to: '+4500000000', text: 'Your code', at }])
})

test('what was captured leaves the disk after 32 days, and nothing before', async () => {
  const db = new DatabaseSync(':memory:')
  let now = new Date(at)
  const mailbox = createCapturedMail(db, () => now)
  const box = createCapturedSms(db, () => now)
  await mailbox.send(aMail('old'))
  await box.send(anSms('old'))
  now = new Date(at.getTime() + 1)
  await mailbox.send(aMail('young'))
  await box.send(anSms('young'))

  now = new Date('2026-04-02T08:59:59.999Z')
  assert.deepEqual([mailbox.sweepExpired(), box.sweepExpired()], [0, 0])
  now = new Date('2026-04-02T09:00:00Z')
  assert.deepEqual([mailbox.sweepExpired(), box.sweepExpired()], [1, 1])

  assert.deepEqual(
    [...mailbox.list(), ...box.list()].map(({ id }) => id),
    ['young', 'young'],
  )
})
