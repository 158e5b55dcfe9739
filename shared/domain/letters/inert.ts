/** Controls, and marks that turn or hide the text around them (Unicode TR36): never needed, and a way to deceive a reader. */
const unseen = /(?![\t\n])[\p{Cc}\p{Bidi_Control}\u{feff}\u{fff9}-\u{fffb}]/gu

/** Text that shows as what it is; line breaks stay. */
export function inert(text: string): string {
  return text.replaceAll(/\r\n?|[\u{2028}\u{2029}]/gu, '\n').replaceAll(unseen, '')
}

/** As `inert`, on one line: for subjects, headings and lists, where a line break could forge a line of its own. */
export function oneLine(text: string): string {
  return inert(text).replaceAll(/\s+/gu, ' ').trim()
}

/** An address that may be shown as a link: http or https, nothing but printable ASCII, nothing that ends an attribute. */
export function isWebAddress(text: string): boolean {
  return /^https?:\/\/[^\s<>"'`\\]+$/u.test(text) && /^[\x21-\x7e]+$/u.test(text)
}
