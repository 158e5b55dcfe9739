import assert from 'node:assert/strict'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'
import type { AuditEntry } from '../../../shared/application/evidence/audit-event.ts'
import { ContinuationRefused } from '../../../shared/application/ports/continuation.ts'
import type { Ports } from '../../../shared/application/ports/ports.ts'
import { must, openOffice, refusal, type Office } from '../../support/application.ts'
import type { PersonName } from '../../support/companies.ts'
import { aRequest, personEmail } from '../../support/request-stages.ts'

/** Lists that give one row at a time, so that three requests are three pages. */
const smallPages = (ports: Ports): Ports => ({
  ...ports,
  documents: {
    ...ports.documents,
    query: (query) => ports.documents.query(query.container === 'queue' ? { ...query, limit: 1 } : query),
  },
})

const exported = async (office: Office, name: PersonName, format: 'csv' | 'jsonl') =>
  must(await office.app.exportQueue({ actor: office.as(name), filter: { limit: 50 }, format }))

async function audited({ ports }: Office) {
  const query = { container: 'companies', key: ['demo'], idPrefix: 'audit:', limit: 100 } as const
  return (await ports.documents.query<AuditEntry>(query)).items.map(({ value }) => [
    value.event,
    value.detail['count'],
    value.detail['how'],
  ])
}

test('the whole list leaves as a table, page by page, with its end marked and its count in the audit', async (t) => {
  const office = await openOffice(t, { through: smallPages })
  const made = [await aRequest(office).verified().assignedTo('user', 'second').made()]
  for (const _ of [1, 2]) made.push(await aRequest(office).verified().made())

  const csv = await text(await exported(office, 'manager', 'csv'))

  const lines = csv.split('\r\n')
  assert.match(lines[0] ?? '', /^"id","reference","status"/)
  assert.equal(lines.length, 6)
  assert.deepEqual(
    new Set(lines.slice(1, 4).map((line) => line.split('","')[0]?.slice(1))),
    new Set(made.map(({ requestId }) => requestId)),
  )
  assert.match(csv, /"user second"/)
  assert.match(lines[4] ?? '', /^"3 requests\. Whoever exported this list is responsible for the copy/)
  assert.doesNotMatch(csv, new RegExp(personEmail))
  assert.deepEqual(await audited(office), [['listExported', 3, 'whole']])
})

test('as JSON Lines each request is a line of its own, and the last line is the notice', async (t) => {
  const office = await openOffice(t)
  const { requestId } = await aRequest(office).verified().made()

  const lines = (await text(await exported(office, 'manager', 'jsonl'))).trim().split('\n')

  const [row, end] = lines.map((line) => JSON.parse(line) as Record<string, unknown>)
  assert.deepEqual([row?.['id'], row?.['assignees'], lines.length], [requestId, [], 2])
  assert.match(String(end?.['notice']), /^1 requests/)
})

test('nobody takes out more than they see', async (t) => {
  const office = await openOffice(t)
  await aRequest(office).verified().made()
  const own = await aRequest(office).verified().assignedTo('user').made()

  const lines = (await text(await exported(office, 'user', 'jsonl'))).trim().split('\n')

  assert.deepEqual(
    lines.slice(0, -1).map((line) => (JSON.parse(line) as { id: string }).id),
    [own.requestId],
  )
  const asked = { actor: office.as('owner'), filter: { limit: 50 }, format: 'csv' } as const
  assert.equal(refusal(await office.app.exportQueue(asked)), 'forbidden')
})

test('an export that somebody stops, or that cannot go on, is in the audit as far as it went', async (t) => {
  let refused = false
  const through = (ports: Ports): Ports => {
    const small = smallPages(ports)
    return {
      ...small,
      documents: {
        ...small.documents,
        query: (query) => {
          if (refused && query.continuation !== undefined) throw new ContinuationRefused()
          return small.documents.query(query)
        },
      },
    }
  }
  const office = await openOffice(t, { through })
  for (const _ of [1, 2, 3]) await aRequest(office).verified().made()

  for await (const chunk of await exported(office, 'manager', 'csv')) if (chunk.length > 0) break
  refused = true
  await assert.rejects(text(await exported(office, 'manager', 'jsonl')), /before its end/)

  refused = false
  assert.deepEqual(await audited(office), [
    ['listExported', 0, 'stopped'],
    ['listExported', 1, 'stopped'],
  ])
})
