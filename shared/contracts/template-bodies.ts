// What checked bodies about templates are, and the texts in several languages that other bodies have too.
import type { Provenance } from '../domain/templates/template.ts'

/** JSON whose members something else checks. */
export type JsonObject = Readonly<Record<string, unknown>>

/** English is never missing. */
export type LocalisedBody = { readonly da?: string; readonly en: string }

export type FieldBody = {
  readonly pointer: string
  readonly label: LocalisedBody
  readonly hint?: LocalisedBody
  readonly provenance: Provenance
  readonly category: string
  readonly values?: Readonly<Record<string, LocalisedBody>>
}

export type CsvTableBody = {
  readonly name: string
  readonly rows: string
  readonly columns: readonly { readonly header: string; readonly pointer: string }[]
}

export type TemplateBody = {
  readonly title: LocalisedBody
  readonly schema: JsonObject
  readonly fields: readonly FieldBody[]
  readonly titles?: readonly { readonly pointer: string; readonly label: LocalisedBody }[]
  readonly csv?: readonly CsvTableBody[]
}

export type CreateTemplateBody = Partial<TemplateBody> & {
  readonly templateId: string
  readonly from?: string
}
