import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { DueDates, Pause } from '../../../shared/domain/requests/deadline.ts'
import { dueDates } from '../../../shared/domain/requests/deadline.ts'
import type { Milestone } from '../../../shared/domain/requests/milestones.ts'
import { milestonesOf, nextMilestone } from '../../../shared/domain/requests/milestones.ts'
import { addDays, addHours } from '../../../shared/domain/time.ts'

const receivedAt = new Date('2026-03-05T11:00:00Z')
const calendar = { timeZone: 'Europe/Copenhagen', country: 'DK' } as const
/** Internal target 4 April, the law's date 7 April. */
const due: DueDates = dueDates({ receivedAt, calendar, pauses: [] }, receivedAt)

const next = (reached: readonly string[], now: Date, dates = due): Milestone =>
  nextMilestone(dates, receivedAt, reached, now)

test('staff are reminded halfway and a week before, managers from three days before', () => {
  const plan = milestonesOf(due, receivedAt, receivedAt).map(({ name, at, notify }) => [
    name,
    at.toISOString(),
    notify,
  ])

  assert.deepEqual(plan, [
    ['halfway', '2026-03-20T16:29:59.999Z', 'assignee'],
    ['sevenDaysLeft', '2026-03-28T21:59:59.999Z', 'assignee'],
    ['threeDaysLeft', '2026-04-01T21:59:59.999Z', 'both'],
    ['internalDue', '2026-04-04T21:59:59.999Z', 'both'],
    ['statutoryOverdue', '2026-04-07T22:00:00.000Z', 'both'],
  ])
})

test('a request is overdue from the moment after its last one, not within it', () => {
  const reached = ['halfway', 'sevenDaysLeft', 'threeDaysLeft', 'internalDue']

  assert.ok(next(reached, due.effectiveDue).at > due.effectiveDue)
  assert.equal(next(reached, due.effectiveDue).name, 'statutoryOverdue')
})

test('an overdue request is named again every seven days, without an end', () => {
  const overdueAt = new Date('2026-04-07T22:00:00Z')
  const reached = ['halfway', 'sevenDaysLeft', 'threeDaysLeft', 'internalDue', 'statutoryOverdue']

  assert.deepEqual(next(reached, overdueAt), {
    name: 'stillOverdue1',
    kind: 'stillOverdue',
    at: addDays(overdueAt, 7),
    notify: 'both',
  })
  assert.deepEqual(next([...reached, 'stillOverdue1'], addDays(overdueAt, 7)), {
    name: 'stillOverdue2',
    kind: 'stillOverdue',
    at: addDays(overdueAt, 14),
    notify: 'both',
  })
  assert.deepEqual(
    milestonesOf(due, receivedAt, addDays(overdueAt, 20))
      .slice(5)
      .map(({ name }) => name),
    ['stillOverdue1', 'stillOverdue2'],
  )
})

test('of several that were missed only the latest is told, however late, and then the plan goes on', () => {
  const told = (now: Date): readonly string[] => {
    const acted: string[] = []
    for (let at = next(acted, now); at.at <= now; at = next(acted, now)) acted.push(at.name)
    return [...acted, next(acted, now).name]
  }

  assert.deepEqual(told(addDays(receivedAt, 24)), ['sevenDaysLeft', 'threeDaysLeft'])
  assert.deepEqual(told(addDays(receivedAt, 31)), ['internalDue', 'statutoryOverdue'])
  assert.deepEqual(told(addDays(due.effectiveDue, 1)), ['statutoryOverdue', 'stillOverdue1'])
  assert.deepEqual(told(addDays(due.effectiveDue, 30)), ['stillOverdue4', 'stillOverdue5'])
})

test('the later a milestone, the more people it tells: nobody is left out by one that was missed', () => {
  const heard = milestonesOf(due, receivedAt, addDays(due.effectiveDue, 30)).map(({ notify }) => notify)

  assert.deepEqual(heard, [...heard].sort())
})

test('an extension brings the reminders of the new date, though those of the old one were sent', () => {
  const sentAt = addDays(receivedAt, 28)
  const extended = dueDates({ receivedAt, calendar, pauses: [], extension: { months: 2, sentAt } }, sentAt)
  const reached = ['halfway', 'sevenDaysLeft', 'threeDaysLeft']

  assert.equal(next(reached, sentAt, extended).name, 'extendedHalfway')
  assert.equal(next(reached, sentAt, extended).kind, 'halfway')
  assert.equal(
    next([...reached, 'extendedHalfway'], addDays(receivedAt, 50), extended).name,
    'extendedSevenDaysLeft',
  )
  assert.equal(next([], addDays(extended.effectiveDue, 1), extended).name, 'statutoryOverdue')
})

test('a running pause, which moves the date day by day, does not repeat a reminder every day', () => {
  const startedAt = new Date('2026-03-28T22:30:00Z')
  const ledger = { receivedAt, calendar, pauses: [{ startedAt, until: addDays(startedAt, 20) }] }
  const reached = ['halfway', 'sevenDaysLeft']

  for (let hour = 0; hour < 24 * 15; hour += 1) {
    const now = addHours(startedAt, hour)
    assert.equal(next(reached, now, dueDates(ledger, now)).name, 'threeDaysLeft')
  }
})

test('acting on each next milestone always moves on, and the latest is acted on by its time', () => {
  const hours = fc.array(fc.nat(24 * 20), { minLength: 1, maxLength: 12 })
  fc.assert(
    fc.property(hours, (waits) => {
      const acted: string[] = []
      let now = receivedAt
      for (const wait of waits) {
        now = addHours(now, wait)
        for (let at = next(acted, now); at.at <= now; at = next(acted, now)) acted.push(at.name)
      }
      const latest = milestonesOf(due, receivedAt, now).findLast(({ at }) => at <= now)

      assert.equal(new Set(acted).size, acted.length)
      assert.equal(acted.at(-1), latest?.name)
      assert.ok(next(acted, now).at > now)
    }),
  )
})

test('what was reached before a pause comes again before the date that the pause moved', () => {
  const startedAt = addDays(receivedAt, 26)
  const answeredAt = addDays(startedAt, 10)
  const ledger = { receivedAt, calendar, pauses: [{ startedAt, until: addDays(startedAt, 20), answeredAt }] }
  const reached = ['halfway', 'sevenDaysLeft']
  const resumed = dueDates(ledger, answeredAt)

  assert.equal(
    next(reached, addDays(startedAt, 9), dueDates(ledger, addDays(startedAt, 9))).name,
    'threeDaysLeft',
  )
  assert.equal(next(reached, answeredAt, resumed).name, 'sevenDaysLeft 2026-04-14')
  assert.equal(
    next([...reached, 'sevenDaysLeft 2026-04-14'], answeredAt, resumed).name,
    'threeDaysLeft 2026-04-14',
  )
  assert.equal(next([], addDays(answeredAt, 60), resumed).name, 'stillOverdue7 2026-04-14')
})

test('whatever pauses and extensions come, each date has its plan, and nothing of it is passed over in silence', () => {
  const day = fc.integer({ min: 1, max: 29 })
  const wish = fc.record({ after: day, length: fc.integer({ min: 0, max: 28 }) })
  const extension = fc.option(fc.record({ months: fc.constantFrom(1, 2), day }), { nil: undefined })
  fc.assert(
    fc.property(fc.array(wish, { maxLength: 3 }), extension, (wishes, extended) => {
      const pauses = wishes.reduce<readonly Pause[]>((all, { after, length }) => {
        const from = all.at(-1)?.answeredAt ?? receivedAt
        const startedAt = addDays(from, after)
        const answeredAt = addHours(addDays(startedAt, length), 1)
        return [...all, { startedAt, answeredAt, until: addDays(startedAt, 30) }]
      }, [])
      const ledgerAt = (now: Date) => {
        const sentAt = extended && addDays(receivedAt, extended.day)
        return {
          ...{ receivedAt, calendar, pauses: pauses.filter(({ startedAt }) => startedAt <= now) },
          ...(extended && sentAt && sentAt <= now
            ? { extension: { months: extended.months as 1 | 2, sentAt } }
            : {}),
        }
      }
      const acted: string[] = []
      const acts: { readonly kind: string; readonly at: Date }[] = []
      let lastChange = receivedAt
      let before = ''
      for (let hour = 0; hour < 24 * 200; hour += 24) {
        const now = addHours(receivedAt, hour)
        const open = { ...ledgerAt(now), pauses: ledgerAt(now).pauses.map((pause) => asKnownAt(pause, now)) }
        const dates = dueDates(open, now)
        for (let at = next(acted, now, dates); at.at <= now; at = next(acted, now, dates)) {
          acted.push(at.name)
          acts.push({ kind: at.kind, at: now })
        }
        const term = JSON.stringify([dates.movedTo, dates.extendedDue !== undefined])
        if (term !== before) lastChange = now
        before = term
        const plan = milestonesOf(dates, receivedAt, now).filter(({ at }) => at > lastChange && at <= now)
        const running = open.pauses.some(({ answeredAt }) => answeredAt === undefined)
        if (running) continue
        // Where two come within a day, the later one says it all.
        for (const { kind, at, name } of plan)
          assert.ok(
            acts.some((act) => order.indexOf(act.kind) >= order.indexOf(kind) && act.at >= at),
            name,
          )
      }
    }),
    { numRuns: 25 },
  )
})

const order: readonly string[] = [
  ...['halfway', 'sevenDaysLeft', 'threeDaysLeft', 'internalDue', 'statutoryOverdue', 'stillOverdue'],
]

const asKnownAt = ({ answeredAt, ...pause }: Pause, now: Date): Pause =>
  answeredAt && answeredAt <= now ? { ...pause, answeredAt } : pause
