/** A reason must not say what it keeps back: it is read by the person (Art. 15(4), 20(4)). */
import { isMembered } from './pointer.ts'

// Shorter texts stand inside other words by chance: they count only as words of their own.
const shortest = 4

/** Whether the text has one of the texts or numbers that the value is made of. */
export const revealsValue = (text: string, value: unknown): boolean =>
  sayings(value).some((said) => holds(plain(text), plain(said)))

/** Yes, no and nothing are no texts: any reason may have them. */
function sayings(value: unknown): readonly string[] {
  if (isMembered(value)) return Object.values(value).flatMap(sayings)
  return typeof value === 'string' || typeof value === 'number' ? [String(value)] : []
}

const plain = (text: string): string => text.normalize('NFKC').toLowerCase().replaceAll(/\s+/gu, ' ').trim()

function holds(text: string, said: string): boolean {
  if (said === '') return false
  if (said.length >= shortest) return text.includes(said)
  return text.split(/[^\p{L}\p{N}]+/u).includes(said) || ` ${text} `.includes(` ${said} `)
}
