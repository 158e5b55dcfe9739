import { isHardInside } from '../../domain/package/readability.ts'
import type { PackageRight } from '../../domain/package/package-facts.ts'
import type { FileLooked } from './files-as-they-are.ts'
import type { SealedContents } from './seal-document.ts'

/** What whoever seals is told: the root, and every file that would leave. */
export type SealReceipt = {
  readonly sealId: string
  readonly manifestSha256: string
  readonly files: readonly {
    readonly package: PackageRight
    readonly path: string
    readonly sha256: string
    readonly sizeBytes: number
    /** There where something is withheld: the file leaves byte for byte, and this is all that is known of it. */
    readonly looked?: FileLooked
    /** A file that leaves as it is, in a format that a person can hardly open (Art. 12(1)). */
    readonly hardToRead?: true
  }[]
}

export const receiptFiles = ({ right, files }: SealedContents) =>
  files.map(({ path, mediaType, stored, looked }) => ({
    package: right,
    path,
    sha256: stored.sha256,
    sizeBytes: stored.sizeBytes,
    ...(looked === undefined ? {} : { looked }),
    ...(isHardInside({ path, mediaType }) ? { hardToRead: true as const } : {}),
  }))
