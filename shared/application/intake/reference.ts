import type { Random } from '../ports/system.ts'

// Crockford's alphabet without vowels that make words: read over the phone without mistakes.
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** A reference for people: year, eight random characters and a check character (weighted sum modulo 31), `2026-7K3M-9QXD-5`. */
export function newReference(random: Random, year: number): string {
  const values = [...random.bytes(8)].map((byte) => byte % 32)
  const text = values.map((value) => alphabet.charAt(value)).join('')
  const check = alphabet.charAt(values.reduce((sum, value, i) => (sum + value * (i + 1)) % 31, 0))
  return `${year}-${text.slice(0, 4)}-${text.slice(4)}-${check}`
}
