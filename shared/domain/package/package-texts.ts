import type { Right } from '../requests/right.ts'
import type { LegalBasis } from '../templates/information-type.ts'
import type { Language, Provenance } from '../templates/template.ts'
import type { PackageRight } from './package-facts.ts'
import { packageTextsDa } from './package-texts-da.ts'
import { packageTextsEn } from './package-texts-en.ts'

/** What was found about the person: Art. 15(1) begins with whether data are processed at all. */
export type Finding = 'processed' | 'nothingHeld' | 'notEstablished'

export type FileKind =
  | 'guide'
  | 'json'
  | 'csv'
  | 'origins'
  | 'schema'
  | 'sheetJson'
  | 'sheetHtml'
  | 'withheld'
  | 'manifest'
  | 'signature'
  | 'checksums'
  | 'attachment'

/** A language is complete or does not compile. */
export type PackageTexts = {
  readonly titles: Readonly<Record<PackageRight, string>>
  readonly intros: Readonly<Record<PackageRight, readonly string[]>>
  readonly facts: {
    readonly reference: string
    readonly from: string
    readonly contact: string
    readonly officer: string
    readonly received: string
    readonly sealed: string
    readonly asked: string
  }
  readonly rights: Readonly<Record<Right, string>>
  readonly bases: Readonly<Record<LegalBasis, string>>
  readonly origins: Readonly<Record<Provenance, string>>
  readonly files: Readonly<Record<FileKind, string>>
  /** What a spreadsheet makes necessary, said once and not at every table. */
  readonly csvNote: string
  readonly fieldsLead: string
  /** How a value is written in the files. */
  readonly forms: {
    readonly text: string
    readonly number: string
    readonly day: string
    readonly time: string
    readonly yesNo: string
    readonly codes: (codes: string) => string
  }
  readonly emptyTables: Readonly<Record<'notHeld' | 'notHere', (label: string, titles: string) => string>>
  readonly headings: {
    readonly contents: string
    readonly fields: string
    readonly states: string
    readonly withheld: string
    readonly verify: string
    readonly keeping: string
    readonly yourRights: string
    readonly complaint: string
  }
  readonly columns: {
    readonly file: string
    readonly meaning: string
    readonly size: string
    readonly field: string
    readonly name: string
    readonly origin: string
    readonly source: string
    readonly state: string
    readonly left: string
    readonly ground: string
  }
  readonly bytes: (count: string) => string
  readonly states: Readonly<
    Record<'filled' | 'nothingHeld' | 'failed' | 'leftOut' | 'nothingPortable' | 'notPortable', string>
  >
  readonly nothingWithheld: string
  /** How what is withheld is described: no index, no file name. */
  readonly describedAs: { readonly entry: string; readonly file: string; readonly fileOfNoPlace: string }
  readonly verify: readonly string[]
  readonly portabilityRights: readonly string[]
  readonly sheet: SheetTexts
}

/** Art. 15(1)(a) to (h) and 15(2). */
export type SheetTexts = {
  readonly title: string
  readonly findings: Readonly<Record<Finding, string>>
  readonly activity: (number: number) => string
  readonly purposes: string
  readonly legalBasis: string
  readonly categories: string
  readonly recipients: string
  readonly retention: string
  readonly source: string
  readonly automatedDecisions: string
  readonly thirdCountries: string
  readonly noRecipients: string
  readonly noAutomatedDecisions: string
  readonly noThirdCountries: string
  readonly noActivities: string
  readonly sources: string
  readonly origins: Readonly<Record<Provenance, string>>
  readonly fromYou: string
  readonly fromOthers: string
  readonly rights: string
  readonly rightsList: readonly string[]
}

export const packageTexts: Readonly<Record<Language, PackageTexts>> = {
  da: packageTextsDa,
  en: packageTextsEn,
}
