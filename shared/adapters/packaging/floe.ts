/** FLOE's segments (c2sp.org/FLOE): length field, iv, ciphertext, tag; each opens alone, none out of its place. */
import { createCipheriv, createDecipheriv } from 'node:crypto'
import type { ByteReader } from './byte-reader.ts'
import { bigEndian64, CiphertextRefused, headerLength, segmentOverhead } from './floe-keys.ts'
import type { Floe, FloeShape } from './floe-keys.ts'
import { release } from '../../kernel/release.ts'

export type SegmentPlace = { readonly index: number; readonly position: 'middle' | 'last' }

const cipherName = 'aes-256-gcm'
/** Larger writes make OpenSSL's binding allocate fresh pages each time, which halves the rate. */
const pieceLength = 64 * 1024
/** Length field and iv. */
const prefixLength = 16
const tagLength = 16
const middleMark = 0xffffffff

/** How much plaintext a full segment holds. */
export const plaintextPerSegment = (shape: FloeShape): number => shape.segmentLength - segmentOverhead

/** Encrypts one segment into `target` and answers its length. A segment in the middle is always full. */
export function sealSegment(floe: Floe, place: SegmentPlace, plaintext: Uint8Array, target: Buffer): number {
  const length = plaintext.length + segmentOverhead
  target.writeUInt32BE(place.position === 'last' ? length : middleMark, 0)
  const iv = target.subarray(4, 16)
  floe.fillRandom(iv)
  const cipher = createCipheriv(cipherName, floe.segmentKey(place.index), iv).setAAD(placeBytes(place))
  for (let at = 0; at < plaintext.length; at += pieceLength) {
    const piece = cipher.update(plaintext.subarray(at, at + pieceLength))
    target.set(piece, 16 + at)
    release(piece)
  }
  cipher.final()
  target.set(cipher.getAuthTag(), 16 + plaintext.length)
  return length
}

/** A segment as it comes: its place, its length, and where its bytes are read from. */
export type IncomingSegment = SegmentPlace & { readonly length: number; readonly source: ByteReader }

/** Decrypts one segment as its bytes come, whole or not at all: its pieces are handed out only after the tag agreed. */
export async function openSegment(floe: Floe, segment: IncomingSegment): Promise<readonly Uint8Array[]> {
  const { index, length, source } = segment
  checkLength(floe.shape, segment)
  const begin = await source.read(prefixLength)
  checkMark(segment, begin)
  const decipher = createDecipheriv(cipherName, floe.segmentKey(index), begin.subarray(4), {
    authTagLength: tagLength,
  })
  decipher.setAAD(placeBytes(segment))
  const pieces: Uint8Array[] = []
  for (let left = length - segmentOverhead; left > 0;) {
    const part = await source.next(Math.min(pieceLength, left))
    if (part.length === 0) throw cut()
    pieces.push(decipher.update(part))
    left -= part.length
  }
  const tag = await source.read(tagLength)
  if (tag.length < tagLength) throw cut()
  try {
    decipher.setAuthTag(tag).final()
  } catch {
    throw new CiphertextRefused('a segment was changed or moved')
  }
  return pieces
}

const cut = (): CiphertextRefused => new CiphertextRefused('a segment is cut or too long')

function checkLength({ segmentLength }: FloeShape, { position, length }: IncomingSegment): void {
  const fits = position === 'last' ? length <= segmentLength : length === segmentLength
  if (!fits || length < segmentOverhead) throw cut()
}

function checkMark({ position, length }: IncomingSegment, begin: Uint8Array): void {
  if (begin.length < prefixLength) throw cut()
  const mark = new DataView(begin.buffer, begin.byteOffset).getUint32(0)
  if (mark !== (position === 'last' ? length : middleMark)) {
    throw new CiphertextRefused('the ciphertext ends in the wrong place')
  }
}

/** The associated data of a segment: its number, and whether it is the last. */
const placeBytes = ({ index, position }: SegmentPlace): Buffer =>
  Buffer.concat([bigEndian64(index), Uint8Array.of(position === 'last' ? 1 : 0)])

/** Where segments lie in a ciphertext of `sizeBytes`. A claim until the last segment has opened in its place. */
export type FloeExtent = { readonly lastIndex: number; readonly plaintextLength: number }

export function extentOf(shape: FloeShape, sizeBytes: number): FloeExtent {
  const body = sizeBytes - headerLength
  const lastIndex = Math.ceil(body / shape.segmentLength) - 1
  if (lastIndex < 0 || body - lastIndex * shape.segmentLength < segmentOverhead) {
    throw new CiphertextRefused('the ciphertext is cut')
  }
  return { lastIndex, plaintextLength: body - (lastIndex + 1) * segmentOverhead }
}

export const segmentStart = (shape: FloeShape, index: number): number =>
  headerLength + index * shape.segmentLength
