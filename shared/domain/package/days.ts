import { formatLocalDate, localDateOf } from '../time.ts'
import type { PackageFacts } from './package-facts.ts'

/** The company's local day of an instant, in words. */
export const dayOf = (at: Date, { timeZone, language }: PackageFacts): string =>
  formatLocalDate(localDateOf(at, timeZone), language)
