import { test } from 'node:test'
import assert from 'node:assert/strict'

import { createApp } from '../../../shared/composition/app.ts'
import { DependencyUnavailable } from '../../../shared/application/ports/unavailable.ts'
import type { MailDocument } from '../../../shared/application/letters/mail-document.ts'
import type { RequestDocument } from '../../../shared/application/requests/request-document.ts'
import { auditOf } from '../../support/audit.ts'
import { crashing } from '../../support/faults.ts'
import { mailsTo, tokenTo } from '../../support/mailbox.ts'
import { must, openOffice, refusal, type Office } from '../../support/application.ts'
import { aRequest, personEmail, type MadeRequest } from '../../support/request-stages.ts'

async function withdrawn(office: Office): Promise<MadeRequest> {
  const request = await aRequest(office).verified().made()
  must(await office.app.withdrawRequest({ actor: request.person, requestId: request.requestId }))
  await office.pump()
  return request
}

async function certified(office: Office, request: MadeRequest): Promise<void> {
  const state = await office.stateOf(request)
  assert.equal(state.status, 'closed')
  assert.equal(await office.ports.shares.get(state.key.keyId), undefined)
  const { requestId, person } = request
  const { certificate } = must(await office.app.readLetters({ actor: person, requestId }))
  assert.equal(certificate?.reference, request.reference)
  const lines = await auditOf(office).lines()
  assert.equal(lines.filter(({ entry }) => entry?.event === 'contentPurged').length, 1)
}

test('a purge that dies at any of its effects is finished by the next, and the person is told at most once', async (t) => {
  for (let at = 1; ; at++) {
    const office = await openOffice(t)
    const request = await withdrawn(office)
    const before = mailsTo(office, personEmail).length
    office.clock.pass({ days: 33 })
    const faulty = crashing(office.ports, { at, when: 'before' })
    await createApp(faulty.ports)
      .purgeContent(100)
      .catch(() => undefined)

    await office.restarted().purgeContent(100)
    await office.pump()

    await certified(office, request)
    assert.ok(mailsTo(office, personEmail).length <= before + 1, `effect ${at}`)
    if (faulty.struck() === undefined) return
  }
})

test('a purge that dies before its notice is sent sends it when it is taken up again', async (t) => {
  const office = await openOffice(t)
  const request = await withdrawn(office)
  const before = mailsTo(office, personEmail).length
  office.clock.pass({ days: 33 })
  const dying = createApp({
    ...office.ports,
    mail: { ...office.ports.mail, send: () => Promise.reject(new Error('killed')) },
  })
  await dying.purgeContent(100)
  assert.equal(mailsTo(office, personEmail).length, before)

  await office.restarted().purgeContent(100)

  await certified(office, request)
  assert.equal(mailsTo(office, personEmail).length, before + 1)
})

test('a certificate claims no moment at which something could still be read', async (t) => {
  const office = await openOffice(t)
  const request = await withdrawn(office)
  office.clock.pass({ days: 33 })
  const { shares } = office.ports
  const slow = createApp({
    ...office.ports,
    shares: {
      ...shares,
      destroy: async (name) => {
        await shares.destroy(name)
        office.clock.pass({ seconds: 40 })
      },
    },
  })

  const destroyedAfter = office.clock.now()
  await slow.purgeContent(100)

  const { person, requestId } = request
  const { certificate } = must(await office.app.readLetters({ actor: person, requestId }))
  assert.ok(new Date(certificate?.unreadableSince ?? 0) > destroyedAfter)
})

test('two who purge at the same moment certify once', async (t) => {
  const office = await openOffice(t)
  const request = await withdrawn(office)
  office.clock.pass({ days: 33 })

  await Promise.all([office.app.purgeContent(100), office.restarted().purgeContent(100)])

  await certified(office, request)
})

test('a proof purge that dies at any of its effects is finished by the next, and the tree still verifies', async (t) => {
  for (let at = 1; ; at++) {
    const office = await openOffice(t)
    const request = await withdrawn(office)
    office.clock.pass({ days: 33 })
    await office.app.purgeContent(100)
    const audit = auditOf(office)
    const earlier = await audit.head()
    office.clock.pass({ days: 58 })
    const faulty = crashing(office.ports, { at, when: 'before' })
    await createApp(faulty.ports)
      .purgeProof(100)
      .catch(() => undefined)

    await office.restarted().purgeProof(100)

    assert.ok((await office.stateOf(request)).proofPurgedAt, `effect ${at}`)
    assert.ok(await audit.isConsistent(earlier), `effect ${at}`)
    if (faulty.struck() === undefined) return
  }
})

test('a request that is taken up again in the moment it falls due is not destroyed', async (t) => {
  const office = await openOffice(t)
  const request = await withdrawn(office)
  office.clock.pass({ days: 33 })
  const { documents } = office.ports
  const partition = { container: 'requests', key: [request.companyId, request.requestId] } as const
  const app = createApp({
    ...office.ports,
    documents: {
      ...documents,
      query: async (query) => {
        const page = await documents.query<never>(query)
        const { purgeAt: _due, ...taken } = await office.stateOf(request)
        await documents.batch(partition, [{ kind: 'upsert', value: taken }])
        return page
      },
    },
  })

  await app.purgeContent(100)

  const state = await office.stateOf(request)
  assert.ok(await office.ports.shares.get(state.key.keyId))
})

test('once a purge has begun, no late verification takes the request up again', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office).made()
  office.clock.pass({ days: 29 })
  await office.app.sweepUnverified(100)
  await office.pump()
  const partition = { container: 'requests', key: [request.companyId, request.requestId] } as const
  const begun: RequestDocument = {
    ...(await office.stateOf(request)),
    purgingSince: office.clock.now().toISOString(),
  }
  await office.ports.documents.batch(partition, [{ kind: 'upsert', value: begun }])

  const late = await office.app.redeemLink({ token: tokenTo(office, personEmail), use: 'program' })

  assert.equal(refusal(late), 'linkUsed')
})

test('a key vault or a mail queue that is away costs the notice, never the purge', async (t) => {
  for (const failing of ['keys', 'mails'] as const) {
    const office = await openOffice(t)
    const request = await withdrawn(office)
    office.clock.pass({ days: 33 })
    const { keys, documents } = office.ports
    const away = () => Promise.reject(new DependencyUnavailable('keys', 1))
    const isNotice = (prefix: string | undefined) => failing === 'mails' && prefix === 'mail:'
    let armed = true
    const app = createApp({
      ...office.ports,
      ...(failing === 'keys' ? { keys: { ...keys, unwrap: away } } : {}),
      documents: {
        ...documents,
        query: async (query) => {
          if (armed && isNotice(query.idPrefix)) {
            armed = false
            throw new DependencyUnavailable('documents', 1)
          }
          return documents.query(query)
        },
      },
    })

    await app.purgeContent(100)

    await certified(office, request)
  }
})

test('a defect on the way to the notice stops that purge, is logged, and is no reason to destroy half of it', async (t) => {
  for (const failing of ['keys', 'mails'] as const) {
    const office = await openOffice(t)
    const request = await withdrawn(office)
    office.clock.pass({ days: 33 })
    const broken = () => Promise.reject(new TypeError('a defect'))
    const app = createApp({
      ...office.ports,
      ...(failing === 'keys'
        ? { keys: { ...office.ports.keys, unwrap: broken } }
        : { mail: { send: broken } }),
    })

    assert.equal(await app.purgeContent(100), 0)

    const state = await office.stateOf(request)
    assert.equal(state.status, 'withdrawn')
    assert.ok(await office.ports.shares.get(state.key.keyId), failing)
  }
})

test('who asked on paper is destroyed without a mail', async (t) => {
  const office = await openOffice(t)
  const registered = await office.app.registerRequest({
    ...{ actor: office.as('manager'), companyId: 'demo', channel: 'letter' },
    wish: { rights: ['access'], personal: { postalAddress: 'Prøvegade 2' } },
  })
  const { requestId } = must(registered)
  const person = { kind: 'requester', sessionId: 's', companyId: 'demo', requestId } as const
  must(await office.app.withdrawRequest({ actor: person, requestId }))
  office.clock.pass({ days: 33 })

  await office.app.purgeContent(100)
  await office.pump()

  assert.equal((await office.stateOf({ companyId: 'demo', requestId })).status, 'closed')
  assert.deepEqual(office.mail.list(), [])
})

/** Everything in `access` that is kept of mails. */
const keptMails = async (office: Office): Promise<readonly MailDocument[]> => {
  const where = [{ field: 'mailId', is: '>', value: '' }] as const
  const found = await office.ports.documents.query<MailDocument>({ container: 'companies', where, limit: 99 })
  return found.items.map(({ value }) => value).filter(({ kind }) => kind === 'purgeNotice')
}

test('where the mail provider is away during the whole purge, the data go, and the person is told when it is back', async (t) => {
  const office = await openOffice(t)
  const request = await withdrawn(office)
  const before = mailsTo(office, personEmail).length
  office.clock.pass({ days: 33 })
  office.mail.setProvider('down')

  await office.app.purgeContent(100)
  await office.pump()

  await certified(office, request)
  assert.equal(mailsTo(office, personEmail).length, before)
  const [kept] = await keptMails(office)
  assert.equal(kept?.state, 'pending')
  assert.doesNotMatch(JSON.stringify(kept), /@/)
  office.clock.pass({ hours: 7 })
  await office.app.retryMails(100)
  office.mail.setProvider('up')
  office.clock.pass({ hours: 7 })
  await office.app.retryMails(100)
  await office.app.retryMails(100)

  const told = mailsTo(office, personEmail)
  assert.equal(told.length, before + 1)
  assert.match(told[0]?.text ?? '', new RegExp(request.reference))
  assert.equal((await keptMails(office))[0]?.sealed, undefined)
  const opened = must(await office.app.redeemLink({ token: tokenTo(office, personEmail), use: 'program' }))
  assert.equal(opened.requestId, request.requestId)
})

test('an address is not kept for a notice whose link opens nothing any more', async (t) => {
  const office = await openOffice(t)
  await withdrawn(office)
  const before = mailsTo(office, personEmail).length
  office.clock.pass({ days: 33 })
  office.mail.setProvider('down')
  await office.app.purgeContent(100)
  assert.ok((await keptMails(office))[0]?.sealed)
  office.clock.pass({ days: 7 })
  office.mail.setProvider('up')

  await office.app.retryMails(100)

  assert.equal(mailsTo(office, personEmail).length, before)
  const [left] = await keptMails(office)
  assert.deepEqual([left?.state, left?.sealed], ['dropped', undefined])
})

test('a notice that is kept already is not sent beside it', async (t) => {
  const office = await openOffice(t)
  const request = await withdrawn(office)
  const before = mailsTo(office, personEmail).length
  office.clock.pass({ days: 33 })
  office.mail.setProvider('down')
  const { shares } = office.ports
  const dying = createApp({
    ...office.ports,
    shares: { ...shares, destroy: () => Promise.reject(new Error('killed')) },
  })
  await dying.purgeContent(100)
  office.mail.setProvider('up')
  await office.app.purgeContent(100)
  await certified(office, request)
  assert.equal(mailsTo(office, personEmail).length, before)
  assert.equal((await keptMails(office)).length, 1)
})

test('a notice whose key another has destroyed meanwhile is not kept', async (t) => {
  const office = await openOffice(t)
  const request = await withdrawn(office)
  const { keyId } = (await office.stateOf(request)).key
  const { shares } = office.ports
  office.clock.pass({ days: 33 })
  const overtaken = createApp({
    ...office.ports,
    mail: {
      ...office.ports.mail,
      send: async () => {
        await shares.destroy(keyId)
        throw new DependencyUnavailable('mail', 1)
      },
    },
  })
  await overtaken.purgeContent(100)

  await certified(office, request)
  assert.deepEqual(await keptMails(office), [])
})
