/**
 * Gives a buffer's memory back at once instead of at the next collection: ciphers make a new one for each piece, and
 * gigabytes of them would otherwise wait. Only for bytes that nobody else holds, and that fill their buffer.
 */
export function release(bytes: Uint8Array | undefined): void {
  if (bytes === undefined || bytes.length === 0 || !(bytes.buffer instanceof ArrayBuffer)) return
  if (bytes.buffer.byteLength === bytes.length) bytes.buffer.transfer(0)
}
