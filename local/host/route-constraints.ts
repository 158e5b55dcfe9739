/** The inline constraints of ASP.NET routing (DefaultInlineConstraintResolver), on the text of a parameter. */
export type Constraint = (value: string) => boolean

/** Throws on a name or an argument that ASP.NET would not resolve. */
export function constraintFor(name: string, argument: string | undefined, route: string): Constraint {
  const make = constraints[name.toLowerCase()]
  const made = make?.(argument)
  if (!made) throw new Error(`route "${route}": "${name}" is not a constraint that ASP.NET knows`)
  return made
}

type MakeConstraint = (argument: string | undefined) => Constraint | undefined

const plain =
  (constraint: Constraint): MakeConstraint =>
  (argument) =>
    argument === undefined ? constraint : undefined

const withNumber =
  (constraint: (limit: number) => Constraint): MakeConstraint =>
  (argument) => {
    const limit = wholeNumber(argument)
    return limit === undefined ? undefined : constraint(limit)
  }

const withTwo =
  (constraint: (low: number, high: number) => Constraint): MakeConstraint =>
  (argument) => {
    const [low, high, ...more] = (argument ?? '').split(',').map(wholeNumber)
    return low === undefined || high === undefined || more.length > 0 ? undefined : constraint(low, high)
  }

const wholeNumber = (text: string | undefined): number | undefined =>
  text !== undefined && /^\s*-?\d+\s*$/.test(text) ? Number(text) : undefined

const isInteger = (value: string, low: bigint, high: bigint): boolean =>
  /^[+-]?\d{1,20}$/.test(value) &&
  BigInt(value.replace('+', '')) >= low &&
  BigInt(value.replace('+', '')) <= high

const isLong = (value: string): boolean => isInteger(value, -(2n ** 63n), 2n ** 63n - 1n)

const isNumber = (value: string): boolean => /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(value)

const hex = (digits: number): string => `[0-9a-f]{${digits}}`
const dashed = [8, 4, 4, 4, 12].map(hex).join('-')
const guid = new RegExp(`^(?:${hex(32)}|${dashed}|\\{${dashed}\\}|\\(${dashed}\\))$`, 'i')

const constraints: Readonly<Record<string, MakeConstraint>> = {
  int: plain((value) => isInteger(value, -(2n ** 31n), 2n ** 31n - 1n)),
  long: plain(isLong),
  bool: plain((value) => /^(true|false)$/i.test(value)),
  guid: plain((value) => guid.test(value)),
  alpha: plain((value) => /^[a-z]*$/i.test(value)),
  decimal: plain((value) => isNumber(value) && !/e/i.test(value)),
  double: plain(isNumber),
  float: plain(isNumber),
  datetime: plain((value) => !Number.isNaN(Date.parse(value))),
  required: plain((value) => value !== ''),
  minlength: withNumber((limit) => (value) => value.length >= limit),
  maxlength: withNumber((limit) => (value) => value.length <= limit),
  min: withNumber((limit) => (value) => isLong(value) && Number(value) >= limit),
  max: withNumber((limit) => (value) => isLong(value) && Number(value) <= limit),
  range: withTwo((low, high) => (value) => isLong(value) && Number(value) >= low && Number(value) <= high),
  length: (argument) =>
    withNumber((limit) => (value) => value.length === limit)(argument) ??
    withTwo((low, high) => (value) => value.length >= low && value.length <= high)(argument),
  /** Not anchored and without regard to case, as in ASP.NET; the dialect is JavaScript's, not .NET's. */
  regex: (argument) => {
    if (argument === undefined || argument === '') return undefined
    const pattern = new RegExp(argument, 'i')
    return (value) => pattern.test(value)
  },
}
