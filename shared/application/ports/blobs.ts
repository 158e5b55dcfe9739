import type { Result } from '../../kernel/result.ts'

/**
 * Block blobs as Blob Storage keeps them: blocks are staged in any order, one list commits them.
 * A company has a container of its own, named by its id. Contents are ciphertext; names are random ids.
 * Every call may throw `DependencyUnavailable`, and a `RangeError` for what is not a name (blob-rules.ts).
 */
export type BlobStore = {
  /** Stages block `number` (0 to 49,999; 1 byte to 100 MiB) of a blob that is not committed yet; the same number again replaces it. */
  readonly stage: (blob: BlobName, number: number, bytes: Uint8Array) => Promise<void>
  /** The numbers of staged, uncommitted blocks with their sizes, ascending. */
  readonly staged: (
    blob: BlobName,
  ) => Promise<readonly { readonly number: number; readonly sizeBytes: number }[]>
  /** Makes the blob of these blocks in this order, once (`If-None-Match: *`): `exists` when it was committed before. `blockMissing` names the first number that was never staged. */
  readonly commit: (
    blob: BlobName,
    numbers: readonly number[],
  ) => Promise<
    Result<
      { readonly sizeBytes: number },
      { readonly code: 'exists' } | { readonly code: 'blockMissing'; readonly number: number }
    >
  >
  /** Bytes `start` to `end` (exclusive; to the end without it), read as they are consumed; undefined when there is no such blob. A chunk is valid until the next is asked for. */
  readonly read: (
    blob: BlobName,
    range?: { readonly start: number; readonly end?: number },
  ) => Promise<AsyncIterable<Uint8Array> | undefined>
  readonly size: (blob: BlobName) => Promise<number | undefined>
  /** Removes the blob and its staged blocks; no error when there is none. */
  readonly remove: (blob: BlobName) => Promise<void>
  /** The names of blobs that begin with `prefix`, at most 5,000 a page: the committed ones, or also those that have staged blocks only. */
  readonly list: (
    container: string,
    prefix: string,
    options?: { readonly continuation?: string; readonly staged?: 'included' },
  ) => Promise<{ readonly names: readonly string[]; readonly continuation?: string }>
}

export type BlobName = { readonly container: string; readonly name: string }
