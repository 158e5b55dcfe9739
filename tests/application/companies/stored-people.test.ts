import assert from 'node:assert/strict'
import { test } from 'node:test'
import { kindsOfPeople } from '../../../shared/application/companies/stored-people.ts'
import { must, openOffice, type Office } from '../../support/application.ts'
import { busyCompany } from '../../support/busy-company.ts'
import { enrolled, signInToken, signedIn } from '../../support/enrolled.ts'

type Value = { readonly [field: string]: unknown }

type Kind = { readonly goes: string; readonly fields: Value }

const kinds: Readonly<Record<string, Kind>> = kindsOfPeople

/** What says nothing of the people who work there but, at most, an id. */
const ofNobody = [
  ...['audit', 'ledger', 'outbox', 'template', 'newest', 'idempotency', 'signingKeys'],
  ...['consent-form', 'consent-form-version'],
]

const kindOf = (id: string): Kind | undefined => kinds[id] ?? kinds[`${id.split(':')[0] ?? ''}:`]

async function stored({ ports }: Office): Promise<readonly (Value & { readonly id: string })[]> {
  const containers = ['companies', 'access'] as const
  const pages = await Promise.all(
    containers.map((container) => ports.documents.query({ container, limit: 1000 })),
  )
  return pages.flatMap(({ items }) => items.map(({ value }) => value as Value & { readonly id: string }))
}

async function busyPeople(t: Parameters<typeof busyCompany>[0]): Promise<Office> {
  const { office } = await busyCompany(t)
  await enrolled(office, 'user')
  await signInToken(office, 'second')
  return office
}

test('every field that a company stores of its own people is tagged, or said to hold nothing of them', async (t) => {
  const documents = await stored(await busyPeople(t))

  const seen = new Set(documents.map(({ id }) => id.split(':')[0]))
  for (const kind of ['employee', 'factors', 'session', 'link', 'mail', 'apiKey', 'webhook', 'company'])
    assert.ok(seen.has(kind), kind)
  const untold = documents.flatMap((value) => {
    const kind = kindOf(value.id)
    if (!kind) return ofNobody.includes(value.id.split(':')[0] ?? '') ? [] : [value.id]
    // Of the company only what is of people: the rest is its settings.
    if (value.id === 'company') return []
    return Object.keys(value).filter((field) => kind.fields[field] === undefined)
  })
  assert.deepEqual(untold, [])
})

test('what is said to lapse has a time to live', async (t) => {
  const documents = await stored(await busyPeople(t))

  const lapsing = documents.filter(({ id }) => kindOf(id)?.goes === 'lapse')
  assert.ok(lapsing.length >= 4, `${lapsing.length}`)
  assert.deepEqual(
    lapsing.filter(({ ttlSeconds }) => typeof ttlSeconds !== 'number').map(({ id }) => id),
    [],
  )
})

test('of who left neither name nor address nor factor stands anywhere, also not where a change of it waits', async (t) => {
  const office = await openOffice(t, { mode: 'serve' })
  const change = { companyId: 'demo', actor: office.as('admin'), employeeId: 'user' }
  must(await office.app.changeEmployee.details({ ...change, name: 'Ulla Leaving' }))
  must(await office.app.changeEmployee.details({ ...change, email: 'ulla-after@demo.example' }))
  await enrolled(office, 'user')
  await signedIn(office, 'user')
  const marks = ['Ulla Leaving', 'user@demo.example', 'ulla-after@demo.example', 'factors:user']
  // Mails that were caught are with who got them.
  const rows = () => office.rows().filter((row) => !row.startsWith('captured_mail '))
  const standing = () => marks.filter((mark) => rows().some((row) => row.includes(mark)))
  await office.pump()
  assert.deepEqual(standing(), marks)

  must(await office.app.leaveCompany(change))
  await office.pump()
  assert.deepEqual(standing(), [])
})
