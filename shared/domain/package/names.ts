/** Names that every system can unpack: ASCII, at most 80 characters, none that Windows keeps for itself. */
import { revealsValue } from './revealing-text.ts'

const letters: Readonly<Record<string, string>> = {
  æ: 'ae',
  ø: 'oe',
  å: 'aa',
  ä: 'ae',
  ö: 'oe',
  ü: 'ue',
  ß: 'ss',
}

const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/iu

// Leaves room for the number that tells two alike apart.
const longest = 72

/** One part of a path, made from any text. An ending such as `.pdf` stays, so that the file still opens. */
export function safeName(text: string): string {
  const plain = text
    .normalize('NFC')
    .replaceAll(/[æøåäöüß]/giu, (letter) => letters[letter.toLowerCase()] as string)
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^A-Za-z0-9._-]+/gu, '-')
    .replaceAll(/^[-.]+|[-.]+$/gu, '')
  const named = reserved.test(plain) ? `file-${plain}` : plain
  return shortened(named === '' ? 'file' : named)
}

function shortened(name: string): string {
  const ending = endingOf(name)
  const stem = name.slice(0, name.length - ending.length).slice(0, longest - ending.length)
  return stem.replaceAll(/[-.]+$/gu, '') + ending
}

/** A name that tells what is withheld from the answer is left out of it too; its ending stays. */
export const unrevealing = (name: string, withheld: readonly unknown[]): string =>
  withheld.some((value) => revealsValue(name, value)) ? `file${endingOf(name)}` : name

const endingOf = (name: string): string => /\.[A-Za-z0-9]{1,10}$/u.exec(name)?.[0] ?? ''

/** Where files with these names go in the package, in the same order; no two alike, not even on Windows. */
export const attachmentPaths = (names: readonly string[]): readonly string[] =>
  uniquePaths(names.map((name) => `attachments/${safeName(name)}`))

/** The second of two alike gets a number before its ending. Systems that ignore case must see no two alike either. */
export function uniquePaths(paths: readonly string[]): readonly string[] {
  const taken = new Set<string>()
  return paths.map((path) => {
    let candidate = path
    for (let number = 2; taken.has(candidate.toLowerCase()); number += 1) candidate = numbered(path, number)
    taken.add(candidate.toLowerCase())
    return candidate
  })
}

function numbered(path: string, number: number): string {
  const ending = /\.[^./]*$/u.exec(path)?.[0] ?? ''
  return `${path.slice(0, path.length - ending.length)}-${number}${ending}`
}

/** A path that stays inside the folder it is unpacked into, and means the same everywhere. */
export function isSafePath(path: string): boolean {
  return path
    .split('/')
    .every(
      (name) =>
        /^[A-Za-z0-9_][A-Za-z0-9._-]{0,79}$/u.test(name) && !name.endsWith('.') && !reserved.test(name),
    )
}
