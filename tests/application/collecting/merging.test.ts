import assert from 'node:assert/strict'
import { test } from 'node:test'
import { must, refusal } from '../../support/application.ts'
import { archive, crm, generic, mergingDesk, place, together } from '../../support/merging.ts'
import { goingOn } from '../../support/request-stages.ts'
import { itemAt, withhold } from '../../support/withholding.ts'

test('what several sources say is one form: what is equal is one, and each field knows where it comes from', async (t) => {
  const { office, enter, merged } = await mergingDesk(t)
  must(await enter('crm', crm))
  assert.deepEqual(await merged(), [])
  office.clock.pass({ hours: 1 })
  must(await enter('archive', archive, { actor: office.as('second') }))

  const [form, ...others] = await merged()

  assert.deepEqual(others, [])
  assert.deepEqual(form?.sources, ['crm', 'archive'])
  assert.deepEqual(form?.data, crm)
  assert.deepEqual(form?.provenance['/contact/name'], [
    { source: 'crm', via: 'import', by: 'user', at: '2026-03-02T08:00:00.000Z' },
    { source: 'archive', via: 'import', by: 'second', at: '2026-03-02T09:00:00.000Z' },
  ])
  assert.deepEqual(
    form?.provenance['/contact/phone']?.map(({ source }) => source),
    ['crm'],
  )
  assert.deepEqual(
    form?.conflicts.map(({ pointer }) => pointer),
    ['/contact/address', '/records'],
  )
  assert.deepEqual(form?.conflicts[0]?.values, [
    { source: 'crm', value: 'Odense' },
    { source: 'archive', value: 'Aarhus' },
  ])
})

test('nothing is sealed while sources differ and nobody has decided; then all of it is', async (t) => {
  const { office, enter, decide, seal, merged } = await mergingDesk(t)
  must(await enter('crm', crm))
  must(await enter('archive', archive))

  const refused = await seal()
  assert.ok(!refused.ok && refused.error.code === 'conflictsOpen')
  assert.deepEqual(
    refused.error.errors.map(({ pointer }) => pointer),
    ['/data/generic/contact/address', '/data/generic/records'],
  )
  must(await decide('/contact/address', { take: 'source', source: 'archive' }))
  assert.equal(refusal(await seal()), 'conflictsOpen')
  const kept = must(await decide('/records', { take: 'all' }))
  assert.equal(kept.resolution?.by, 'user')
  assert.deepEqual((await merged())[0]?.data, {
    contact: { ...crm.contact, address: 'Aarhus' },
    records: together,
  })
  must(await seal())
  assert.ok(office)
})

test('a typed value must fit the form, a list too, and only lists are kept together', async (t) => {
  const { enter, decide, merged } = await mergingDesk(t)
  must(await enter('crm', { ...crm, contact: { ...crm.contact, country: 'DK' } }))
  must(await enter('archive', { ...archive, contact: { ...archive.contact, country: 'SE' } }))

  const wrong = await decide('/contact/country', { take: 'value', value: 'Danmark' })
  assert.ok(!wrong.ok && wrong.error.code === 'formInvalid')
  assert.deepEqual(
    wrong.error.errors.map(({ pointer }) => pointer),
    ['/contact/country'],
  )
  for (const value of ['x', [{ kind: 1 }]])
    assert.equal(refusal(await decide('/records', { take: 'value', value })), 'formInvalid')
  assert.equal(refusal(await decide('/contact/address', { take: 'all' })), 'bodyInvalid')
  assert.equal(
    refusal(await decide('/contact/address', { take: 'source', source: 'elsewhere' })),
    'sourceUnknown',
  )
  assert.equal(refusal(await decide('/contact/name', { take: 'all' })), 'conflictNotFound')

  must(await decide('/contact/country', { take: 'value', value: 'NO' }))
  assert.equal(
    ((await merged())[0]?.data as typeof crm & { contact: { country: string } }).contact.country,
    'NO',
  )
})

test('a decision holds for what the sources said then: a change of one of them opens that field again, and no other', async (t) => {
  const { enter, decide, merged } = await mergingDesk(t)
  must(await enter('crm', crm))
  must(await enter('archive', archive))
  must(await decide('/contact/address', { take: 'value', value: 'Ribe' }))
  must(await decide('/records', { take: 'all' }))
  const open = async () =>
    (await merged())[0]?.conflicts.filter(({ resolution }) => !resolution).map(({ pointer }) => pointer)
  assert.deepEqual(await open(), [])

  const patched = { contact: { address: 'Vejle' } }
  const entered = must(await enter('archive', patched, { entry: { kind: 'patch', data: patched } }))

  assert.deepEqual(await open(), ['/contact/address'])
  assert.deepEqual(entered.changed, ['/contact/address'])
  assert.deepEqual(
    entered.conflicts.map(({ pointer }) => pointer),
    ['/contact/address'],
  )
})

test('a decision can be taken back, and taking back what nobody decided changes nothing', async (t) => {
  const { office, request, enter, decide } = await mergingDesk(t)
  must(await enter('crm', crm))
  must(await enter('archive', archive))
  must(await decide('/contact/address', { take: 'source', source: 'crm' }))
  must(await decide('/records', { take: 'all' }))

  assert.equal(must(await decide('/contact/address', { take: 'nothing' })).resolution, undefined)
  assert.equal(must(await decide('/records', { take: 'nothing' })).resolution, undefined)
  const { version, resolutions } = await office.stateOf(request)
  must(await decide('/contact/address', { take: 'nothing' }))

  assert.equal(resolutions, undefined)
  assert.equal((await office.stateOf(request)).version, version)
})

test('who decides has had a hand in it, and a seal that stood is void', async (t) => {
  const { office, request, enter, decide, seal } = await mergingDesk(t)
  must(await enter('crm', crm))
  must(await enter('archive', archive))
  must(await decide('/contact/address', { take: 'source', source: 'crm' }))
  must(await decide('/records', { take: 'all' }))
  must(await seal())

  must(
    await office.app.resolveConflict({
      ...{ actor: office.as('second'), requestId: request.requestId, templateId: 'generic' },
      ...{ pointer: '/records', wish: { take: 'source', source: 'crm' } },
    }),
  )

  const state = await office.stateOf(request)
  assert.equal(state.seal?.state, 'void')
  assert.ok(state.contributors.includes('second'))
  const stranger = office.app.resolveConflict({
    ...{ actor: office.as('approver'), requestId: request.requestId, templateId: 'generic' },
    ...{ pointer: '/records', wish: { take: 'all' } },
  })
  assert.equal(refusal(await stranger), 'notFound')
})

test('a dry run tells what an import adds, changes, removes, merges and sets in conflict, and does none of it', async (t) => {
  const { office, request, enter, merged } = await mergingDesk(t)
  must(await enter('crm', { ...crm, correspondence: [] }))
  must(await enter('archive', { contact: { name: 'Anna', email: 'anna@mail.example' } }))
  const { version } = await office.stateOf(request)

  const told = must(await enter('archive', archive, { dryRun: true }))

  assert.deepEqual(
    [told.added, told.changed, told.removed],
    [['/contact/address', '/records'], [], ['/contact/email']],
  )
  assert.deepEqual(told.merged, ['/contact/name'])
  assert.deepEqual(
    told.conflicts.map(({ pointer }) => pointer),
    ['/contact/address', '/records'],
  )
  assert.equal((await office.stateOf(request)).version, version)
  assert.deepEqual((await merged())[0]?.conflicts, [])
})

test('a source that failed, and one of another information type, has no part in the form', async (t) => {
  const informationTypes = [
    { ...generic, sources: [place('crm'), place('archive')] },
    { ...generic, informationType: 'other', sources: [place('north'), place('south')] },
  ]
  const { office, request, enter, decide, merged } = await mergingDesk(t, { informationTypes })
  for (const source of ['crm', 'north']) must(await enter(source, crm))
  for (const source of ['archive', 'south']) must(await enter(source, archive))
  assert.deepEqual(
    (await merged()).map(({ sources }) => sources),
    [
      ['crm', 'archive'],
      ['north', 'south'],
    ],
  )

  assert.equal(refusal(await decide('/records', { take: 'all' })), 'sourceNotNamed')
  must(await decide('/records', { take: 'all' }, { source: 'south' }))
  assert.deepEqual(
    (await merged()).map(
      ({ conflicts }) => conflicts.find(({ pointer }) => pointer === '/records')?.resolution?.take,
    ),
    [undefined, 'all'],
  )
  const actor = office.as('user')
  const { requestId } = request
  must(await office.app.setSource({ actor, requestId, sourceId: 'south', state: 'failed' }))
  assert.equal((await merged()).length, 1)
})

test('where something of a field is withheld, nothing is typed: it could say again what is withheld', async (t) => {
  const { office, request, enter, decide, seal, merged } = await mergingDesk(t)
  must(await enter('crm', crm))
  must(await enter('archive', archive))
  must(await decide('/contact/address', { take: 'value', value: 'Odense C' }))
  must(await decide('/records', { take: 'all' }))
  const item = { ...(await itemAt(office, request, '/contact', 'generic')), source: 'crm' }
  must(await withhold(office, request, [item]))

  assert.equal((await merged())[0]?.conflicts[0]?.resolution, undefined)
  assert.equal(refusal(await seal()), 'conflictsOpen')
  assert.equal(
    refusal(await decide('/contact/address', { take: 'value', value: 'Odense' })),
    'conflictWithheld',
  )
  must(await decide('/contact/address', { take: 'source', source: 'archive' }))
  must(await seal())
})

test('a list is typed as the answer where neither source has it right, and not where a row of one is withheld', async (t) => {
  const { office, request, enter, decide, seal, merged } = await mergingDesk(t)
  must(await enter('crm', crm))
  must(await enter('archive', archive))
  must(await decide('/contact/address', { take: 'source', source: 'archive' }))
  const value = together.slice(0, 1)

  must(await decide('/records', { take: 'value', value }))

  assert.deepEqual(((await merged())[0]?.data as typeof crm).records, value)
  const item = { ...(await itemAt(office, request, '/records/0', 'generic')), source: 'crm' }
  must(await withhold(office, request, [item]))
  assert.equal(refusal(await decide('/records', { take: 'value', value })), 'conflictWithheld')
  assert.equal(refusal(await seal()), 'conflictsOpen')
  must(await decide('/records', { take: 'all' }))
  must(await seal())
})

test('what was decided is encrypted, and goes with the rest of the content', async (t) => {
  const { office, request, enter, decide } = await mergingDesk(t)
  must(await enter('crm', crm))
  must(await enter('archive', archive))
  must(await decide('/contact/address', { take: 'value', value: 'Ribe' }))
  must(await decide('/records', { take: 'all' }))
  const { resolutions = '' } = await office.stateOf(request)
  assert.ok(resolutions !== '' && !resolutions.includes('Ribe'))

  await goingOn(office, request).sealed().approved().delivered().made()
  office.clock.pass({ days: 33 })
  await office.app.purgeContent(100)

  assert.ok(!('resolutions' in (await office.stateOf(request))))
})

test('once the key is gone, nothing can be decided', async (t) => {
  const { office, request, enter, decide } = await mergingDesk(t)
  must(await enter('crm', crm))
  must(await enter('archive', archive))

  await office.ports.shares.destroy((await office.stateOf(request)).key.keyId)

  assert.equal(refusal(await decide('/records', { take: 'all' })), 'contentGone')
})
