import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Ports } from '../../../shared/application/ports/ports.ts'
import type { BulkAssign } from '../../../shared/application/queue/bulk-assign.ts'
import { must, openOffice, refusal, type Office } from '../../support/application.ts'
import type { PersonName } from '../../support/companies.ts'
import { aRequest, type MadeRequest } from '../../support/request-stages.ts'

type Wish = Partial<Omit<Parameters<BulkAssign>[0], 'actor'>>

const bulk = (office: Office, name: PersonName, wish: Wish = {}) =>
  office.app.bulkAssign({
    ...{ actor: office.as(name), action: 'assign', employeeId: 'user', filter: {}, dryRun: false },
    ...wish,
  })

const twoAtOnce = (ports: Ports): Ports => ({
  ...ports,
  documents: {
    ...ports.documents,
    query: (query) => ports.documents.query(query.container === 'queue' ? { ...query, limit: 2 } : query),
  },
})

test('a manager gives away all that a filter finds, after counting them, and may repeat it', async (t) => {
  const office = await openOffice(t, { through: twoAtOnce })
  const made: MadeRequest[] = []
  for (const _ of [1, 2, 3]) made.push(await aRequest(office).verified().made())
  const filter = { status: 'open' }

  assert.deepEqual(must(await bulk(office, 'manager', { filter, dryRun: true })), { count: 3, value: [] })
  const first = must(await bulk(office, 'manager', { filter }))
  assert.deepEqual(
    first.value.map(({ outcome }) => outcome),
    ['done', 'done'],
  )
  const { continuation = '' } = first
  const second = must(await bulk(office, 'manager', { filter, continuation }))
  assert.deepEqual([second.count, second.continuation], [1, undefined])
  for (const request of made) assert.deepEqual((await office.stateOf(request)).assignees, ['user'])
  const versions = async () => Promise.all(made.map(async (one) => (await office.stateOf(one)).version))
  const before = await versions()
  must(await bulk(office, 'manager'))
  assert.deepEqual(await versions(), before)

  const back: Wish = { action: 'unassign', filter: { assignee: 'user' } }
  assert.equal(must(await bulk(office, 'manager', back)).count, 2)
  assert.equal(must(await bulk(office, 'manager', back)).count, 1)
  assert.equal(must(await bulk(office, 'manager', { ...back, dryRun: true })).count, 0)
})

test('each request is judged by itself: who may not assign is told so of each, and changes nothing', async (t) => {
  const office = await openOffice(t)
  const own = await aRequest(office).verified().assignedTo('user').made()
  await aRequest(office).verified().made()

  const { value } = must(await bulk(office, 'user', { employeeId: 'second' }))

  assert.deepEqual(value, [{ id: own.requestId, outcome: 'forbidden' }])
  assert.deepEqual((await office.stateOf(own)).assignees, ['user'])
})

test('who sees no requests finds none, and neither does a continuation that was made up', async (t) => {
  const office = await openOffice(t)
  await aRequest(office).verified().made()

  assert.equal(refusal(await bulk(office, 'owner')), 'forbidden')
  assert.equal(refusal(await bulk(office, 'owner', { dryRun: true })), 'forbidden')
  assert.equal(refusal(await bulk(office, 'manager', { continuation: 'x' })), 'parameterInvalid')
  const unknown = must(await bulk(office, 'manager', { employeeId: 'nobody' }))
  assert.deepEqual(
    unknown.value.map(({ outcome }) => outcome),
    ['employeeUnknown'],
  )
})
