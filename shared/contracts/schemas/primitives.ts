// Building blocks of the request schemas (JSON Schema 2020-12); each is a literal, so that types can be compared with it.
import { identityLevels } from '../../domain/requests/identity.ts'
import { rights } from '../../domain/requests/right.ts'

/** A closed object; what is required must be one of its members. */
export const record = <
  const Properties extends Readonly<Record<string, unknown>>,
  const Required extends readonly (keyof Properties & string)[],
>(
  properties: Properties,
  required: Required,
) => ({ type: 'object', additionalProperties: false, required, properties }) as const

/** One line of text: not blank, no control characters, no marks that turn the reading direction. */
export const line = <const Max extends number>(maxLength: Max) =>
  ({
    type: 'string',
    minLength: 1,
    maxLength,
    pattern: '^(?=.*\\S)[^\\p{Cc}\\p{Zl}\\p{Zp}\\p{Bidi_Control}]*$',
  }) as const

/** Several lines of text: not blank; of the control characters only tab and line ends. */
export const text = <const Max extends number>(maxLength: Max) =>
  ({
    type: 'string',
    minLength: 1,
    maxLength,
    pattern: '^(?=[^]*\\S)[^\\u0000-\\u0008\\u000B\\u000C\\u000E-\\u001F\\u007F]*$',
  }) as const

/** A secret that is compared, not read: any text, so that a wrong one is answered as wrong and not as malformed. */
export const secret = <const Max extends number>(maxLength: Max) =>
  ({ type: 'string', minLength: 1, maxLength }) as const

/** Words or ids, each once. */
export const list = <const Items, const Max extends number>(items: Items, maxItems: Max) =>
  ({ type: 'array', items, minItems: 1, maxItems, uniqueItems: true }) as const

/** Records; whether two of them clash is a question for the domain. */
export const rows = <const Items, const Max extends number>(items: Items, maxItems: Max) =>
  ({ type: 'array', items, maxItems }) as const

export const email = {
  type: 'string',
  format: 'email',
  maxLength: 254,
  description:
    'One mailbox, dot-atom@domain (RFC 5321); an internationalised domain in its A-labels (xn--…).',
} as const

export const instant = {
  type: 'string',
  format: 'date-time',
  maxLength: 40,
  description: 'RFC 3339, with offset.',
} as const

export const country = {
  type: 'string',
  format: 'country',
  maxLength: 2,
  description: 'ISO 3166-1 alpha-2.',
} as const

export const phone = {
  type: 'string',
  pattern: '^\\+[1-9][0-9]{6,14}$',
  description: 'E.164, such as +4512345678.',
} as const

export const language = { type: 'string', enum: ['da', 'en'] } as const

export const identityLevel = { type: 'string', enum: identityLevels } as const

export const right = { type: 'string', enum: rights } as const

/** A word of one of our lists; which words exist is the domain's to say. */
export const word = { type: 'string', maxLength: 64, pattern: '^[a-z][A-Za-z0-9]*$' } as const

/** An id that we or the company made: opaque, safe in a path. */
export const id = { type: 'string', maxLength: 64, pattern: '^[A-Za-z0-9][A-Za-z0-9_-]*$' } as const

export const sha256 = {
  type: 'string',
  pattern: '^[0-9a-f]{64}$',
  description: 'SHA-256, lower-case hex.',
} as const

/** A text in the languages of the company; English is never missing. */
export const localised = <const Max extends number>(maxLength: Max) =>
  record({ da: text(maxLength), en: text(maxLength) }, ['en'])

/** JSON whose members something else checks: a template's schema, or the template itself. */
export const anyObject = { type: 'object' } as const

/** A number of a public key, as a JWK writes it (RFC 7518). */
export const publicNumber = <const Max extends number>(maxLength: Max) =>
  ({ type: 'string', maxLength, pattern: '^[A-Za-z0-9_-]+$' }) as const

export const rsaKey = record(
  { kty: { type: 'string', enum: ['RSA'] } as const, n: publicNumber(1366), e: publicNumber(16) },
  ['kty', 'n', 'e'],
)

/** An address that somebody else chose; the egress port judges it. */
export const callable = (description: string) =>
  ({ type: 'string', minLength: 1, maxLength: 2000, description }) as const
