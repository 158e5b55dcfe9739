// Form data against a template's JSON Schema 2020-12, with ajv. It is loaded at the first form, not at the start.
import type { ErrorObject, ValidateFunction } from 'ajv'
import type { FormError, FormValidator } from '../../application/ports/forms.ts'
import type { TemplateVersion } from '../../domain/templates/template.ts'
import { formErrors } from './form-errors.ts'
import { guardedPattern } from './pattern-guard.ts'

type Compile = (schema: Readonly<Record<string, unknown>>) => ValidateFunction

const mostSchemas = 200

/**
 * A template whose schema cannot be compiled, refers to another document or holds a pattern that could run for long
 * gives the one error `schemaUnusable`, whatever the data: ask with `{}` before storing a company's own template.
 */
export function createFormValidator(): FormValidator {
  let loading: Promise<Compile> | undefined
  const compiled = new Map<string, ValidateFunction | 'unusable'>()

  const validatorFor = async (template: TemplateVersion): Promise<ValidateFunction | 'unusable'> => {
    const key = keyOf(template)
    const known = compiled.get(key)
    if (known !== undefined) return known
    const compile = await (loading ??= loadCompiler())
    const made = tryCompile(compile, template)
    compiled.set(key, made)
    if (compiled.size > mostSchemas) compiled.delete(compiled.keys().next().value ?? key)
    return made
  }

  return {
    validate: async (template, data) => {
      const validate = await validatorFor(template)
      return validate === 'unusable' ? [unusable] : check(validate, data)
    },
  }
}

/** With the schema itself: two companies may each have an `own` in version 1, and the port does not say whose it is. */
const keyOf = ({ templateId, version, schema }: TemplateVersion): string =>
  `${templateId} ${version} ${JSON.stringify(schema)}`

const unusable: FormError = {
  pointer: '',
  code: 'schemaUnusable',
  detail: 'the schema of the template cannot be used',
}

const check = (validate: ValidateFunction, data: unknown): readonly FormError[] =>
  validate(data) ? [] : formErrors(errorsOf(validate))

const errorsOf = ({ errors }: ValidateFunction): readonly ErrorObject[] => errors ?? []

function tryCompile(compile: Compile, { schema }: TemplateVersion): ValidateFunction | 'unusable' {
  try {
    const validate = compile(schema)
    // An asynchronous schema (an extension of ajv's) would answer with a promise, which reads as "valid".
    return '$async' in validate ? 'unusable' : validate
  } catch {
    return 'unusable'
  }
}

async function loadCompiler(): Promise<Compile> {
  const [{ Ajv2020 }, { default: addFormats }] = await Promise.all([
    import('ajv/dist/2020.js'),
    import('ajv-formats'),
  ])
  const metaSchema = new Ajv2020({ strict: false, logger: false })
  return (schema) => {
    if (metaSchema.validateSchema(schema) !== true) throw new Error('not a schema of draft 2020-12')
    // An instance each: what one company's schema names with `$id`, another's cannot reach or clash with.
    const ajv = new Ajv2020({
      allErrors: true,
      messages: false,
      strict: false,
      strictNumbers: true,
      validateSchema: false,
      logger: false,
      code: { regExp: guardedRegExp },
    })
    addFormats.default(ajv, [...formats])
    return ajv.compile(schema)
  }
}

const formats = ['date', 'time', 'date-time', 'duration', 'email', 'uri', 'uuid', 'ipv4', 'ipv6'] as const

/** ajv asks for `code` because it could write modules; here it is a name and never run. */
const guardedRegExp = Object.assign(guardedPattern, { code: 'guardedPattern' })
