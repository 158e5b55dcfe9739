/** The page to begin with: what every file is, what was left out, how to check and keep it, where to complain. */
import { letterTexts } from '../letters/letter-texts.ts'
import { markup } from '../letters/markup.ts'
import type { Markup } from '../letters/markup.ts'
import { dayOf } from './days.ts'
import { originsEnding } from './data-files.ts'
import type { SourceFiles } from './data-files.ts'
import { fieldSection, tableTitle } from './field-guide.ts'
import type { ContentFile, PackageFacts } from './package-facts.ts'
import { packageTexts } from './package-texts.ts'
import type { FileKind, PackageTexts } from './package-texts.ts'
import { address, definitions, list, page, paragraphs, section, table } from './page.ts'
import { isPortableBasis } from './portability.ts'
import { attachmentsOf } from './selection.ts'

const guidePath = 'OPEN-ME-FIRST.html'

export function guideFile(
  facts: PackageFacts,
  data: readonly SourceFiles[],
  others: readonly ContentFile[],
): ContentFile {
  const texts = packageTexts[facts.language]
  const sections = [
    ...paragraphs(texts.intros[facts.right]),
    head(facts, texts),
    section(texts.headings.contents, [fileTable(facts, data, others), ...csvNote(data, texts)]),
    ...fieldSection(facts, data),
    section(texts.headings.states, list(sourceLines(facts, data))),
    section(texts.headings.withheld, withheldTable(facts, texts)),
    ...(facts.right === 'portability'
      ? [section(texts.headings.yourRights, list(texts.portabilityRights))]
      : []),
    section(texts.headings.verify, paragraphs(texts.verify)),
    section(texts.headings.keeping, paragraphs(letterTexts[facts.language].keeping)),
    complaint(facts, texts),
  ]
  return {
    path: guidePath,
    mediaType: 'text/html',
    bytes: page(facts.language, texts.titles[facts.right], sections),
  }
}

function head(facts: PackageFacts, { facts: labels, rights }: PackageTexts): Markup {
  const { dataProtectionOfficer: officer } = facts
  return definitions([
    [labels.reference, facts.reference],
    [labels.from, facts.companyName],
    [labels.contact, facts.contact],
    ...(officer === undefined ? [] : [[labels.officer, officer] as const]),
    [labels.asked, facts.rights.map((right) => rights[right]).join(', ')],
    [labels.received, dayOf(facts.receivedAt, facts)],
    [labels.sealed, dayOf(facts.sealedAt, facts)],
  ])
}

type FileLine = {
  readonly path: string
  readonly kind: FileKind
  readonly of?: string
  readonly sizeBytes?: number
}

function fileTable(
  facts: PackageFacts,
  data: readonly SourceFiles[],
  others: readonly ContentFile[],
): Markup {
  const { files, columns, bytes } = packageTexts[facts.language]
  const labels = new Map(facts.sources.map(({ sourceId, label }) => [sourceId, label]))
  const lines: readonly FileLine[] = [
    { path: guidePath, kind: 'guide' },
    ...data.flatMap((made) => sourceLinesOf(made, facts)),
    ...attachmentsOf(facts).map(
      ({ path, sizeBytes, source = '' }) =>
        ({ path, sizeBytes, kind: 'attachment', of: labels.get(source) ?? '' }) as const,
    ),
    ...others.map(lineOf),
    { path: 'manifest.json', kind: 'manifest' },
    { path: 'manifest.jws', kind: 'signature' },
    { path: 'checksums/manifest-sha256.txt', kind: 'checksums' },
  ]
  const rows = lines.map(({ path, kind, of = '', sizeBytes }) => [
    markup`<a href="${path}">${path}</a>`,
    of === '' ? files[kind] : `${of}. ${files[kind]}`,
    sizeBytes === undefined ? '' : bytes(sizeBytes.toLocaleString(facts.language)),
  ])
  return table([columns.file, columns.meaning, columns.size], rows)
}

/** Each file by the place that it comes from, and each table by what it is about. */
const sourceLinesOf = (
  { source: { label, template }, files, tables }: SourceFiles,
  { language }: PackageFacts,
): readonly FileLine[] =>
  files.map((file) => {
    const csv = tables.get(file.path)
    const of = csv && template ? `${label}: ${tableTitle(template, csv, language)}` : label
    return { ...lineOf(file), of }
  })

const csvNote = (data: readonly SourceFiles[], texts: PackageTexts): readonly Markup[] =>
  data.some(({ tables }) => tables.size > 0) ? paragraphs([texts.csvNote]) : []

const lineOf = ({ path, bytes }: ContentFile): FileLine => ({
  path,
  kind: kindOf(path),
  sizeBytes: bytes.length,
})

function kindOf(path: string): FileKind {
  if (path === 'withheld.json') return 'withheld'
  if (path.startsWith('schemas/')) return 'schema'
  if (path.startsWith('information/')) return path.endsWith('.html') ? 'sheetHtml' : 'sheetJson'
  if (path.endsWith(originsEnding)) return 'origins'
  return path.endsWith('.csv') ? 'csv' : 'json'
}

/** Where we looked and what came of it. */
function sourceLines(facts: PackageFacts, data: readonly SourceFiles[]): readonly string[] {
  const { states, bases } = packageTexts[facts.language]
  const here = new Set([
    ...data.flatMap(({ sourceIds }) => sourceIds),
    ...attachmentsOf(facts).map(({ source }) => source),
  ])
  return facts.sources.map(({ sourceId, label, state, legalBasis }) => {
    if (state !== 'filled' || here.has(sourceId)) return `${label}: ${states[state]}`
    if (facts.right === 'access') return `${label}: ${states.leftOut}`
    return `${label}: ${isPortableBasis(legalBasis) ? states.nothingPortable : `${states.notPortable} ${bases[legalBasis]}.`}`
  })
}

function withheldTable(
  { withheld }: PackageFacts,
  { columns, nothingWithheld }: PackageTexts,
): Markup | readonly Markup[] {
  if (withheld.length === 0) return paragraphs([nothingWithheld])
  const rows = withheld.map(({ description, article, text }) => [description, `${text} (${article})`])
  return table([columns.left, columns.ground], rows)
}

function complaint({ language, authority }: PackageFacts, { headings }: PackageTexts): Markup {
  const letter = letterTexts[language]
  return section(headings.complaint, [
    ...paragraphs([
      letter.complaint([authority.name, authority.address].filter((text) => text !== '').join(', ')),
    ]),
    list([address(authority.url)]),
    ...paragraphs([letter.remedy]),
  ])
}
