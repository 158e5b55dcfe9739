import { test, type TestContext } from 'node:test'
import assert from 'node:assert/strict'

import type { AuditEntry } from '../../../shared/application/evidence/audit-event.ts'
import { kindOfEntry } from '../../../shared/application/evidence/audit-kinds.ts'
import { requestPartition } from '../../../shared/application/place.ts'
import { must, openOffice, refusal } from '../../support/application.ts'
import { aRequest, personEmail } from '../../support/request-stages.ts'

const asked = { companyId: 'demo' }

/** A company that answered one request, and in which much of one kind was done. */
async function busy(t: TestContext) {
  const office = await openOffice(t)
  const request = await aRequest(office).verified().assignedTo('user').filled().sealed().made()
  const { requestId } = request
  for (let n = 0; n < 6; n++)
    must(await office.app.messages.post({ actor: office.as('user'), requestId, text: `Question ${n}` }))
  must(await office.app.messages.post({ actor: request.person, requestId, text: 'Answer' }))
  await office.pump()
  const summary = async (wish: object = {}) =>
    must(await office.app.readAuditSummary({ ...asked, actor: office.as('admin'), ...wish }))
  return { office, request, summary }
}

const totalOf = ({ values, others }: { values: readonly { count: number }[]; others: number }) =>
  values.reduce((all, { count }) => all + count, others)

test('who oversees sees how much was received, edited and sent, by role and week, and nothing under five', async (t) => {
  const { office, summary } = await busy(t)
  const { lines } = must(
    await office.app.audit.entries({ ...asked, actor: office.as('admin'), first: 0, limit: 1000 }),
  )

  const found = await summary()

  assert.equal(found.entries, lines.length)
  assert.deepEqual(found.period, { from: '2025-12-03', to: '2026-03-02' })
  assert.equal(found.step, 'week')
  for (const one of [found.byKind, found.byEvent, found.byRole]) {
    assert.equal(totalOf(one), found.entries)
    assert.ok(one.values.every(({ count }) => count >= found.smallestTold))
  }
  assert.ok(found.byRole.values.some(({ key }) => key === 'systemUser'))
  assert.equal(found.intervals.at(-1)?.entries, found.entries, 'all of it on the Monday of the last week')
  assert.equal(found.intervals[0]?.entries, 0)
  assert.equal(found.intervals[0]?.from, '2025-12-03')
  const users = found.roles.find(({ role }) => role === 'systemUser')
  assert.equal(users && totalOf(users.byKind), users?.entries)
  const text = JSON.stringify(found)
  for (const name of ['"user"', personEmail, 'Question']) assert.ok(!text.includes(name), name)
})

test('an instant is its day, a day is the company’s, and what is outside is not counted', async (t) => {
  const { office, summary } = await busy(t)
  const day = { year: 2026, month: 3, day: 2 }
  office.clock.pass({ days: 10 })

  assert.ok((await summary({ from: day, to: day, step: 'day' })).entries > 0)
  const later = await summary({ from: new Date('2026-03-02T23:30:00Z'), step: 'month' })
  assert.deepEqual(later.period, { from: '2026-03-03', to: '2026-03-12' })
  assert.equal(later.entries, 0)
  assert.deepEqual(
    later.intervals.map(({ from, to }) => [from, to]),
    [['2026-03-03', '2026-03-12']],
  )
})

test('more than a quarter is no period here, and neither is one that ends before it begins', async (t) => {
  const office = await openOffice(t)
  const day = (month: number, one = 1) => ({ year: 2026, month, day: one })
  const read = (from: object, to: object) =>
    office.app.readAuditSummary({ ...asked, actor: office.as('admin'), ...({ from, to } as object) })

  assert.ok((await read(day(1), day(4, 2))).ok)
  assert.equal(refusal(await read(day(1), day(4, 3))), 'periodInvalid')
  assert.equal(refusal(await read(day(3), day(2))), 'periodInvalid')
})

test('administrators, officers and auditors read it, and nobody else or elsewhere', async (t) => {
  const office = await openOffice(t)
  const read = async (actor: ReturnType<typeof office.as>) =>
    refusal(await office.app.readAuditSummary({ ...asked, actor }))

  for (const name of ['admin', 'officer', 'auditor'] as const)
    assert.equal(await read(office.as(name)), 'not refused')
  for (const name of ['owner', 'manager', 'user', 'approver'] as const)
    assert.equal(await read(office.as(name)), 'forbidden')
  assert.equal(await read(office.elsewhere('admin')), 'notFound')
  const nowhere = { ...office.as('admin'), companyId: 'gone' }
  assert.equal(refusal(await office.app.readAuditSummary({ actor: nowhere, companyId: 'gone' })), 'notFound')
})

test('who has left is counted under no role, a person as a person, and another company’s acts not at all', async (t) => {
  const { office, request, summary } = await busy(t)
  const entry = (n: number, by: AuditEntry['by'], companyId = 'demo'): AuditEntry => ({
    ...{ id: `audit:9${String(n).padStart(7, '0')}`, companyId, requestId: request.requestId, sequence: n },
    ...{ at: office.clock.now().toISOString(), event: 'messageSent', by, detail: {}, salt: 's' },
  })
  const write = (companyId: string, entries: readonly AuditEntry[]) =>
    office.ports.documents.batch(
      requestPartition(companyId, request.requestId),
      entries.map((value) => ({ kind: 'create', value })),
    )
  const before = await summary()
  const many = (by: AuditEntry['by'], first: number) =>
    Array.from({ length: 40 }, (_, n) => entry(first + n, by))
  await write('demo', [...many({ kind: 'employee', id: 'gone' }, 10), ...many({ kind: 'requester' }, 60)])
  await write('other', [entry(99, { kind: 'system' }, 'other')])

  const after = await summary()

  assert.equal(after.entries, before.entries + 80)
  const counts = new Map(after.byRole.values.map(({ key, count }) => [key, count]))
  assert.equal(counts.get('noRole'), 40)
  assert.ok((counts.get('person') ?? 0) >= 40)
})

test('a message is received from the person, and sent by everybody else', () => {
  assert.equal(kindOfEntry({ event: 'messageSent', by: { kind: 'requester' } }), 'received')
  assert.equal(kindOfEntry({ event: 'messageSent', by: { kind: 'employee', id: 'user' } }), 'sent')
  assert.equal(kindOfEntry({ event: 'requestReceived', by: { kind: 'requester' } }), 'received')
})

test('the same numbers stand in a file, each on a line of its own', async (t) => {
  const { office, summary } = await busy(t)
  const found = await summary({ from: { year: 2026, month: 3, day: 2 }, step: 'day' })

  const lines = (await office.app.auditSummaryCsv(found))
    .split('\r\n')
    .map((line) => line.replaceAll('"', ''))

  assert.equal(lines[0], '\uFEFFtable,row,measure,value')
  assert.ok(lines.includes(`audit,all,entries,${found.entries}`))
  assert.ok(lines.includes(`day,2026-03-02,entries,${found.entries}`))
  assert.ok(lines.includes(`role,others,entries,${found.byRole.others}`))
  for (const { key, count } of found.byKind.values) assert.ok(lines.includes(`kind,all,${key},${count}`), key)
})
