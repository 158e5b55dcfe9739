/** One-time codes of an app: RFC 6238 with SHA-1, six digits and thirty seconds, which is what every app can do. */
const stepSeconds = 30

/** How many periods have passed since 1970: what a code is made from, and never used twice. */
export const totpStep = (at: Date): number => Math.floor(at.getTime() / 1000 / stepSeconds)

/** A clock may be half a minute off, either way (RFC 6238, section 5.2). */
export const stepsAround = (at: Date): readonly number[] => [-1, 0, 1].map((off) => totpStep(at) + off)

/** The moving factor: eight bytes, the highest first (RFC 4226, section 5.1). */
export function stepBytes(step: number): Uint8Array {
  const bytes = new Uint8Array(8)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(step))
  return bytes
}

/** Four bytes from where the last half-byte points, without their sign (RFC 4226, section 5.3). */
export function truncated(hmac: Uint8Array): number {
  const view = new DataView(hmac.buffer, hmac.byteOffset, hmac.byteLength)
  const offset = view.getUint8(hmac.byteLength - 1) & 0x0f
  return view.getUint32(offset) & 0x7fffffff
}

export const sixDigits = (hmac: Uint8Array): string => String(truncated(hmac) % 1_000_000).padStart(6, '0')

/** What an app reads from a link or a picture (the Key URI format, which all of them share). */
export function totpUri(about: {
  readonly issuer: string
  readonly account: string
  readonly secret: string
}): string {
  const [issuer, account] = [encodeURIComponent(about.issuer), encodeURIComponent(about.account)]
  return `otpauth://totp/${issuer}:${account}?secret=${about.secret}&issuer=${issuer}&algorithm=SHA1&digits=6&period=${stepSeconds}`
}
