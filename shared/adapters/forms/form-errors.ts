import type { FormError } from '../../application/ports/forms.ts'

/** The part of ajv's error that is used. */
export type Finding = {
  readonly instancePath: string
  readonly keyword: string
  readonly params: Readonly<Record<string, unknown>>
}

const mostErrors = 100

/** Every broken rule with its place; the words come from the schema, never from the data. */
export const formErrors = (findings: readonly Finding[]): readonly FormError[] =>
  findings.slice(0, mostErrors).map(formError)

function formError({ instancePath, keyword, params }: Finding): FormError {
  switch (keyword) {
    case 'required':
      return {
        pointer: `${instancePath}/${escaped(String(params['missingProperty']))}`,
        code: 'required',
        detail: 'is required',
      }
    case 'additionalProperties':
    case 'unevaluatedProperties':
      return {
        pointer:
          instancePath + namedMember(String(params['additionalProperty'] ?? params['unevaluatedProperty'])),
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

function detailOf(keyword: string, params: Readonly<Record<string, unknown>>): string {
  switch (keyword) {
    case 'type':
      return `must be of type ${String(params['type'])}`
    case 'format':
      return `must match the format ${String(params['format'])}`
    case 'enum':
    case 'const':
      return 'must be one of the values that the template allows'
    case 'pattern':
      return 'must match the pattern of the template'
    default:
      return 'limit' in params
        ? `must keep the limit ${keyword} ${String(params['limit'])}`
        : `breaks the rule ${keyword}`
  }
}
