// The one place of this layer that leans on Node's Buffer, a global, for its encodings.

const decoder = new TextDecoder('utf-8', { fatal: true })

export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)

export const fromUtf8 = (bytes: Uint8Array): string => decoder.decode(bytes)

export const toHex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

export const toBase64Url = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url')

export const fromBase64Url = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64url'))

export function concatBytes(...parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts))
}

export const toBase64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')

export const fromBase64 = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64'))
