import type { DatabaseSync } from 'node:sqlite'

import type { ParentInstance } from './history.ts'

export type RuntimeStatus = 'Pending' | 'Running' | 'Suspended' | 'Completed' | 'Failed' | 'Terminated'

export type Instance = {
  readonly instanceId: string
  readonly executionId: string
  readonly name: string
  readonly version: string | null
  /** JSON texts. */
  readonly input: string | null
  readonly output: string | null
  readonly customStatus: string | null
  readonly status: RuntimeStatus
  readonly createdAt: number
  readonly updatedAt: number
  readonly parent: ParentInstance | null
}

export type InstanceFilter = {
  readonly prefix?: string
  readonly createdFrom?: number
  readonly createdTo?: number
  readonly statuses?: readonly string[]
  /** Only ids after this one. */
  readonly after?: string
  readonly limit?: number
}

export const hasEnded = (status: RuntimeStatus): boolean =>
  status === 'Completed' || status === 'Failed' || status === 'Terminated'

/** Instances, a row each. */
export function instanceStore(db: DatabaseSync) {
  const byId = db.prepare('SELECT * FROM durable_instances WHERE instance_id = ?')
  const put = db.prepare(
    `INSERT OR REPLACE INTO durable_instances (instance_id, execution_id, name, version, input, output,
       custom_status, runtime_status, created_at, updated_at, parent) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const filtered = db.prepare(
    `SELECT * FROM durable_instances
     WHERE (?1 IS NULL OR substr(instance_id, 1, length(?1)) = ?1)
       AND (?2 IS NULL OR created_at >= ?2)
       AND (?3 IS NULL OR created_at <= ?3)
       AND (?4 IS NULL OR runtime_status IN (SELECT value FROM json_each(?4)))
       AND (?5 IS NULL OR instance_id > ?5)
     ORDER BY instance_id LIMIT ?6`,
  )
  const remove = db.prepare('DELETE FROM durable_instances WHERE instance_id = ?')

  return {
    get: (instanceId: string): Instance | undefined => {
      const row = byId.get(instanceId)
      return row && toInstance(row)
    },
    put: (of: Instance): void => {
      const parent = of.parent && JSON.stringify(of.parent)
      put.run(
        ...[of.instanceId, of.executionId, of.name, of.version, of.input, of.output],
        ...[of.customStatus, of.status, of.createdAt, of.updatedAt, parent],
      )
    },
    list: (filter: InstanceFilter): readonly Instance[] => {
      const statuses = filter.statuses ? JSON.stringify(filter.statuses) : null
      return filtered
        .all(
          ...[filter.prefix ?? null, filter.createdFrom ?? null, filter.createdTo ?? null],
          ...[statuses, filter.after ?? null, filter.limit ?? -1],
        )
        .map(toInstance)
    },
    remove: (instanceId: string): void => {
      remove.run(instanceId)
    },
  }
}

const toInstance = (row: Record<string, unknown>): Instance => ({
  instanceId: row['instance_id'] as string,
  executionId: row['execution_id'] as string,
  name: row['name'] as string,
  version: row['version'] as string | null,
  input: row['input'] as string | null,
  output: row['output'] as string | null,
  customStatus: row['custom_status'] as string | null,
  status: row['runtime_status'] as RuntimeStatus,
  createdAt: row['created_at'] as number,
  updatedAt: row['updated_at'] as number,
  parent: row['parent'] === null ? null : (JSON.parse(String(row['parent'])) as ParentInstance),
})
