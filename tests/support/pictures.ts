// The heads of pictures, as far as anybody looks at them here.

const chars = (text: string): number[] => [...text].map((char) => char.charCodeAt(0))
const big = (value: number, length: number): number[] =>
  Array.from({ length }, (_, at) => (value >>> (8 * (length - 1 - at))) & 0xff)
const little = (value: number, length: number): number[] => big(value, length).reverse()

export const png = (width: number, height: number): Uint8Array =>
  new Uint8Array([
    ...chars('\x89PNG\r\n\x1a\n'),
    ...[...big(13, 4), ...chars('IHDR'), ...big(width, 4), ...big(height, 4)],
    ...[8, 6, 0, 0, 0, 0, 0, 0, 0],
  ])

/** With a table and a comment before the frame, as cameras and editors write them. */
export const jpeg = (width: number, height: number, frame = 0xc2): Uint8Array =>
  new Uint8Array([
    ...[0xff, 0xd8, 0xff, 0xe0, ...big(4, 2), 1, 2],
    ...[0xff, 0xc4, ...big(3, 2), 0],
    ...[0xff, frame, ...big(11, 2), 8, ...big(height, 2), ...big(width, 2), 1, 0, 0, 0],
  ])

const riff = (kind: string, data: readonly number[]): Uint8Array =>
  new Uint8Array([
    ...[...chars('RIFF'), ...little(12 + data.length, 4), ...chars('WEBP')],
    ...[...chars(kind), ...little(data.length, 4), ...data],
  ])

export const webp = {
  lossy: (width: number, height: number): Uint8Array =>
    riff('VP8 ', [0, 0, 0, 0x9d, 0x01, 0x2a, ...little(width | 0x4000, 2), ...little(height | 0x8000, 2)]),
  lossless: (width: number, height: number): Uint8Array =>
    riff('VP8L', [0x2f, ...little((width - 1) | ((height - 1) << 14), 4), 0, 0, 0, 0, 0]),
  extended: (width: number, height: number): Uint8Array =>
    riff('VP8X', [0, 0, 0, 0, ...little(width - 1, 3), ...little(height - 1, 3)]),
  other: (): Uint8Array => riff('ANIM', [0, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
}
