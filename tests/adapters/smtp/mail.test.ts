import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inspect } from 'node:util'

import { DependencyUnavailable } from '../../../shared/application/ports/unavailable.ts'
import { personal } from '../../../shared/kernel/personal.ts'
import { aMail, mailSenderContract } from '../../support/contracts/senders.ts'
import { openSmtp, type OpenedSmtp, type SmtpWishes } from '../../support/smtp/open-mail.ts'
import { from, password, user } from '../../support/smtp/relay.ts'

mailSenderContract('A mail relay', openSmtp)

/** This machine under a name that the adapter does not take for it. */
const elsewhere = 'LOCALHOST'

const signedIn = `${user}:${encodeURIComponent(password)}@`

async function opened(
  t: { after: (work: () => Promise<void>) => void },
  wishes: SmtpWishes = {},
): Promise<OpenedSmtp> {
  const open = await openSmtp(wishes)
  t.after(open.close)
  return open
}

/** What sending throws; nothing of the mail, of who gets it, or of who signs in is in it. */
async function thrownBy(open: OpenedSmtp): Promise<unknown> {
  const error = await open.sender.send(aMail('one')).then(
    () => assert.fail('nothing was thrown'),
    (thrown: unknown) => thrown,
  )
  const shown = inspect(error, { depth: Infinity, showHidden: true, maxStringLength: Infinity })
  assert.doesNotMatch(shown, /person@mail|A letter is waiting|pass:word|pass%3A/)
  return error
}

test('a mail carries what was written, under the company’s name, to one person, and no link of it is changed', async (t) => {
  const { sender, relay } = await opened(t)
  await sender.send(aMail('one'))

  const [relayed] = relay.relayed
  assert.deepEqual([relayed?.from, relayed?.to], [from, ['person@mail.example']])
  for (const line of [
    /^From: Company <no-reply@indsigt\.example>$/m,
    /^To: person@mail\.example$/m,
    /^Subject: A letter is waiting$/m,
    /^Auto-Submitted: auto-generated$/m,
    /^A letter is waiting: https:\/\/localhost\/c\/link$/m,
    /^<p>A letter is waiting<\/p>$/m,
  ])
    assert.match(relayed?.message.replaceAll('\r', '') ?? '', line)
})

test('a mail that is sent again has the same Message-ID, so that a mailbox can show it once', async (t) => {
  const { sender, relay } = await opened(t)
  await sender.send(aMail('one'))
  await sender.send(aMail('one'))
  await sender.send(aMail('two'))

  const ids = relay.relayed.map(({ message }) => /^Message-ID: (.*)$/m.exec(message)?.[1]?.trim())
  assert.deepEqual(ids, ['<one@indsigt.example>', '<one@indsigt.example>', '<two@indsigt.example>'])
})

test('names and subjects in every script arrive as they were written, and none begins a header of its own', async (t) => {
  const { sender, relay } = await opened(t)
  const subject = 'Dit svar: åben\r\nBcc: other@mail.example'
  await sender.send({ ...aMail('one'), fromName: 'Ærø, "Kommune" <x@y.example>\r\nX-Extra: 1', subject })

  const [{ to, message } = { to: [], message: '' }] = relay.relayed
  assert.deepEqual(to, ['person@mail.example'])
  assert.doesNotMatch(message, /^(Bcc|X-Extra):/m)
  assert.match(message, /^From: =\?UTF-8\?.*<no-reply@indsigt\.example>\r?$/ms)
})

test('an address that a parser might read in two ways is refused, and nothing leaves for either', async (t) => {
  const { sender, relay } = await opened(t)
  for (const to of [
    '"x@other.example x"@mail.example',
    'x@other.example, y@mail.example',
    'x@other.example y@mail.example',
    'Name <x@mail.example>',
    'x(@other.example)@mail.example',
    'x@mail.example\r\nRCPT TO:<y@other.example>',
    'group: x@mail.example;',
    'x@[192.0.2.1]',
    'x',
  ])
    assert.deepEqual(
      await sender.send({ ...aMail('one'), to: personal(to) }),
      { ok: false, error: { code: 'addressRefused' } },
      to,
    )
  assert.ok((await sender.send({ ...aMail('two'), to: personal('x.y+z@mail.example') })).ok)

  assert.deepEqual(
    relay.relayed.flatMap(({ to }) => to),
    ['x.y+z@mail.example'],
  )
})

test('a relay that is asked for TLS gets it from the first byte, and who signs in does so under it', async (t) => {
  const { sender, relay } = await opened(t, { tls: 'implicit', needsSignIn: true, signIn: signedIn })

  assert.ok((await sender.send(aMail('one'))).ok)
  assert.equal(relay.encrypted(), 1)
})

test('to another machine a mail goes over STARTTLS, and waits where that is not offered or nobody vouches for it', async (t) => {
  const offered = await opened(t, { tls: 'startTls', needsSignIn: true, signIn: signedIn, host: elsewhere })
  const clear = await opened(t, { tls: 'none', host: elsewhere })
  const unknown = await opened(t, { tls: 'startTls', host: '127.0.0.2' })

  assert.ok((await offered.sender.send(aMail('one'))).ok)
  assert.equal(offered.relay.encrypted(), 1)
  for (const open of [clear, unknown]) {
    const error = await thrownBy(open)
    assert.ok(error instanceof DependencyUnavailable, inspect(error))
    assert.deepEqual(open.relay.relayed, [])
  }
})

test('a relay that does not accept who signs in keeps the mails, and the operator is told', async (t) => {
  for (const wishes of [
    { tls: 'implicit', needsSignIn: true, signIn: `${user}:another@` },
    { refuse: { MAIL: '550 5.7.60 Not allowed to send as this sender' } },
    { refuse: { RCPT: '554 5.7.1 Relay access denied' } },
  ] as const) {
    const open = await opened(t, wishes)
    const error = await thrownBy(open)
    assert.ok(error instanceof DependencyUnavailable && error.retryAfterSeconds === 300, inspect(error))
    assert.deepEqual(open.log, [{ code: 'credentialsRefused', dependency: 'mail' }])
  }
})

test('an address is refused for good only where the relay says so of the address', async (t) => {
  const open = await opened(t)
  for (const reply of [
    '550 No such user',
    '551 User not local',
    '553 Not a name',
    '554 5.1.2 No such host',
  ]) {
    open.relay.refuse('RCPT', reply)
    assert.deepEqual(
      await open.sender.send(aMail('one')),
      { ok: false, error: { code: 'addressRefused' } },
      reply,
    )
  }
  assert.deepEqual(open.log, [])
})

test('a relay that asks to come again is tried again, and one that refuses a mail for good tells of a defect', async (t) => {
  const open = await opened(t)
  for (const [moment, reply] of [
    ['RCPT', '450 4.2.1 Mailbox busy'],
    ['RCPT', '452 4.2.2 Mailbox full'],
    ['MAIL', '451 4.7.1 Greylisted'],
    ['DATA', '421 4.3.2 Shutting down'],
  ] as const) {
    open.relay.refuse(moment, reply)
    const error = await thrownBy(open)
    assert.ok(error instanceof DependencyUnavailable && error.retryAfterSeconds === 30, reply)
    open.relay.refuse(moment, undefined)
  }
  for (const [moment, reply] of [
    ['DATA', '552 5.3.4 Too large'],
    ['RCPT', '552 5.2.2 Mailbox full'],
  ] as const) {
    open.relay.refuse(moment, reply)
    const error = await thrownBy(open)
    assert.match(String(error), /^Error: the mail relay refused a mail with status 552$/)
    open.relay.refuse(moment, undefined)
  }
})

test('a mail that the library cannot make is a defect, and tells nothing of itself', async (t) => {
  const open = await opened(t)
  const broken = { ...aMail('one'), html: Symbol('html') as unknown as string }

  await assert.rejects(open.sender.send(broken), /^Error: a mail could not be made/)
})
