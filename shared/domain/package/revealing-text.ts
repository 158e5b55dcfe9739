/** A reason must not say what it keeps back: it is read by the person (Art. 15(4), 20(4)). */
import { isMembered } from './pointer.ts'

// Shorter texts stand inside other words by chance: they count only as words of their own.
export const shortest = 4

// A name has at least two words of some length; a number that is known by its digits has at least six.
const shortestWord = 3
const fewestSigns = 6

/** Whether the text has one of the texts or numbers that the value is made of, however it is spaced or turned round. */
export const revealsValue = (text: string, value: unknown): boolean =>
  sayings(value).some((said) => {
    const [whole, part] = [plain(text), plain(said)]
    return holds(whole, part) || holdsTogether(whole, part) || holdsWords(whole, part)
  })

/** Yes, no and nothing are no texts: any reason may have them. */
export function sayings(value: unknown): readonly string[] {
  if (isMembered(value)) return Object.values(value).flatMap(sayings)
  return typeof value === 'string' || typeof value === 'number' ? [String(value)] : []
}

const plain = (text: string): string => text.normalize('NFKC').toLowerCase().replaceAll(/\s+/gu, ' ').trim()

function holds(text: string, said: string): boolean {
  if (said === '') return false
  if (said.length >= shortest) return text.includes(said)
  return wordsOf(text).includes(said) || ` ${text} `.includes(` ${said} `)
}

/** 55 66 778 says 5566778. */
function holdsTogether(text: string, said: string): boolean {
  const signs = wordsOf(said).join('')
  return signs.length >= fewestSigns && wordsOf(text).join('').includes(signs)
}

/** Vidne, Bodil says Bodil Vidne. */
function holdsWords(text: string, said: string): boolean {
  const names = wordsOf(said).filter((word) => word.length >= shortestWord)
  const words = wordsOf(text)
  return names.length > 1 && names.every((name) => words.includes(name))
}

const wordsOf = (text: string): readonly string[] =>
  text.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '')
