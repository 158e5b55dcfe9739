/** The one way to write a value down before it is hashed or signed: JSON Canonicalization Scheme, RFC 8785. */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'number') return canonicalNumber(value)
  if (typeof value === 'string') return canonicalString(value)
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (isPlainObject(value)) return canonicalObject(value)
  throw new TypeError(`not a JSON value: ${typeof value}`)
}

export const canonicalBytes = (value: unknown): Uint8Array => new TextEncoder().encode(canonicalJson(value))

/** Members in the order of their UTF-16 code units (section 3.2.3); an absent member is not written. */
const canonicalObject = (value: Readonly<Record<string, unknown>>): string =>
  `{${Object.keys(value)
    .filter((key) => value[key] !== undefined)
    .sort()
    .map((key) => `${canonicalString(key)}:${canonicalJson(value[key])}`)
    .join(',')}}`

/** ECMAScript writes numbers as section 3.2.2.3 asks; what is not a number cannot be written. */
function canonicalNumber(value: number): string {
  if (!Number.isFinite(value)) throw new TypeError('not a JSON value: a number that is not finite')
  return JSON.stringify(value)
}

/** ECMAScript writes strings as section 3.2.2.2 asks; half a character has no UTF-8 and must end it. */
function canonicalString(value: string): string {
  if (!value.isWellFormed()) throw new TypeError('not a JSON value: a string with a lone surrogate')
  return JSON.stringify(value)
}

/** Dates, maps and class instances would lose what they are; their owner turns them into JSON first. */
function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}
