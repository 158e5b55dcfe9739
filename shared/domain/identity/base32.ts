const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** RFC 4648, section 6, without padding: bytes that people type. */
export function base32(bytes: Uint8Array): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  const fives = bits.match(/.{1,5}/g) ?? []
  return fives.map((five) => alphabet[parseInt(five.padEnd(5, '0'), 2)]).join('')
}

/** In groups of four, as it is read aloud and copied. */
export const inGroups = (text: string, between: string): string => (text.match(/.{1,4}/g) ?? []).join(between)
