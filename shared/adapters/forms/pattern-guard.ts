// Patterns in templates are written by companies and run on our machine: what could run for minutes is not run.

/** ajv keeps matchers by their `toString`: two patterns that printed alike would be taken for one. */
export type GuardedPattern = { readonly test: (text: string) => boolean; readonly toString: () => string }

const longestPattern = 300
const longestText = 1_000
const mostChoices = 10_000_000
/** Up to this many choices per text, the work grows with the text and no faster, so that its length needs no limit. */
const fewChoices = 16 * longestText

/**
 * A matcher that cannot run for long. Refused are back references, lookarounds, repeated groups that repeat or branch
 * inside (exponential), and patterns in which a backtracking matcher could choose in more than ten million ways on a
 * text of 1,000 characters; a longer text is then no match. Throws for these as for what is no pattern.
 */
export function guardedPattern(source: string, flags: string): GuardedPattern {
  const choices = choicesOf(source)
  if (choices > mostChoices) throw new Error('pattern refused')
  const pattern = new RegExp(source, flags)
  const limit = choices <= fewChoices && isAnchored(source) ? Infinity : longestText
  return {
    test: (text) => text.length <= limit && pattern.test(text),
    toString: () => pattern.toString(),
  }
}

function choicesOf(source: string): number {
  if (source.length > longestPattern) return Infinity
  const plain = plainForm(source)
  if (/\\|\(\?/.test(plain) || repeatsChoice(plain)) return Infinity
  const factors = [...plain.matchAll(quantifier)].map((match) => factorOf(match))
  return factors.reduce((product, factor) => product * factor, isAnchored(source) ? 1 : longestText)
}

/** Not so with a branch at the top, which may begin anywhere. */
const isAnchored = (source: string): boolean => source.startsWith('^') && !source.includes('|')

/**
 * Escapes and character classes match one character and become one letter, plain groups lose their sign; a back
 * reference keeps its backslash and a lookaround its question mark.
 */
const plainForm = (source: string): string =>
  source
    .replace(/\\[pPu]\{[^}]*\}/g, 'a')
    .replace(/\\[^1-9k]/g, 'a')
    .replace(/\[(?:\\.|[^\]\\])*\]/g, 'a')
    .replace(/\(\?(?::|<[A-Za-z]\w*>)/g, '(')

const quantifier = /[*+?|]|\{(\d+)(,?)(\d*)\}/g

/** In how many ways one sign can be taken: how often to repeat, whether at all, which branch. */
function factorOf([sign, least, comma, most]: RegExpMatchArray): number {
  if (sign === '?' || sign === '|') return 2
  if (sign === '*' || sign === '+') return longestText
  if (comma === '') return 1
  return most === '' ? longestText : Math.max(1, Number(most) - Number(least) + 1)
}

/** True when a group is repeated that itself has a choice inside. */
function repeatsChoice(plain: string): boolean {
  const open: number[] = []
  for (let at = 0; at < plain.length; at++) {
    if (plain[at] === '(') open.push(at)
    if (plain[at] !== ')') continue
    const inside = plain.slice((open.pop() ?? 0) + 1, at)
    if (/^(?:[*+]|\{\d)/.test(plain.slice(at + 1)) && /[*+?|]|\{\d+,/.test(inside)) return true
  }
  return false
}
