// From refusal codes to RFC 9457 problems, by the one table (problem-table.ts).
import { problemTable as table } from './problem-table.ts'
import type { RuleError } from './rule-errors.ts'
import { usualPlaces } from './usual-places.ts'

export type ProblemCode = keyof typeof table

/** RFC 9457, with our stable `code` and, for bad input, the broken rules. */
export type Problem = {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly code: ProblemCode
  readonly detail?: string
  readonly errors?: readonly RuleError[]
  /** Of `codeRequired` and `codeWrong`, where the person set a factor of their own. */
  readonly needed?: NeededSecret
  /** Where a link of staff is redeemed without a factor, or with one that does not count. */
  readonly factors?: NeededFactors
  /** Of `factorRequired` and `freshProofRequired`: the call that goes on from here. */
  readonly next?: string
}

/** By which kinds a member of staff can show who they are. */
export type NeededFactors = { readonly kinds: readonly string[]; readonly phoneEnding?: string }

/** Which secret a link asks for beside itself; of a phone number its last two digits. */
export type NeededSecret = {
  readonly kind: 'sms' | 'passcode'
  readonly phoneEnding?: string
  /** Whether a code was texted by this call. */
  readonly text?: 'sent' | 'notNow' | 'notSent'
}

/** What a use case or parser refused with; members other than these never reach the wire. */
export type Refusal = {
  readonly code: string
  readonly rule?: string
  readonly errors?: readonly RuleError[]
  readonly needed?: NeededSecret
  readonly factors?: NeededFactors
  /** Goes into the header of its name. */
  readonly retryAfterSeconds?: number
}

export const problemCodes = Object.keys(table) as readonly ProblemCode[]

const isProblemCode = (code: string): code is ProblemCode => Object.hasOwn(table, code)

/** The problem to answer with. A code without a row is our defect, and is answered as one: nothing of it is told. */
export function problemFor(refusal: Refusal): Problem {
  const known = isProblemCode(refusal.code)
  const code = codeOf(refusal)
  const usual = usualPlaces[code]
  const errors = refusal.errors ?? (usual && [usual])
  return {
    type: `/problems/${code}`,
    ...table[code],
    code,
    ...(known && refusal.rule !== undefined && { detail: `rule: ${refusal.rule}` }),
    ...(known && errors && { errors: errors.map(onlyRule) }),
    ...(known && refusal.needed !== undefined && { needed: onlyNeeded(refusal.needed) }),
    ...(known && refusal.factors !== undefined && { factors: onlyFactors(refusal.factors) }),
    ...(refusal.factors === undefined && nextOf(code)),
  }
}

/** An unknown member has one code wherever it stands, also in the data of a form (api.md). */
function codeOf({ code, errors = [] }: Refusal): ProblemCode {
  if (code === 'formInvalid' && errors.some((error) => error.code === 'unknownMember')) return 'unknownMember'
  return isProblemCode(code) ? code : 'internalError'
}

/** Where whoever is signed in goes on. */
const next: Readonly<Partial<Record<ProblemCode, string>>> = {
  factorRequired: '/api/v1/me/factors',
  freshProofRequired: '/api/v1/me/proof',
}

const nextOf = (code: ProblemCode) => (next[code] === undefined ? {} : { next: next[code] })

const onlyFactors = ({ kinds, phoneEnding }: NeededFactors): NeededFactors => ({
  kinds,
  ...(phoneEnding === undefined ? {} : { phoneEnding }),
})

const onlyNeeded = ({ kind, phoneEnding, text }: NeededSecret): NeededSecret => ({
  kind,
  ...(phoneEnding === undefined ? {} : { phoneEnding }),
  ...(text === undefined ? {} : { text }),
})

const onlyRule = ({ pointer, code, detail }: RuleError): RuleError => ({ pointer, code, detail })
