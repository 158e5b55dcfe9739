import assert from 'node:assert/strict'
import { test } from 'node:test'

import type { CaseFacts } from '../../../shared/domain/reports/case-facts.ts'
import { gatheredFrom } from '../../../shared/domain/reports/gathered.ts'
import { periodOf } from '../../../shared/domain/reports/period.ts'
import { summaryOf } from '../../../shared/domain/reports/summary.ts'
import { withUnusual } from '../../../shared/domain/reports/unusual.ts'

const receivedAt = new Date('2026-03-02T08:00:00Z')
const after = (hours: number) => new Date(receivedAt.getTime() + hours * 3_600_000)

const aCase = (facts: Partial<CaseFacts> = {}): CaseFacts => ({
  status: 'open',
  channel: 'web',
  rights: [{ right: 'access' }],
  receivedAt,
  internalDue: after(30 * 24),
  effectiveDue: after(31 * 24),
  late: false,
  unusual: {},
  gathered: [],
  ...facts,
})

const several = (count: number, facts: (i: number) => Partial<CaseFacts>) =>
  Array.from({ length: count }, (_, i) => aCase(facts(i)))

const delivered = (hours: number): Partial<CaseFacts> => ({
  status: 'closed',
  verifiedAt: after(1),
  sealedAt: after(hours - 2),
  ended: { how: 'delivered', at: after(hours) },
  rights: [{ right: 'access', outcome: 'fulfilled' }],
})

test('a report counts by status, channel, right with its outcome, and declared country', () => {
  const cases = [
    ...several(6, () => ({ country: 'DK', channel: 'letter' })),
    ...several(7, () => delivered(10)),
  ]

  const { received, byStatus, byChannel, byOutcome, byCountry } = summaryOf(cases)

  assert.equal(received, 13)
  assert.deepEqual(byStatus.values, [
    { key: 'closed', count: 7 },
    { key: 'open', count: 6 },
  ])
  assert.deepEqual(byChannel.values.at(-1), { key: 'letter', count: 6 })
  assert.deepEqual(byOutcome.values, [
    { key: 'access fulfilled', count: 7 },
    { key: 'access waiting', count: 6 },
  ])
  assert.deepEqual(byCountry.values, [
    { key: 'undeclared', count: 7 },
    { key: 'DK', count: 6 },
  ])
})

test('a lone country among many is told neither by its name nor by its number', () => {
  const summary = summaryOf([...several(20, () => ({ country: 'DK' })), aCase({ country: 'FO' })])

  assert.ok(!JSON.stringify(summary).includes('FO'))
  assert.deepEqual(summary.byCountry, { values: [], others: 21 })
})

test('timings are medians and ninth deciles in hours, of at least five requests', () => {
  const cases = several(10, (i) => delivered(10 * (i + 1)))

  assert.deepEqual(summaryOf(cases).timings, [
    { stage: 'receivedToVerified', count: 10, medianHours: 1, p90Hours: 1 },
    { stage: 'verifiedToSealed', count: 10, medianHours: 47, p90Hours: 87 },
    { stage: 'sealedToDelivered', count: 10, medianHours: 2, p90Hours: 2 },
    { stage: 'receivedToDelivered', count: 10, medianHours: 50, p90Hours: 90 },
  ])
  assert.deepEqual(summaryOf(cases.slice(0, 4)).timings, [])
})

test('what never came so far has no time, and a withdrawal is no delivery', () => {
  const withdrawn = several(9, () => ({ ended: { how: 'withdrawn', at: after(2) } }))
  assert.deepEqual(summaryOf(withdrawn).timings, [])
  assert.equal(summaryOf(withdrawn).onTime, undefined)
})

test('how many answers kept their dates is told in percent, a refusal being an answer too', () => {
  const cases = [
    ...several(6, () => delivered(24)),
    ...several(2, () => ({ ended: { how: 'refused', at: after(30 * 24 + 5) } })),
    ...several(2, () => delivered(40 * 24)),
    aCase(),
  ]

  assert.deepEqual(summaryOf(cases).onTime, {
    answered: 10,
    withinInternalPercent: 60,
    withinStatutoryPercent: 80,
  })
})

test('what is unusual is told as it is: it says what to look into, and nothing of who asked', () => {
  const cases = [
    aCase({ late: true, unusual: { recalled: 2 } }),
    aCase({ unusual: { recalled: 1, backdated: 1 } }),
  ]

  assert.deepEqual(summaryOf(cases).unusual, {
    late: 1,
    ...{ backdated: 1, bypassed: 0, quarantined: 0, released: 0, unreadable: 0 },
    ...{ recalled: 3, mailsReturned: 0, restarted: 0 },
  })
})

test('unusual events are counted where they happen, a registration only when it lay back in time', () => {
  const counts = withUnusual({ recalled: 1 }, [
    { event: 'deliveryRecalled' },
    { event: 'requestSealed' },
    { event: 'requestRegistered', detail: { backdated: true } },
    { event: 'requestRegistered', detail: { backdated: false } },
    { event: 'requestRegistered' },
    { event: 'stepBypassed' },
    { event: 'mailRefused' },
    { event: 'mailBounced' },
  ])

  assert.deepEqual(counts, { recalled: 2, backdated: 1, bypassed: 1, mailsReturned: 2 })
})

test('each source is counted with its fields and files, once it gave to the answers of five people', () => {
  const crm = { source: 'crm', informationType: 'customer', fields: 3, files: 1 }
  const cases = [
    ...several(5, () => ({ gathered: [crm] })),
    ...several(6, () => ({ gathered: [{ ...crm, source: 'web', files: 0 }] })),
    ...several(4, () => ({ gathered: [{ ...crm, source: 'health' }] })),
  ]

  assert.deepEqual(summaryOf(cases).sources, [
    { source: 'web', informationType: 'customer', requests: 6, fields: 18, files: 0 },
    { source: 'crm', informationType: 'customer', requests: 5, fields: 15, files: 5 },
  ])
})

test('what leaves is counted by value: lists and objects are what they hold, and nothing is no value', () => {
  const sources = [
    {
      sourceId: 'crm',
      informationType: 'customer',
      data: { name: 'A', tags: ['x', 'y'], note: null, more: {} },
    },
    { sourceId: 'shop', informationType: 'customer' },
  ]

  assert.deepEqual(gatheredFrom(sources, [{ source: 'crm' }, {}]), [
    { source: 'crm', informationType: 'customer', fields: 3, files: 1 },
    { source: '-', informationType: '-', fields: 0, files: 1 },
  ])
})

const day = (month: number, date: number, year = 2026) => ({ year, month, day: date })

test('a period holds its first and its last day, 90 days up to today unless it is said, and no more than a year', () => {
  const today = day(3, 31)
  assert.deepEqual(periodOf({}, today), { ok: true, value: { from: day(1, 1), to: today } })
  assert.deepEqual(periodOf({ from: today }, today), { ok: true, value: { from: today, to: today } })
  assert.equal(periodOf({ from: day(3, 31, 2025), to: day(3, 31) }, today).ok, true)
  for (const wrong of [{ from: day(3, 30, 2025) }, { from: day(4, 1) }, { to: day(1, 1), from: day(1, 2) }])
    assert.deepEqual(periodOf(wrong, today), { ok: false, error: { code: 'periodInvalid' } })
})
