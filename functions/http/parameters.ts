// What stands in an address, read strictly: text that only looks like a number, a time or an id is refused.
import { formats } from '../../shared/contracts/formats.ts'
import { parseLocalDate } from '../../shared/domain/time.ts'
import type { LocalDate } from '../../shared/domain/time.ts'
import { hasCompanyShape } from '../../shared/domain/companies/company-id.ts'

/** Ids are ours or the company's, and every one of them has this shape: what has not cannot be found. */
const isId = (text: string): boolean => /^[A-Za-z0-9_-]{1,64}$/.test(text)

/** Whether what an address names could be there at all; what could not is looked for nowhere. */
export const couldBeThere = (params: Readonly<Record<string, string>>): boolean =>
  Object.entries(params).every(([name, value]) => {
    // A file name has rules and a refusal of its own.
    if (name === 'name') return true
    return name === 'company' ? hasCompanyShape(value) : isId(value)
  })

const token = "[\\w!#$%&'*+.^`|~-]+"
const mediaType = new RegExp(
  `^${token}/${token}(?:\\s*;\\s*${token}=(?:${token}|"[^"\\\\\\x00-\\x1f\\x7f-\\uffff]*"))*$`,
)

/** A media type with its parameters (RFC 9110 section 8.3.1): it is kept, and comes back with the file. */
export const isMediaType = (text: string): boolean => text.length <= 255 && mediaType.test(text)

/** A whole number from 0, in plain digits. */
export const count = (text: string): number | undefined =>
  /^\d{1,12}$/.test(text) ? Number(text) : undefined

/** The number of a version, from 1. */
export const versionNumber = (text: string): number | undefined =>
  /^[1-9]\d{0,6}$/.test(text) ? Number(text) : undefined

export const wantsInstant = 'must be a time in RFC 3339 with offset'
export const wantsCount = 'must be a whole number from 0'

/** RFC 3339 with an offset, as in bodies. */
export const instant = (text: string): Date | undefined =>
  formats['date-time'](text) ? new Date(text) : undefined

export const wantsDay = 'must be a day, YYYY-MM-DD, or a time in RFC 3339 with offset'

/** A day, or an instant within it. */
export const dayOrInstant = (text: string): LocalDate | Date | undefined =>
  parseLocalDate(text) ?? instant(text)

/** A parameter that cannot be read, and what is allowed there (api.md: `errors` for bad input). */
export const wrongParameter = (name: string, detail: string) => ({
  code: 'parameterInvalid' as const,
  errors: [{ pointer: `/${escaped(name)}`, code: 'parameter', detail }],
})

/** RFC 6901 section 3, and no more of a name from outside than can be read. */
const escaped = (name: string): string => name.slice(0, 64).replaceAll('~', '~0').replaceAll('/', '~1')

/** A parameter that may be left out: undefined then, and `wrong` when it is there and cannot be read. */
export function optional<T>(
  query: URLSearchParams,
  name: string,
  read: (text: string) => T | undefined,
): T | undefined | 'wrong' {
  const text = query.get(name)
  return text === null ? undefined : (read(text) ?? 'wrong')
}
