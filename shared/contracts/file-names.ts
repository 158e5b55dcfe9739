// Names of files that people send: what they may be, and what they are called in a package.
import { err, ok, type Result } from '../kernel/result.ts'

export type FileNameRule =
  | 'empty'
  | `tooLong: ${string}`
  | 'separator'
  | 'controlCharacter'
  | 'bidiControl'
  | 'leadingOrTrailing'
  | 'reservedCharacter'
  | 'reservedName'
  | 'malformed'

export type RefusedFileName = { readonly code: 'fileNameRefused'; readonly rule: FileNameRule }

/** What file systems hold. */
const longestBytes = 255

/** `..` needs no rule of its own: it begins with a dot. The order is the order in which a reader would ask. */
const rules: readonly (readonly [FileNameRule, (name: string) => boolean])[] = [
  ['malformed', (name) => !name.isWellFormed()],
  ['empty', (name) => name.length === 0],
  [
    `tooLong: ${longestBytes} bytes of UTF-8 at most`,
    (name) => new TextEncoder().encode(name).byteLength > longestBytes,
  ],
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
