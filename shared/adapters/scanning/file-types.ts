// What a file is by its first bytes, and what its name and declared type let one expect.
import { binaryStarts, magics } from './magics.ts'
import type { FileType } from '../../domain/requests/upload-limits.ts'

/** Within a family one name for another does no harm: a picture is a picture. */
export type Family =
  | 'image'
  | 'sound'
  | 'pdf'
  | 'zip'
  | 'compound'
  | 'rtf'
  | 'markup'
  | 'text'
  | 'packed'
  | 'executable'
  | 'unrecognised'

/** What a company takes or not: a family, told apart where one of them holds two kinds of things. */
export function typeOf({ isStartable }: Declared, family: Family, head: Buffer): FileType {
  if (isStartable) return 'program'
  return family === 'zip' && isOfficeZip(head) ? 'office' : typeByFamily[family]
}

const typeByFamily: Readonly<Record<Family, FileType>> = {
  image: 'image',
  sound: 'recording',
  pdf: 'pdf',
  zip: 'archive',
  compound: 'office',
  rtf: 'office',
  markup: 'markup',
  text: 'text',
  packed: 'archive',
  executable: 'program',
  unrecognised: 'other',
}

/** By the name of the first entry (ECMA-376 part 2; OASIS OpenDocument 1.3 part 2, 3.3). */
const isOfficeZip = (head: Buffer): boolean =>
  head.length > 30 &&
  /^(\[Content_Types\]\.xml|mimetype$|(_rels|docProps|word|xl|ppt|customXml)\/)/.test(
    head.toString('latin1', 30, 30 + head.readUInt16LE(26)),
  )

/** How much of a file is needed to tell; a PDF may begin anywhere in its first 1,024 bytes (ISO 32000-1, H.3). */
export const headBytes = 1_024

const row = (families: readonly Family[], names: string): readonly (readonly [string, readonly Family[]])[] =>
  names.split(' ').map((name) => [name, families])

/** What may stand behind an extension. Old systems write tables of HTML or text and call them a workbook. */
const byExtension: ReadonlyMap<string, readonly Family[]> = new Map([
  ...row(['image'], 'jpg jpeg png gif tif tiff webp heic heif avif dcm bmp ico jp2 jxl psd'),
  ...row(
    ['sound', 'unrecognised'],
    'mp3 m4a wav ogg flac mp4 m4v mov avi mkv webm wma wmv aac amr aif aiff mid 3gp mpg mpeg flv',
  ),
  ...row(['pdf'], 'pdf'),
  ...row(['zip'], 'zip odt ods odp epub'),
  ...row(['zip', 'compound'], 'docx xlsx pptx docm xlsm pptm dotx dotm xltx xlsb potx ppsx ppsm'),
  ...row(['compound', 'rtf', 'zip', 'markup', 'text'], 'doc xls'),
  ...row(['compound', 'zip'], 'ppt msg'),
  ...row(['rtf'], 'rtf'),
  ...row(['markup', 'text'], 'htm html xhtml svg xml mht mhtml'),
  ...row(['text', 'markup'], 'txt csv tsv json jsonl md log eml vcf ics'),
  ...row(['packed'], 'gz tgz bz2 7z rar xz zst tar cab'),
])

const byMediaType: readonly (readonly [RegExp, readonly Family[]])[] = [
  [/^image\/svg/, ['markup', 'text']],
  [/^image\//, ['image']],
  [/^application\/pdf$/, ['pdf']],
  [/^application\/(zip|vnd\.openxmlformats|vnd\.oasis)/, ['zip', 'compound']],
  [/^(text\/(html|xml)|application\/(xhtml\+)?xml)$/, ['markup', 'text']],
]

/** Names under which the systems of most people start a program. */
const startable =
  /\.(exe|com|scr|pif|msi|msp|dll|cpl|bat|cmd|ps1|vbs|vbe|js|jse|wsf|wsh|hta|lnk|scf|url|reg|jar|apk|app|sh|iso|img|vhdx?|chm|hlp|msc|inf|jnlp|sct|shs|xll|command|desktop|dmg|pkg|deb|rpm|appref-ms|application|settingcontent-ms)$/i

const extensionOf = (name: string): string => /\.([^.]+)$/.exec(name.toLowerCase())?.[1] ?? ''

const markupExtensions = new Set(['htm', 'html', 'xhtml', 'svg', 'xml', 'mht', 'mhtml'])

/** How a declared name and type are; `families` is undefined where they promise nothing. */
export type Declared = {
  readonly families: readonly Family[] | undefined
  readonly isStartable: boolean
  /** A program that is named after a document. */
  readonly isDisguised: boolean
  readonly isMarkup: boolean
}

export function declaredBy(name: string, contentType = ''): Declared {
  const media = byMediaType.find(([pattern]) => pattern.test(contentType.split(';', 1)[0]?.trim() ?? ''))?.[1]
  const extension = extensionOf(name)
  const isStartable = startable.test(name)
  const families = byExtension.get(extension) ?? (isStartable ? undefined : media)
  const inner = isStartable ? extensionOf(name.replace(startable, '')) : ''
  return {
    families,
    isStartable,
    isDisguised: byExtension.has(inner),
    isMarkup: markupExtensions.has(extension) || media?.includes('markup') === true,
  }
}

/** Control characters that no text holds: a kibibyte of anything else may well be without a zero. */
const neverInText = /[\0-\x06\x0e-\x1a\x1c-\x1f]/

/** The family of a file that begins with `head`. */
export function sniff(head: Buffer): { readonly family: Family; readonly pdfAt: number } {
  const text = head.toString('latin1')
  const pdfAt = text.indexOf('%PDF-')
  const magic = magics.find(({ at = 0, bytes }) => text.startsWith(bytes, at))
  if (magic) return { family: magic.family, pdfAt }
  const binary = text.includes('\0') && binaryStarts.find(({ bytes }) => text.startsWith(bytes))
  if (binary) return { family: binary.family, pdfAt }
  if (pdfAt >= 0) return { family: 'pdf', pdfAt }
  if (beginsAsMarkup(text)) return { family: 'markup', pdfAt }
  const isText = !neverInText.test(text) || /^(\xff\xfe|\xfe\xff)/.test(text)
  return { family: isText ? 'text' : 'unrecognised', pdfAt }
}

const beginsAsMarkup = (text: string): boolean =>
  /^\W*<(!doctype|\?xml|html|svg|head|body|script|iframe|meta|title)/i.test(text.replaceAll('\0', ''))

/** A PDF may begin after other bytes, but not after those that are something else to another reader. */
export function isTwoThings(family: Family, head: Buffer, pdfAt: number): boolean {
  if (pdfAt < 0) return false
  if (family === 'pdf') return beginsAsMarkup(head.toString('latin1', 0, pdfAt))
  // In an archive it is the first of the files.
  return family === 'image' || family === 'sound' || family === 'rtf'
}
