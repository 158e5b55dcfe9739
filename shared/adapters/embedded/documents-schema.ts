import type { DatabaseSync } from 'node:sqlite'

import { containers, type ContainerName } from '../../application/ports/documents.ts'
import { indexedFields, type FieldIndex } from '../../application/ports/indexed-fields.ts'
import { textOf } from './sqlite.ts'

export const containerNames = Object.keys(containers) as ContainerName[]

export const tableOf = (container: ContainerName): string => `documents_${container}`

/** The columns that hold the partition key, a column a part. */
export const keyColumns = (container: ContainerName): readonly string[] =>
  ['k0', 'k1'].slice(0, containers[container].keyParts)

/** The value of a top-level field; the name goes into the statement, as indices demand it. */
export function fieldValue(field: string): string {
  return field === 'id' ? 'id' : `json_extract(body, '$.${field}')`
}

/** Its JSON type; NULL when the document has no such field. */
export const fieldType = (field: string): string => `json_type(body, '$.${field}')`

/** Makes tables and indices, and drops the indices that an older version declared and this one does not. */
export function createDocumentTables(db: DatabaseSync): void {
  for (const container of containerNames) {
    const wanted = new Map(indexedFields[container].map((index) => [indexName(container, index), index]))
    const unwanted = declaredIndices(db, container).filter((name) => !wanted.has(name))
    const statements = [
      tableDefinition(container),
      ...unwanted.map((name) => `DROP INDEX "${name}"`),
      ...[...wanted].map(
        ([name, index]) => `CREATE INDEX IF NOT EXISTS ${name} ON ${indexBody(container, index)}`,
      ),
    ]
    for (const statement of statements) db.exec(statement)
  }
}

function tableDefinition(container: ContainerName): string {
  const table = tableOf(container)
  const keys = keyColumns(container)
  return `
    CREATE TABLE IF NOT EXISTS ${table} (
      ${keys.map((column) => `${column} TEXT NOT NULL`).join(', ')}, id TEXT NOT NULL,
      etag TEXT NOT NULL, body TEXT NOT NULL, expires_at INTEGER,
      UNIQUE (${keys.join(', ')}, id)
    ) STRICT;
    CREATE INDEX IF NOT EXISTS ${table}_expiry ON ${table} (expires_at) WHERE expires_at IS NOT NULL;`
}

function declaredIndices(db: DatabaseSync, container: ContainerName): string[] {
  const table = tableOf(container)
  const names = db.prepare(
    `SELECT name FROM sqlite_schema WHERE type = 'index' AND tbl_name = ? AND name GLOB ?`,
  )
  return names.all(table, `${table}_by_*`).map((row) => textOf(row, 'name'))
}

const indexName = (container: ContainerName, { within, fields }: FieldIndex): string =>
  `${tableOf(container)}_by_${within}_${fields.join('_')}`

function indexBody(container: ContainerName, { within, fields }: FieldIndex): string {
  const keys = keyColumns(container)
  const fixed = within === 'all' ? 0 : 1
  const columns = [...keys.slice(0, fixed), ...fields.map(fieldValue), ...keys.slice(fixed), 'id']
  const indexed = fields.map((field) => `${fieldType(field)} IS NOT NULL`)
  return `${tableOf(container)} (${columns.join(', ')}) WHERE ${indexed.join(' AND ')}`
}
