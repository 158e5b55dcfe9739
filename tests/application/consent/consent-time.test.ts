// The last time of what is given for a time: asked again, renewed, run out; whatever is lost on the way.
import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'

import type { ConsentStateDocument } from '../../../shared/application/consent/consent-document.ts'
import { subjectRefIn } from '../../../shared/application/consent/consent-document.ts'
import { bySystem } from '../../../shared/application/actor.ts'
import { makeConsentStore } from '../../../shared/application/consent/consent-store.ts'
import { formHeadId, type ConsentFormHead } from '../../../shared/application/consent/form-document.ts'
import { companyPartition, subjectPartition, subjectPlace } from '../../../shared/application/place.ts'
import { ok } from '../../../shared/kernel/result.ts'
import { must, openOffice, refusal, type Office } from '../../support/application.ts'
import { aProgram, givenForm, publishedForm, recorded } from '../../support/consent.ts'
import { mailsTo } from '../../support/mailbox.ts'

const email = 'ada@example.com'
const yes = (purposeId: string) => ({ purposeId, decision: 'given' as const })

/** A yes to the newsletter on paper on 2 March 2026: it holds for two years, until 2 March 2028. */
async function desk(
  t: TestContext,
  subject: { email: string } | { externalId: string } = { email },
  purposeIds: readonly string[] = ['newsletter'],
) {
  const office = await openOffice(t)
  const form = await publishedForm(office)
  const caller = office.as('manager')
  const { consentId } = must(
    await recorded(office, { ...form, subject, method: 'paper', caller, purposes: purposeIds.map(yes) }),
  )
  await office.pump()
  const subjectRef = subjectRefIn(consentId) as string
  const place = subjectPlace('demo', subjectRef)
  const stateOf = async () => {
    const found = await office.ports.documents.read<ConsentStateDocument>(
      subjectPartition('demo', subjectRef),
      'state',
    )
    return found?.value as ConsentStateDocument
  }
  const checked = async () => {
    const questions = [{ subject, purposes: ['newsletter'] }]
    return must(await office.app.consents.check({ caller: aProgram, companyId: 'demo', questions }))[0]?.[0]
  }
  return {
    ...{ office, form, consentId, place, stateOf, checked },
    events: async (id = consentId) =>
      must(await office.app.consents.events({ caller: aProgram, consentId: id })),
    link: () => linkIn(office),
    /** As the timer does, and the start of what it commands. */
    wake: async () => {
      await office.app.wakeConsents(100)
      await office.pump()
      return (await stateOf()).instanceId as string
    },
  }
}

function linkIn(office: Office) {
  const [text = ''] = mailsTo(office, email).map((mail) => mail.text)
  const [, consentId = '', code = ''] = /\/demo\/consents\/([^/\s]+)\/(\S+)/.exec(text) ?? []
  return { companyId: 'demo', consentId, code }
}

const subjects = (office: Office) => mailsTo(office, email).map(({ subject }) => subject)

test('nobody looks after a consent before the last ninety days of its time: a hundred thousand cost nothing until then', async (t) => {
  const { office, place, stateOf, wake } = await desk(t)
  assert.equal((await stateOf()).wakeBy, '2027-12-03T22:59:59.999Z')
  office.clock.set('2027-12-03T22:00:00.000Z')
  assert.equal(await wake(), undefined)
  assert.deepEqual(office.commands, [])

  office.clock.set('2027-12-04T00:00:00.000Z')
  const instanceId = await wake()
  assert.deepEqual(office.commands, [{ command: 'start', name: 'consentLife', instanceId, ...place }])
})

test('its person is asked once, a month before the end, and the register of facts says so', async (t) => {
  const { office, place, wake } = await desk(t)
  office.clock.set('2027-12-04T00:00:00.000Z')
  const instanceId = await wake()
  const { consentTime } = office.app
  assert.deepEqual(await consentTime.lap({ ...place, instanceId }), {
    ...{ kind: 'wait', next: 'renewal', at: '2028-02-01T22:59:59.999Z', until: '2027-12-09T00:00:00.000Z' },
  })
  assert.equal(await consentTime.reach(place), 'nothing')

  office.clock.set('2028-02-02T00:00:00.000Z')
  assert.equal((await consentTime.lap({ ...place, instanceId })).kind, 'act')
  assert.equal(await consentTime.reach(place), 'reached')
  assert.equal(await consentTime.reach(place), 'nothing')
  await office.pump()
  assert.deepEqual(
    subjects(office).filter((subject) => subject.includes('go on')),
    ['Demo Company: Do you want to go on?'],
  )
  const [mail] = mailsTo(office, email).filter(({ subject }) => subject.includes('go on'))
  assert.match(`${mail?.text}`, /2 March 2028/)
  const lap = await consentTime.lap({ ...place, instanceId })
  assert.deepEqual([lap.kind, 'next' in lap && lap.next], ['wait', 'expiry'])
})

test('at its end an event of the system says that it has run out, once, and every system that asks hears so', async (t) => {
  const { office, place, checked, events, wake, link } = await desk(t)
  const actor = office.as('admin')
  const wish = { url: 'http://localhost:1/', events: ['consentExpired'] } as const
  const { id: webhookId } = must(await office.app.webhooks.create({ actor, companyId: 'demo', wish }))
  office.clock.set('2028-02-02T00:00:00.000Z')
  const instanceId = await wake()
  await office.app.consentTime.reach(place)
  assert.equal((await checked())?.state, 'given')

  office.clock.set('2028-03-03T00:00:00.000Z')
  assert.equal((await office.app.consentTime.lap({ ...place, instanceId })).kind, 'act')
  assert.equal(await office.app.consentTime.reach(place), 'reached')
  assert.equal(await office.app.consentTime.reach(place), 'nothing')
  await office.pump()

  assert.equal((await checked())?.state, 'expired')
  const named = { actor, companyId: 'demo', webhookId }
  const told = must(await office.app.webhookDeliveries.list(named)).deliveries
  assert.deepEqual(
    told.map(({ type, data }) => [type, data['purposeIds']]),
    [['consentExpired', 'newsletter']],
  )
  const said = (await events()).at(-1)
  assert.deepEqual([said?.type, said?.by, said?.purposes[0]?.decision], ['expired', 'system', 'expired'])
  const page = must(await office.app.ownConsents.view(link()))
  assert.equal(page.current[0]?.state, 'expired')
  assert.equal(page.facts.purposes[0]?.history.at(-1)?.state, 'expired')
  assert.equal(page.renewal, undefined)
  // The watch has ended, and asks for its own history to be purged.
  assert.deepEqual(await office.app.consentTime.lap({ ...place, instanceId }), { kind: 'over' })
  assert.deepEqual(await office.app.consentTime.lap({ ...place, instanceId }), { kind: 'over' })
  office.clock.pass({ hours: 2 })
  await office.pump()
  assert.equal(office.commands.at(-1)?.command, 'purge')
  assert.equal(office.commands.at(-1)?.instanceId, instanceId)
})

test('renewing to the same text is said in the same consent, with a new end and a new receipt', async (t) => {
  const { office, place, consentId, checked, events, wake, link, stateOf } = await desk(t)
  assert.equal(must(await office.app.ownConsents.view(link())).renewal, undefined)
  office.clock.set('2028-02-10T00:00:00.000Z')
  const instanceId = await wake()
  await office.app.consentTime.reach(place)
  const { renewal } = must(await office.app.ownConsents.view(link()))
  assert.deepEqual([renewal?.purposeIds, renewal?.shown.version], [['newsletter'], 1])
  const own = link()
  const again = { ...own, version: 1, purposes: ['newsletter'] }
  assert.equal(
    refusal(await office.app.ownConsents.renew({ ...again, purposes: ['profiling'] })),
    'purposeUnknown',
  )
  assert.equal(refusal(await office.app.ownConsents.renew({ ...again, purposes: [] })), 'purposeUnknown')
  assert.equal(refusal(await office.app.ownConsents.renew({ ...again, code: 'guess' })), 'notFound')
  const renewed = must(await office.app.ownConsents.renew(again))
  assert.deepEqual(renewed, { consentId, code: own.code })
  // Pressed twice: what was renewed is not near its end any more.
  assert.equal(refusal(await office.app.ownConsents.renew(again)), 'notFound')
  await office.pump()

  assert.equal(office.commands.at(-1)?.command, 'raise')
  const said = (await events()).at(-1)
  assert.deepEqual([said?.type, said?.by, said?.formVersion], ['renewed', 'subject', 1])
  assert.equal((await checked())?.validUntil, '2030-02-10T22:59:59.999Z')
  assert.equal(subjects(office).filter((subject) => subject.includes('receipt')).length, 2)
  assert.deepEqual(await office.app.consentTime.lap({ ...place, instanceId }), { kind: 'over' })
  assert.equal((await stateOf()).wakeBy, '2029-11-12T22:59:59.999Z')
  assert.equal((await stateOf()).instanceId, undefined)
})

test('a new text asks anew: who renews then says yes to what they read, in a consent of its own', async (t) => {
  const { office, form, consentId, checked, events, link } = await desk(t)
  const text = { da: 'Send mig begge breve', en: 'Send me both letters' }
  const purposesNow = givenForm.purposes.map((purpose, n) => (n === 0 ? { ...purpose, text } : purpose))
  const given = { ...givenForm, purposes: purposesNow }
  const asked = { companyId: 'demo', formId: form.formId }
  office.clock.set('2028-02-10T00:00:00.000Z')
  const own = link()
  const { version } = must(
    await office.app.editConsentForms.addVersion({ actor: office.as('admin'), ...asked, given }),
  )
  must(await office.app.editConsentForms.publish({ actor: office.as('owner'), ...asked, version }))
  const { renewal } = must(await office.app.ownConsents.view(own))
  assert.equal(renewal?.shown.purposes[0]?.text, 'Send me both letters')

  const purposes = ['newsletter']
  assert.equal(
    refusal(await office.app.ownConsents.renew({ ...own, version: 1, purposes })),
    'consentFormChanged',
  )
  const renewed = must(await office.app.ownConsents.renew({ ...own, version: 2, purposes }))
  assert.notEqual(renewed.consentId, consentId)
  assert.equal((await events()).length, 1)
  const [said] = await events(renewed.consentId)
  assert.deepEqual([said?.type, said?.formVersion], ['given', 2])
  assert.equal((await checked())?.consentId, renewed.consentId)
})

test('a withdrawal tells the watch, which ends; so does one that nobody told', async (t) => {
  const { office, place, consentId, wake, stateOf } = await desk(t)
  office.clock.set('2028-02-10T00:00:00.000Z')
  const instanceId = await wake()
  must(await office.app.withdrawConsent.forPerson({ caller: aProgram, consentId }))
  await office.pump()
  assert.deepEqual(
    office.commands.map(({ command }) => command),
    ['start', 'raise'],
  )
  assert.deepEqual(await office.app.consentTime.lap({ ...place, instanceId }), { kind: 'over' })
  assert.equal((await stateOf()).wakeBy, undefined)
  assert.equal(await office.app.consentTime.reach(place), 'nothing')
})

test('an instance that is gone is found by the documents, and the one it replaced ends by itself', async (t) => {
  const { office, place, wake } = await desk(t)
  office.clock.set('2028-02-10T00:00:00.000Z')
  const lost = await wake()
  assert.equal(await wake(), lost)
  office.clock.pass({ hours: 2 })
  const found = await wake()
  assert.notEqual(found, lost)
  assert.deepEqual(
    office.commands.map(({ command, instanceId }) => [command, instanceId]),
    [
      ['start', lost],
      ['purge', lost],
      ['start', found],
    ],
  )
  assert.deepEqual(await office.app.consentTime.lap({ ...place, instanceId: lost }), { kind: 'over' })
  assert.equal((await office.app.consentTime.lap({ ...place, instanceId: found })).kind, 'act')
})

test('after a restart the procedure goes on where its documents say it was, and asks nobody twice', async (t) => {
  const { office, place, wake } = await desk(t)
  office.clock.set('2028-02-10T00:00:00.000Z')
  const instanceId = await wake()
  await office.app.consentTime.reach(place)
  const anew = office.restarted()
  assert.equal(await anew.consentTime.reach(place), 'nothing')
  const lap = await anew.consentTime.lap({ ...place, instanceId })
  assert.deepEqual(await anew.consentTime.lap({ ...place, instanceId }), lap)
  await office.pump()
  assert.equal(subjects(office).filter((subject) => subject.includes('go on')).length, 1)
})

test('whom an application knows by its own name is told of to the application, and has no mailbox here', async (t) => {
  const { office, place, wake } = await desk(t, { externalId: 'customer-7' })
  office.clock.set('2028-02-10T00:00:00.000Z')
  await wake()
  const sent = office.mail.list({}).length
  assert.equal(await office.app.consentTime.reach(place), 'reached')
  await office.pump()
  assert.equal(office.mail.list({}).length, sent)
})

test('what nobody is there for any more is over', async (t) => {
  const { office, place } = await desk(t)
  const elsewhere = { companyId: 'nobody', requestId: place.requestId }
  assert.deepEqual(await office.app.consentTime.lap({ ...elsewhere, instanceId: 'i1' }), { kind: 'over' })
  assert.equal(await office.app.consentTime.reach(elsewhere), 'nothing')
})

test('more than a link was asked for: who renews is asked for it as well, and a link alone renews nothing', async (t) => {
  const { office, form, link } = await desk(t)
  const asked = { companyId: 'demo', formId: form.formId }
  const given = { ...givenForm, factors: ['emailLink', 'smsCode'] as const }
  const { version } = must(
    await office.app.editConsentForms.addVersion({ actor: office.as('admin'), ...asked, given }),
  )
  must(await office.app.editConsentForms.publish({ actor: office.as('owner'), ...asked, version }))
  office.clock.set('2028-02-10T00:00:00.000Z')
  assert.equal(must(await office.app.ownConsents.view(link())).renewal, undefined)
})

test('of a consent to two things, one runs out and is renewed, and the other stands as it was', async (t) => {
  const { office, place, events, wake, link } = await desk(t, { email }, ['newsletter', 'profiling'])
  office.clock.set('2028-02-10T00:00:00.000Z')
  await wake()
  const own = link()
  must(await office.app.ownConsents.renew({ ...own, version: 1, purposes: ['newsletter'] }))
  const kept = must(await office.app.consents.view({ caller: aProgram, consentId: own.consentId })).purposes
  assert.deepEqual(
    kept.map(({ purposeId, state }) => [purposeId, state]),
    [
      ['newsletter', 'given'],
      ['profiling', 'given'],
    ],
  )

  office.clock.set('2030-03-03T00:00:00.000Z')
  await wake()
  assert.equal(await office.app.consentTime.reach(place), 'reached')
  const said = (await events()).at(-1)
  assert.deepEqual(
    said?.purposes.map(({ purposeId, decision }) => [purposeId, decision]),
    [['newsletter', 'expired']],
  )
})

test('the same purpose twice is refused, and so is a consent that is there no more', async (t) => {
  const { office, consentId, place, link } = await desk(t)
  office.clock.set('2028-02-10T00:00:00.000Z')
  const own = link()
  const twice = { ...own, version: 1, purposes: ['newsletter', 'newsletter'] }
  assert.equal(refusal(await office.app.ownConsents.renew(twice)), 'purposeUnknown')

  const partition = subjectPartition('demo', `${subjectRefIn(consentId)}`)
  must(await office.ports.documents.batch(partition, [{ kind: 'delete', id: `consent:${consentId}` }]))
  assert.equal(
    refusal(await office.app.ownConsents.renew({ ...twice, purposes: ['newsletter'] })),
    'notFound',
  )
  assert.equal(place.companyId, 'demo')
})

test('what a form does not ask for any more, and a form that is out no more, is not asked again', async (t) => {
  const { office, form, link } = await desk(t)
  const asked = { companyId: 'demo', formId: form.formId }
  const given = { ...givenForm, purposes: givenForm.purposes.slice(1) }
  const { version } = must(
    await office.app.editConsentForms.addVersion({ actor: office.as('admin'), ...asked, given }),
  )
  must(await office.app.editConsentForms.publish({ actor: office.as('owner'), ...asked, version }))
  office.clock.set('2028-02-10T00:00:00.000Z')
  assert.equal(must(await office.app.ownConsents.view(link())).renewal, undefined)

  const company = companyPartition('demo')
  const id = formHeadId(form.formId)
  const { publishedVersion: _out, ...head } =
    (await office.ports.documents.read<ConsentFormHead>(company, id))?.value ?? assert.fail()
  must(await office.ports.documents.batch(company, [{ kind: 'upsert', value: head }]))
  assert.equal(must(await office.app.ownConsents.view(link())).renewal, undefined)
})

test('an instance that takes over knows who was asked already', async (t) => {
  const { office, place, wake, stateOf } = await desk(t)
  office.clock.set('2028-02-10T00:00:00.000Z')
  await wake()
  await office.app.consentTime.reach(place)
  const { renewalsAsked } = await stateOf()
  office.clock.pass({ hours: 2 })
  await wake()

  assert.ok(renewalsAsked)
  assert.deepEqual((await stateOf()).renewalsAsked, renewalsAsked)
  assert.equal(await office.app.consentTime.reach(place), 'nothing')
})

test('whoever takes back at the moment when the timer looks has no procedure begun', async (t) => {
  const { office, consentId, stateOf } = await desk(t)
  office.clock.set('2028-02-10T00:00:00.000Z')
  const { query } = office.ports.documents
  const asked = t.mock.method(office.ports.documents, 'query', async (...call: Parameters<typeof query>) => {
    const found = await query(...call)
    if (call[0].container === 'consents' && call[0].where?.[0]?.field === 'wakeBy')
      must(await office.app.withdrawConsent.forPerson({ caller: aProgram, consentId }))
    return found
  })
  await office.app.wakeConsents(100)
  asked.mock.restore()

  assert.equal((await stateOf()).instanceId, undefined)
})

test('a procedure that somebody else always beats ends not, but is tried again', async (t) => {
  const { office, place, wake } = await desk(t)
  office.clock.set('2028-02-10T00:00:00.000Z')
  const instanceId = await wake()
  await office.app.consentTime.reach(place)
  t.mock.method(office.ports.documents, 'batch', async () => ({ ok: false, error: { code: 'conflict' } }))

  await assert.rejects(office.app.consentTime.lap({ ...place, instanceId }), { dependency: 'documents' })
})

test('who was forgotten stays forgotten whatever else is noted of them', async (t) => {
  const { office, stateOf, place, wake } = await desk(t)
  office.clock.set('2028-02-10T00:00:00.000Z')
  await wake()
  const ref = { companyId: 'demo', subjectRef: (await stateOf()).subjectRef }
  const store = makeConsentStore(office.ports as unknown as Parameters<typeof makeConsentStore>[0])
  const note = (keeping?: { readonly forgotten: true }) =>
    store.change(ref, async () =>
      ok({
        answer: undefined,
        change: { by: bySystem, said: [], writes: [], watch: {}, ...(keeping && { keeping }) },
      }),
    )
  must(await note({ forgotten: true }))
  must(await note())

  assert.equal((await stateOf()).forgotten, true)
  assert.equal(place.companyId, 'demo')
})
