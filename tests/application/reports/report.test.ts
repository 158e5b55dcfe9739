import assert from 'node:assert/strict'
import { test } from 'node:test'

import type { Ports } from '../../../shared/application/ports/ports.ts'
import type { Report } from '../../../shared/application/reports/read-report.ts'
import { must, openOffice, otherSide, refusal, type Office } from '../../support/application.ts'
import type { PersonName } from '../../support/companies.ts'
import { addQueueRows } from '../../support/queue-rows.ts'
import { aRequest, personEmail } from '../../support/request-stages.ts'

type Wish = Omit<Parameters<Office['app']['readReport']>[0], 'actor' | 'companyId'>

const asked = ({ app, as }: Office, name: PersonName, wish: Wish = {}) =>
  app.readReport({ actor: as(name), companyId: 'demo', ...wish })

const reported = async (office: Office, wish: Wish = {}): Promise<Report> =>
  must(await asked(office, 'manager', wish))

test('managers, administrators, owners, and who oversees read the report; nobody else, and nobody elsewhere', async (t) => {
  const office = await openOffice(t)

  for (const name of ['manager', 'admin', 'owner', 'officer'] as const)
    assert.ok((await asked(office, name)).ok, name)
  assert.equal(refusal(await asked(office, 'user')), 'forbidden')
  const elsewhere = { actor: office.elsewhere('manager'), companyId: 'demo' }
  assert.equal(refusal(await office.app.readReport(elsewhere)), 'notFound')
})

test('a period that ends before it begins, or is longer than a year, is refused', async (t) => {
  const office = await openOffice(t)
  const from = { year: 2026, month: 3, day: 3 }
  assert.equal(refusal(await asked(office, 'manager', { from })), 'periodInvalid')
})

test('what was delivered and purged stays in the counts, with its time and its sources, and without its person', async (t) => {
  const office = await openOffice(t)
  for (let i = 0; i < 5; i++) {
    const email = `person${i}@person.example`
    await aRequest(office, { email, country: 'DK' })
      .verified()
      .assignedTo('user')
      .filled()
      .sealed()
      .approved()
      .delivered()
      .made()
  }
  const before = await reported(office)
  assert.ok(before.sources.some(({ source, fields }) => source !== '-' && fields > 0))

  office.clock.pass({ days: 33 })
  await office.app.purgeContent(50)
  await office.pump()
  office.clock.pass({ days: 60 })
  await office.app.purgeProof(50)
  await office.pump()
  const after = await reported(office, {
    from: new Date('2026-03-01T12:00:00Z'),
    to: new Date('2026-03-31T12:00:00Z'),
  })

  assert.deepEqual(after.byStatus, { values: [{ key: 'closed', count: 5 }], others: 0 })
  for (const part of [
    'received',
    'byChannel',
    'byOutcome',
    'byCountry',
    'sources',
    'timings',
    'onTime',
  ] as const)
    assert.deepEqual(after[part], before[part], part)
  assert.deepEqual(after.period, { from: '2026-03-01', to: '2026-03-31' })
  assert.ok(!JSON.stringify(after).includes('person'))
})

test('it says how the company stands: what is due soon, what is overdue, who waits for an answer and for approval', async (t) => {
  const office = await openOffice(t)
  await aRequest(office).verified().assignedTo('user').filled().sealed().made()
  const asking = await aRequest(office, { email: 'else@person.example' }).verified().made()
  const posted = { actor: asking.person, requestId: asking.requestId, text: 'When?' }
  must(await office.app.messages.post(posted))
  must(await office.app.messages.post({ ...posted, text: 'Hello?' }))
  await office.pump()

  const begun = { received: 2, unanswered: 1, awaitingApproval: 1, dueSoon: 0, overdue: 0 }
  assert.deepEqual((await reported(office)).now, begun)
  office.clock.pass({ days: 26 })
  assert.deepEqual((await reported(office)).now, { ...begun, dueSoon: 2 })
  office.clock.pass({ days: 12 })
  assert.deepEqual((await reported(office)).now, { ...begun, received: 0, overdue: 2 })

  must(
    await office.app.assignRequest({
      actor: office.as('manager'),
      requestId: asking.requestId,
      employeeId: 'user',
    }),
  )
  const answer = { actor: office.as('user'), requestId: asking.requestId, text: 'Soon.' }
  must(await office.app.messages.post(answer))
  await office.pump()
  assert.equal((await reported(office)).now.unanswered, 0)
})

test('what went wrong is counted from what the request keeps, and from the log of what could not be handled', async (t) => {
  const office = await openOffice(t)
  const registered = await office.app.registerRequest({
    actor: office.as('manager'),
    companyId: 'demo',
    wish: { rights: ['access'], personal: { email: personEmail } },
    channel: 'letter',
    receivedAt: new Date('2026-02-20T08:00:00Z'),
    backdatingReason: 'the post lay',
  })
  const { requestId } = must(registered)
  const buried = {
    queue: 'mail',
    messageId: 'm',
    deliveryCount: 9,
    body: { companyId: 'demo', requestId },
  } as const
  await office.app.bury(buried, 'triesUsedUp')
  await office.pump()

  const guess = { companyId: 'demo', email: personEmail, code: '00000000', use: 'program' } as const
  await office.app.redeemCode(guess)
  await office.app.redeemCode({ ...guess, email: 'nobody@person.example' })

  const { unusual } = await reported(office)

  assert.deepEqual(
    [unusual.backdated, unusual.deadLetters, unusual.wrongCodes, unusual.recalled],
    [1, 1, 2, 0],
  )
  const before = await reported(office, { from: new Date('2026-02-01'), to: new Date('2026-02-28') })
  assert.deepEqual([before.unusual.deadLetters, before.unusual.wrongCodes], [0, 0])
})

test('what happens in another company, and goes wrong there, is in no number here', async (t) => {
  const office = await openOffice(t)
  const there = otherSide(office)
  const before = await reported(office)
  const { requestId } = await aRequest(there).verified().assignedTo('user').filled().sealed().made()
  await aRequest(there, { email: 'else@person.example' }).verified().made()
  const body = { companyId: 'other', requestId }
  await office.app.bury({ queue: 'mail', messageId: 'stuck', deliveryCount: 1, body }, 'triesUsedUp')
  const wrong = { companyId: 'other', email: personEmail, code: '00000000', use: 'program' } as const
  assert.ok(!(await office.app.redeemCode(wrong)).ok)

  assert.deepEqual(await reported(office), before)
  const elsewhere = must(await office.app.readReport({ actor: there.as('manager'), companyId: 'other' }))
  assert.equal(elsewhere.now.received, 2)
  assert.equal(elsewhere.now.awaitingApproval, 1)
  assert.deepEqual([elsewhere.unusual.deadLetters, elsewhere.unusual.wrongCodes], [1, 1])
})

test('a source that is no longer in the catalogue is called by its id, and a file without one is said to be so', async (t) => {
  const office = await openOffice(t)
  const gathered = ['gone', '-', 'caseFiles'].map((source) => ({
    ...{ source, informationType: 'x', fields: 1, files: 0 },
  }))
  await addQueueRows(office.ports.documents, {
    ...{ count: 5, now: office.clock.now() },
    row: () => ({ outcome: { rights: [], unusual: {}, gathered } }),
  })

  const labels = (await reported(office)).sources.map(({ source, label }) => [source, label.en])

  assert.deepEqual(labels.slice(0, 2), [
    ['gone', 'gone'],
    ['-', 'Not tied to a source'],
  ])
  assert.notEqual(labels[2]?.[1], 'caseFiles')
})

test('five thousand requests cost five calls for the period, four for how things stand, and two for the logs', async (t) => {
  let calls: string[] = []
  const counted = (ports: Ports): Ports => ({
    ...ports,
    documents: {
      read: (partition, id) => (
        calls.push(`read ${partition.container}`),
        ports.documents.read(partition, id)
      ),
      batch: (partition, writes) => ports.documents.batch(partition, writes),
      query: (query) => (calls.push(`query ${query.container}`), ports.documents.query(query)),
    },
  })
  const office = await openOffice(t, { through: counted })
  await addQueueRows(office.ports.documents, { count: 5000, now: office.clock.now() })
  await reported(office)
  calls = []
  const begun = process.cpuUsage()

  const { received } = await reported(office)

  const { user, system } = process.cpuUsage(begun)
  const kinds = Object.entries(Object.groupBy(calls, (call) => call)).map(
    ([call, all = []]) => `${all.length} ${call}`,
  )
  t.diagnostic(
    `a report over 5,000 requests: ${kinds.join(', ')}, ${Math.round((user + system) / 1000)} CPU-ms`,
  )
  assert.equal(received, 5000)

  const ofQueue = calls.filter((call) => call === 'query queue').length
  assert.equal(ofQueue, 5 + 4)
  assert.equal(calls.length, ofQueue + 2)
})
