/** Languages that texts exist in; English is the one that is never missing. */
export type Language = 'da' | 'en'

export type Text = Readonly<Record<Language, string>>

/** Where a field's value comes from (Art. 20 covers only the first two: WP242 chapter III). */
export type Provenance = 'provided' | 'observed' | 'derived' | 'thirdParty'

/** One field of a form, in the order in which it is shown. `pointer` is RFC 6901 into the data; `*` stands for each row. */
export type TemplateField = {
  readonly pointer: string
  readonly label: Text
  readonly hint?: Text
  readonly provenance: Provenance
  /** DPV-PD category, such as `dpv-pd:Financial`. */
  readonly category: string
  /** What the codes of a closed list are called; the data keep the code. */
  readonly values?: Readonly<Record<string, Text>>
}

/** One CSV file of the package: a row per element of `rows` (or one row, for `''`), a column per pointer into it. */
export type CsvTable = {
  readonly name: string
  readonly rows: string
  readonly columns: readonly { readonly header: string; readonly pointer: string }[]
}

/** A version of a template never changes; an edit makes a new one, and a request pins the one it was opened with. */
export type TemplateVersion = {
  readonly templateId: string
  readonly version: number
  readonly title: Text
  /** JSON Schema 2020-12, `additionalProperties: false` throughout. */
  readonly schema: Readonly<Record<string, unknown>>
  readonly fields: readonly TemplateField[]
  /** What groups and lists are called, by pointer. */
  readonly titles?: readonly { readonly pointer: string; readonly label: Text }[]
  readonly csv: readonly CsvTable[]
}
