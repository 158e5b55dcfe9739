import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  catalogueFaults,
  holdsTooManySources,
  unexplainedTypes,
} from '../../../shared/domain/templates/catalogue.ts'
import { currentTypes } from '../../../shared/domain/templates/information-type.ts'
import type { InformationType } from '../../../shared/domain/templates/information-type.ts'
import { catalogueOf, starterPacks } from '../../../shared/domain/templates/starter-packs.ts'

const { templates, ...whole } = catalogueOf(starterPacks.map(({ packId }) => packId))

const forms = templates.map(({ templateId }) => ({ templateId, state: 'current' }) as const)

const [insurance, retail] = whole.informationTypes as readonly [InformationType, InformationType]

const faults = (informationTypes: readonly InformationType[], known: typeof forms = forms) =>
  catalogueFaults({ informationTypes, activities: [] }, known)

test('the catalogue of the starter packs holds together and explains each of its types', () => {
  assert.deepEqual(catalogueFaults(whole, forms), [])
  assert.deepEqual(unexplainedTypes(whole), [])
})

test('an id stands once, of types, of sources over the whole catalogue, and of activities', () => {
  const [activity] = whole.activities
  assert.ok(activity)
  const renamed = { ...retail, sources: insurance.sources }
  assert.deepEqual(faults([insurance, insurance]), [
    { code: 'idTwice', pointer: '/informationTypes/1/informationType' },
    { code: 'idTwice', pointer: '/informationTypes/1/sources/0/sourceId' },
  ])
  assert.deepEqual(faults([insurance, renamed]), [
    { code: 'idTwice', pointer: '/informationTypes/1/sources/0/sourceId' },
  ])
  assert.deepEqual(catalogueFaults({ ...whole, activities: [activity, activity] }, forms), [
    { code: 'idTwice', pointer: '/activities/1/id' },
  ])
})

test('what can be asked for has a source, and each source a form that is in use', () => {
  assert.deepEqual(faults([{ ...insurance, sources: [] }]), [
    { code: 'withoutSource', pointer: '/informationTypes/0/sources' },
  ])
  const pointer = '/informationTypes/0/sources/0/templateId'
  assert.deepEqual(faults([insurance], []), [{ code: 'templateUnknown', pointer }])
  assert.deepEqual(
    catalogueFaults({ informationTypes: [insurance], activities: [] }, [
      { templateId: 'insurance', state: 'retired' },
    ]),
    [{ code: 'templateRetired', pointer }],
  )
})

test('what is retired needs neither a source nor a form, is offered to nobody and asked of no activity', () => {
  const retired = { ...insurance, sources: [], state: 'retired' } as const
  assert.deepEqual(faults([retired, retail]), [])
  assert.deepEqual(currentTypes([retired, retail]), [retail])
  assert.deepEqual(unexplainedTypes({ informationTypes: [retired, retail], activities: [] }), ['retail'])
})

test('an activity speaks about types that there are', () => {
  const [activity] = whole.activities
  assert.ok(activity)
  const activities = [{ ...activity, informationTypes: ['insurance', 'dreams'] }]
  assert.deepEqual(catalogueFaults({ ...whole, activities }, forms), [
    { code: 'informationTypeUnknown', pointer: '/activities/0/informationTypes/1' },
  ])
})

test('whoever asks for everything asks for at most 200 sources, and what is retired is none of them', () => {
  const [source] = insurance.sources
  assert.ok(source)
  const many = (count: number): InformationType => ({
    ...insurance,
    sources: Array.from({ length: count }, (_, at) => ({ ...source, sourceId: `source${at}` })),
  })
  assert.equal(holdsTooManySources([many(200)]), false)
  assert.equal(holdsTooManySources([many(200), retail]), true)
  assert.equal(holdsTooManySources([many(200), { ...retail, state: 'retired' }]), false)
})
