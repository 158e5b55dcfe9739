import { test } from 'node:test'
import assert from 'node:assert/strict'

import { must, openOffice, refusal, type Office } from '../../support/application.ts'
import type { PersonName } from '../../support/companies.ts'
import { mailsTo } from '../../support/mailbox.ts'
import { aRequest } from '../../support/request-stages.ts'

const listOf = async (office: Office, name: PersonName) =>
  must(await office.app.listQueue({ actor: office.as(name), filter: { limit: 50 } })).rows.map(
    ({ requestId }) => requestId,
  )

test('a new member of staff sees no request; who is given one sees that one and is told', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office).verified().made()
  await aRequest(office, { email: 'bo@person.example' }).verified().made()
  assert.deepEqual(await listOf(office, 'user'), [])

  must(
    await office.app.assignRequest({
      ...{ actor: office.as('manager'), requestId: request.requestId, employeeId: 'user' },
    }),
  )
  await office.pump()

  assert.deepEqual(await listOf(office, 'user'), [request.requestId])
  assert.equal(mailsTo(office, 'user@demo.example').length, 1)
  assert.equal((await office.stateOf(request)).status, 'collecting')
})

test('everyone who is assigned has it in their list, not only the first', async (t) => {
  const office = await openOffice(t)
  const { requestId } = await aRequest(office).verified().assignedTo('user', 'second').made()

  assert.deepEqual(await listOf(office, 'user'), [requestId])
  assert.deepEqual(await listOf(office, 'second'), [requestId])

  must(await office.app.unassignRequest({ actor: office.as('manager'), requestId, employeeId: 'user' }))

  assert.deepEqual(await listOf(office, 'user'), [])
  assert.deepEqual(await listOf(office, 'second'), [requestId])
})

test('nothing is given to somebody whose role sees no content', async (t) => {
  const office = await openOffice(t)
  const { requestId } = await aRequest(office).verified().made()
  const given = { actor: office.as('manager'), requestId }

  for (const employeeId of ['owner', 'admin', 'officer', 'auditor'] as const)
    assert.equal(
      refusal(await office.app.assignRequest({ ...given, employeeId })),
      'employeeSeesNoContent',
      employeeId,
    )
  for (const employeeId of ['user', 'deputy', 'approver'] as const)
    must(await office.app.assignRequest({ ...given, employeeId }))
})

test('assigning twice, or taking off whoever is not on it, changes nothing', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office).verified().assignedTo('user').made()
  const { version } = await office.stateOf(request)
  const given = { actor: office.as('manager'), requestId: request.requestId }

  must(await office.app.assignRequest({ ...given, employeeId: 'user' }))
  must(await office.app.unassignRequest({ ...given, employeeId: 'second' }))

  assert.equal((await office.stateOf(request)).version, version)
})

test('a request is given only to somebody of the company, and only by a manager', async (t) => {
  const office = await openOffice(t)
  const { requestId } = await aRequest(office).verified().assignedTo('user').made()
  const { app } = office

  const unknown = { actor: office.as('manager'), requestId, employeeId: 'nobody' }
  assert.equal(refusal(await app.assignRequest(unknown)), 'employeeUnknown')
  const byUser = { actor: office.as('user'), requestId, employeeId: 'second' }
  assert.equal(refusal(await app.assignRequest(byUser)), 'forbidden')
  assert.equal(refusal(await app.unassignRequest({ ...byUser, employeeId: 'user' })), 'forbidden')
})

test('a change against an older version is refused, and changes nothing', async (t) => {
  const office = await openOffice(t)
  const { requestId } = await aRequest(office).verified().made()
  const actor = office.as('manager')
  const { etag } = must(await office.app.viewRequest({ actor, requestId }))
  const assign = (employeeId: string, expected: string) =>
    office.app.assignRequest({ actor, requestId, employeeId, expected })

  must(await assign('user', etag))
  assert.equal(refusal(await assign('second', etag)), 'versionConflict')
  const newer = must(await office.app.viewRequest({ actor, requestId }))

  assert.deepEqual(newer.view.assignees, ['user'])
  assert.ok((await assign('second', newer.etag)).ok)
  const stale = { actor, requestId, employeeId: 'user', expected: etag }
  assert.equal(refusal(await office.app.unassignRequest(stale)), 'versionConflict')
})

test('the queue shows what each may see: all, all cases’ dates, their own, or that there is none for them', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office).verified().assignedTo('user').made()
  const listed = (name: PersonName) => office.app.listQueue({ actor: office.as(name), filter: { limit: 50 } })

  for (const name of ['manager', 'officer', 'auditor', 'user'] as const)
    assert.deepEqual(
      must(await listed(name)).rows.map(({ id }) => id),
      [request.requestId],
      name,
    )
  assert.deepEqual(must(await listed('second')).rows, [])
  for (const name of ['owner', 'admin'] as const) assert.equal(refusal(await listed(name)), 'forbidden')
})

test('the queue is narrowed by status, due date and assignee, a page at a time', async (t) => {
  const office = await openOffice(t)
  const first = await aRequest(office).verified().assignedTo('user').made()
  office.clock.pass({ days: 2 })
  const second = await aRequest(office, { email: 'bo@person.example' }).verified().made()
  const ids = async (filter: object, name: PersonName = 'manager') =>
    must(await office.app.listQueue({ actor: office.as(name), filter: { limit: 50, ...filter } })).rows.map(
      ({ id }) => id,
    )

  assert.deepEqual(await ids({}), [first.requestId, second.requestId])
  assert.deepEqual(await ids({ status: 'collecting' }), [first.requestId])
  assert.deepEqual(await ids({ assignee: 'user' }), [first.requestId])
  assert.deepEqual(await ids({ assignee: 'user', status: 'open' }), [])
  assert.deepEqual(await ids({ dueBefore: new Date('2026-04-02T12:00:00Z') }), [first.requestId])
  assert.deepEqual(await ids({ dueAfter: new Date('2026-04-02T12:00:00Z') }), [second.requestId])
  assert.deepEqual(await ids({ assignee: 'manager' }, 'user'), [])
  assert.deepEqual(await ids({ assignee: 'user' }, 'user'), [first.requestId])

  const manager = office.as('manager')
  const page = must(await office.app.listQueue({ actor: manager, filter: { limit: 1 } }))
  const { continuation = '' } = page
  const next = must(await office.app.listQueue({ actor: manager, filter: { limit: 1, continuation } }))
  assert.deepEqual(
    [page, next].map(({ rows }) => rows[0]?.id),
    [first.requestId, second.requestId],
  )
})

test('an assignment to a company that was closed meanwhile is refused', async (t) => {
  const office = await openOffice(t)
  const { requestId } = await aRequest(office).verified().made()
  await office.ports.documents.batch({ container: 'companies', key: ['demo'] }, [
    { kind: 'delete', id: 'company' },
  ])
  office.clock.pass({ seconds: 10 })

  const assigned = await office.app.assignRequest({
    ...{ actor: office.as('manager'), requestId, employeeId: 'user' },
  })

  assert.equal(refusal(assigned), 'employeeUnknown')
})
