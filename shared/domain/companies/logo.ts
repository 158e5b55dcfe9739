// What may be a company's logo: decided by the bytes alone, since a name and a media type say what their sender likes.
import { logoSides } from './logo-limits.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'

export type LogoType = 'image/png' | 'image/jpeg' | 'image/webp'

export type LogoLook = { readonly mediaType: LogoType; readonly width: number; readonly height: number }

/** `logoTypes`: SVG too is none of them, since it can hold script and ask other hosts. */
export type LogoFlaw = { readonly code: 'logoRefused'; readonly rule: 'logoTypes' | 'logoDimensions' }

type Size = { readonly width: number; readonly height: number }

export function lookAtLogo(bytes: Uint8Array): Result<LogoLook, LogoFlaw> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const found = pngSize(view) ?? webpSize(view) ?? jpegSize(view)
  if (!found) return err({ code: 'logoRefused', rule: 'logoTypes' })
  const { width, height } = found
  const fits = [width, height].every((side) => side >= logoSides.least && side <= logoSides.most)
  return fits ? ok(found) : err({ code: 'logoRefused', rule: 'logoDimensions' })
}

/** One character a byte; whoever asks has looked that it is long enough. */
const textAt = (view: DataView, at: number, length: number): string =>
  String.fromCharCode(...new Uint8Array(view.buffer, view.byteOffset + at, length))

/** Signature, then the chunk IHDR (PNG, third edition, 5.2 and 11.2.1). */
function pngSize(view: DataView): LogoLook | undefined {
  if (view.byteLength < 24 || textAt(view, 0, 16) !== '\x89PNG\r\n\x1a\n\0\0\0\rIHDR') return undefined
  return { mediaType: 'image/png', width: view.getUint32(16), height: view.getUint32(20) }
}

/** A RIFF container whose first chunk is a lossy, a lossless or an extended picture (RFC 9649, section 2). */
function webpSize(view: DataView): LogoLook | undefined {
  if (view.byteLength < 30 || textAt(view, 0, 4) !== 'RIFF' || textAt(view, 8, 4) !== 'WEBP') return undefined
  const size = webpSizes[textAt(view, 12, 4)]?.(view)
  return size && { mediaType: 'image/webp', ...size }
}

const threeBytes = (view: DataView, at: number): number =>
  view.getUint16(at, true) + view.getUint8(at + 2) * 0x1_00_00

const webpSizes: Readonly<Record<string, (view: DataView) => Size>> = {
  'VP8 ': (view) => ({
    width: view.getUint16(26, true) & 0x3fff,
    height: view.getUint16(28, true) & 0x3fff,
  }),
  VP8L: (view) => {
    const bits = view.getUint32(21, true)
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 }
  },
  VP8X: (view) => ({ width: threeBytes(view, 24) + 1, height: threeBytes(view, 27) + 1 }),
}

/** The first frame header among the segments (ITU-T T.81, B.1.1 and B.2.2). */
function jpegSize(view: DataView): LogoLook | undefined {
  if (view.byteLength < 4 || view.getUint16(0) !== 0xffd8) return undefined
  for (let at = 2; at + 9 <= view.byteLength && view.getUint8(at) === 0xff;) {
    if (isFrame(view.getUint8(at + 1)))
      return { mediaType: 'image/jpeg', height: view.getUint16(at + 5), width: view.getUint16(at + 7) }
    at += 2 + view.getUint16(at + 2)
  }
  return undefined
}

/** SOF0 to SOF15, without the three of that row that are no frames: DHT, JPG and DAC. */
const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
