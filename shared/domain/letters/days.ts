import type { Language } from '../templates/template.ts'
import { formatLocalDate, isoLocalDate } from '../time.ts'

/** `2026-03-05` as it is written to a person: `5. marts 2026`; empty when it is no day, which makes a letter incomplete. */
export function dayInWords(day: string, language: Language): string {
  if (!/^\d{4}-\d{2}-\d{2}$/u.test(day)) return ''

  const date = { year: Number(day.slice(0, 4)), month: Number(day.slice(5, 7)), day: Number(day.slice(8)) }
  return isoLocalDate(date) === day ? formatLocalDate(date, language) : ''
}
