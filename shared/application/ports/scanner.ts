import type { FileType } from '../../domain/requests/upload-limits.ts'

/**
 * What comes in is looked at before it is encrypted. This looks for the test signature, for what makes an archive
 * dangerous to open, and for what runs when a person opens the file; it is no antivirus and is not called one.
 */
export type Scanner = {
  /** Begins to look at one file. Needs the same memory whatever the size of the file. */
  readonly begin: (file: ScannedFile) => Promise<Scan>
}

/** Name and type as the sender declares them; what the bytes say is compared with them. */
export type ScannedFile = {
  readonly name: string
  readonly contentType: string
  /** What it may be by its bytes; anything where it is left out. */
  readonly types?: readonly FileType[]
}

export type Scan = {
  /** Resolves when it is done with these bytes. `enough`: the file is refused whatever follows. */
  readonly take: (bytes: Uint8Array) => Promise<'more' | 'enough'>
  /** The verdict over all that was taken; to be called once, also when the file did not arrive whole. */
  readonly end: () => Promise<Verdict>
}

export type Verdict =
  | { readonly verdict: 'clean' }
  | { readonly verdict: 'refused'; readonly reason: RefusalReason }
  | { readonly verdict: 'unknown'; readonly doubts: readonly Doubt[] }

/** Nobody sends these by mistake, or nothing can open them safely: the file is not kept. */
export type RefusalReason =
  | 'malwareSignature'
  | 'disguisedExecutable'
  | 'twoTypesAtOnce'
  | 'zipBomb'
  | 'tooManyEntries'
  | 'nestedTooDeep'
  | 'zipInconsistent'
  | 'unsafePath'
  | 'duplicateName'
  | 'symbolicLink'
  | 'entityBomb'
  | 'typeNotAllowed'

/** Companies hold such files rightly, and a person is hurt by some of them: someone has to look. */
export type Doubt =
  | 'encrypted'
  | 'macros'
  | 'activeContent'
  | 'executable'
  | 'typeContradicts'
  | 'notLookedThrough'
  | 'scannerUnavailable'
