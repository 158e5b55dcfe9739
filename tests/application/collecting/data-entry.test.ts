import { test, type TestContext } from 'node:test'
import assert from 'node:assert/strict'

import type { DataEntry } from '../../../shared/application/collecting/enter-data.ts'
import { insuranceExample } from '../../../shared/domain/templates/insurance-example.ts'
import { must, openOffice, refusal } from '../../support/application.ts'
import { starting } from '../../support/companies.ts'
import { aRequest } from '../../support/request-stages.ts'

async function desk(t: TestContext) {
  const office = await openOffice(t)
  const request = await aRequest(office).verified().assignedTo('user', 'second').made()
  const { requestId } = request
  const enter = (entry: DataEntry['entry'], change: Partial<DataEntry> = {}) =>
    office.app.enterData({
      ...{ actor: office.as('user'), requestId, templateId: 'insurance', via: 'manual', entry },
      ...change,
    })
  const content = async () => must(await office.app.readContent({ actor: office.as('user'), requestId }))
  const form = async () => (await content()).forms.find(({ sourceId }) => sourceId === 'policySystem')
  const source = async () =>
    (await office.stateOf(request)).sources.find(({ sourceId }) => sourceId === 'policySystem')?.state
  return { office, request, enter, content, form, source }
}

const whole = (data: unknown) => ({ kind: 'whole', data }) as const
const patch = (data: unknown) => ({ kind: 'patch', data }) as const

test('a whole form is stored with where each of its values came from, and its source is filled', async (t) => {
  const { enter, form, source } = await desk(t)

  const entered = must(await enter(whole(insuranceExample)))

  const { source: filled, data, added, ...rest } = entered
  assert.deepEqual({ source: filled, data }, { source: 'policySystem', data: insuranceExample })
  assert.ok(added.includes('/policyholder/name') && added.includes('/claims'))
  assert.deepEqual(rest, { changed: [], removed: [], merged: [], conflicts: [] })
  assert.equal(await source(), 'filled')
  assert.deepEqual((await form())?.data, insuranceExample)
  assert.deepEqual((await form())?.provenance?.['/policyholder/name'], {
    ...{ via: 'manual', by: 'user', at: '2026-03-02T08:00:00.000Z' },
  })
})

test('a wrong field is a clear error at its pointer, never repeats the value, and nothing else is lost', async (t) => {
  const { enter, form } = await desk(t)
  must(await enter(whole(insuranceExample)))

  const wrong = await enter(patch({ policyholder: { dateOfBirth: 'en hemmelig værdi' } }))

  assert.ok(!wrong.ok && wrong.error.code === 'formInvalid')
  assert.deepEqual(
    new Set(wrong.error.errors.map(({ pointer }) => pointer)),
    new Set(['/policyholder/dateOfBirth']),
  )
  assert.doesNotMatch(JSON.stringify(wrong.error), /hemmelig/)
  assert.deepEqual((await form())?.data, insuranceExample)
})

test('a patch changes what it names; a value that did not change keeps where it came from', async (t) => {
  const { office, enter, form } = await desk(t)
  must(await enter(whole(insuranceExample), { via: 'import', templateVersion: 1 }))
  office.clock.pass({ hours: 1 })

  must(
    await enter(patch({ policyholder: { city: 'Odense', occupation: null } }), {
      actor: office.as('second'),
    }),
  )

  const { data, provenance = {} } = (await form()) ?? {}
  const { policyholder } = data as typeof insuranceExample
  assert.equal(policyholder.city, 'Odense')
  assert.ok(!('occupation' in policyholder))
  assert.equal(provenance['/policyholder/city']?.by, 'second')
  assert.equal(provenance['/policyholder/city']?.via, 'manual')
  assert.equal(provenance['/policyholder/name']?.by, 'user')
  assert.equal(provenance['/policyholder/name']?.via, 'import')
  assert.equal(provenance['/policyholder/occupation'], undefined)
})

test('a form can be begun by a patch, and an empty list is a value like others', async (t) => {
  const { enter, form } = await desk(t)

  must(await enter(patch({ policyholder: insuranceExample.policyholder, claims: [] })))

  assert.equal((await form())?.provenance?.['/claims']?.by, 'user')
})

test('a patch that is no object replaces the whole, and must fit the form like any other', async (t) => {
  const { enter } = await desk(t)

  for (const data of ['text', null, [1, 2]]) assert.equal(refusal(await enter(patch(data))), 'formInvalid')
})

test('a dry run says what it would do and stores nothing', async (t) => {
  const { office, request, enter, form } = await desk(t)
  const { version } = await office.stateOf(request)

  const tried = must(await enter(whole(insuranceExample), { dryRun: true }))
  const wrong = await enter(whole({ policyholder: 3 }), { dryRun: true })

  assert.deepEqual(tried.data, insuranceExample)
  assert.equal(refusal(wrong), 'formInvalid')
  assert.equal((await office.stateOf(request)).version, version)
  assert.equal((await form())?.data, undefined)
})

test('data for another version of the template, or of no template of this request, are refused', async (t) => {
  const { enter } = await desk(t)

  assert.equal(refusal(await enter(whole({}), { templateVersion: 2 })), 'templateVersionChanged')
  assert.equal(refusal(await enter(whole({}), { templateId: 'horoscope' })), 'templateUnknown')
  assert.equal(refusal(await enter(whole({}), { source: 'webShop' })), 'templateUnknown')
})

test('what is too large for a form is told to be a file', async (t) => {
  const { enter } = await desk(t)
  const contact = (text: string) => ({ ...insuranceExample.contacts[0], text })
  const contacts = Array.from({ length: 200 }, () => contact('x'.repeat(5_000)))

  const tooLarge = await enter(whole({ ...insuranceExample, contacts }))

  assert.deepEqual(tooLarge, {
    ok: false,
    error: { code: 'dataTooLarge', rule: 'sealedCharacters: 1200000 at most' },
  })
})

test('where two sources share a template, the one that is meant is named', async (t) => {
  const [insurance] = starting.informationTypes
  assert.ok(insurance)
  const sources = ['north', 'south'].map((sourceId) => ({ ...insurance.sources[0]!, sourceId }))
  const office = await openOffice(t, { company: { informationTypes: [{ ...insurance, sources }] } })
  const { requestId } = await aRequest(office).verified().assignedTo('user').made()
  const enter = (source?: string) =>
    office.app.enterData({
      ...{ actor: office.as('user'), requestId, templateId: 'insurance', via: 'manual' },
      entry: whole(insuranceExample),
      ...(source === undefined ? {} : { source }),
    })

  assert.equal(refusal(await enter()), 'sourceNotNamed')
  assert.equal(must(await enter('south')).source, 'south')
})

test('a form that is taken out leaves its source waiting; taking it out again changes nothing', async (t) => {
  const { office, request, enter, source } = await desk(t)
  must(await enter(whole(insuranceExample)))
  const remove = (templateId = 'insurance') =>
    office.app.removeData({ actor: office.as('user'), requestId: request.requestId, templateId })

  must(await remove())
  assert.equal(await source(), 'waiting')
  const { version } = await office.stateOf(request)
  must(await remove())

  assert.equal((await office.stateOf(request)).version, version)
  assert.equal(refusal(await remove('horoscope')), 'templateUnknown')
})

test('a change against an older version is refused before anything is looked at', async (t) => {
  const { office, request, enter } = await desk(t)
  const seen = { actor: office.as('user'), requestId: request.requestId }
  const { etag } = must(await office.app.viewRequest(seen))
  must(await enter(whole(insuranceExample), { expected: etag }))

  assert.equal(refusal(await enter(whole(insuranceExample), { expected: etag })), 'versionConflict')
})

test('two people who enter data at the same moment both find theirs', async (t) => {
  const { office, request, enter, content } = await desk(t)
  const retail = { profile: { customerNumber: '1', name: 'Bo' } }

  const [one, two] = await Promise.all([
    enter(whole(insuranceExample)),
    enter(patch(retail), { templateId: 'retail', actor: office.as('second') }),
  ])

  assert.ok(one.ok)
  const stored = (await content()).forms.filter(({ data }) => data !== undefined)
  assert.equal(stored.length, two.ok ? 2 : 1)
  assert.ok((await office.stateOf(request)).contributors.includes('user'))
})
