// Names of files that people send: what they may be, and what they are called in a package.
import { err, ok, type Result } from '../kernel/result.ts'

export type FileNameRule =
  | 'empty'
  | 'tooLong'
  | 'separator'
  | 'controlCharacter'
  | 'bidiControl'
  | 'leadingOrTrailing'
  | 'reservedCharacter'
  | 'reservedName'
  | 'malformed'

export type RefusedFileName = { readonly code: 'fileNameRefused'; readonly rule: FileNameRule }

/** `..` needs no rule of its own: it begins with a dot. The order is the order in which a reader would ask. */
const rules: readonly (readonly [FileNameRule, (name: string) => boolean])[] = [
  ['malformed', (name) => !name.isWellFormed()],
  ['empty', (name) => name.length === 0],
  ['tooLong', (name) => new TextEncoder().encode(name).byteLength > 255],
  ['separator', (name) => /[/\\\u2044\u2215\u29F8\uFF0F\uFF3C]/.test(name)],
  ['controlCharacter', (name) => /[\p{Cc}\p{Zl}\p{Zp}]/u.test(name)],
  ['bidiControl', (name) => /\p{Bidi_Control}/u.test(name)],
  ['leadingOrTrailing', (name) => /^[.\s]|[.\s]$/u.test(name)],
  ['reservedCharacter', (name) => /[<>:"|?*]/.test(name)],
  [
    'reservedName',
    (name) => /^(con|prn|aux|nul|clock\$|conin\$|conout\$|(com|lpt)[0-9¹²³])\s*(\.|$)/i.test(name),
  ],
]

/** A plain name for one file on any system, in Unicode's composed form (NFC); the refusal names the rule only. */
export function parseFileName(text: string): Result<string, RefusedFileName> {
  const name = text.normalize('NFC')
  const broken = rules.find(([, breaks]) => breaks(name))
  return broken === undefined ? ok(name) : err({ code: 'fileNameRefused', rule: broken[0] })
}

const longestPath = 80

/** What is written otherwise in ASCII; other letters lose their marks, and what is left becomes a hyphen. */
const spelled: Readonly<Record<string, string>> = {
  æ: 'ae',
  ø: 'oe',
  å: 'aa',
  Æ: 'Ae',
  Ø: 'Oe',
  Å: 'Aa',
  ß: 'ss',
}

/**
 * The name in the zip: ASCII, at most 80 characters, none that a system reads as more than a letter, and unlike
 * every name in `taken` even where case does not count (protocols.md c.5; file systems that fold case).
 */
export function packagePathFor(name: string, taken: ReadonlySet<string>): string {
  const used = new Set([...taken].map((path) => path.toLowerCase()))
  const { stem, extension } = asciiParts(name)
  for (let copy = 1; ; copy++) {
    const suffix = copy === 1 ? extension : `-${copy}${extension}`
    const path = stem.slice(0, longestPath - suffix.length).replace(/[.-]+$/, '') + suffix
    if (!used.has(path.toLowerCase())) return path
  }
}

function asciiParts(name: string): { readonly stem: string; readonly extension: string } {
  const ascii = name
    .normalize('NFC')
    .replace(/[æøåÆØÅß]/g, (letter) => spelled[letter]!)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/\.{2,}/g, '.')
  const extension = /\.[A-Za-z0-9]{1,10}$/.exec(ascii)?.[0] ?? ''
  const stem = ascii.slice(0, ascii.length - extension.length).replace(/^[.-]+|[.-]+$/g, '')
  return { stem: safeStem(stem), extension }
}

/** A device name of Windows opens the device, whatever its extension. */
const safeStem = (stem: string): string =>
  stem === '' || /^(con|prn|aux|nul|clock|conin|conout|(com|lpt)[0-9])(\.|$)/i.test(stem)
    ? `file-${stem}`.replace(/-$/, '')
    : stem
