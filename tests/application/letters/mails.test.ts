import { test } from 'node:test'
import assert from 'node:assert/strict'

import type { MailDocument } from '../../../shared/application/letters/mail-document.ts'
import { createApp } from '../../../shared/composition/app.ts'
import { crashing } from '../../support/faults.ts'
import { must, openOffice, refusal, type Office } from '../../support/application.ts'
import { mailsTo } from '../../support/mailbox.ts'
import { aRequest, personEmail, type MadeRequest } from '../../support/request-stages.ts'

async function mailDocuments(office: Office, { companyId, requestId }: MadeRequest) {
  const query = { container: 'requests', key: [companyId, requestId], idPrefix: 'mail:', limit: 100 } as const
  return (await office.ports.documents.query<MailDocument>(query)).items
}

test('a mail that was sent keeps neither its token nor its code', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office).made()
  const [mail] = await mailDocuments(office, request)

  assert.equal(mail?.value.state, 'sent')
  assert.equal(mail?.value.sealed, undefined)
  assert.equal(mail?.value.retryAt, undefined)
})

test('a provider that is away is tried again ever more slowly, and after hours the staff know', async (t) => {
  const office = await openOffice(t)
  office.mail.setProvider('down')
  const request = await aRequest(office).made()
  const waits: number[] = []
  for (let tries = 1; tries <= 8; tries++) {
    const [mail] = await mailDocuments(office, request)
    const at = new Date(mail?.value.retryAt ?? 0)
    waits.push((at.getTime() - office.clock.now().getTime()) / 60_000)
    if (tries === 5) assert.equal((await office.stateOf(request)).problem, undefined)
    office.clock.set(at)
    assert.equal(await office.app.retryMails(100), 1)
  }

  assert.deepEqual(waits, [20, 40, 80, 160, 320, 360, 360, 360])
  const problem = (await office.stateOf(request)).problem
  assert.equal(problem?.code, 'mailNotSent')
  assert.equal(problem?.kind, 'verification')
  office.mail.setProvider('up')
  office.clock.pass({ hours: 6 })
  await office.app.retryMails(100)
  await office.pump()
  assert.equal(mailsTo(office, personEmail).length, 1)
  assert.equal((await office.stateOf(request)).problem, undefined)
})

test('a sign-in mail that could not be sent is tried again as well', async (t) => {
  const office = await openOffice(t)
  office.mail.setProvider('down')
  await office.app.askSignIn({ companyId: 'demo', email: 'user@demo.example' })
  await office.pump()
  office.mail.setProvider('up')
  office.clock.pass({ seconds: 20 * 60 })

  assert.equal(await office.app.retryMails(100), 1)

  assert.equal(mailsTo(office, 'user@demo.example').length, 1)
})

test('a problem of one mail stays while another one is sent', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office, { email: 'anna@person.invalid' }).made()
  const partition = { container: 'requests', key: [request.companyId, request.requestId] } as const
  const state = await office.stateOf(request)
  const open = { ...state, status: 'open' as const }
  await office.ports.documents.batch(partition, [{ kind: 'upsert', value: open }])
  must(
    await office.app.assignRequest({
      ...{ actor: office.as('manager'), requestId: request.requestId, employeeId: 'user' },
    }),
  )
  await office.pump()

  const { view } = must(
    await office.app.viewRequest({ actor: office.as('manager'), requestId: request.requestId }),
  )
  assert.partialDeepStrictEqual(view.problem, { kind: 'verification' })
})

test('who has left before their mail was sent gets none, and nothing comes back to it', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office).verified().made()
  office.mail.setProvider('down')
  must(
    await office.app.assignRequest({
      ...{ actor: office.as('manager'), requestId: request.requestId, employeeId: 'user' },
    }),
  )
  await office.pump()
  await office.ports.documents.batch({ container: 'companies', key: ['demo'] }, [
    { kind: 'delete', id: 'employee:user' },
  ])
  office.mail.setProvider('up')
  office.clock.pass({ hours: 1 })

  await office.app.retryMails(100)
  office.clock.pass({ days: 1 })

  assert.equal(await office.app.retryMails(100), 0)
  assert.equal(mailsTo(office, 'user@demo.example').length, 0)
})

test('a mail whose request was purged, or whose company is gone, is not sent', async (t) => {
  const office = await openOffice(t)
  office.mail.setProvider('down')
  const request = await aRequest(office).made()
  const [mail] = await mailDocuments(office, request)
  await office.ports.shares.destroy((await office.stateOf(request)).key.keyId)
  office.mail.setProvider('up')

  assert.equal(await office.app.sendMail(mail?.value as MailDocument), 'nothingToSend')
  const other = await aRequest(office, { email: 'bo@person.example' }).made()
  const [sent] = await mailDocuments(office, other)
  const orphan = { ...sent?.value, companyId: 'nowhere', state: 'pending', sealed: 'x' } as MailDocument
  await office.ports.documents.batch({ container: 'requests', key: ['nowhere', other.requestId] }, [
    { kind: 'create', value: orphan },
  ])
  await assert.rejects(office.app.sendMail(orphan), /a company that does not exist/)
})

test('a defect of the provider’s adapter is not taken for a provider that is away', async (t) => {
  const office = await openOffice(t, {
    through: (ports) => ({ ...ports, mail: { send: () => Promise.reject(new TypeError('no such route')) } }),
  })
  const { app } = office
  const wish = { rights: ['access'], personal: { email: personEmail } } as const
  const { requestId, reference } = must(await app.createRequest({ companyId: 'demo', wish }))
  const person = { kind: 'requester', sessionId: 's', companyId: 'demo', requestId } as const
  const [mail] = await mailDocuments(office, { companyId: 'demo', requestId, reference, person, email: '' })

  await assert.rejects(app.sendMail(mail?.value as MailDocument), TypeError)
})

test('two who send the same mail at the same moment settle it once', async (t) => {
  const office = await openOffice(t)
  office.mail.setProvider('down')
  const request = await aRequest(office).made()
  office.mail.setProvider('up')
  const [mail] = await mailDocuments(office, request)
  const { auditCount } = await office.stateOf(request)

  await Promise.all([0, 1].map(() => office.app.sendMail(mail?.value as MailDocument)))

  assert.equal(mailsTo(office, personEmail).length, 1)
  assert.equal((await office.stateOf(request)).auditCount, auditCount + 1)
})

test('letters are for the person and for who works on the request', async (t) => {
  const office = await openOffice(t)
  const { requestId, person } = await aRequest(office).verified().assignedTo('user').made()
  const kinds = async (actor: typeof person | ReturnType<Office['as']>) =>
    must(await office.app.readLetters({ actor, requestId })).letters.map(({ letter }) => letter.kind)

  assert.deepEqual(await kinds(person), ['acknowledgement'])
  assert.deepEqual(await kinds(office.as('user')), ['acknowledgement'])
  assert.equal(refusal(await office.app.readLetters({ actor: office.as('manager'), requestId })), 'forbidden')
})

test('letters whose key is gone are no letters any more', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office).verified().made()
  await office.ports.shares.destroy((await office.stateOf(request)).key.keyId)

  const { requestId, person } = request
  assert.deepEqual(must(await office.app.readLetters({ actor: person, requestId })).letters, [])
})

test('the last notice is left out where the key vault is away: destroying needs no key of the company', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office).verified().made()
  must(await office.app.withdrawRequest({ actor: request.person, requestId: request.requestId }))
  await office.pump()
  office.clock.pass({ days: 33 })
  const { ports } = crashing(office.ports)
  const away = { ...ports, keys: { ...ports.keys, unwrap: ports.keys.unwrap } }

  await createApp(away).purgeContent(100)

  assert.equal((await office.stateOf(request)).status, 'closed')
})

test('a mail to a person whose address was destroyed is let go', async (t) => {
  const office = await openOffice(t)
  office.mail.setProvider('down')
  const request = await aRequest(office).made()
  office.mail.setProvider('up')
  const { personal: _gone, ...state } = await office.stateOf(request)
  const partition = { container: 'requests', key: [request.companyId, request.requestId] } as const
  await office.ports.documents.batch(partition, [{ kind: 'upsert', value: state }])
  const [mail] = await mailDocuments(office, request)

  assert.equal(await office.app.sendMail(mail?.value as MailDocument), 'nothingToSend')
})

test('the acknowledgement and the mail of a resumed clock name the law’s day, as the status page does', async (t) => {
  const office = await openOffice(t)
  const { person, requestId } = await aRequest(office).verified().assignedTo('user').made()
  const view = async () => must(await office.app.viewRequest({ actor: person, requestId })).view
  const { letters } = must(await office.app.readLetters({ actor: person, requestId }))

  const { internalDue, statutoryDue } = await view()
  assert.deepEqual([internalDue.slice(0, 10), statutoryDue.slice(0, 10)], ['2026-04-01', '2026-04-07'])
  assert.match(JSON.stringify(letters[0]?.letter), /by 7 April 2026 at the latest \(Article 12\(3\)/)
  assert.doesNotMatch(JSON.stringify(letters[0]?.letter), /1 April 2026/)
  assert.match(mailsTo(office, personEmail)[0]?.text ?? '', /answer by 7 April 2026 at the latest/)

  const until = new Date(office.clock.now().getTime() + 10 * 86_400_000)
  const question = { reasonCode: 'identityInformation', reason: 'Et policenummer', until } as const
  must(await office.app.pauseRequest({ actor: office.as('manager'), requestId, ...question }))
  office.clock.pass({ days: 1 })
  must(await office.app.resumeRequest({ actor: office.as('user'), requestId }))
  await office.pump()
  assert.equal((await view()).statutoryDue.slice(0, 10), '2026-04-07')
  assert.match(mailsTo(office, personEmail)[0]?.text ?? '', /runs again.* by 7 April 2026 at the latest/s)
})
