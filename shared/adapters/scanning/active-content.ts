// What runs, or reaches out, when a person opens the file.
import type { Examination } from './examination.ts'
import { inspector } from './signature.ts'
import type { Inspector } from './signature.ts'
import { textWindow } from './text-window.ts'

const runs =
  /<script|javascript:|vbscript:|<(iframe|object|embed|applet)[\s>]|<[a-z][^<>]{0,500}\son[a-z]{3,20}\s*=/i
const outsideEntity = /<!ENTITY\s+(%\s+)?[^\s>]{1,200}\s+(SYSTEM|PUBLIC)\s/i
/** An entity that is made of others, or is long: what "billion laughs" and "quadratic blowup" grow from. */
const growingEntity =
  /<!ENTITY\s+(%\s+)?[^\s>]{1,200}\s+(["'])([^"'<>]{400}|[^"'<>]{0,400}[&%][^#"'<>\s;]{1,200};)/i

/** HTML, SVG and XML. Illustrator declares plain entities in every SVG, so that alone says nothing. */
export const markupInspector = (examination: Examination): Inspector =>
  inspector(
    textWindow((text) => {
      const plain = text.includes('\0') ? text.replaceAll('\0', '') : text
      if (growingEntity.test(plain)) examination.refuse('entityBomb')
      if (runs.test(plain) || outsideEntity.test(plain)) examination.doubt('activeContent')
    }),
  )

/** A picture that a browser might be talked into reading as a page. */
export const pictureInspector = (examination: Examination): Inspector =>
  inspector((bytes) => {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    if (buffer.includes('<script') || buffer.includes('<?php')) examination.doubt('activeContent')
  })

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

export function compoundInspector(examination: Examination): Inspector {
  let tail = Buffer.alloc(0)
  return inspector((bytes) => {
    const window = Buffer.concat([tail, bytes])
    for (const { name, doubt } of compoundNames) if (window.includes(name)) examination.doubt(doubt)
    tail = Buffer.from(window.subarray(-64))
  })
}
