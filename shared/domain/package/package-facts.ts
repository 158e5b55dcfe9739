import type { Authority } from '../letters/authorities.ts'
import type { Decision } from '../merging/merged-form.ts'
import type { Right } from '../requests/right.ts'
import type { LegalBasis } from '../templates/information-type.ts'
import type { ProcessingActivity } from '../templates/processing-activities.ts'
import type { Language, TemplateVersion } from '../templates/template.ts'

/** Art. 15 and Art. 20 answers are separate packages (product.md, step 7). */
export type PackageRight = 'access' | 'portability'

/**
 * All that a package is made from. Data and attachments are as they leave: redactions are already done, and
 * `withheld` says what they took out.
 */
export type PackageFacts = {
  readonly right: PackageRight
  readonly language: Language
  readonly reference: string
  readonly companyName: string
  /** How to reach the company, in one line. */
  readonly contact: string
  readonly dataProtectionOfficer?: string
  readonly authority: Authority
  readonly receivedAt: Date
  readonly sealedAt: Date
  /** IANA name: days are shown as the company's days. */
  readonly timeZone: string
  readonly rights: readonly Right[]
  readonly approvalsNeeded: number
  readonly sources: readonly PackageSource[]
  readonly merges: readonly Merge[]
  readonly attachments: readonly PackageAttachment[]
  readonly withheld: readonly Withheld[]
  readonly activities: readonly ProcessingActivity[]
}

export type PackageSource = {
  readonly sourceId: string
  /** In the person's language. */
  readonly label: string
  readonly informationType: string
  readonly legalBasis: LegalBasis
  readonly providedByPerson: boolean
  readonly state: 'filled' | 'nothingHeld' | 'failed'
  readonly template?: TemplateVersion
  readonly data?: unknown
  readonly collectedAt?: Date
  /** A role, never a name. */
  readonly collectedBy?: string
}

/** Sources whose data are one form in the package, and what was decided where they differ. */
export type Merge = { readonly sources: readonly string[]; readonly decisions: readonly Decision[] }

/** Where a file comes from, as far as whoever added it said. */
export type FileOrigin = {
  /** A `sourceId`; without one the file is in the access package only. */
  readonly source?: string
  /** Goes before what the company says of the source (Art. 20(1)). */
  readonly providedByPerson?: boolean
}

/** `path` comes from `attachmentPaths`; the file itself goes into the package as it is stored. */
export type PackageAttachment = FileOrigin & {
  readonly path: string
  /** What it was called where it came from; left out where it tells what is withheld. */
  readonly name?: string
  readonly mediaType: string
  readonly sha256: string
  readonly sizeBytes: number
}

/** What was left out and on which ground: described by the words of its form, never by its content or its name. */
export type Withheld = {
  readonly description: string
  readonly groundCode: string
  readonly article: string
  readonly text: string
}

/** A value of a source's form, by RFC 6901 pointer into its data (the empty one is all of it), or a file by its name. */
export type WithheldPlace = { readonly source: string; readonly pointer: string } | { readonly file: string }

/** What the manifest says of a file beside its size and hash. */
export type FileDescription = {
  readonly path: string
  /** What it was called before it got its path here. */
  readonly name?: string
  readonly mediaType: string
  /** Path of the JSON Schema in this package. */
  readonly schema?: string
  /** More than one of a form that was merged. */
  readonly sourceIds?: readonly string[]
  /** Of a file of which it was said apart from its source. */
  readonly providedByPerson?: boolean
  /** DPV-PD categories of what is in it. */
  readonly categories?: readonly string[]
}

/** A file that is generated: put its bytes at its path. */
export type ContentFile = FileDescription & { readonly bytes: Uint8Array }

/** A generated file as the manifest lists it. */
export type ManifestFile = FileDescription & { readonly sha256: string; readonly sizeBytes: number }
