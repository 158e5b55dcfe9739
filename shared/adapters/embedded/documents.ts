import { randomUUID } from 'node:crypto'
import type { DatabaseSync } from 'node:sqlite'

import { continuationOf } from '../../application/ports/continuation.ts'
import { checkBatch, checkPartition, checkQuery } from '../../application/ports/document-rules.ts'
import type {
  BatchRefusal,
  ContainerName,
  Document,
  DocumentStore,
  Found,
  Page,
  Partition,
  Query,
  Stored,
  Write,
} from '../../application/ports/documents.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import { statementOf } from './documents-query.ts'
import { containerNames, createDocumentTables, keyColumns, tableOf } from './documents-schema.ts'
import { guarded, statementCache, textOf, transaction, type Row } from './sqlite.ts'

/** How many expired documents one sweep takes from each container: a bounded pause. */
const sweepLimit = 1000

type Context = {
  readonly sql: ReturnType<typeof statementCache>
  readonly now: () => number
}

/**
 * The document port on SQLite, a table per container. `sweepExpired` removes what has outlived its time to live (which no
 * read shows any more) and answers how many it took; the host calls it now and then.
 */
export function createDocumentStore(
  db: DatabaseSync,
  now: () => Date,
): DocumentStore & { readonly sweepExpired: () => number } {
  const run = <T>(work: () => T): T => guarded(db, 'documents', work)
  run(() => createDocumentTables(db))
  const context: Context = { sql: statementCache(db), now: () => now().getTime() }

  return {
    read: async (partition, id) => {
      checkPartition(partition)
      return run(() => read(context, partition, id))
    },
    batch: async (partition, writes) => {
      checkPartition(partition)
      checkBatch(partition, writes)
      return run(() =>
        transaction(
          db,
          () => writeAll(context, partition, writes),
          ({ ok: keep }) => keep,
        ),
      )
    },
    query: async (query) => {
      checkQuery(query)
      return run(() => list(context, query))
    },
    sweepExpired: () => run(() => sweep(context)),
  }
}

const addressColumns = (container: ContainerName): readonly string[] => [...keyColumns(container), 'id']
const here = (container: ContainerName): string =>
  addressColumns(container)
    .map((column) => `${column} = ?`)
    .join(' AND ')
const live = '(expires_at IS NULL OR expires_at > ?)'

function read<D extends Document>(context: Context, partition: Partition, id: string): Stored<D> | undefined {
  const row = rowOf(context, partition, id)
  return row && { value: valueOf<D>(row), etag: textOf(row, 'etag') }
}

function rowOf({ sql, now }: Context, { container, key }: Partition, id: string): Row | undefined {
  return sql(`SELECT etag, body FROM ${tableOf(container)} WHERE ${here(container)} AND ${live}`).get(
    ...key,
    id,
    now(),
  )
}

/** The application reads what the application wrote, so its type is the caller's word. */
const valueOf = <D extends Document>(row: Row): D => JSON.parse(textOf(row, 'body')) as D

/** In the order given, each seeing the ones before it; the first that is refused refuses all. */
function writeAll(
  context: Context,
  partition: Partition,
  writes: readonly Write[],
): Result<readonly string[], BatchRefusal> {
  const etags: string[] = []
  for (const [index, write] of writes.entries()) {
    const code = refusalOf(context, partition, write)
    if (code) return err({ code, index })

    etags.push(apply(context, partition, write))
  }
  return ok(etags)
}

function refusalOf(context: Context, partition: Partition, write: Write): BatchRefusal['code'] | undefined {
  if (write.kind === 'upsert') return undefined

  const id = write.kind === 'delete' ? write.id : write.value.id
  const current = etagOf(context, partition, id)
  if (write.kind === 'create') return current === undefined ? undefined : 'exists'
  if (current === undefined) return 'absent'
  return write.etag === undefined || write.etag === current ? undefined : 'versionConflict'
}

function etagOf({ sql, now }: Context, { container, key }: Partition, id: string): string | undefined {
  const row = sql(`SELECT etag FROM ${tableOf(container)} WHERE ${here(container)} AND ${live}`).get(
    ...key,
    id,
    now(),
  )
  return row && textOf(row, 'etag')
}

function apply({ sql, now }: Context, { container, key }: Partition, write: Write): string {
  const table = tableOf(container)
  if (write.kind === 'delete') {
    sql(`DELETE FROM ${table} WHERE ${here(container)}`).run(...key, write.id)
    return ''
  }
  const { value } = write
  const columns = addressColumns(container).join(', ')
  const places = key.map(() => '?').join(', ')
  const etag = randomUUID()
  const expiresAt = value.ttlSeconds === undefined ? null : now() + value.ttlSeconds * 1000
  sql(`INSERT INTO ${table} (${columns}, etag, body, expires_at) VALUES (${places}, ?, ?, ?, ?)
    ON CONFLICT (${columns}) DO UPDATE
    SET etag = excluded.etag, body = excluded.body, expires_at = excluded.expires_at`).run(
    ...key,
    value.id,
    etag,
    JSON.stringify(value),
    expiresAt,
  )
  return etag
}

function list<D extends Document>({ sql, now }: Context, query: Query): Page<D> {
  const statement = statementOf(query, now())
  const rows = sql(statement.sql).all(...statement.values)
  const page = rows.slice(0, query.limit)
  const items = page.map((row) => foundOf<D>(query, row))
  const last = page.at(-1)
  if (rows.length <= query.limit || !last) return { items }
  return {
    items,
    continuation: continuationOf(
      query,
      statement.position.map((column) => placeOf(last, column)),
    ),
  }
}

function placeOf(row: Row, column: string): string | number {
  const value = row[column]
  if (typeof value !== 'string' && typeof value !== 'number') throw new TypeError(`${column} places nothing`)
  return value
}

function foundOf<D extends Document>({ container }: Query, row: Row): Found<D> {
  const key = keyColumns(container).map((column) => textOf(row, column))
  return { value: valueOf<D>(row), etag: textOf(row, 'etag'), partition: { container, key } }
}

function sweep({ sql, now }: Context): number {
  const counts = containerNames.map((container) => {
    const table = tableOf(container)
    const expired = `SELECT rowid FROM ${table} WHERE expires_at IS NOT NULL AND expires_at <= ? LIMIT ${sweepLimit}`
    return Number(sql(`DELETE FROM ${table} WHERE rowid IN (${expired})`).run(now()).changes)
  })
  return counts.reduce((sum, count) => sum + count, 0)
}
