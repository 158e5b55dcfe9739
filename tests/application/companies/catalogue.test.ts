import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import type { AuditEntry } from '../../../shared/application/evidence/audit-event.ts'
import type { SettingsChange } from '../../../shared/application/companies/changed-company.ts'
import { startingCompany } from '../../../shared/application/companies/starting-company.ts'
import type { InformationType } from '../../../shared/domain/templates/information-type.ts'
import { must, openOffice, refusal, type Office, type OfficeOptions } from '../../support/application.ts'
import type { PersonName } from '../../support/companies.ts'
import { aRequest } from '../../support/request-stages.ts'

async function desk(t: TestContext, options: OfficeOptions = {}) {
  const office = await openOffice(t, options)
  const asked = (name: PersonName = 'admin') => ({ actor: office.as(name), companyId: 'demo' })
  const view = async () => must(await office.app.companySettings.view(asked())).settings
  const { informationTypes: types, activities } = await view()
  return {
    office,
    asked,
    view,
    types: types as readonly [InformationType, InformationType, InformationType],
    activities,
    change: (change: SettingsChange, name?: PersonName) =>
      office.app.companySettings.change({ ...asked(name), change }),
    offered: async () => must(await office.app.viewProfile('demo')).informationTypes.map(({ id }) => id),
  }
}

/** The newest of what the company's audit says. */
async function audited({ ports }: Office): Promise<readonly AuditEntry[]> {
  const query = { container: 'companies', key: ['demo'], idPrefix: 'audit:', limit: 100 } as const
  return (await ports.documents.query<AuditEntry>(query)).items.map(({ value }) => value)
}

const typesOf = async (office: Office, request: { readonly requestId: string }) =>
  (await office.stateOf({ companyId: 'demo', requestId: request.requestId })).sources.map(
    ({ informationType }) => informationType,
  )

test('a company adds a type of information with its sources, and the next request may be about it', async (t) => {
  const { office, change, types, offered } = await desk(t)
  const [insurance] = types
  const travel: InformationType = {
    informationType: 'travel',
    label: { da: 'Rejser', en: 'Journeys' },
    sources: insurance.sources.map((source) => ({ ...source, sourceId: 'bookings' })),
  }

  must(await change({ informationTypes: [...types, travel] }))

  assert.deepEqual(await offered(), ['insurance', 'retail', 'generic', 'travel'])
  const request = await aRequest(office, { informationTypes: ['travel'] }).made()
  assert.deepEqual(await typesOf(office, request), ['travel'])
  const [entry] = await audited(office)
  assert.equal(entry?.event, 'settingsChanged')
  assert.deepEqual(entry.detail, { members: 'informationTypes', informationTypesAdded: 'travel' })
})

test('what an open request is about is not removed but retired, and the request keeps what it was opened with', async (t) => {
  const { office, change, types, offered } = await desk(t)
  const [insurance, retail, generic] = types
  const request = await aRequest(office).verified().made()

  const removed = await change({ informationTypes: [retail, generic], activities: [] })
  assert.equal(refusal(removed), 'informationTypeInUse')
  must(await change({ informationTypes: [{ ...insurance, state: 'retired' }, retail, generic] }))

  assert.deepEqual(await offered(), ['retail', 'generic'])
  assert.deepEqual(await typesOf(office, request), ['insurance', 'retail', 'generic'])
  const later = await aRequest(office, { email: 'bo@person.example' }).made()
  assert.deepEqual(await typesOf(office, later), ['retail', 'generic'])
  await assert.rejects(
    aRequest(office, { informationTypes: ['insurance'], email: 'cy@person.example' }).made(),
    /informationTypeUnknown/,
  )
})

test('a type that no open request is about is removed, and the audit says which', async (t) => {
  const { office, change, types, offered } = await desk(t)
  const [insurance, retail] = types
  await aRequest(office, { informationTypes: ['insurance'] })
    .verified()
    .made()

  must(
    await change({
      informationTypes: [insurance, { ...retail, label: { da: 'Køb', en: 'Bought' } }],
      activities: [],
    }),
  )

  assert.deepEqual(await offered(), ['insurance', 'retail'])
  const [entry] = await audited(office)
  assert.equal(entry?.detail['informationTypesRemoved'], 'generic')
  assert.equal(entry.detail['informationTypesChanged'], 'retail')
})

test('a catalogue that does not hold together is refused with its places, and nothing of it is kept', async (t) => {
  const { change, types, view, activities } = await desk(t)
  const [insurance] = types
  const broken = { ...insurance, sources: insurance.sources.map((one) => ({ ...one, templateId: 'none' })) }

  const refused = await change({ informationTypes: [broken] })

  assert.equal(refusal(refused), 'catalogueInvalid')
  assert.ok(!refused.ok && 'errors' in refused.error)
  assert.deepEqual(refused.error.errors[0], {
    pointer: '/informationTypes/0/sources/0/templateId',
    code: 'templateUnknown',
    detail: 'is no template of the company',
  })
  assert.deepEqual((await view()).activities, activities)
  const [source] = insurance.sources
  assert.ok(source)
  const sources = Array.from({ length: 201 }, (_, at) => ({ ...source, sourceId: `source${at}` }))
  assert.equal(
    refusal(await change({ informationTypes: [{ ...insurance, sources }], activities: [] })),
    'limitReached',
  )
  const long = activities.map((one) => ({
    ...one,
    purposes: { da: 'æ'.repeat(100_000), en: 'e'.repeat(100_000) },
  }))
  assert.equal(refusal(await change({ activities: long })), 'limitReached')
})

test('a template whose only types are retired may be retired too, and they come back only with it', async (t) => {
  const { office, asked, change, types } = await desk(t)
  const [insurance, ...others] = types
  const retire = () => office.app.editTemplates.retire({ ...asked(), templateId: 'insurance' })
  assert.equal(refusal(await retire()), 'templateInUse')

  must(await change({ informationTypes: [{ ...insurance, state: 'retired' }, ...others] }))
  must(await retire())

  assert.equal(refusal(await change({ informationTypes: types })), 'catalogueInvalid')
})

test('the same settings once more change nothing, and are no event', async (t) => {
  const { office, change, view } = await desk(t)
  const { informationTypes, activities, name, identityLevels } = await view()
  must(await change({ informationTypes, activities, name, identityLevels }))
  assert.deepEqual(await audited(office), [])
})

test('a level of identity of a type holds for the requests that are about it, the highest of several', async (t) => {
  const { office, change } = await desk(t)
  const level = { informationType: 'insurance', level: 'onFile', reason: 'It holds health data.' } as const
  must(await change({ identityLevels: [level] }))
  const seal = async (informationTypes: readonly string[], email: string) => {
    const { requestId } = await aRequest(office, { informationTypes, email })
      .verified()
      .assignedTo('user')
      .made()
    for (const sourceId of ['policySystem', 'caseFiles'].slice(2 - informationTypes.length))
      must(
        await office.app.setSource({ actor: office.as('user'), requestId, sourceId, state: 'nothingHeld' }),
      )
    return office.app.sealRequest({ actor: office.as('user'), requestId })
  }

  assert.ok((await seal(['generic'], 'a@person.example')).ok, 'the mailbox is enough')
  assert.equal(refusal(await seal(['insurance', 'generic'], 'b@person.example')), 'identityNotEstablished')
  const unknown = { ...level, informationType: 'dreams' }
  assert.equal(refusal(await change({ identityLevels: [unknown] })), 'informationTypeUnknown')
})

test('in serve mode the level of a type waits for a second administrator, with both in the audit', async (t) => {
  const { office, change, view } = await desk(t, { mode: 'serve' })
  const level = { informationType: 'insurance', level: 'onFile', reason: 'It holds health data.' } as const
  const { pending } = must(await change({ identityLevels: [level] }))
  assert.ok(pending)
  assert.deepEqual((await view()).identityLevels, [])

  const { itemId, manifestSha256 } = pending
  const word = { itemId, manifestSha256, decision: 'approve' } as const
  must(await office.app.companyItems.decide({ actor: office.as('owner'), ...word }))

  assert.deepEqual((await view()).identityLevels, [level])
})

test('three facts open a company that takes requests, and what nobody but it can say is left to it', async (t) => {
  const { app } = await openOffice(t)
  const owner = { employeeId: 'first', name: 'Ona Owner', email: 'ona@third.example' }

  assert.equal(
    must(await app.openCompany(startingCompany({ companyId: 'third', name: 'Third', owner }))),
    'opened',
  )

  const { languages, informationTypes, contact } = must(await app.viewProfile('third'))
  assert.deepEqual(languages, ['da', 'en'])
  assert.deepEqual(
    informationTypes.map(({ id }) => id),
    ['generic'],
  )
  assert.equal(contact.email, owner.email)
  const abroad = startingCompany({
    companyId: 'x',
    name: 'X',
    owner,
    country: 'IE',
    packs: ['retail'],
  }).company
  assert.deepEqual([abroad.timeZone, abroad.languages[0], abroad.activities], ['Europe/Dublin', 'en', []])
})

test('a company whose sources name a form that it does not have is not opened', async (t) => {
  const { app } = await openOffice(t)
  const owner = { employeeId: 'first', name: 'Ona Owner', email: 'ona@third.example' }
  const company = startingCompany({ companyId: 'third', name: 'Third', owner })
  assert.equal(refusal(await app.openCompany({ ...company, templates: [] })), 'catalogueInvalid')
})
