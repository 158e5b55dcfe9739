/** A code of so many digits, from 64 random bits: of eight digits the bias is below one in 10^11. */
export function digits(bytes: Uint8Array, count: number): string {
  const number = bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n) % 10n ** BigInt(count)
  return number.toString().padStart(count, '0')
}
