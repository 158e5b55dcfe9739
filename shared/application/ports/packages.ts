/**
 * Packages (architecture.md, "Packages"): a zip inside a chunked AEAD (FLOE), in blobs, streamed in constant memory.
 * Also single files under a request's key, which are the same AEAD without the zip.
 */
export type PackageStore = {
  /**
   * Encrypts one file as it arrives, in segments of 1 MiB that are staged as blocks, and commits it.
   * SHA-256 and CRC-32 are of the plaintext. Stops with `tooLarge` past `limitBytes`: nothing is kept then.
   */
  readonly storeFile: (
    file: StoredFileName,
    key: Uint8Array,
    content: AsyncIterable<Uint8Array>,
    limitBytes: number,
  ) => Promise<StoredFile | 'tooLarge'>
  /** Encrypts files at hand into one blob, one behind the other, and commits it. Answers each with the place where it begins. */
  readonly storeParts: (
    file: StoredFileName,
    key: Uint8Array,
    parts: readonly Uint8Array[],
  ) => Promise<readonly StoredPart[]>
  /** The plaintext of a stored file, or of one range of it; undefined when the blob is gone. Throws when a bit is wrong. Each piece belongs to whoever reads it. */
  readonly readFile: (
    file: StoredFileName,
    key: Uint8Array,
    range?: ByteRange,
  ) => Promise<AsyncIterable<Uint8Array> | undefined>
  /** Builds and commits an encrypted zip of these entries, in order; a repeat after a crash starts again under the same name. */
  readonly buildPackage: (
    file: StoredFileName,
    key: Uint8Array,
    entries: readonly PackageEntry[],
  ) => Promise<StoredFile>
}

/** `blob` within `container`; `context` (ids) is bound to the ciphertext, so that a blob put in another's place does not open. */
export type StoredFileName = { readonly container: string; readonly blob: string; readonly context: string }

export type StoredFile = {
  readonly sizeBytes: number
  /** Lower-case hex. */
  readonly sha256: string
  readonly crc32: number
}

/** A file that begins at `start` of what its blob holds. */
export type StoredPart = StoredFile & { readonly start: number }

export type ByteRange = { readonly start: number; readonly end: number }

/** A path in the zip, and what to put there: bytes at hand (deflated when that helps) or a stored file (copied as it is). */
export type PackageEntry =
  | { readonly path: string; readonly modifiedAt: Date; readonly bytes: Uint8Array }
  | {
      readonly path: string
      readonly modifiedAt: Date
      readonly file: StoredFileName
      readonly key: Uint8Array
      /** With `start`, one part of the blob. */
      readonly stored: StoredFile | StoredPart
    }
