import { test } from 'node:test'
import assert from 'node:assert/strict'

import type { AuditEntry } from '../../../shared/application/evidence/audit-event.ts'
import { createPublicKey, verify } from 'node:crypto'

import type { TreeHead } from '../../../shared/application/evidence/tree-document.ts'
import { auditOf } from '../../support/audit.ts'
import { must, openOffice, refusal, type Office } from '../../support/application.ts'
import type { PersonName } from '../../support/companies.ts'
import { aRequest, goingOn, type MadeRequest } from '../../support/request-stages.ts'

const entriesOf = async (office: Office, { companyId, requestId }: MadeRequest) =>
  (
    await office.ports.documents.query<AuditEntry>({
      container: 'requests',
      key: [companyId, requestId],
      idPrefix: 'audit:',
      limit: 1000,
    })
  ).items.map(({ value }) => value)

test('every step of a request is one entry, numbered without a gap, and one leaf of the tree', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office).verified().assignedTo('user').filled().sealed().approved().made()
  await goingOn(office, request).delivered().made()

  const entries = await entriesOf(office, request)
  const lines = await auditOf(office).lines()

  assert.deepEqual(
    entries.map(({ sequence }) => sequence),
    entries.map((_, i) => i + 1),
  )
  assert.equal((await office.stateOf(request)).auditCount, entries.length)
  assert.deepEqual(entries.map(({ index }) => index).sort(), lines.map(({ index }) => index).sort())
  const events = entries.map(({ event }) => event)
  for (const event of [
    'requestReceived',
    'requestVerified',
    'requestAssigned',
    'dataEntered',
    'sourceMarked',
  ])
    assert.ok(events.includes(event as (typeof events)[number]), event)
  for (const event of [
    'requestSealed',
    'sealApproved',
    'approvalCompleted',
    'packageBuilt',
    'deliveryNotified',
  ])
    assert.ok(events.includes(event as (typeof events)[number]), event)
})

test('entries hold ids and codes: no address, no name, no value', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office, { message: 'Min mor hedder Bodil' })
    .verified()
    .assignedTo('user')
    .filled()
    .made()

  assert.doesNotMatch(JSON.stringify(await entriesOf(office, request)), /person\.example|Bodil|Eksempel/)
})

test('each leaf is proved to be in the tree, and the tree only ever grew', async (t) => {
  const office = await openOffice(t)
  const audit = auditOf(office)
  const empty = await audit.head()
  await aRequest(office).verified().made()
  const first = await audit.head()
  await aRequest(office, { email: 'bo@person.example' }).verified().assignedTo('user').filled().made()

  const { treeSize } = await audit.head()
  assert.equal(empty.treeSize, 0)
  assert.ok(treeSize > first.treeSize)
  for (let index = 0; index < treeSize; index++) assert.ok(await audit.isIncluded(index), `leaf ${index}`)
  assert.ok(await audit.isConsistent(first))
})

test('the head is signed by the company’s key, over what it says', async (t) => {
  const office = await openOffice(t)
  await aRequest(office).made()
  const { signature, ...facts } = await auditOf(office).head()
  const [header = '', payload = '', signed = ''] = signature.split('.')
  const [key] = must(await office.app.publicKeys('demo'))

  assert.deepEqual(JSON.parse(Buffer.from(payload, 'base64url').toString()), facts)
  assert.ok(
    verify(
      'sha256',
      Buffer.from(`${header}.${payload}`),
      { key: createPublicKey({ key: { ...key }, format: 'jwk' }), dsaEncoding: 'ieee-p1363' },
      Buffer.from(signed, 'base64url'),
    ),
  )
})

test('the audit is read by request and by time, a page at a time', async (t) => {
  const office = await openOffice(t)
  const first = await aRequest(office).verified().made()
  office.clock.pass({ days: 1 })
  const second = await aRequest(office, { email: 'bo@person.example' }).verified().made()
  const read = async (filter: object) => {
    const asked = { actor: office.as('auditor'), companyId: 'demo', first: 0, limit: 1000, ...filter }
    return must(await office.app.audit.entries(asked))
  }
  const requests = (lines: Awaited<ReturnType<typeof read>>['lines']) =>
    [...new Set(lines.map(({ entry }) => entry?.requestId))].sort()
  const dayTwo = new Date('2026-03-03T00:00:00Z')

  assert.deepEqual(requests((await read({ requestId: first.requestId })).lines), [first.requestId])
  assert.deepEqual(requests((await read({ from: dayTwo })).lines), [second.requestId])
  assert.deepEqual(requests((await read({ to: dayTwo })).lines), [first.requestId])
  assert.deepEqual((await read({ from: dayTwo, to: dayTwo })).lines, [])
  const page = await read({ limit: 2 })
  assert.equal(page.next, 2)
  assert.deepEqual(
    [...page.lines, ...(await read({ first: 2 })).lines].map(({ index }) => index),
    (await read({})).lines.map(({ index }) => index),
  )
})

test('whose detail is gone has no time: it is shown unless a time was asked for', async (t) => {
  const office = await openOffice(t)
  const { requestId, person } = await aRequest(office).verified().made()
  must(await office.app.withdrawRequest({ actor: person, requestId }))
  for (const days of [33, 58]) {
    office.clock.pass({ days })
    await office.app.purgeContent(100)
    await office.app.purgeProof(100)
  }
  const asked = { actor: office.as('admin'), companyId: 'demo', first: 0, limit: 1000 }

  const all = must(await office.app.audit.entries(asked)).lines
  const timed = must(await office.app.audit.entries({ ...asked, from: new Date(0) })).lines

  assert.ok(all.length > 0)
  assert.deepEqual(timed, [])
})

test('those who oversee and administer read it; others do not, and another company’s does not exist', async (t) => {
  const office = await openOffice(t)
  await aRequest(office).made()
  const { audit } = office.app
  const callsOf = (actor: ReturnType<Office['as']>) => [
    audit.entries({ actor, companyId: 'demo', first: 0, limit: 1 }),
    audit.head({ actor, companyId: 'demo' }),
    audit.proof({ actor, companyId: 'demo', index: 0 }),
    audit.consistency({ actor, companyId: 'demo', from: 1 }),
  ]
  const codes = async (actor: ReturnType<Office['as']>) =>
    (await Promise.all(callsOf(actor))).map((result) => refusal(result as Parameters<typeof refusal>[0]))

  for (const name of ['admin', 'officer', 'auditor'] satisfies PersonName[])
    assert.deepEqual(await codes(office.as(name)), Array(4).fill('not refused'))
  for (const name of ['owner', 'manager', 'user', 'approver'] satisfies PersonName[])
    assert.deepEqual(await codes(office.as(name)), Array(4).fill('forbidden'))
  assert.deepEqual(await codes(office.elsewhere('admin')), Array(4).fill('notFound'))
})

test('a proof of what the tree never had is refused', async (t) => {
  const office = await openOffice(t)
  await aRequest(office).made()
  const { treeSize } = await auditOf(office).head()
  const asked = { actor: office.as('admin'), companyId: 'demo' }
  const { audit } = office.app

  for (const index of [-1, treeSize])
    assert.equal(refusal(await audit.proof({ ...asked, index })), 'entryUnknown')
  for (const [from, to] of [
    [0, 1],
    [2, 1],
    [1, treeSize + 1],
  ] as const)
    assert.equal(refusal(await audit.consistency({ ...asked, from, to })), 'entryUnknown')
})

test('a tile that is missing is noticed, not skipped', async (t) => {
  const office = await openOffice(t)
  await aRequest(office).made()
  const partition = { container: 'audit', key: ['demo', 'tree'] } as const
  const { treeSize } = await auditOf(office).head()
  const head = await office.ports.documents.read<TreeHead>(partition, 'head')
  assert.ok(head)
  await office.ports.documents.batch(partition, [
    { kind: 'upsert', value: { ...head.value, size: 256 + treeSize } as TreeHead },
  ])

  await assert.rejects(auditOf(office).lines(), /tile:0:000000000000 of the audit tree is missing/)
})
