import type { ProblemCode } from './problems.ts'
import type { RuleError } from './rule-errors.ts'

/** Where a rule was broken that one member alone can break, for whoever refuses without saying it (api.md: `errors`). */
export const usualPlaces: Readonly<Partial<Record<ProblemCode, RuleError>>> = {
  // What else is wrong in an address is told by who reads the address.
  parameterInvalid: {
    pointer: '/continuation',
    code: 'continuation',
    detail: 'must be one that a page gave',
  },
  groundUnknown: { pointer: '/groundCode', code: 'ground', detail: 'must be a ground of the country' },
  commentMissing: { pointer: '/comment', code: 'required', detail: 'is required, and not blank' },
  pauseEndInvalid: {
    ...{ pointer: '/until', code: 'range' },
    detail: 'must lie in the future, at most 30 days away',
  },
}
