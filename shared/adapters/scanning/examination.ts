// What is found out about one upload, and how much work its parts may make: shared by everything that looks at it.
import type { Doubt, RefusalReason, Verdict } from '../../application/ports/scanner.ts'

/** Against files that unpack to far more than they are; each well beyond what documents about one person need. */
export const limits = {
  /** Of all archives in one upload together. */
  entries: 4_096,
  /** Bytes out for each byte in (text rarely reaches 30; deflate ends at 1,032). */
  ratio: 100,
  /** Below this nothing is a bomb, however well it packs. */
  freeBytes: 16 * 1024 ** 2,
  /** An archive in an archive in an archive, such as a table in a letter in a folder. */
  nestedArchives: 2,
} as const

export type Examination = {
  readonly refuse: (reason: RefusalReason) => void
  readonly doubt: (doubt: Doubt) => void
  readonly isRefused: () => boolean
  /** Bytes of the upload itself. */
  readonly arrived: (count: number) => void
  /** Bytes that an archive in it unpacked to. */
  readonly unpacked: (count: number) => void
  readonly entry: () => void
  readonly verdict: () => Verdict
}

export function newExamination(): Examination {
  const doubts = new Set<Doubt>()
  let reason: RefusalReason | undefined
  let bytesIn = 0
  let bytesOut = 0
  let entries = 0

  const refuse = (found: RefusalReason): void => {
    reason ??= found
  }
  return {
    refuse,
    doubt: (doubt) => void doubts.add(doubt),
    isRefused: () => reason !== undefined,
    arrived: (count) => {
      bytesIn += count
    },
    unpacked: (count) => {
      bytesOut += count
      if (bytesOut > limits.freeBytes && bytesOut > bytesIn * limits.ratio) refuse('zipBomb')
    },
    entry: () => {
      entries += 1
      if (entries > limits.entries) refuse('tooManyEntries')
    },
    verdict: () => {
      if (reason !== undefined) return { verdict: 'refused', reason }
      return doubts.size > 0 ? { verdict: 'unknown', doubts: [...doubts].sort() } : { verdict: 'clean' }
    },
  }
}
