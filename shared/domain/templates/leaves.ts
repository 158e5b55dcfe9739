// The kinds of value that the starter templates hold. Every text is bounded and free of control characters.
import type { Text } from './template.ts'

export type LeafSchema = Readonly<Record<string, unknown>>

const oneLine = '^[^\\p{Cc}\\p{Zl}\\p{Zp}]*$'
const severalLines = '^[^\\u0000-\\u0008\\u000B\\u000C\\u000E-\\u001F\\u007F]*$'

export const line: LeafSchema = { type: 'string', minLength: 1, maxLength: 200, pattern: oneLine }

export const prose: LeafSchema = { type: 'string', minLength: 1, maxLength: 10_000, pattern: severalLines }

export const email: LeafSchema = { type: 'string', format: 'email', maxLength: 254 }

export const day: LeafSchema = { type: 'string', format: 'date', maxLength: 10 }

export const instant: LeafSchema = { type: 'string', format: 'date-time', maxLength: 40 }

export const amount: LeafSchema = { type: 'number', minimum: -1_000_000_000_000, maximum: 1_000_000_000_000 }

export const count: LeafSchema = { type: 'integer', minimum: -1_000_000_000, maximum: 1_000_000_000 }

export const percent: LeafSchema = { type: 'number', minimum: 0, maximum: 100 }

export const yesNo: LeafSchema = { type: 'boolean' }

/** ISO 4217. */
export const currency: LeafSchema = { type: 'string', pattern: '^[A-Z]{3}$', examples: ['DKK'] }

/** ISO 3166-1 alpha-2. */
export const country: LeafSchema = { type: 'string', pattern: '^[A-Z]{2}$', examples: ['DK'] }

/** Card and account numbers leave with their last digits only: the whole number helps whoever finds the package. */
export const masked: LeafSchema = { type: 'string', pattern: '^\\*{2,16}[0-9]{2,4}$', examples: ['****1234'] }

/** One of a closed list: the data hold the code, people read its words. */
export type Choice = { readonly values: Readonly<Record<string, Text>> }

export const oneOf = (words: Readonly<Record<string, readonly [da: string, en: string]>>): Choice => ({
  values: Object.fromEntries(Object.entries(words).map(([code, [da, en]]) => [code, { da, en }])),
})

export const contactChannels = oneOf({
  phone: ['Telefon', 'Telephone'],
  email: ['E-mail', 'E-mail'],
  letter: ['Brev', 'Letter'],
  chat: ['Chat', 'Chat'],
  meeting: ['Møde', 'Meeting'],
})

export const directions = oneOf({ in: ['Til os', 'To us'], out: ['Fra os', 'From us'] })
