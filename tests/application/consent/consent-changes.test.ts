import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'

import { subjectPartition } from '../../../shared/application/place.ts'
import { must, openOffice, refusal } from '../../support/application.ts'
import { aProgram, publishedForm, recorded } from '../../support/consent.ts'

async function desk(t: TestContext) {
  const office = await openOffice(t)
  const form = await publishedForm(office)
  const changes = (cursor?: string, caller = aProgram) =>
    office.app.consentChanges({ caller, companyId: 'demo', ...(cursor !== undefined && { cursor }) })
  return {
    ...{ office, changes },
    say: async (externalId: string) => must(await recorded(office, { ...form, subject: { externalId } })),
    /** Who changed since, and where the next question goes on. */
    since: async (cursor?: string) => {
      const { changed, ...rest } = must(await changes(cursor))
      return {
        ...rest,
        who: changed.map(({ subject, purposes }) => [
          'externalId' in subject ? subject.externalId : subject.email,
          purposes.map(({ state }) => state).join(),
        ]),
      }
    },
  }
}

test('an application that keeps its cursor hears of every change once, and of what holds now', async (t) => {
  const { office, say, since } = await desk(t)
  const first = await say('one')
  await say('two')
  const all = await since()
  assert.deepEqual([...all.who].sort(), [
    ['one', 'given'],
    ['two', 'given'],
  ])
  assert.deepEqual(await since(all.cursor), { who: [], cursor: all.cursor, isMore: false })
  const { consentId } = first
  must(await office.app.withdrawConsent.forPerson({ caller: aProgram, consentId }))
  await say('three')

  assert.deepEqual([...(await since(all.cursor)).who].sort(), [
    ['one', 'withdrawn'],
    ['three', 'given'],
  ])
})

test('a long list comes in pages that leave nobody out', async (t) => {
  const { say, since } = await desk(t)
  const names = Array.from({ length: 101 }, (_, n) => `person-${n}`)
  for (const name of names) await say(name)
  const first = await since()
  assert.deepEqual([first.who.length, first.isMore], [100, true])
  const rest = await since(first.cursor)
  const seen = [...first.who, ...rest.who].map(([name]) => name)

  assert.deepEqual([rest.isMore, new Set(seen).size], [false, 101])
})

test('of somebody whose consents are gone nothing is told, and a company without any tells of none', async (t) => {
  const { office, say, since } = await desk(t)
  assert.deepEqual((await since()).who, [])
  const subjectRef = (await say('one')).consentId.slice(0, 22)
  await since()
  const partition = subjectPartition('demo', subjectRef)
  await office.ports.documents.batch(partition, [{ kind: 'delete', id: 'state' }])

  assert.deepEqual((await since()).who, [])
  const empty = await openOffice(t)
  const asked = await empty.app.consentChanges({ caller: aProgram, companyId: 'demo' })
  assert.deepEqual(must(asked), { changed: [], cursor: '0', isMore: false })
})

test('a cursor is one that was handed out, and other companies’ changes do not exist', async (t) => {
  const { office, say, changes } = await desk(t)
  await say('one')

  for (const cursor of ['x', '-1', '1e3', '999999', ''])
    assert.equal(refusal(await changes(cursor)), 'cursorInvalid', cursor)
  assert.equal(refusal(await changes(undefined, { ...aProgram, companyId: 'other' })), 'notFound')
  assert.equal(refusal(await changes(undefined, office.as('user') as typeof aProgram)), 'forbidden')
})
