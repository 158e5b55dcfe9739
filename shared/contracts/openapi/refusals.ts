// How refusals stand in the document: by status, each with its codes.
import { problemCodes, problemFor } from '../problems.ts'
import type { ProblemCode } from '../problems.ts'
import type { OperationDescription } from '../openapi.ts'
import type { JsonSchema } from './surface.ts'

/** The codes of what stands before every handler of its kind, by what the kind is known from. */
const bearerCodes = [
  'notSignedIn',
  'tokenInvalid',
  'tokenExpired',
  'apiKeyInvalid',
  'apiKeyRequired',
  'apiKeyPublishable',
  'scopeMissing',
]
const jsonCodes = [
  'jsonMalformed',
  'jsonDuplicateMember',
  'jsonForbiddenMember',
  'jsonTooDeep',
  'bodyTooLarge',
  'unsupportedMediaType',
]

/** What any call may be answered with: stands once, as the default. */
export const anyCodes = [
  'requestMalformed',
  'requestTimedOut',
  'wrongHost',
  'tooManyRequests',
  'headersTooLarge',
  'internalError',
] as const satisfies readonly ProblemCode[]

export function codesOf(operation: OperationDescription, own: readonly string[]): readonly ProblemCode[] {
  const { route, security, body, method, apiKey } = operation
  const all = new Set([
    ...own,
    'parameterInvalid',
    'unavailable',
    ...(route.includes('{') || isOfStaff(operation) ? ['notFound'] : []),
    ...(apiKey === 'published' ? ['apiKeyOriginRefused'] : []),
    ...(security === 'bearer' ? [...bearerCodes, ...proofCodes(operation)] : []),
    ...(body === undefined ? [] : [...jsonCodes, 'bodyInvalid', 'unknownMember']),
    ...(method === 'POST' ? ['idempotencyKeyInvalid'] : []),
    ...own.filter((code) => code === 'formInvalid').map(() => 'unknownMember'),
  ])
  return problemCodes.filter((code) => all.has(code))
}

/** The person of a request does not find what is of staff alone. */
const isOfStaff = ({ security, permission }: OperationDescription): boolean =>
  security === 'bearer' && ![permission].flat().includes('person')

/** Of staff outside demo mode; the person of a request shows nothing more than their link. */
const proofCodes = ({ proof = 'factor', permission }: OperationDescription): readonly ProblemCode[] => {
  if (proof === 'link' || permission === 'person') return []
  return proof === 'fresh' ? ['factorRequired', 'freshProofRequired'] : ['factorRequired']
}

/** A response for each status among the codes. */
export function refusalsOf(codes: readonly ProblemCode[]): Readonly<Record<string, JsonSchema>> {
  const byStatus = Object.groupBy(codes, (code) => String(problemFor({ code }).status))
  return Object.fromEntries(
    Object.entries(byStatus).map(([status, some = []]) => [status, problemResponse(some, Number(status))]),
  )
}

export const problemResponse = (codes: readonly ProblemCode[], status?: number): JsonSchema => ({
  description: `With one of the codes ${codes.map((code) => `\`${code}\``).join(', ')}.`,
  ...(headersOf[status ?? 0] && { headers: headersOf[status ?? 0] }),
  content: {
    'application/problem+json': {
      schema: { $ref: '#/components/schemas/Problem' },
      examples: Object.fromEntries(codes.map((code) => [code, { $ref: `#/components/examples/${code}` }])),
    },
  },
})

/** What each of the codes looks like, once. */
export const problemExamples = (codes: ReadonlySet<ProblemCode>): JsonSchema =>
  Object.fromEntries([...codes].sort().map((code) => [code, exampleOf(code)]))

function exampleOf(code: ProblemCode): JsonSchema {
  const value = problemFor({ code })
  return { summary: value.title, value }
}

const limits = {
  'RateLimit-Policy': { $ref: '#/components/headers/RateLimitPolicy' },
  RateLimit: { $ref: '#/components/headers/RateLimit' },
}

const retryAfter = { 'Retry-After': { $ref: '#/components/headers/RetryAfter' } }

const headersOf: Readonly<Record<number, JsonSchema>> = {
  401: { 'WWW-Authenticate': { $ref: '#/components/headers/WwwAuthenticate' } },
  429: { ...retryAfter, ...limits },
  503: retryAfter,
}

export const responseHeaders = {
  RetryAfter: {
    description: 'Seconds after which to try again (RFC 9110, section 10.2.3).',
    schema: { type: 'integer' },
  },
  RateLimitPolicy: {
    description:
      'The limits of the call: each with its quota `q` in `w` seconds (draft-ietf-httpapi-ratelimit-headers-10).',
    schema: { type: 'string' },
  },
  RateLimit: {
    description:
      'Of the caller’s own session: how many calls are left (`r`), and the seconds until all are there again (`t`).',
    schema: { type: 'string' },
  },
  WwwAuthenticate: { description: '`Bearer` (RFC 6750).', schema: { type: 'string' } },
  ETag: {
    description: 'The version that was read, for `If-Match` and `If-None-Match`.',
    schema: { type: 'string' },
  },
} as const

export const notModified = {
  description: 'What `If-None-Match` named is what there is: it is not sent again.',
  headers: { ETag: { $ref: '#/components/headers/ETag' } },
} as const

export const problemSchema = {
  type: 'object',
  description: 'RFC 9457. `type` is the address of a page that says what the code means and what to do.',
  required: ['type', 'title', 'status', 'code'],
  properties: {
    type: { type: 'string', format: 'uri-reference' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string', description: 'Stable, camelCase; more may come.', examples: problemCodes },
    detail: { type: 'string' },
    errors: { type: 'array', items: { $ref: '#/components/schemas/BrokenRule' } },
    needed: { $ref: '#/components/schemas/NeededSecret' },
    factors: {
      type: 'object',
      description:
        'With `factorRequired`, and with what says that a factor was not the right one, where a link of staff is redeemed.',
      required: ['kinds'],
      properties: {
        kinds: {
          type: 'array',
          items: { type: 'string', enum: ['passkey', 'totp', 'recovery', 'sms', 'provider'] },
        },
        phoneEnding: { type: 'string', description: 'With `sms`: the last two digits.' },
      },
    },
    next: {
      type: 'string',
      format: 'uri-reference',
      description: 'With `factorRequired` and `freshProofRequired`: the call that goes on from here.',
    },
  },
} as const

export const brokenRule = {
  type: 'object',
  required: ['pointer', 'code', 'detail'],
  properties: {
    pointer: {
      type: 'string',
      description: 'RFC 6901, into the body; with `parameterInvalid`, a slash and the parameter’s name.',
    },
    code: { type: 'string' },
    detail: { type: 'string', description: 'Names the rule, never the value.' },
  },
} as const

export const neededSecret = {
  type: 'object',
  description: 'With `codeRequired` and `codeWrong`, where the person set a factor of their own.',
  required: ['kind'],
  properties: {
    kind: { type: 'string', enum: ['sms', 'passcode'] },
    phoneEnding: { type: 'string', description: 'The last two digits.' },
    text: {
      type: 'string',
      enum: ['sent', 'notNow', 'notSent'],
      description: 'Whether this call had a code texted; `notSent` is known to staff.',
    },
  },
} as const
