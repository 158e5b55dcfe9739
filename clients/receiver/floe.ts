// Opens what is stored: FLOE (c2sp.org/FLOE) with a record of 44 bytes in front, as docs/package-format.md describes it.
import { createDecipheriv, createHash, createHmac, timingSafeEqual } from 'node:crypto'

const segmentLength = 2 ** 20
const headerLength = 74
const recordLength = 44

/** The key, and the ids that the ciphertext is bound to. */
export type Binding = { readonly key: Buffer; readonly context: string }

/** The zip that was sealed; throws where a bit is wrong, or something is cut off. */
export function unsealed({ key, context }: Binding, sealed: Buffer): Buffer {
  const [parameters, iv, tag] = [sealed.subarray(0, 10), sealed.subarray(10, 42), sealed.subarray(42, 74)]
  const derive = (secret: Buffer, purpose: Buffer, length: number): Buffer =>
    createHmac('sha384', secret)
      .update(Buffer.concat([parameters, iv, purpose, Buffer.from(context), Buffer.of(1)]))
      .digest()
      .subarray(0, length)
  const expected = derive(key, Buffer.from('HEADER_TAG:'), 32)
  if (tag.length !== 32 || !timingSafeEqual(tag, expected)) throw new Error('this key opens something else')
  const messageKey = derive(key, Buffer.from('MESSAGE_KEY:'), 48)
  // The key of the first 2^20 segments: what is larger does not fit into memory either.
  const segmentKey = derive(messageKey, Buffer.concat([Buffer.from('DEK:'), counter(0)]), 32)

  const pieces: Buffer[] = []
  for (let at = headerLength, index = 0; at < sealed.length; at += segmentLength, index++) {
    const isLast = at + segmentLength >= sealed.length
    pieces.push(opened(segmentKey, sealed.subarray(at, at + segmentLength), { index, isLast }))
    if (isLast && sealed.readUInt32BE(at) !== sealed.length - at) throw new Error('the end is cut off')
  }
  const plaintext = Buffer.concat(pieces)
  const content = plaintext.subarray(recordLength)
  const sha256 = createHash('sha256').update(content).digest()
  if (!sha256.equals(plaintext.subarray(8, 40))) throw new Error('the content is not what was sealed')
  return content
}

type Place = { readonly index: number; readonly isLast: boolean }

function opened(key: Buffer, segment: Buffer, { index, isLast }: Place): Buffer {
  const cipher = createDecipheriv('aes-256-gcm', key, segment.subarray(4, 16))
    .setAAD(Buffer.concat([counter(index), Buffer.of(isLast ? 1 : 0)]))
    .setAuthTag(segment.subarray(-16))
  return Buffer.concat([cipher.update(segment.subarray(16, -16)), cipher.final()])
}

function counter(value: number): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64BE(BigInt(value))
  return bytes
}
