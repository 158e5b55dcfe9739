// Small files that would be large, many or endless to whoever opens them without care.
import { aZip } from './zip-builder.ts'

/** Name, bytes, and why it is refused, by what it is. */
export const bombs: Readonly<Record<string, readonly [string, () => Buffer, string]>> = {
  'one that unpacks a thousandfold': [
    'a.zip',
    () => aZip([{ name: 'zeros', content: Buffer.alloc(64 * 1024 ** 2) }]),
    'zipBomb',
  ],
  'one of a hundred thousand entries': [
    'a.zip',
    () => aZip(Array.from({ length: 100_000 }, (_, i) => ({ name: `${i}`, method: 0 }))),
    'tooManyEntries',
  ],
  'one that nests without end': [
    'a.zip',
    () =>
      Array.from({ length: 12 }).reduce<Buffer>((zip) => aZip([{ name: 'in.zip', content: zip }]), aZip([])),
    'nestedTooDeep',
  ],
  'a drawing of growing entities': [
    'a.svg',
    () =>
      Buffer.from(`<!DOCTYPE l [${'<!ENTITY b "&a;&a;">'.repeat(9)}]><svg>${'&b;'.repeat(1 << 20)}</svg>`),
    'entityBomb',
  ],
}
