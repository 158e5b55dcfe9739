import { assertNever } from '../../kernel/exhaustive.ts'
import type { Language, Text } from '../templates/template.ts'
import type { LocalDate } from '../time.ts'
import { addLocalDays, compareLocalDates, formatLocalDate, weekdayName } from '../time.ts'
import type { HolidayCountry } from './holidays.ts'
import { holidayOn, rollForward } from './holidays.ts'
import type { Suspension } from './suspension.ts'

/** A last day, and where it moves when it is no working day (Reg. 1182/71 Art. 3(4)). */
export type Roll = {
  readonly kind: 'rolled'
  readonly which: 'statutory' | 'extended'
  readonly from: LocalDate
  readonly to: LocalDate
  readonly skipped: readonly { readonly date: LocalDate; readonly because: Text }[]
}

/** One step of the reckoning, as data: so that it can be shown in any language and checked by anyone. */
export type ProofStep =
  | { readonly kind: 'received'; readonly date: LocalDate }
  | { readonly kind: 'month'; readonly date: LocalDate; readonly clamped: boolean }
  | { readonly kind: 'thirtyDays'; readonly date: LocalDate }
  | {
      readonly kind: 'extension'
      readonly months: 1 | 2
      readonly sentOn: LocalDate
      /** Receipt plus all months at once. */
      readonly direct: LocalDate
      /** The end of the first month plus the further months; it can be a day earlier. */
      readonly chained: LocalDate
    }
  | { readonly kind: 'extensionTooLate'; readonly sentOn: LocalDate; readonly firstMonthEnds: LocalDate }
  | Suspension
  | Roll
  | { readonly kind: 'internal'; readonly date: LocalDate }

export function provenRoll(which: Roll['which'], from: LocalDate, country: HolidayCountry): Roll {
  const to = rollForward(from, country)
  const skipped: { date: LocalDate; because: Text }[] = []
  for (let date = from; compareLocalDates(date, to) < 0; date = addLocalDays(date, 1))
    skipped.push({ date, because: holidayOn(date, country)?.name ?? weekdayText(date) })

  return { kind: 'rolled', which, from, to, skipped }
}

const weekdayText = (date: LocalDate): Text => ({ da: weekdayName(date, 'da'), en: weekdayName(date, 'en') })

/** One sentence for each step: for the page, the letter and the API's `dueProof`. */
export const proofInWords = (steps: readonly ProofStep[], language: Language): readonly string[] =>
  steps.map((step) => (language === 'da' ? inDanish(step) : inEnglish(step)))

function inEnglish(step: ProofStep): string {
  const day = (date: LocalDate): string => formatLocalDate(date, 'en')
  switch (step.kind) {
    case 'received':
      return `The request was received on ${day(step.date)}; that day is not counted.`
    case 'month':
      return `One month after receipt is ${day(step.date)}${step.clamped ? ', the last day of a shorter month' : ''}.`
    case 'thirtyDays':
      return `Thirty days after receipt is ${day(step.date)}.`
    case 'extension': {
      const months = step.months === 1 ? 'one further month' : 'two further months'
      return `The letter sent on ${day(step.sentOn)} adds ${months}: ${day(step.direct)} counted from receipt, ${day(step.chained)} counted from the end of the first month.`
    }
    case 'extensionTooLate':
      return `The letter of extension sent on ${day(step.sentOn)} does not count, since the first month ended on ${day(step.firstMonthEnds)}.`
    case 'suspended': {
      const days = step.days === 1 ? 'one day' : `${step.days} days`
      return `The time stood still from ${day(step.from)} to ${day(step.to)}, both included: ${days}.`
    }
    case 'rolled': {
      const period = step.which === 'statutory' ? 'The period of one month' : 'The extended period'
      const moved = rollInWords(step, 'en')
      return `${period} ends on ${day(step.to)}${moved && `, the next working day: ${moved}`}.`
    }
    case 'internal':
      return `The internal target is ${day(step.date)}; it is the earlier date and does not move for weekends or holidays.`
    default:
      return assertNever(step, 'proofInWords')
  }
}

function inDanish(step: ProofStep): string {
  const day = (date: LocalDate): string => formatLocalDate(date, 'da')
  switch (step.kind) {
    case 'received':
      return `Anmodningen blev modtaget den ${day(step.date)}; den dag tæller ikke med.`
    case 'month':
      return `En måned efter modtagelsen er den ${day(step.date)}${step.clamped ? ', den sidste dag i en kortere måned' : ''}.`
    case 'thirtyDays':
      return `Tredive dage efter modtagelsen er den ${day(step.date)}.`
    case 'extension': {
      const months = step.months === 1 ? 'en måned' : 'to måneder'
      return `Brevet sendt den ${day(step.sentOn)} forlænger fristen med ${months}: til den ${day(step.direct)} regnet fra modtagelsen, til den ${day(step.chained)} regnet fra udløbet af den første måned.`
    }
    case 'extensionTooLate':
      return `Brevet om forlængelse sendt den ${day(step.sentOn)} tæller ikke, da den første måned udløb den ${day(step.firstMonthEnds)}.`
    case 'suspended': {
      const days = step.days === 1 ? 'en dag' : `${step.days} dage`
      return `Fristen stod stille fra den ${day(step.from)} til den ${day(step.to)}, begge dage medregnet: ${days}.`
    }
    case 'rolled': {
      const period = step.which === 'statutory' ? 'Fristen på en måned' : 'Den forlængede frist'
      const moved = rollInWords(step, 'da')
      return `${period} udløber den ${day(step.to)}${moved && `, den næste arbejdsdag: ${moved}`}.`
    }
    case 'internal':
      return `Det interne mål er den ${day(step.date)}; det er den tidligste dato og flyttes ikke for weekender og helligdage.`
    default:
      return assertNever(step, 'proofInWords')
  }
}

/** Why the last day moved, day by day; empty when it did not. */
const rollInWords = ({ skipped }: Roll, language: Language): string =>
  skipped
    .map(
      ({ date, because }) =>
        `${formatLocalDate(date, language)} ${language === 'da' ? 'er' : 'is'} ${because[language]}`,
    )
    .join(', ')
