/**
 * Writes an address as the contracts want it: no spaces around it, the domain in lower-case A-labels (RFC 5890).
 * For what a person typed into a page; a text that holds no domain comes back as it is, for the contract to refuse.
 */
export function asciiEmail(typed: string): string {
  const text = typed.trim()
  const at = text.lastIndexOf('@')
  const domain = asciiDomain(text.slice(at + 1))
  return at < 1 || domain === undefined ? text : `${text.slice(0, at)}@${domain}`
}

/** Undefined when the text is more, or other, than a host name. */
function asciiDomain(domain: string): string | undefined {
  if (/[\s/?#:@\\[\]%]/.test(domain) || !URL.canParse(`http://${domain}`)) return undefined
  return new URL(`http://${domain}`).hostname
}
