import type { DatabaseSync } from 'node:sqlite'

import type { EntityRelease, EntityRequest } from './entity-messages.ts'

export type EntityRow = {
  readonly entityId: string
  readonly present: boolean
  /** A JSON text. */
  readonly state: string | null
  /** The instance that holds the lock. */
  readonly lockedBy: string | null
  readonly updatedAt: number
}

export type EntityMessage = { readonly id: number } & (
  | { readonly kind: 'op'; readonly request: EntityRequest }
  | { readonly kind: 'release'; readonly release: EntityRelease }
)

/** Entities, and the messages that wait for them in the order of their arrival. */
export function entityStore(db: DatabaseSync) {
  const byId = db.prepare(
    `SELECT entity_id AS entityId, present, state, locked_by AS lockedBy, updated_at AS updatedAt
     FROM durable_entities WHERE entity_id = ?`,
  )
  const all = db.prepare(
    `SELECT entity_id AS entityId, present, state, locked_by AS lockedBy, updated_at AS updatedAt
     FROM durable_entities WHERE present = 1 ORDER BY entity_id`,
  )
  const put = db.prepare(
    'INSERT OR REPLACE INTO durable_entities (entity_id, present, state, locked_by, updated_at) VALUES (?, ?, ?, ?, ?)',
  )
  const post = db.prepare('INSERT INTO durable_entity_inbox (entity_id, message) VALUES (?, ?)')
  const waiting = db.prepare('SELECT id, message FROM durable_entity_inbox WHERE entity_id = ? ORDER BY id')
  const withMessages = db.prepare('SELECT DISTINCT entity_id AS id FROM durable_entity_inbox')
  const take = db.prepare('DELETE FROM durable_entity_inbox WHERE id = ?')

  return {
    get: (entityId: string): EntityRow | undefined => {
      const row = byId.get(entityId)
      return row && toEntity(row)
    },
    list: (): readonly EntityRow[] => all.all().map(toEntity),
    put: (row: EntityRow): void => {
      put.run(row.entityId, row.present ? 1 : 0, row.state, row.lockedBy, row.updatedAt)
    },
    /** `name` as in history: `op` for calls, signals and lock requests, `release`. */
    post: (entityId: string, name: string, content: string): void => {
      const key = name === 'release' ? 'release' : 'request'
      post.run(entityId, `{"kind":${JSON.stringify(name)},${JSON.stringify(key)}:${content}}`)
    },
    waiting: (entityId: string): readonly EntityMessage[] =>
      waiting.all(entityId).map((row) => ({
        id: Number(row['id']),
        ...(JSON.parse(String(row['message'])) as Omit<EntityMessage, 'id'>),
      })) as EntityMessage[],
    withMessages: (): readonly string[] => withMessages.all().map((row) => String(row['id'])),
    take: (messages: readonly { readonly id: number }[]): void => {
      for (const { id } of messages) take.run(id)
    },
  }
}

const toEntity = (row: Record<string, unknown>): EntityRow =>
  ({ ...row, present: row['present'] === 1 }) as EntityRow
