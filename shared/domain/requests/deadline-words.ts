import { assertNever } from '../../kernel/exhaustive.ts'
import { holidayNames } from '../holidays/holiday-names.ts'
import type { Language } from '../templates/template.ts'
import { formatLocalDate, weekdayName } from '../time.ts'
import type { LocalDate } from '../time.ts'
import type { ProofStep, Roll } from './deadline-proof.ts'

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
    .map(({ date, holiday }) => {
      const day = holiday ? holidayNames[holiday][language] : weekdayName(date, language)
      return `${formatLocalDate(date, language)} ${language === 'da' ? 'er' : 'is'} ${day}`
    })
    .join(', ')
