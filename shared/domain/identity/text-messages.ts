import type { HolidayCountry } from '../holidays/holidays.ts'

/** To which numbers a company has text messages sent, and how many in a month (UTC): somebody pays for each. */
export type TextPolicy = { readonly prefixes: readonly string[]; readonly monthlyCap: number }

/** The country's own numbers (ITU-T E.164). */
const callingCodes: Readonly<Record<HolidayCountry, string>> = {
  AT: '+43',
  BE: '+32',
  BG: '+359',
  CY: '+357',
  CZ: '+420',
  DE: '+49',
  DK: '+45',
  EE: '+372',
  ES: '+34',
  FI: '+358',
  FR: '+33',
  GR: '+30',
  HR: '+385',
  HU: '+36',
  IE: '+353',
  IS: '+354',
  IT: '+39',
  LI: '+423',
  LT: '+370',
  LU: '+352',
  LV: '+371',
  MT: '+356',
  NL: '+31',
  NO: '+47',
  PL: '+48',
  PT: '+351',
  RO: '+40',
  SE: '+46',
  SI: '+386',
  SK: '+421',
}

/** For a company that has said nothing: its own country, and a hundred. */
export const usualTextPolicy = (country: HolidayCountry): TextPolicy => ({
  prefixes: [callingCodeOf(country)],
  monthlyCap: 100,
})

export const callingCodeOf = (country: HolidayCountry): string => callingCodes[country]

/** As people write a number: with spaces, with 00, or as it is dialled in their own country. What is none stays none. Hungary dials 06 inside the country, the others that dial something a 0. */
export function asE164(text: string, callingCode: string): string {
  const number = text.replaceAll(/[\s().\-\u2010-\u2015]/g, '').replace(/^00/, '+')
  if (number === '' || number.startsWith('+')) return number
  return `${callingCode}${number.replace(callingCode === callingCodes.HU ? /^06/ : /^0/, '')}`
}

/** `phone` is E.164, so that one number has one spelling. */
export const mayText = ({ prefixes }: TextPolicy, phone: string): boolean =>
  prefixes.some((prefix) => phone.startsWith(prefix))

/** Enough for its owner to know it by, and for nobody to ring it. */
export const endingOf = (phone: string): string => phone.slice(-2)
