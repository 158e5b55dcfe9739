// Turns what a generated validator found into errors that name the rule and the place, never the value.

/** One broken rule; `pointer` is RFC 6901 into the body. */
export type RuleError = { readonly pointer: string; readonly code: string; readonly detail: string }

/** What the generated validators report: the part of ajv's error object that is used here. */
export type Finding = {
  readonly instancePath: string
  readonly schemaPath: string
  readonly keyword: string
  readonly params: Readonly<Record<string, unknown>>
}

/** More than a person would correct at once; also the bound on what a hostile body makes us say. */
const mostErrors = 50

export function ruleErrors(findings: readonly Finding[]): readonly RuleError[] {
  return findings.filter(isNotInsideAlternative).slice(0, mostErrors).map(ruleError)
}

/** Of alternatives only "exactly one" is told: what each of them lacks would read as if all were wanted. */
const isNotInsideAlternative = ({ schemaPath }: Finding): boolean => !/\/(oneOf|anyOf)\/\d/.test(schemaPath)

function ruleError(finding: Finding): RuleError {
  const { keyword, instancePath, params } = finding
  switch (keyword) {
    case 'required':
      return {
        pointer: `${instancePath}/${escaped(String(params['missingProperty']))}`,
        code: 'required',
        detail: 'is required',
      }
    case 'additionalProperties':
      return {
        pointer: instancePath + namedMember(String(params['additionalProperty'])),
        code: 'unknownMember',
        detail: 'is not a member of this object',
      }
    default:
      return { pointer: instancePath, code: keyword, detail: detailOf(keyword, params) }
  }
}

const escaped = (member: string): string => member.replaceAll('~', '~0').replaceAll('/', '~1')

/** A name that looks like a name is told; any other could be a value in a name's place. */
const namedMember = (member: string): string => (/^[A-Za-z][A-Za-z_]{0,39}$/.test(member) ? `/${member}` : '')

type Describe = (params: Readonly<Record<string, unknown>>) => string

const limit: (words: (limit: unknown) => string) => Describe = (words) => (params) => words(params['limit'])

/** The words for each rule; what they fill in comes from the schema, never from the body. */
const details: Readonly<Record<string, Describe>> = {
  type: (params) => `must be of type ${String(params['type'])}`,
  format: (params) => `must match the format ${String(params['format'])}`,
  pattern: () => 'must match the documented pattern',
  enum: () => 'must be one of the documented values',
  const: () => 'must be the documented value',
  minLength: limit((n) => `must have at least ${n} characters`),
  maxLength: limit((n) => `must have at most ${n} characters`),
  minItems: limit((n) => `must have at least ${n} items`),
  maxItems: limit((n) => `must have at most ${n} items`),
  minimum: limit((n) => `must be at least ${n}`),
  maximum: limit((n) => `must be at most ${n}`),
  maxProperties: limit((n) => `must have at most ${n} members`),
  uniqueItems: () => 'must not have an item twice',
  propertyNames: () => 'has a member whose name is not allowed',
  oneOf: () => 'must match exactly one of the documented alternatives',
}

const detailOf = (keyword: string, params: Readonly<Record<string, unknown>>): string =>
  details[keyword]?.(params) ?? 'breaks a rule of the schema'
