import type { FormVersion, Texts } from '../../domain/consent/form.ts'
import type { Document } from '../ports/documents.ts'
import type { Instant } from '../requests/request-document.ts'

/** A company's form, id `consent-form:{formId}` beside the company: which version is the newest, and which one is asked with. */
export type ConsentFormHead = Document & {
  readonly formId: string
  readonly title: Texts
  readonly latestVersion: number
  /** Sparse until one was published. */
  readonly publishedVersion?: number
  /** Of all its versions: no other form of the company may ask for these, so that each means one thing. */
  readonly purposeIds: readonly string[]
}

/** One version, id `consent-form-version:{formId}:{version}`: what it says never changes, and once published nothing does. */
export type ConsentFormVersionDocument = Document & {
  readonly form: FormVersion
  readonly status: 'draft' | 'published'
  /** Who wrote it, and who let it out: never the same person (security.md, "Four eyes are over persons"). */
  readonly authorId: string
  readonly createdAt: Instant
  readonly publishedBy?: string
  readonly publishedAt?: Instant
  /** Of what is shown in each language (`textHash`). */
  readonly textSha256: Readonly<Record<string, string>>
}

export const formHeadPrefix = 'consent-form:'

export const formHeadId = (formId: string): string => `${formHeadPrefix}${formId}`

export const formVersionId = (formId: string, version: number): string =>
  `consent-form-version:${formId}:${version}`
