import type { HolidayCountry } from '../requests/holidays.ts'

/** To which numbers a company has text messages sent, and how many in a month (UTC): somebody pays for each. */
export type TextPolicy = { readonly prefixes: readonly string[]; readonly monthlyCap: number }

/** The country's own numbers (ITU-T E.164). */
const callingCodes: Readonly<Record<HolidayCountry, string>> = {
  DK: '+45',
  DE: '+49',
  IE: '+353',
  NL: '+31',
}

/** For a company that has said nothing: its own country, and a hundred. */
export const usualTextPolicy = (country: HolidayCountry): TextPolicy => ({
  prefixes: [callingCodes[country]],
  monthlyCap: 100,
})

/** `phone` is E.164, so that one number has one spelling. */
export const mayText = ({ prefixes }: TextPolicy, phone: string): boolean =>
  prefixes.some((prefix) => phone.startsWith(prefix))

/** Enough for its owner to know it by, and for nobody to ring it. */
export const endingOf = (phone: string): string => phone.slice(-2)
