import type { ImportRunning } from './import-lease.ts'

/** An export as it lies there, whether in a folder or in a zip. */
export type ExportedFiles = {
  readonly paths: readonly string[]
  readonly open: (path: string) => AsyncIterable<Uint8Array>
}

/** Why an export is not taken in. Nothing of it is stored then. */
export type ImportFault =
  | {
      /**
       * Of a file: `fileForeign` stands in no list, `fileDamaged` has other bytes than the list says.
       * Of a line, counted from one: `lineDamaged` is not what its schema says, `lineDoubled` names a document that stands
       * further up, `lineForeign` belongs to something that this export does not hold, and to the request in `keyMissing`
       * no key came along.
       */
      readonly code:
        | 'manifestDamaged'
        | 'fileMissing'
        | 'fileForeign'
        | 'fileDamaged'
        | 'lineDamaged'
        | 'lineDoubled'
        | 'lineForeign'
        | 'keyMissing'
      readonly path: string
      readonly line?: number
    }
  | {
      /** `keysMissing`: it was made for reading. `keysForAnother`: only another instance can unwrap them. */
      readonly code: 'keysMissing' | 'keysForAnother' | 'companyExists' | 'companyIdInvalid'
    }
  | ImportRunning
  /** This run was not heard of for so long that another one took over. */
  | { readonly code: 'importOvertaken' }

/** What an export says of itself, in `manifest.json`. */
export type Manifest = {
  readonly companyId: string
  readonly exportedAt: string
  readonly handedOver?: { readonly fingerprint: string; readonly wrapped: string }
  readonly files: readonly ListedFile[]
}

export type ListedFile = { readonly path: string; readonly sizeBytes: number; readonly sha256: string }
