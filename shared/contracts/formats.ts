// The string formats of our schemas: stricter than common libraries, because what passes here is mailed, timed or shown.

const dateTime =
  /^(\d{4})-(\d{2})-(\d{2})T([01]\d|2[0-3]):[0-5]\d:([0-5]\d)(\.\d{1,9})?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/

/** RFC 3339 with an offset; the day must exist; leap seconds and lower-case letters are refused, since `Date` cannot read them. */
function isDateTime(text: string): boolean {
  const parts = dateTime.exec(text)
  return parts !== null && isDay(Number(parts[1]), Number(parts[2]), Number(parts[3]))
}

const thirtyDays = new Set([4, 6, 9, 11])

function isDay(year: number, month: number, day: number): boolean {
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  const last = month === 2 ? (isLeap ? 29 : 28) : thirtyDays.has(month) ? 30 : 31
  return year > 0 && month >= 1 && month <= 12 && day >= 1 && day <= last
}

const localPart = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
const domainLabel = '[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?'
const emailAddress = new RegExp(
  `^(?=.{1,64}@)${localPart}(?:\\.${localPart})*@(?:${domainLabel}\\.)+(?=[^.]*[A-Za-z])${domainLabel}$`,
)

/**
 * One mailbox and nothing else: dot-atom@domain of RFC 5321 (no quotes, comments, lists, routes, address literals).
 * The domain is ASCII: an internationalised one is written in its A-labels (`xn--…`, RFC 5890), so that a mailbox
 * has one spelling and limits that count per address cannot be passed by another.
 */
const isEmail = (text: string): boolean => text.length <= 254 && emailAddress.test(text)

const timeParts = '(?:T(?=\\d)(?:\\d{1,6}H)?(?:\\d{1,6}M)?(?:\\d{1,6}S)?)?'
const duration = new RegExp(`^P(?=.)(?:\\d{1,4}Y)?(?:\\d{1,5}M)?(?:\\d{1,5}W)?(?:\\d{1,6}D)?${timeParts}$`)

/** ISO 8601 duration in whole units, such as `P31D` or `PT1H30M`. */
const isDuration = (text: string): boolean => duration.test(text)

/** ISO 3166-1 alpha-2, officially assigned codes. */
const countries = new Set(
  (
    'AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ ' +
    'CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO ' +
    'FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE ' +
    'JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO ' +
    'MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW ' +
    'PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM ' +
    'TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW'
  ).split(' '),
)

const isCountry = (text: string): boolean => countries.has(text)

/** A name of the time zone database, or a link to one, that this runtime counts by. */
function isTimeZone(text: string): boolean {
  try {
    return /^[A-Za-z]/.test(text) && Boolean(new Intl.DateTimeFormat('en', { timeZone: text }))
  } catch {
    return false
  }
}

/** What the generated validators call, by the name that stands in the schema. */
export const formats = {
  'date-time': isDateTime,
  duration: isDuration,
  email: isEmail,
  country: isCountry,
  'time-zone': isTimeZone,
}
