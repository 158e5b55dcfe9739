/**
 * Names that every system can unpack: letters and digits of any script, composed (NFC), none that Windows keeps for itself.
 * A zip says that its names are UTF-8, so nobody's letters need to be spelt out in another's.
 */
import { revealsValue } from './revealing-text.ts'

const reserved = /^(?:con|prn|aux|nul|com[\d¹²³]|lpt[\d¹²³])(?:\.|$)/iu

/** Whatever is neither letter, mark nor digit, and what is one but cannot be seen: a name must not hide in another. */
const others = /(?:[^\p{L}\p{M}\p{N}._-]|\p{Default_Ignorable_Code_Point})+/gu

// Leaves room for the number that tells two alike apart, and for file systems that count 255 bytes.
const longest = 72
const mostBytes = 220

/** One part of a path, made from any text. An ending such as `.pdf` stays, so that the file still opens. */
export function safeName(text: string): string {
  const plain = text
    .replaceAll(others, '-')
    .normalize('NFC')
    .replaceAll(/[-.]+$/gu, '')
  const ending = endingOf(plain)
  const stem = plain.slice(0, plain.length - ending.length)
  // Of a name that is a dot and an ending there is only the ending.
  if (stem === '') return whole(ending.slice(1), '')
  return whole(stem.replaceAll(/^[-.\p{M}]+/gu, ''), ending)
}

function whole(stem: string, ending: string): string {
  const named = reserved.test(stem + ending) ? `file-${stem}` : stem
  return fitting(named, longest - ending.length).replaceAll(/[-.]+$/gu, '') + ending
}

/** As many whole characters as there is room for: not half of a letter, nor a letter without its marks. */
function fitting(stem: string, characters: number): string {
  let kept = ''
  for (const { segment } of new Intl.Segmenter('und').segment(stem)) {
    const longer = kept + segment
    if (longer.length > characters || utf8Length(longer) > mostBytes) break
    kept = longer
  }
  return kept === '' ? 'file' : kept
}

const utf8Length = (text: string): number => new TextEncoder().encode(text).length

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
    for (let number = 2; taken.has(folded(candidate)); number += 1) candidate = numbered(path, number)
    taken.add(folded(candidate))
    return candidate
  })
}

/** Some systems take more letters for the same than others: alike by any of them is alike. */
export const folded = (path: string): string =>
  path.normalize('NFKC').toLowerCase().toUpperCase().normalize('NFKC')

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
        /^[\p{L}\p{N}_][\p{L}\p{M}\p{N}._-]*$/u.test(name) &&
        name.length <= 80 &&
        utf8Length(name) <= 255 &&
        name === name.normalize('NFC') &&
        !/\p{Default_Ignorable_Code_Point}/u.test(name) &&
        !name.endsWith('.') &&
        !reserved.test(name),
    )
}
