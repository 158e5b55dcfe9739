import type { ByteRange } from '../ports/packages.ts'

/** A range as it was asked for (RFC 9110 section 14.1.2): from `first`, or the last `suffix` bytes. */
export type WantedRange = { readonly first: number; readonly last?: number } | { readonly suffix: number }

/** The part that a wish comes to; cut at the end of what there is. */
export function satisfied(wanted: WantedRange, sizeBytes: number): ByteRange | 'notSatisfiable' {
  if ('suffix' in wanted)
    return wanted.suffix === 0
      ? 'notSatisfiable'
      : { start: Math.max(0, sizeBytes - wanted.suffix), end: sizeBytes }
  const end = Math.min(sizeBytes, (wanted.last ?? sizeBytes - 1) + 1)
  return wanted.first >= sizeBytes || end <= wanted.first ? 'notSatisfiable' : { start: wanted.first, end }
}
