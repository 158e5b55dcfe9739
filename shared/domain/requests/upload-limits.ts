// What a company takes as files of a request: how large, how many, and of which types by their bytes.
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import { limitReached, requestLimits } from './limits.ts'
import type { LimitReached } from './limits.ts'

/** What a file is judged to be by its first bytes; a program also by a name under which it would start. */
export const fileTypes = [
  'image',
  'recording',
  'pdf',
  'office',
  'text',
  'markup',
  'archive',
  'program',
  'other',
] as const

export type FileType = (typeof fileTypes)[number]

export type UploadLimits = {
  readonly largestFileBytes: number
  /** All files of a request together. */
  readonly totalBytes: number
  readonly files: number
  readonly types: readonly FileType[]
}

const gibibyte = 1024 ** 3

/** What the instance carries: no company sets more (architecture.md, "Scale that the design must carry"). */
export const uploadBounds = {
  largestFileBytes: 50 * gibibyte,
  totalBytes: 200 * gibibyte,
  files: requestLimits.files,
} as const

/**
 * Of a company that has not chosen: as much as one package is built to carry, of every type. What may hurt waits in
 * quarantine anyway, and to turn it away would keep a person's own data from them (Art. 15(3)).
 */
export const usualUploadLimits: UploadLimits = {
  ...uploadBounds,
  totalBytes: 50 * gibibyte,
  types: fileTypes,
}

export const uploadLimitsOf = (
  company: { readonly uploads?: Partial<UploadLimits> } | undefined,
): UploadLimits => ({ ...usualUploadLimits, ...company?.uploads })

export type FileTooLarge = { readonly code: 'bodyTooLarge'; readonly rule: string }

export type UploadRefused = FileTooLarge | LimitReached

type Arriving = {
  /** Undefined where nobody told it beforehand. */
  readonly sizeBytes?: number | undefined
  /** Of the file whose place it takes; undefined where it is a new one. */
  readonly replacedBytes?: number | undefined
}

/** How many bytes a file may have; `tooLarge` is what to say of one that turns out to have more. */
export type Room = { readonly bytes: number; readonly tooLarge: UploadRefused }

/** A file that takes the place of another needs no place of its own, and gets the room of that one. */
export function judgeUpload(
  limits: UploadLimits,
  held: { readonly fileCount: number; readonly fileBytes: number },
  { sizeBytes = 0, replacedBytes }: Arriving,
): Result<Room, UploadRefused> {
  const left = Math.max(0, limits.totalBytes - held.fileBytes + (replacedBytes ?? 0))
  if (sizeBytes > limits.largestFileBytes) return err(fileTooLarge(limits))
  if (replacedBytes === undefined && held.fileCount >= limits.files)
    return err(limitReached('files', limits.files))
  if (sizeBytes > left) return err(limitReached('totalBytes', limits.totalBytes))
  return left < limits.largestFileBytes
    ? ok({ bytes: left, tooLarge: limitReached('totalBytes', limits.totalBytes) })
    : ok({ bytes: limits.largestFileBytes, tooLarge: fileTooLarge(limits) })
}

export const fileTooLarge = ({ largestFileBytes }: Pick<UploadLimits, 'largestFileBytes'>): FileTooLarge => ({
  code: 'bodyTooLarge',
  rule: `largestFileBytes: ${largestFileBytes} at most`,
})

/** Whether it could be refused: only then it matters whether it takes the place of another. */
export const isTight = (
  limits: UploadLimits,
  held: { readonly fileCount: number; readonly fileBytes: number },
  sizeBytes: number = limits.largestFileBytes,
): boolean => held.fileCount >= limits.files || held.fileBytes + sizeBytes > limits.totalBytes
