import type { ContentFile, Merge, PackageSource } from './package-facts.ts'
import type { CsvTable, TemplateVersion } from '../templates/template.ts'
import { csvBytes, hasValues } from './csv.ts'
import { joined } from './joined-sources.ts'
import type { Joined } from './joined-sources.ts'
import { jsonBytes } from './json-file.ts'
import { safeName, uniquePaths } from './names.ts'

/** The data of a source, or of those whose forms are merged, with the files made of them, and which table each CSV file is. */
export type SourceFiles = {
  readonly source: PackageSource
  readonly sourceIds: readonly string[]
  readonly files: readonly ContentFile[]
  readonly tables: ReadonlyMap<string, CsvTable>
}

/**
 * `data/{informationType}/{template}.json` and a CSV file per table that holds something, for each source that has data;
 * of a merged form also where each field comes from.
 */
export function dataFiles(
  sources: readonly PackageSource[],
  merges: readonly Merge[],
): readonly SourceFiles[] {
  const filled = joined(sources, merges).filter(({ source }) => hasData(source))
  const schemas = schemaPaths(filled.map(({ source }) => source))
  const stems = uniquePaths(filled.map(({ source }) => stemOf(source)))
  return filled.map((one, index) => filesOf(one, stems[index] as string, schemas))
}

const hasData = ({ state, data }: PackageSource): boolean => state === 'filled' && data !== undefined

/** Behind the name of its form: where each field of it comes from. */
export const originsEnding = '.sources.json'

/** Two sources may have the same template: their stems, and so all their files, are told apart by a number. */
const stemOf = ({ informationType, template, sourceId }: PackageSource): string =>
  `data/${safeName(informationType)}/${safeName(template?.templateId ?? sourceId).replaceAll('.', '-')}`

function filesOf(
  { source, sourceIds, origins }: Joined,
  stem: string,
  schemas: ReadonlyMap<string, string>,
): SourceFiles {
  const { template, data } = source
  const schema = template && schemas.get(versionOf(template))
  const categories = [...new Set(template?.fields.map(({ category }) => category))]
  const common = { sourceIds, ...(schema !== undefined && { schema }), categories }
  const json = { path: `${stem}.json`, mediaType: 'application/json', ...common, bytes: jsonBytes(data) }
  const tables = tablesOf(source, stem)
  const csv = [...tables].map(([path, table]) => ({
    ...{ path, mediaType: 'text/csv', ...common },
    bytes: csvBytes(table, data),
  }))
  const from = origins && {
    ...{ path: `${stem}${originsEnding}`, mediaType: 'application/json', sourceIds, categories },
    bytes: jsonBytes(origins),
  }
  return { source, sourceIds, files: [json, ...csv, ...(from ? [from] : [])], tables }
}

/** One table has the name of its template, several have their own names behind it. */
function tablesOf({ template, data }: PackageSource, stem: string): ReadonlyMap<string, CsvTable> {
  const tables = template?.csv ?? []
  const paths = uniquePaths(
    tables.map(({ name }) => (tables.length === 1 ? `${stem}.csv` : `${stem}.${safeName(name)}.csv`)),
  )
  const named = tables.map((table, index) => [paths[index] as string, table] as const)
  return new Map(named.filter(([, table]) => hasValues(table, data)))
}

/** `schemas/{template}.{version}.json`, once for all sources that use it. */
export function schemaFiles(sources: readonly PackageSource[]): readonly ContentFile[] {
  const filled = sources.filter(hasData)
  const templates = new Map(
    filled.flatMap(({ template }) => (template ? [[versionOf(template), template] as const] : [])),
  )
  const paths = schemaPaths(filled)
  return [...templates].map(([version, { schema }]) => ({
    path: paths.get(version) as string,
    mediaType: 'application/schema+json',
    bytes: jsonBytes(schema),
  }))
}

function schemaPaths(sources: readonly PackageSource[]): ReadonlyMap<string, string> {
  const versions = [...new Set(sources.flatMap(({ template }) => (template ? [versionOf(template)] : [])))]
  const paths = uniquePaths(versions.map((version) => `schemas/${safeName(version)}.json`))
  return new Map(versions.map((version, index) => [version, paths[index] as string]))
}

export const versionOf = ({ templateId, version }: TemplateVersion): string => `${templateId}.${version}`
