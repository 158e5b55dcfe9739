import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Ledger } from '../../../shared/domain/requests/deadline.ts'
import { proofInWords } from '../../../shared/domain/requests/deadline-words.ts'
import { dueDates } from '../../../shared/domain/requests/deadline.ts'
import type { ProofStep } from '../../../shared/domain/requests/deadline.ts'

const noon = (iso: string): Date => new Date(`${iso}T11:00:00Z`)

const aLedger = (receivedOn: string, more: Partial<Ledger> = {}): Ledger => ({
  receivedAt: noon(receivedOn),
  calendar: { timeZone: 'Europe/Copenhagen', country: 'DK' },
  pauses: [],
  ...more,
})

test('the date comes with its proof in words, the holidays named', () => {
  const { proof } = dueDates(aLedger('2026-03-05'), noon('2026-03-05'))

  assert.deepEqual(proofInWords(proof, 'en'), [
    'The request was received on 5 March 2026; that day is not counted.',
    'One month after receipt is 5 April 2026.',
    'Thirty days after receipt is 4 April 2026.',
    'The period of one month ends on 7 April 2026, the next working day: 5 April 2026 is Easter Sunday, 6 April 2026 is Easter Monday.',
    'The internal target is 4 April 2026; it is the earlier date and does not move for weekends or holidays.',
  ])
  assert.deepEqual(proofInWords(proof, 'da'), [
    'Anmodningen blev modtaget den 5. marts 2026; den dag tæller ikke med.',
    'En måned efter modtagelsen er den 5. april 2026.',
    'Tredive dage efter modtagelsen er den 4. april 2026.',
    'Fristen på en måned udløber den 7. april 2026, den næste arbejdsdag: 5. april 2026 er påskedag, 6. april 2026 er 2. påskedag.',
    'Det interne mål er den 4. april 2026; det er den tidligste dato og flyttes ikke for weekender og helligdage.',
  ])
})

test('the proof tells of extension, pauses, shorter months and weekends', () => {
  const ledger = aLedger('2026-01-31', {
    extension: { months: 2, sentAt: noon('2026-02-10') },
    pauses: [
      { startedAt: noon('2026-02-03'), until: noon('2026-02-20'), answeredAt: noon('2026-02-04') },
      { startedAt: noon('2026-02-10'), until: noon('2026-02-20'), answeredAt: noon('2026-02-12') },
    ],
  })
  const { proof } = dueDates(ledger, noon('2026-03-01'))

  assert.deepEqual(proofInWords(proof, 'en').slice(1), [
    'One month after receipt is 28 February 2026, the last day of a shorter month.',
    'Thirty days after receipt is 2 March 2026.',
    'The letter sent on 10 February 2026 adds two further months: 30 April 2026 counted from receipt, 28 April 2026 counted from the end of the first month.',
    'The time stood still from 4 February 2026 to 4 February 2026, both included: one day.',
    'The time stood still from 11 February 2026 to 12 February 2026, both included: 2 days.',
    'The period of one month ends on 3 March 2026.',
    'The extended period ends on 4 May 2026, the next working day: 3 May 2026 is Sunday.',
    'The internal target is 1 May 2026; it is the earlier date and does not move for weekends or holidays.',
  ])
  assert.deepEqual(proofInWords(proof, 'da').slice(1, 8), [
    'En måned efter modtagelsen er den 28. februar 2026, den sidste dag i en kortere måned.',
    'Tredive dage efter modtagelsen er den 2. marts 2026.',
    'Brevet sendt den 10. februar 2026 forlænger fristen med to måneder: til den 30. april 2026 regnet fra modtagelsen, til den 28. april 2026 regnet fra udløbet af den første måned.',
    'Fristen stod stille fra den 4. februar 2026 til den 4. februar 2026, begge dage medregnet: en dag.',
    'Fristen stod stille fra den 11. februar 2026 til den 12. februar 2026, begge dage medregnet: 2 dage.',
    'Fristen på en måned udløber den 3. marts 2026.',
    'Den forlængede frist udløber den 4. maj 2026, den næste arbejdsdag: 3. maj 2026 er søndag.',
  ])
})

test('the proof says so when an extension came too late, and names one month as one', () => {
  const late = dueDates(
    aLedger('2026-03-05', { extension: { months: 1, sentAt: noon('2026-04-08') } }),
    noon('2026-04-09'),
  )
  const inTime = dueDates(
    aLedger('2026-03-05', { extension: { months: 1, sentAt: noon('2026-03-08') } }),
    noon('2026-04-09'),
  )

  assert.equal(
    proofInWords(late.proof, 'en')[3],
    'The letter of extension sent on 8 April 2026 does not count, since the first month ended on 5 April 2026.',
  )
  assert.equal(
    proofInWords(late.proof, 'da')[3],
    'Brevet om forlængelse sendt den 8. april 2026 tæller ikke, da den første måned udløb den 5. april 2026.',
  )
  assert.match(proofInWords(inTime.proof, 'en')[3] ?? '', /adds one further month: 5 May 2026 counted/)
  assert.match(
    proofInWords(inTime.proof, 'da')[3] ?? '',
    /forlænger fristen med en måned: til den 5\. maj 2026/,
  )
})

test('a step that nobody has words for is a defect, not a silent gap in a letter', () => {
  const unknown = [{ kind: 'guess' }] as unknown as readonly ProofStep[]

  assert.throws(() => proofInWords(unknown, 'en'), /proofInWords/)
  assert.throws(() => proofInWords(unknown, 'da'), /proofInWords/)
})
