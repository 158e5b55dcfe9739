/** FLOE's segments (c2sp.org/FLOE): length field, iv, ciphertext, tag; each opens alone, none out of its place. */
import { createCipheriv, createDecipheriv } from 'node:crypto'
import { bigEndian64, CiphertextRefused, headerLength, segmentOverhead } from './floe-keys.ts'
import type { Floe, FloeShape } from './floe-keys.ts'
import { release } from './release.ts'

export type SegmentPlace = { readonly index: number; readonly position: 'middle' | 'last' }

const cipherName = 'aes-256-gcm'
/** Larger writes make OpenSSL's binding allocate fresh pages each time, which halves the rate. */
const pieceLength = 64 * 1024
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

/** Decrypts one segment, whole or not at all: its pieces are handed out only after the tag agreed. */
export function openSegment(floe: Floe, place: SegmentPlace, segment: Uint8Array): readonly Uint8Array[] {
  checkLength(floe.shape, place, segment)
  const end = segment.length - 16
  const decipher = createDecipheriv(cipherName, floe.segmentKey(place.index), segment.subarray(4, 16), {
    authTagLength: 16,
  })
  decipher.setAAD(placeBytes(place)).setAuthTag(segment.subarray(end))
  const pieces: Uint8Array[] = []
  for (let at = 16; at < end; at += pieceLength) {
    pieces.push(decipher.update(segment.subarray(at, Math.min(at + pieceLength, end))))
  }
  try {
    decipher.final()
  } catch {
    throw new CiphertextRefused('a segment was changed or moved')
  }
  return pieces
}

function checkLength({ segmentLength }: FloeShape, { position }: SegmentPlace, segment: Uint8Array): void {
  const fits = position === 'last' ? segment.length <= segmentLength : segment.length === segmentLength
  if (!fits || segment.length < segmentOverhead) throw new CiphertextRefused('a segment is cut or too long')
  const mark = new DataView(segment.buffer, segment.byteOffset).getUint32(0)
  if (mark !== (position === 'last' ? segment.length : middleMark)) {
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
