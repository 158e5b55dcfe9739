import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import fc from 'fast-check'
import { consentEventId } from '../../../shared/application/consent/consent-document.ts'
import type {
  ConsentEventDocument,
  ConsentStateDocument,
} from '../../../shared/application/consent/consent-document.ts'
import { subjectPartition } from '../../../shared/application/place.ts'
import type { AuditEntry } from '../../../shared/application/evidence/audit-event.ts'
import type { Ports } from '../../../shared/application/ports/ports.ts'
import { chainFault } from '../../../shared/domain/consent/chain.ts'
import { foldEvents } from '../../../shared/domain/consent/state.ts'
import { must, openOffice, refusal, type Office, type OfficeOptions } from '../../support/application.ts'
import { auditOf } from '../../support/audit.ts'
import type { PersonName } from '../../support/companies.ts'
import { aProgram, givenForm, publishedForm, recorded, sha256Hex } from '../../support/consent.ts'

const someone = { externalId: 'customer-1' }
const anette = { email: 'Anette@Mail.example ' }

async function desk(t: TestContext, options: OfficeOptions = {}) {
  const office = await openOffice(t, options)
  const form = await publishedForm(office)
  const { consents, withdrawConsent } = office.app
  const check = async (purposes: readonly string[] = ['newsletter'], subject: object = someone) => {
    const questions = [{ subject: subject as typeof someone, purposes }]
    return must(await consents.check({ caller: aProgram, companyId: 'demo', questions }))[0] ?? []
  }
  return {
    ...{ office, form, check },
    say: (more: Omit<Parameters<typeof recorded>[1], 'formId' | 'version'> = {}) =>
      recorded(office, { ...form, ...more }),
    state: async (purposeId = 'newsletter', subject: object = someone) =>
      (await check([purposeId], subject))[0]?.state,
    view: (consentId: string, caller: typeof aProgram = aProgram) => consents.view({ caller, consentId }),
    events: (consentId: string, caller: typeof aProgram = aProgram) => consents.events({ caller, consentId }),
    withdraw: (consentId: string, more: { readonly purposes?: readonly string[] } = {}) =>
      withdrawConsent.forPerson({ caller: aProgram, consentId, ...more }),
  }
}

const yes = (purposeId: string) => ({ purposeId, decision: 'given' as const })
const no = (purposeId: string) => ({ purposeId, decision: 'refused' as const })

/** All that lies in the subjects' partitions. */
async function stored(office: Office) {
  const all = await office.ports.documents.query({ container: 'consents', key: ['demo'], limit: 1000 })
  return all.items.map(({ value }) => value)
}

async function history(office: Office, subjectRef: string) {
  const events: ConsentEventDocument['event'][] = []
  const partition = subjectPartition('demo', subjectRef)
  for (let seq = 1; ; seq++) {
    const found = await office.ports.documents.read<ConsentEventDocument>(partition, consentEventId(seq))
    if (!found) break
    events.push(found.value.event)
  }
  const state = await office.ports.documents.read<ConsentStateDocument>(partition, 'state')
  assert.ok(state)
  return { events, state: state.value }
}

test('what a program says that one of its own people said is recorded for good, with the text that they saw', async (t) => {
  const { office, form, say, events, view, check } = await desk(t)
  const said = must(await say({ purposes: [yes('newsletter'), no('profiling')] }))
  const [event, more] = must(await events(said.consentId))
  const published = must(await office.app.consentForms.published({ companyId: 'demo', formId: form.formId }))

  assert.equal(said.state, 'given')
  assert.equal(more, undefined)
  assert.ok(event)
  assert.deepEqual(
    [event.type, event.by, event.agentRef, event.method, event.seq, event.at, event.formSha256],
    ['given', 'agent', 'key1', 'apiThirdParty', 1, '2026-03-02T08:00:00.000Z', published.textSha256],
  )
  assert.deepEqual(event.purposes, [
    {
      ...yes('newsletter'),
      explicit: false,
      // Two years to the end of the day in Copenhagen.
      validUntil: '2028-03-02T22:59:59.999Z',
    },
    { ...no('profiling'), explicit: true },
  ])
  assert.deepEqual(must(await view(said.consentId)), {
    ...{ consentId: said.consentId, receiptId: said.receiptId, formId: form.formId, version: 1 },
    ...{ language: 'en', textSha256: published.textSha256, subject: someone, method: 'apiThirdParty' },
    ...{ createdAt: '2026-03-02T08:00:00.000Z', told: [] },
    purposes: await check(['newsletter', 'profiling']),
  })
})

test('each purpose is answered for itself, and what nobody spoke about is not known', async (t) => {
  const { form, say, check, state } = await desk(t)
  const { consentId } = must(await say({ purposes: [no('profiling')] }))

  assert.deepEqual(await check(['profiling', 'newsletter', 'constructor']), [
    {
      ...{ purposeId: 'profiling', state: 'refused', at: '2026-03-02T08:00:00.000Z', consentId },
      ...form,
    },
    { purposeId: 'newsletter', state: 'unknown' },
    { purposeId: 'constructor', state: 'unknown' },
  ])
  assert.equal(await state('profiling', { externalId: 'customer-2' }), 'unknown')
  assert.equal(must(await say({ purposes: [no('newsletter')] })).state, 'refused')
})

test('nothing is given by a stranger: an address that somebody typed only asks', async (t) => {
  const { office, say, state } = await desk(t)
  for (const method of ['webForm', 'magicLink', 'apiThirdParty', 'paper', 'phone'] as const)
    assert.equal(must(await say({ subject: anette, method })).state, 'requested')
  const caller = office.as('user')
  assert.equal(must(await say({ caller, subject: anette, method: 'webForm' })).state, 'requested')

  assert.equal(await state('newsletter', { email: 'anette@mail.example' }), 'requested')
})

test('what somebody said on paper or by telephone is given by the word of who entered it', async (t) => {
  const { office, say, state, events } = await desk(t)
  const caller = office.as('user')
  const saidAt = new Date('2026-02-01T09:00:00Z')
  const { consentId } = must(await say({ caller, subject: anette, method: 'paper', language: 'da', saidAt }))
  const [event] = must(await events(consentId))

  assert.equal(await state('newsletter', { email: 'ANETTE@mail.example' }), 'given')
  assert.deepEqual(
    [event?.by, event?.agentRef, event?.language, event?.saidAt, event?.purposes[0]?.validUntil],
    ['controller', 'user', 'da', '2026-02-01T09:00:00.000Z', '2028-02-01T22:59:59.999Z'],
  )
  const later = new Date('2026-03-03T09:00:00Z')
  assert.equal(refusal(await say({ caller, method: 'phone', saidAt: later })), 'saidInFuture')
})

test('a consent is taken back at once, and the rest of it stands', async (t) => {
  const { office, say, state, withdraw, events } = await desk(t)
  const { consentId } = must(await say({ purposes: [yes('newsletter'), yes('profiling')] }))
  office.clock.pass({ days: 1 })
  const first = must(await withdraw(consentId, { purposes: ['newsletter'] }))

  assert.deepEqual(
    first.purposes.map(({ purposeId, state: now, at }) => [purposeId, now, at]),
    [
      ['newsletter', 'withdrawn', '2026-03-03T08:00:00.000Z'],
      ['profiling', 'given', '2026-03-02T08:00:00.000Z'],
    ],
  )
  assert.equal(await state(), 'withdrawn')
  assert.equal(await state('profiling'), 'given')
  must(await withdraw(consentId))
  assert.equal(await state('profiling'), 'withdrawn')
  const again = must(await withdraw(consentId))
  assert.deepEqual(
    again.purposes.map(({ state: now }) => now),
    ['withdrawn', 'withdrawn'],
  )
  const said = must(await events(consentId))
  assert.deepEqual(
    said.map(({ type, purposes }) => [type, purposes.map(({ purposeId }) => purposeId).join()]),
    [
      ['given', 'newsletter,profiling'],
      ['withdrawn', 'newsletter'],
      ['withdrawn', 'profiling'],
    ],
  )
})

test('who is told of a withdrawal writes it down as theirs; what was never there is not found', async (t) => {
  const { office, say, withdraw, events } = await desk(t)
  const { consentId } = must(await say())
  const by = (name: PersonName) => ({ caller: office.as(name), consentId })
  assert.equal(refusal(await withdraw(consentId, { purposes: ['profiling'] })), 'purposeUnknown')
  assert.equal(refusal(await withdraw('short')), 'notFound')
  assert.equal(refusal(await withdraw('x'.repeat(44))), 'notFound')
  assert.equal(refusal(await withdraw(`${consentId.slice(0, 22)}${'x'.repeat(22)}`)), 'notFound')
  assert.equal(refusal(await office.app.withdrawConsent.forPerson(by('owner'))), 'forbidden')
  must(await office.app.withdrawConsent.forPerson(by('user')))

  const [, event] = must(await events(consentId))
  assert.deepEqual([event?.by, event?.agentRef, event?.method], ['controller', 'user', 'webForm'])
})

test('a person’s consents are found by exactly what they lie under, the newest first, and by nothing else', async (t) => {
  const { office, form, say, withdraw } = await desk(t)
  const first = must(await say()).consentId
  office.clock.pass({ seconds: 60 })
  const second = must(await say({ purposes: [no('profiling')] })).consentId
  must(await withdraw(first))
  const find = async (subject: { externalId: string } | { email: string }) =>
    office.app.consents.ofPerson({ caller: office.as('manager'), companyId: 'demo', subject })

  const found = must(await find(someone))
  assert.deepEqual(
    found.map(({ consentId, version, purposes }) => [consentId, version, purposes[0]?.state]),
    [
      [second, form.version, 'refused'],
      [first, form.version, 'withdrawn'],
    ],
  )
  assert.deepEqual(must(await find({ externalId: 'customer' })), [])
  assert.deepEqual(must(await find({ email: 'customer-1@mail.example' })), [])
  const asked = { companyId: 'demo', subject: someone }
  assert.equal(
    refusal(await office.app.consents.ofPerson({ ...asked, caller: office.as('user') })),
    'forbidden',
  )
})

test('what is entered and taken back by telephone says who heard it, how, and where it is noted', async (t) => {
  const { office, say, events } = await desk(t)
  const caller = office.as('manager')
  const paper = { method: 'paper', reference: 'Binder 7, page 3' } as const
  const { consentId } = must(await say({ caller, subject: anette, ...paper }))
  const phone = { method: 'phone', reference: 'Note 12' } as const
  must(await office.app.withdrawConsent.forPerson({ caller, consentId, ...phone }))

  const told = must(await events(consentId)).map(({ type, by, agentRef, method, evidence }) => ({
    ...{ type, by, agentRef, method, evidence },
  }))
  assert.deepEqual(told, [
    {
      ...{ type: 'given', by: 'controller', agentRef: 'manager', method: 'paper' },
      evidence: { factors: [], reference: 'Binder 7, page 3' },
    },
    {
      ...{ type: 'withdrawn', by: 'controller', agentRef: 'manager', method: 'phone' },
      evidence: { factors: [], reference: 'Note 12' },
    },
  ])
})

test('what was only asked for can be taken back as well', async (t) => {
  const { say, state, withdraw } = await desk(t)
  const { consentId } = must(await say({ subject: anette, purposes: [yes('newsletter'), yes('profiling')] }))
  must(await withdraw(consentId, { purposes: ['profiling'] }))
  assert.equal(await state('newsletter', anette), 'requested')
  must(await withdraw(consentId))

  assert.equal(await state('newsletter', anette), 'withdrawn')
})

test('a consent that was given for a time is over when it is', async (t) => {
  const { office, say, state, withdraw } = await desk(t)
  const { consentId } = must(await say())
  office.clock.set('2028-03-02T22:59:59.998Z')
  assert.equal(await state(), 'given')
  office.clock.set('2028-03-02T22:59:59.999Z')

  assert.equal(await state(), 'expired')
  assert.equal(must(await withdraw(consentId)).purposes[0]?.state, 'expired')
})

test('to ask whether somebody consented costs one read of the store', async (t) => {
  const reads: string[] = []
  const through = (ports: Ports): Ports => ({
    ...ports,
    documents: {
      read: (partition, id) => {
        reads.push(`${partition.container} ${id}`)
        return ports.documents.read(partition, id)
      },
      batch: (partition, writes) => {
        reads.push('batch')
        return ports.documents.batch(partition, writes)
      },
      query: (query) => {
        reads.push('query')
        return ports.documents.query(query)
      },
    },
  })
  const { say, check } = await desk(t, { through })
  must(await say())
  await check()
  reads.length = 0
  await check(['newsletter', 'profiling'])

  assert.deepEqual(reads, ['consents state'])
})

test('the same call twice is one consent; the same key for another body is refused, whomever that is about', async (t) => {
  const { say, events } = await desk(t)
  const idempotency = { key: 'k', bodyHash: 'h' }
  const first = must(await say({ idempotency }))
  assert.deepEqual(must(await say({ idempotency })), first)
  assert.equal(must(await events(first.consentId)).length, 1)
  const other = { key: 'k', bodyHash: 'other' }
  assert.equal(refusal(await say({ idempotency: other })), 'idempotencyKeyReused')
  assert.equal(
    refusal(await say({ idempotency: other, subject: { externalId: 'customer-2' } })),
    'idempotencyKeyReused',
  )
})

test('a consent is to a published version, to its purposes and in its languages', async (t) => {
  const { office, form, say } = await desk(t)
  const { editConsentForms: edit } = office.app
  const given = { ...givenForm, purposes: [givenForm.purposes[0]] } as typeof givenForm
  must(await edit.addVersion({ actor: office.as('admin'), companyId: 'demo', formId: form.formId, given }))

  assert.equal(refusal(await recorded(office, { ...form, version: 2 })), 'consentFormUnknown')
  assert.equal(refusal(await recorded(office, { ...form, version: 3 })), 'consentFormUnknown')
  assert.equal(refusal(await recorded(office, { ...form, formId: 'none' })), 'consentFormUnknown')
  assert.equal(refusal(await say({ purposes: [yes('other')] })), 'purposeUnknown')
  assert.equal(refusal(await say({ purposes: [yes('newsletter'), no('newsletter')] })), 'purposeTwice')
  assert.equal(refusal(await say({ language: 'fr' })), 'languageNotOffered')
})

test('each may do what their role says, and another company’s consents do not exist', async (t) => {
  const { office, form, say, view, events } = await desk(t)
  const { consentId } = must(await say())
  const approver = office.as('approver')
  const owner = office.as('owner')
  const elsewhere = { ...aProgram, companyId: 'other' } as const
  const questions = [{ subject: someone, purposes: ['newsletter'] }]
  const check = (caller: typeof aProgram, companyId = 'demo') =>
    office.app.consents.check({ caller, companyId, questions })

  assert.equal(refusal(await say({ caller: owner })), 'forbidden')
  assert.equal(refusal(await view(consentId, owner)), 'forbidden')
  assert.equal(refusal(await events(consentId, owner)), 'forbidden')
  assert.equal(refusal(await check(owner)), 'forbidden')
  assert.ok(must(await view(consentId, office.as('manager'))))
  assert.equal(refusal(await view(consentId, approver)), 'forbidden')
  assert.equal(refusal(await view('short')), 'notFound')
  assert.equal(refusal(await say({ caller: elsewhere })), 'notFound')
  assert.equal(refusal(await view(consentId, elsewhere)), 'notFound')
  assert.equal(refusal(await events(consentId, elsewhere)), 'notFound')
  assert.equal(refusal(await check(elsewhere)), 'notFound')
  const nowhere = { ...aProgram, companyId: 'nowhere' } as const
  assert.equal(refusal(await check(nowhere, 'nowhere')), 'notFound')
  assert.equal(
    refusal(await recorded(office, { ...form, caller: nowhere, companyId: 'nowhere' })),
    'consentFormUnknown',
  )
})

test('consents are part of the audit tree, each entry with the hash of its event, and say nothing of who it is', async (t) => {
  const { office, say, withdraw } = await desk(t)
  const { consentId } = must(await say({ purposes: [yes('newsletter'), no('profiling')] }))
  must(await withdraw(consentId))
  must(await say({ subject: anette }))
  await office.pump()
  const lines = await auditOf(office).lines()
  const own = `~${consentId.slice(0, 22)}`
  const rank = (entry: (typeof lines)[number]['entry']) =>
    (entry?.sequence ?? 0) + (entry?.requestId === own ? 0 : 10)
  const entries = lines
    .map(({ entry }) => entry)
    .filter((entry) => entry?.requestId.startsWith('~'))
    .sort((one, other) => rank(one) - rank(other))
  const { events } = await history(office, consentId.slice(0, 22))

  assert.deepEqual(
    entries.map((entry) => [entry?.event, entry?.by.kind, entry?.detail['purposeIds'], entry?.sequence]),
    [
      ['consentGiven', 'program', 'newsletter', 1],
      ['consentRefused', 'program', 'profiling', 2],
      ['consentWithdrawn', 'program', 'newsletter', 3],
      ['consentRequested', 'program', 'newsletter', 1],
    ],
  )
  assert.equal(entries[2]?.detail['hash'], events[1]?.hash)
  // The mail itself is where its address belongs.
  const rows = office.rows().filter((row) => !row.includes('"recipient"'))
  const all = JSON.stringify([entries, await stored(office), rows, office.log])
  assert.deepEqual(all.match(/.{60}(anette@|customer-1).{20}/gi) ?? [], [])
  assert.equal(
    (await stored(office)).some(({ id }) => id.startsWith('outbox:')),
    false,
  )
})

test('what is said when the bus is away is told when it is back', async (t) => {
  const down = { bus: false }
  const through = (ports: Ports): Ports => ({
    ...ports,
    messages: {
      ...ports.messages,
      send: async (queue, messages) => {
        if (down.bus)
          throw new (await import('../../../shared/application/ports/unavailable.ts')).DependencyUnavailable(
            'messages',
            1,
          )
        return ports.messages.send(queue, messages)
      },
    },
  })
  const { office, say } = await desk(t, { through })
  await office.pump()
  down.bus = true
  must(await say())
  down.bus = false
  const before = (await auditOf(office).lines()).length
  office.clock.pass({ seconds: 61 })
  assert.equal(await office.app.relayOutbox(10), 1)
  await office.pump()

  assert.equal(
    (await stored(office)).some(({ id }) => id.startsWith('outbox:')),
    false,
  )
  assert.ok(before > 0)
})

test('who is beaten again and again is told so, and nothing was said', async (t) => {
  const through = (ports: Ports): Ports => ({
    ...ports,
    documents: {
      ...ports.documents,
      read: (partition, id) => ports.documents.read(partition, id),
      query: (query) => ports.documents.query(query),
      batch: async (partition, writes) =>
        partition.container === 'consents'
          ? { ok: false, error: { code: 'versionConflict', index: 0 } }
          : ports.documents.batch(partition, writes),
    },
  })
  const { say, state } = await desk(t, { through })

  assert.equal(refusal(await say()), 'versionConflict')
  assert.equal(await state(), 'unknown')
})

test('of two who decide at the same moment both stand in the history, and the later of the server’s order wins', async (t) => {
  const { office, form, say, state } = await desk(t)
  const elsewhere = office.restarted()
  const said = { ...form, subject: someone, method: 'apiThirdParty' } as const
  const [one, other] = await Promise.all([
    say({ purposes: [yes('newsletter')] }),
    elsewhere.recordConsent({
      ...{ caller: aProgram, companyId: 'demo' },
      said: { ...said, purposes: [no('newsletter')] },
    }),
  ])
  must(other)
  const { events } = await history(office, must(one).consentId.slice(0, 22))

  assert.deepEqual([...events.map(({ type }) => type)].sort(), ['given', 'refused'])
  assert.equal(await state(), events[1]?.type)
})

test('whatever is said, taken back and repeated, at once and in turn, what holds is the fold of an untouched history', async (t) => {
  const { office, say, withdraw } = await desk(t)
  const purposes = fc.uniqueArray(fc.constantFrom('newsletter', 'profiling'), { minLength: 1 })
  const act = fc.record({
    kind: fc.constantFrom('yes', 'no', 'ask', 'back'),
    purposes,
    again: fc.boolean(),
    days: fc.integer({ min: 0, max: 20 }),
  })
  let run = 0
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(act, { minLength: 1, maxLength: 3 }), { maxLength: 4 }),
      async (rounds) => {
        const name = { externalId: `someone-${++run}` }
        const made: string[] = []
        for (const round of [[{ kind: 'yes', purposes: ['newsletter'], again: false, days: 0 }], ...rounds]) {
          office.clock.pass({ days: round[0]?.days ?? 0 })
          await Promise.all(
            round.map(async ({ kind, purposes: some, again }, i) => {
              const caller = kind === 'ask' ? office.as('user') : aProgram
              const decisions = some.map((purposeId) => (kind === 'no' ? no(purposeId) : yes(purposeId)))
              const idempotency = {
                key: `${run} ${made.length} ${i}`,
                bodyHash: JSON.stringify([kind, some]),
              }
              for (const _time of again ? [1, 2] : [1]) {
                if (kind === 'back' && made[0]) await withdraw(made[0])
                else {
                  const said = await say({ caller, subject: name, purposes: decisions, idempotency })
                  if (said.ok) made.push(said.value.consentId)
                }
              }
            }),
          )
        }
        const { events, state } = await history(office, `${made[0]}`.slice(0, 22))
        assert.deepEqual(state.purposes, foldEvents(events))
        assert.equal(chainFault(sha256Hex, events, state), undefined)
        const entries = (await stored(office)).filter(({ id }) => id.startsWith('audit:')) as AuditEntry[]
        const own = entries.filter(({ requestId }) => requestId === `~${state.subjectRef}`)
        assert.equal(own.length, state.auditCount)
      },
    ),
    { numRuns: 15 },
  )
})

test('a visitor says what they wish for an address alone, and to what is asked now', async (t) => {
  const office = await openOffice(t)
  const form = await publishedForm(office)
  const caller = { kind: 'visitor', companyId: 'demo' } as const
  const said = { ...form, caller, method: 'webForm' } as const
  assert.equal(refusal(await recorded(office, said)), 'apiKeyPublishable')
  assert.equal(refusal(await recorded(office, { ...said, version: 2 })), 'consentFormUnknown')
  const subject = { email: 'ada@example.com' }
  assert.equal(must(await recorded(office, { ...said, subject })).state, 'requested')
  assert.equal(refusal(await recorded(office, { ...said, subject, companyId: 'other' })), 'notFound')

  const asked = { companyId: 'demo', formId: form.formId }
  must(
    await office.app.editConsentForms.addVersion({ ...asked, actor: office.as('admin'), given: givenForm }),
  )
  must(await office.app.editConsentForms.publish({ ...asked, actor: office.as('owner'), version: 2 }))
  assert.equal(refusal(await recorded(office, { ...said, subject })), 'consentFormChanged')
})
