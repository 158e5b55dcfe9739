import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Calendar, DueDates, Ledger, Pause } from '../../../shared/domain/requests/deadline.ts'
import { runningPause } from '../../../shared/domain/requests/suspension.ts'
import {
  dueDates,
  earliestDueDates,
  firstMonthEnds,
  mayExtend,
} from '../../../shared/domain/requests/deadline.ts'
import { holidayCountries, isWorkingDay, rollForward } from '../../../shared/domain/holidays/holidays.ts'
import {
  addDays,
  addLocalDays,
  addMonths,
  compareLocalDates,
  daysBetween,
  endOfLocalDay,
  isoLocalDate,
  localDateOf,
} from '../../../shared/domain/time.ts'

const denmark: Calendar = { timeZone: 'Europe/Copenhagen', country: 'DK' }

/** Noon in Copenhagen, near enough: the same local day in summer and winter. */
const noon = (iso: string): Date => new Date(`${iso}T11:00:00Z`)

const aLedger = (receivedOn: string, more: Partial<Ledger> = {}): Ledger => ({
  receivedAt: noon(receivedOn),
  calendar: denmark,
  pauses: [],
  ...more,
})

const dayOf = (instant: Date | undefined): string =>
  instant ? isoLocalDate(localDateOf(instant, denmark.timeZone)) : 'none'

const days = (due: DueDates) => ({
  internal: dayOf(due.internalDue),
  statutory: dayOf(due.statutoryDue),
  extended: dayOf(due.extendedDue),
})

/** Receipt, the month rolled in Denmark, thirty days, three months rolled: regulation.md e.2. */
const vectors = [
  ['2026-01-15', '2026-02-16', '2026-02-14', '2026-04-15'],
  ['2026-01-29', '2026-03-02', '2026-02-28', '2026-04-29'],
  ['2026-01-30', '2026-03-02', '2026-03-01', '2026-04-30'],
  ['2026-01-31', '2026-03-02', '2026-03-02', '2026-04-30'],
  ['2026-02-01', '2026-03-02', '2026-03-03', '2026-05-01'],
  ['2026-02-28', '2026-03-30', '2026-03-30', '2026-05-28'],
  ['2026-03-05', '2026-04-07', '2026-04-04', '2026-06-05'],
  ['2026-03-31', '2026-04-30', '2026-04-30', '2026-06-30'],
  ['2026-04-30', '2026-06-01', '2026-05-30', '2026-07-30'],
  ['2026-05-31', '2026-06-30', '2026-06-30', '2026-08-31'],
  ['2026-08-31', '2026-09-30', '2026-09-30', '2026-11-30'],
  ['2026-10-31', '2026-11-30', '2026-11-30', '2027-02-01'],
  ['2026-11-25', '2026-12-28', '2026-12-25', '2027-02-25'],
  ['2026-12-01', '2027-01-04', '2026-12-31', '2027-03-01'],
  ['2026-12-31', '2027-02-01', '2027-01-30', '2027-03-31'],
  ['2027-02-25', '2027-03-30', '2027-03-27', '2027-05-25'],
  ['2028-01-30', '2028-02-29', '2028-02-29', '2028-05-01'],
  ['2028-01-31', '2028-02-29', '2028-03-01', '2028-05-01'],
] as const

for (const [received, month, thirty, three] of vectors)
  test(`a request received on ${received} is due by ${month}, or extended by ${three}`, () => {
    const extension = { months: 2, sentAt: addDays(noon(received), 10) } as const
    const unrolledMonth = isoLocalDate(addMonths(localDateOf(noon(received), denmark.timeZone), 1))

    const plain = dueDates(aLedger(received), noon(received))
    const extended = dueDates(aLedger(received, { extension }), noon(received))

    assert.equal(dayOf(plain.statutoryDue), month)
    assert.equal(dayOf(plain.internalDue), thirty < unrolledMonth ? thirty : unrolledMonth)
    assert.equal(plain.extendedDue, undefined)
    assert.equal(dayOf(extended.extendedDue), three)
    assert.deepEqual(extended.effectiveDue, extended.extendedDue)
    assert.deepEqual(extended.statutoryDue, plain.statutoryDue)
  })

test('an answer is in time until the last millisecond of the local day, in summer and winter time', () => {
  assert.equal(
    dueDates(aLedger('2026-03-05'), noon('2026-03-05')).statutoryDue.toISOString(),
    '2026-04-07T21:59:59.999Z',
  )
  assert.equal(
    dueDates(aLedger('2026-10-13'), noon('2026-10-13')).statutoryDue.toISOString(),
    '2026-11-13T22:59:59.999Z',
  )
})

test('the clock starts with the local day of receipt, just before and just after midnight', () => {
  const received = (instant: string) =>
    dueDates({ ...aLedger('2026-01-01'), receivedAt: new Date(instant) }, noon('2026-06-01'))

  assert.equal(dayOf(received('2026-05-31T21:59:59.999Z').statutoryDue), '2026-06-30')
  assert.equal(dayOf(received('2026-05-31T22:00:00.000Z').statutoryDue), '2026-07-01')
})

test('an extended internal target is the earlier of two ways to count, and the proof names both', () => {
  const extended = (receivedOn: string, months: 1 | 2) =>
    dueDates(aLedger(receivedOn, { extension: { months, sentAt: noon(receivedOn) } }), noon(receivedOn))

  assert.equal(dayOf(extended('2026-01-29', 2).internalDue), '2026-04-28')
  assert.equal(dayOf(extended('2026-05-31', 2).internalDue), '2026-08-30')
  assert.equal(dayOf(extended('2026-10-31', 1).internalDue), '2026-12-30')
  assert.equal(dayOf(extended('2026-03-05', 1).internalDue), '2026-05-05')
  const step = extended('2026-05-31', 2).proof.find(({ kind }) => kind === 'extension')
  assert.deepEqual(step, {
    kind: 'extension',
    months: 2,
    sentOn: { year: 2026, month: 5, day: 31 },
    direct: { year: 2026, month: 8, day: 31 },
    chained: { year: 2026, month: 8, day: 30 },
  })
})

test('an extension whose letter left after the first month extends nothing', () => {
  const sentAt = new Date('2026-04-05T22:00:00.000Z')
  const late = aLedger('2026-03-05', { extension: { months: 2, sentAt } })
  const inTime = aLedger('2026-03-05', { extension: { months: 2, sentAt: new Date(sentAt.getTime() - 1) } })

  assert.deepEqual(days(dueDates(late, sentAt)), {
    internal: '2026-04-04',
    statutory: '2026-04-07',
    extended: 'none',
  })
  assert.equal(dayOf(dueDates(inTime, sentAt).extendedDue), '2026-06-05')
  assert.deepEqual(dueDates(late, sentAt).proof[3], {
    kind: 'extensionTooLate',
    sentOn: { year: 2026, month: 4, day: 6 },
    firstMonthEnds: { year: 2026, month: 4, day: 5 },
  })
})

test('only one extension, and only inside the first month, which a pause does not stretch', () => {
  const pauses: readonly Pause[] = [{ startedAt: noon('2026-03-10'), until: noon('2026-03-20') }]
  const ledger = aLedger('2026-03-05', { pauses })

  assert.equal(firstMonthEnds(ledger).toISOString(), '2026-04-05T21:59:59.999Z')
  assert.deepEqual(mayExtend(ledger, firstMonthEnds(ledger)), { ok: true, value: undefined })
  assert.deepEqual(mayExtend(ledger, new Date(firstMonthEnds(ledger).getTime() + 1)), {
    ok: false,
    error: { code: 'extensionTooLate' },
  })
  assert.deepEqual(
    mayExtend({ ...ledger, extension: { months: 1, sentAt: noon('2026-03-06') } }, noon('2026-03-07')),
    {
      ok: false,
      error: { code: 'alreadyExtended' },
    },
  )
})

test('time stands still from the day after the letter to the day of the answer, both included', () => {
  const pause = { startedAt: noon('2026-03-10'), until: noon('2026-03-31'), answeredAt: noon('2026-03-13') }

  const due = dueDates(aLedger('2026-03-05', { pauses: [pause] }), noon('2026-04-01'))

  assert.deepEqual(days(due), { internal: '2026-04-07', statutory: '2026-04-08', extended: 'none' })
  assert.deepEqual(due.proof[3], {
    kind: 'suspended',
    from: { year: 2026, month: 3, day: 11 },
    to: { year: 2026, month: 3, day: 13 },
    days: 3,
  })
})

test('an answer on the day of the letter costs no day', () => {
  const pause = {
    startedAt: noon('2026-03-10'),
    until: noon('2026-03-31'),
    answeredAt: new Date('2026-03-10T20:00:00Z'),
  }

  assert.deepEqual(
    days(dueDates(aLedger('2026-03-05', { pauses: [pause] }), noon('2026-04-01'))),
    days(dueDates(aLedger('2026-03-05'), noon('2026-04-01'))),
  )
})

test('an unanswered pause counts day by day up to its own end and never beyond it', () => {
  const ledger = aLedger('2026-03-05', {
    pauses: [{ startedAt: noon('2026-03-10'), until: noon('2026-03-20') }],
  })
  const internalAsOf = (iso: string) => dayOf(dueDates(ledger, noon(iso)).internalDue)

  assert.equal(internalAsOf('2026-03-10'), '2026-04-04')
  assert.equal(internalAsOf('2026-03-11'), '2026-04-05')
  assert.equal(internalAsOf('2026-03-20'), '2026-04-14')
  assert.equal(internalAsOf('2026-05-20'), '2026-04-14')
})

test('an answer after the pause had ended by itself gives no further days', () => {
  const pause = { startedAt: noon('2026-03-10'), until: noon('2026-03-20') }
  const late = { ...pause, answeredAt: noon('2026-03-25') }
  const asOf = noon('2026-04-01')

  assert.deepEqual(
    dueDates(aLedger('2026-03-05', { pauses: [late] }), asOf),
    dueDates(aLedger('2026-03-05', { pauses: [pause] }), asOf),
  )
})

test('a day on which two pauses ran counts once, and pauses apart count each', () => {
  const answered = (from: string, to: string): Pause => ({
    startedAt: noon(from),
    until: noon('2026-04-30'),
    answeredAt: noon(to),
  })
  const total = (pauses: readonly Pause[]) =>
    dueDates(aLedger('2026-03-05', { pauses }), noon('2026-04-01')).proof.flatMap((step) =>
      step.kind === 'suspended' ? [step.days] : [],
    )

  assert.deepEqual(total([answered('2026-03-12', '2026-03-16'), answered('2026-03-10', '2026-03-14')]), [6])
  assert.deepEqual(total([answered('2026-03-10', '2026-03-16'), answered('2026-03-12', '2026-03-14')]), [6])
  assert.deepEqual(
    total([answered('2026-03-10', '2026-03-12'), answered('2026-03-20', '2026-03-21')]),
    [2, 1],
  )
})

test('a pause for one right moves no other, and the request is due with its earliest right', () => {
  const pause: Pause = { startedAt: noon('2026-03-10'), until: noon('2026-03-20'), right: 'access' }
  const ledger = aLedger('2026-03-05', { pauses: [pause] })
  const now = noon('2026-03-12')

  assert.equal(dayOf(dueDates(ledger, now, 'access').internalDue), '2026-04-06')
  assert.equal(dayOf(dueDates(ledger, now, 'erasure').internalDue), '2026-04-04')
  assert.equal(dayOf(dueDates(ledger, now).internalDue), '2026-04-04')
  assert.deepEqual(earliestDueDates(ledger, now, ['access', 'erasure']), dueDates(ledger, now, 'erasure'))
  assert.deepEqual(earliestDueDates(ledger, now, ['erasure', 'access']), dueDates(ledger, now, 'erasure'))
  assert.deepEqual(earliestDueDates(ledger, now, ['access']), dueDates(ledger, now, 'access'))
  assert.deepEqual(earliestDueDates(ledger, now, []), dueDates(ledger, now))
})

test('the clock waits from the letter until the answer or the end of the pause', () => {
  const startedAt = noon('2026-03-10')
  const pause: Pause = { startedAt, until: noon('2026-03-20'), right: 'access' }
  const answered = { ...pause, answeredAt: noon('2026-03-12') }
  const waits = (pauses: readonly Pause[], at: Date) => runningPause(pauses, at, 'access') !== undefined

  assert.equal(waits([pause], addDays(startedAt, -1)), false)
  assert.equal(waits([pause], startedAt), true)
  assert.equal(waits([pause], noon('2026-03-20')), false)
  assert.equal(waits([answered], noon('2026-03-13')), false)
  assert.equal(runningPause([pause], startedAt), undefined)
  assert.equal(runningPause([pause], startedAt, 'erasure'), undefined)
})

// ---- properties over four centuries of receipts ----

const instants = fc.date({ min: new Date('2018-05-25'), max: new Date('2418-05-25'), noInvalidDate: true })
const calendars: fc.Arbitrary<Calendar> = fc.record({
  timeZone: fc.constantFrom(
    'Europe/Copenhagen',
    'Europe/Dublin',
    'Europe/Amsterdam',
    'America/New_York',
    'UTC',
  ),
  country: fc.constantFrom(...holidayCountries),
})
const months = fc.constantFrom(1 as const, 2 as const)
/** Letter so many hours after receipt, then so many hours until the answer, if there is one. */
const pauseShapes = fc.array(fc.tuple(fc.nat(24 * 25), fc.nat(24 * 30), fc.boolean()), { maxLength: 3 })
const ledgers = fc
  .tuple(instants, calendars, fc.option(months), pauseShapes)
  .map(([receivedAt, calendar, further, shapes]): Ledger => {
    const hour = 3_600_000
    const pauses = shapes.map(([after, length, answers]): Pause => {
      const startedAt = new Date(receivedAt.getTime() + after * hour)
      const until = new Date(startedAt.getTime() + 24 * 30 * hour)
      return {
        startedAt,
        until,
        ...(answers && { answeredAt: new Date(startedAt.getTime() + length * hour) }),
      }
    })
    return {
      receivedAt,
      calendar,
      pauses,
      ...(further && { extension: { months: further, sentAt: addDays(receivedAt, 5) } }),
    }
  })
const dateIn = (ledger: Ledger, instant: Date) => localDateOf(instant, ledger.calendar.timeZone)

test('the internal target is never later than the law’s date, and never later than thirty days and the pauses', () => {
  fc.assert(
    fc.property(ledgers, fc.nat(120), (ledger, after) => {
      const due = dueDates(ledger, addDays(ledger.receivedAt, after))
      const plain = dueDates({ ...ledger, pauses: [] }, ledger.receivedAt)

      assert.ok(due.internalDue <= due.effectiveDue)
      assert.ok(due.statutoryDue <= due.effectiveDue)
      if (!ledger.extension)
        assert.ok(daysBetween(dateIn(ledger, ledger.receivedAt), dateIn(ledger, plain.internalDue)) <= 30)
    }),
    { numRuns: 300 },
  )
})

test('every statutory date is a working day, and no earlier than the unrolled one', () => {
  fc.assert(
    fc.property(ledgers, (ledger) => {
      const { statutoryDue, effectiveDue, proof } = dueDates(ledger, addDays(ledger.receivedAt, 60))

      for (const instant of [statutoryDue, effectiveDue])
        assert.ok(isWorkingDay(dateIn(ledger, instant), ledger.calendar.country))
      for (const step of proof)
        if (step.kind === 'rolled') assert.ok(compareLocalDates(step.from, step.to) <= 0)
    }),
    { numRuns: 300 },
  )
})

test('who asks later is never due earlier', () => {
  fc.assert(
    fc.property(instants, calendars, fc.nat(40), (receivedAt, calendar, later) => {
      const due = (receipt: Date) => dueDates({ receivedAt: receipt, calendar, pauses: [] }, receipt)
      const [first, second] = [due(receivedAt), due(addDays(receivedAt, later))]

      assert.ok(first.internalDue <= second.internalDue)
      assert.ok(first.statutoryDue <= second.statutoryDue)
    }),
    { numRuns: 300 },
  )
})

test('an answered pause of n days moves the target by exactly n days, and the law’s date rolls after them', () => {
  fc.assert(
    fc.property(instants, calendars, fc.nat(20), fc.nat(25), (receivedAt, calendar, after, waited) => {
      const startedAt = addDays(receivedAt, after)
      const localStart = localDateOf(startedAt, calendar.timeZone)
      const answeredAt = endOfLocalDay(addLocalDays(localStart, waited), calendar.timeZone)
      const plain: Ledger = { receivedAt, calendar, pauses: [] }
      const paused: Ledger = { ...plain, pauses: [{ startedAt, until: addDays(startedAt, 40), answeredAt }] }
      const asOf = addDays(receivedAt, 90)

      const [before, moved] = [dueDates(plain, asOf), dueDates(paused, asOf)]

      assert.equal(daysBetween(dateIn(plain, before.internalDue), dateIn(plain, moved.internalDue)), waited)
      const unrolled = addLocalDays(addMonths(dateIn(plain, receivedAt), 1), waited)
      assert.deepEqual(dateIn(plain, moved.statutoryDue), rollForward(unrolled, calendar.country))
    }),
    { numRuns: 300 },
  )
})

test('an extension in time never brings a date forward', () => {
  fc.assert(
    fc.property(ledgers, months, (ledger, further) => {
      const { extension: _, ...plain } = ledger
      const extended = { ...plain, extension: { months: further, sentAt: ledger.receivedAt } }
      const asOf = addDays(ledger.receivedAt, 45)

      const [before, after] = [dueDates(plain, asOf), dueDates(extended, asOf)]

      assert.ok(after.effectiveDue > before.effectiveDue)
      assert.ok(after.internalDue > before.internalDue)
      assert.deepEqual(after.statutoryDue, before.statutoryDue)
    }),
    { numRuns: 300 },
  )
})

test('the dates follow from the ledger alone: reckoned again, or from its copy, they are the same', () => {
  fc.assert(
    fc.property(ledgers, fc.nat(100), (ledger, after) => {
      const asOf = addDays(ledger.receivedAt, after)

      assert.deepEqual(dueDates(structuredClone(ledger), asOf), dueDates(ledger, asOf))
    }),
    { numRuns: 100 },
  )
})
