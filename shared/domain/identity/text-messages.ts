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
  prefixes: [callingCodeOf(country)],
  monthlyCap: 100,
})

export const callingCodeOf = (country: HolidayCountry): string => callingCodes[country]

/** As people write a number: with spaces, with 00, or as it is dialled in their own country. What is none stays none. */
export function asE164(text: string, callingCode: string): string {
  const number = text.replaceAll(/[\s().\-\u2010-\u2015]/g, '').replace(/^00/, '+')
  return number === '' || number.startsWith('+') ? number : `${callingCode}${number.replace(/^0/, '')}`
}

/** `phone` is E.164, so that one number has one spelling. */
export const mayText = ({ prefixes }: TextPolicy, phone: string): boolean =>
  prefixes.some((prefix) => phone.startsWith(prefix))

/** Enough for its owner to know it by, and for nobody to ring it. */
export const endingOf = (phone: string): string => phone.slice(-2)
