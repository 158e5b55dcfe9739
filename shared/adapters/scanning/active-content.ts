// What runs, or reaches out, when a person opens the file.
import type { Examination } from './examination.ts'
import { inspector } from './signature.ts'
import type { Inspector } from './signature.ts'
import { textWindow } from './text-window.ts'

/** More white space than anybody writes hides what stands behind it from whoever looks at a piece at a time. */
const runs =
  /<script|javascript:|vbscript:|<(iframe|object|embed|applet)[\s/>]|<meta\s[^<>]{0,200}refresh|[\s/"']on[a-z]{3,20}(\s{65}|\s{0,64}=)/i
const outsideEntity = /<!ENTITY(\s{65}|\s{1,64}(%\s{1,64})?[^\s>]{1,200}(\s{65}|\s{1,64}(SYSTEM|PUBLIC)\s))/i
/** An entity that is made of others, or is long: what "billion laughs" and "quadratic blowup" grow from. */
const growingEntity =
  /<!ENTITY\s{1,64}(%\s{1,64})?[^\s>]{1,200}\s{1,64}(["'])([^"'<>]{400}|[^"'<>]{0,400}[&%][^#"'<>\s;]{1,200};)/i

/** HTML, SVG and XML. Illustrator declares plain entities in every SVG, so that alone says nothing. */
export const markupInspector = (examination: Examination): Inspector =>
  inspector(
    textWindow((text) => {
      const plain = text.includes('\0') ? text.replaceAll('\0', '') : text
      if (growingEntity.test(plain)) examination.refuse('entityBomb')
      if (runs.test(plain) || outsideEntity.test(plain) || (coded.test(plain) && runs.test(decoded(plain))))
        examination.doubt('activeContent')
    }),
  )

/** A letter written as its number is the same letter to a browser (HTML, 13.2.5.72; XML 1.0, 4.1). */
const coded = /&#(x[0-9a-f]|[0-9])/i

const decoded = (text: string): string =>
  text.replaceAll(/&#(?:x([0-9a-f]{1,7})|([0-9]{1,8}));?/gi, (_, hex?: string, decimal?: string) => {
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)
    return code < 0x80 ? String.fromCharCode(code) : ' '
  })

/** A picture that a browser might be talked into reading as a page. */
export const pictureInspector = (examination: Examination): Inspector =>
  inspector(
    textWindow((text) => {
      if (/<script|<iframe|<!doctype|<\?php|javascript:/i.test(text)) examination.doubt('activeContent')
    }),
  )

export const rtfInspector = (examination: Examination): Inspector =>
  inspector(
    textWindow((text) => {
      if (/\\objdata|\\objautlink|\\objupdate/.test(text)) examination.doubt('activeContent')
    }),
  )

const wide = (text: string): Buffer => Buffer.from(text, 'utf16le')

/** Entries of the directory in a compound file ([MS-CFB], [MS-OVBA], [MS-OFFCRYPTO], [MS-OLEDS]). */
const compoundNames = [
  { name: wide('_VBA_PROJECT'), doubt: 'macros' },
  { name: wide('EncryptedPackage'), doubt: 'encrypted' },
  { name: wide('Ole10Native'), doubt: 'activeContent' },
] as const

/** Class of the root entry in an installer ([MS-CFB] 2.6.1; Windows Installer, "Summary information"). */
const installerClass = Buffer.from('84100c0000000000c000000000000046', 'hex')

export function compoundInspector(examination: Examination, isDocument: boolean): Inspector {
  let tail = Buffer.alloc(0)
  return inspector((bytes) => {
    const window = Buffer.concat([tail, bytes])
    for (const { name, doubt } of compoundNames) if (window.includes(name)) examination.doubt(doubt)
    if (window.includes(installerClass)) {
      if (isDocument) examination.refuse('disguisedExecutable')
      examination.doubt('executable')
    }
    tail = Buffer.from(window.subarray(-64))
  })
}
