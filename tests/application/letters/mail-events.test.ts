import assert from 'node:assert/strict'
import { test } from 'node:test'

import { createSendGridEvents } from '../../../shared/adapters/sendgrid/events.ts'
import type { AuditEntry } from '../../../shared/application/evidence/audit-event.ts'
import type { MailDocument } from '../../../shared/application/letters/mail-document.ts'
import type { Document } from '../../../shared/application/ports/documents.ts'
import type { Ports } from '../../../shared/application/ports/ports.ts'
import { createApp } from '../../../shared/composition/app.ts'
import { must, openOffice, refusal, type Office } from '../../support/application.ts'
import { mailsTo } from '../../support/mailbox.ts'
import { aRequest, personEmail, type MadeRequest } from '../../support/request-stages.ts'
import { signedCall, webhookKey } from '../../support/sendgrid/events.ts'
import type { CleaningUp } from '../../support/scratch-folder.ts'

const manager = 'manager@demo.example'

const openWithEvents = (t: CleaningUp): Promise<Office> =>
  openOffice(t, {
    through: (ports) => ({ ...ports, mailEvents: createSendGridEvents(webhookKey, ports.clock) }),
  })

/** The same office with other documents under it. */
const over = (office: Office, change: Partial<Ports['documents']>): Office => ({
  ...office,
  app: createApp({ ...office.ports, documents: { ...office.ports.documents, ...change } }),
})

async function listed<D extends Document>(
  { ports }: Office,
  { companyId, requestId }: MadeRequest,
  idPrefix: string,
) {
  const query = { container: 'requests', key: [companyId, requestId], idPrefix, limit: 100 } as const
  return (await ports.documents.query<D>(query)).items.map(({ value }) => value)
}

async function mailOf(office: Office, request: MadeRequest, of: string) {
  const mail = (await listed<MailDocument>(office, request, 'mail:')).find(({ kind }) => kind === of)
  assert.ok(mail, `a mail ${of}`)
  return mail
}

const tell = (office: Office, event: string, ...mailIds: readonly string[]) =>
  office.app.takeMailEvents(
    signedCall(
      mailIds.map((mailId) => ({ event, mailId })),
      office.clock.now(),
    ),
  )

test('a mail that came back is shown to staff, is in the audit, and is mailed to the managers once', async (t) => {
  const office = await openWithEvents(t)
  const request = await aRequest(office).verified().made()
  await office.pump()
  const { mailId } = await mailOf(office, request, 'acknowledgement')
  const before = mailsTo(office, manager).length

  must(await tell(office, 'bounce', mailId))
  must(await tell(office, 'bounce', mailId))
  await office.pump()

  const actor = office.as('manager')
  const { view } = must(await office.app.viewRequest({ actor, requestId: request.requestId }))
  const at = office.clock.now().toISOString()
  assert.deepEqual(view.problem, { code: 'mailBounced', kind: 'acknowledgement', at })
  assert.deepEqual((await mailOf(office, request, 'acknowledgement')).arrival, { state: 'bounced', at })
  const entries = await listed<AuditEntry>(office, request, 'audit:')
  assert.deepEqual(
    entries.filter(({ event }) => event === 'mailBounced').map(({ detail }) => detail),
    [{ kind: 'acknowledgement', mailId, to: 'person', why: 'bounced' }],
  )
  assert.equal(mailsTo(office, manager).length, before + 1)
  const logged = office.log.filter(({ code }) => code === 'mailRefused')
  assert.deepEqual(logged, [{ code: 'mailRefused', companyId: 'demo', mailId, letter: 'acknowledgement' }])
  assert.doesNotMatch(JSON.stringify(office.log), new RegExp(personEmail))
})

test('a second mail that comes back is written down, and no manager is mailed again', async (t) => {
  const office = await openWithEvents(t)
  const request = await aRequest(office).verified().made()
  await office.pump()
  const verification = await mailOf(office, request, 'verification')
  const acknowledgement = await mailOf(office, request, 'acknowledgement')
  must(await tell(office, 'dropped', acknowledgement.mailId))
  await office.pump()
  const before = mailsTo(office, manager).length

  must(await tell(office, 'spamreport', verification.mailId))
  await office.pump()

  assert.equal(mailsTo(office, manager).length, before)
  assert.equal((await office.stateOf(request)).problem?.kind, 'verification')
  assert.equal((await mailOf(office, request, 'verification')).arrival?.state, 'reportedAsSpam')
})

test('the mail of a stranger that comes back is shown, and mails nobody', async (t) => {
  const office = await openWithEvents(t)
  const request = await aRequest(office).made()
  const { mailId } = await mailOf(office, request, 'verification')

  must(await tell(office, 'bounce', mailId))
  await office.pump()

  assert.equal((await office.stateOf(request)).problem?.code, 'mailBounced')
  assert.deepEqual(mailsTo(office, manager), [])
})

test('a colleague’s mail that comes back hides nothing that did not reach the person', async (t) => {
  const office = await openWithEvents(t)
  const request = await aRequest(office).verified().assignedTo('user').made()
  await office.pump()
  const assigned = await mailOf(office, request, 'staffAssigned')
  must(await tell(office, 'bounce', assigned.mailId))
  assert.equal((await office.stateOf(request)).problem?.kind, 'staffAssigned')
  const acknowledgement = await mailOf(office, request, 'acknowledgement')
  const before = mailsTo(office, manager).length

  const another = await aRequest(office, { email: 'bo@person.example' }).verified().assignedTo('user').made()
  await office.pump()
  const first = await mailOf(office, another, 'acknowledgement')
  const second = await mailOf(office, another, 'staffAssigned')
  must(await tell(office, 'bounce', first.mailId, second.mailId))
  assert.equal((await office.stateOf(another)).problem?.kind, 'acknowledgement')

  assert.equal(mailsTo(office, manager).length, before)
  assert.equal(acknowledgement.arrival, undefined)
})

test('a mail that arrived says so, and changes nothing in its request', async (t) => {
  const office = await openWithEvents(t)
  const request = await aRequest(office).verified().made()
  const { mailId } = await mailOf(office, request, 'acknowledgement')
  const before = await office.stateOf(request)

  must(await tell(office, 'delivered', mailId))
  must(await tell(office, 'deferred', mailId))

  assert.equal((await mailOf(office, request, 'acknowledgement')).arrival?.state, 'delivered')
  assert.deepEqual(await office.stateOf(request), before)
})

test('where the answer to a sending was lost, an event is the acceptance, and the mail is not sent again', async (t) => {
  const office = await openWithEvents(t)
  office.mail.setProvider('down')
  const request = await aRequest(office).made()
  const { mailId } = await mailOf(office, request, 'verification')
  office.mail.setProvider('up')

  must(await tell(office, 'delivered', mailId))
  office.clock.pass({ days: 1 })
  await office.app.retryMails(100)

  const mail = await mailOf(office, request, 'verification')
  assert.equal(mail.state, 'sent')
  assert.equal(mail.sealed, undefined)
  assert.equal(mail.arrival?.state, 'delivered')
  assert.deepEqual(mailsTo(office, personEmail), [])
})

test('a sign-in mail that comes back is noted where it lies', async (t) => {
  const office = await openWithEvents(t)
  await office.app.askSignIn({ companyId: 'demo', email: 'user@demo.example' })
  await office.pump()
  const sent = office.log.find((event) => event.code === 'mailSent')
  assert.ok(sent?.code === 'mailSent')

  must(await tell(office, 'bounce', sent.mailId))

  const id = `mail:${sent.mailId}`
  const mail = await office.ports.documents.read<MailDocument>({ container: 'companies', key: ['demo'] }, id)
  assert.equal(mail?.value.arrival?.state, 'bounced')
  assert.deepEqual(office.log.at(-1), { ...sent, code: 'mailRefused' })
})

test('what nobody knows, and what nobody signed, changes nothing', async (t) => {
  const office = await openWithEvents(t)
  const request = await aRequest(office).verified().made()
  const { mailId } = await mailOf(office, request, 'acknowledgement')
  const before = await office.stateOf(request)

  must(await tell(office, 'bounce', 'x'.repeat(22)))
  const unsigned = { ...signedCall([{ event: 'bounce', mailId }], office.clock.now()), header: () => null }
  assert.equal(refusal(await office.app.takeMailEvents(unsigned)), 'signatureInvalid')

  assert.deepEqual(await office.stateOf(request), before)
})

test('without the provider’s key nothing is taken', async (t) => {
  const office = await openOffice(t)

  assert.equal(refusal(await tell(office, 'bounce', 'x'.repeat(22))), 'notFound')
})

test('a mail that is purged while its event is taken is nobody’s any more', async (t) => {
  const office = await openWithEvents(t)
  const request = await aRequest(office).verified().made()
  const { mailId, id } = await mailOf(office, request, 'acknowledgement')
  const { read } = office.ports.documents
  const racing = over(office, {
    read: async (partition, wanted) => (wanted === id ? undefined : read(partition, wanted)),
  })
  for (const event of ['bounce', 'delivered']) must(await tell(racing, event, mailId))

  assert.equal((await office.stateOf(request)).problem, undefined)
})

test('an event that meets another writer every time is asked for again', async (t) => {
  const office = await openWithEvents(t)
  const request = await aRequest(office).verified().made()
  const { mailId } = await mailOf(office, request, 'acknowledgement')
  const busy = over(office, {
    batch: async () => ({ ok: false, error: { code: 'versionConflict', index: 0 } }),
  })

  for (const event of ['bounce', 'delivered'])
    await assert.rejects(tell(busy, event, mailId), { dependency: 'documents' })
})
