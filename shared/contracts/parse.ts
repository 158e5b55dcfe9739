// The gate for request bodies: only what passes here reaches a use case.
import { err, ok, type Result } from '../kernel/result.ts'
import type { Body, BodyName } from './bodies.ts'
import { validators } from './generated/validators.mjs'
import { optionalBodies } from './optional-bodies.ts'
import { ruleErrors, type RuleError } from './rule-errors.ts'

/** `unknownMember` as soon as one member is unknown, whatever else is wrong (api.md). */
export type InvalidBody = {
  readonly code: 'bodyInvalid' | 'unknownMember'
  readonly errors: readonly RuleError[]
}

/** Checks a parsed body against its schema. `undefined` stands for a request without a body. */
export function parseBody<Name extends BodyName>(
  name: Name,
  value: unknown,
): Result<Body<Name>, InvalidBody> {
  const given = value === undefined && optionalBodies.has(name) ? {} : value
  const validate = validators[name]
  // The cast is what validation means; a test holds every type equal to its schema.
  return validate(given) ? ok(given as Body<Name>) : err(invalidBody(ruleErrors(validate.errors ?? [])))
}

const invalidBody = (errors: readonly RuleError[]): InvalidBody => ({
  code: errors.some((error) => error.code === 'unknownMember') ? 'unknownMember' : 'bodyInvalid',
  errors,
})
