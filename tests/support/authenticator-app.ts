import { createHmac } from 'node:crypto'

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** What an app shows for a key: RFC 6238 once more, written from the RFC and apart from ours. */
export function appCode(key: string, at: Date, periods = 0): string {
  const bits = [...key.replaceAll(' ', '')].map((one) => alphabet.indexOf(one).toString(2).padStart(5, '0'))
  const bytes = bits
    .join('')
    .match(/.{8}/g)
    ?.map((byte) => parseInt(byte, 2))
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(at.getTime() / 30_000) + periods))
  const hmac = createHmac('sha1', Buffer.from(bytes ?? []))
    .update(counter)
    .digest()
  const offset = (hmac[19] ?? 0) & 15
  return String((hmac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}
