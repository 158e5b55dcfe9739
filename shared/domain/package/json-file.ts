/** Signs that could deceive where the text is shown; in JSON they can be written so that the value stays the same. */
const deceptive = /[<\u007f-\u009f\u{2028}\u{2029}\u{feff}\u{fff9}-\u{fffb}]|\p{Bidi_Control}/gu

const escaped = (sign: string): string => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`

/** JSON in UTF-8 without a byte order mark (RFC 8259): exactly the value, with nothing that hides, turns or looks like a tag. */
export function jsonBytes(value: unknown): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(value, undefined, 2).replaceAll(deceptive, escaped)}\n`)
}
