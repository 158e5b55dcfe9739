import type { DatabaseSync } from 'node:sqlite'

export type ActivityWork = {
  readonly id: number
  readonly instanceId: string
  readonly executionId: string
  readonly taskId: number
  readonly name: string
  /** A JSON array with the one input. */
  readonly input: string
}

/** Activities that were asked for and have no result yet. */
export function activityStore(db: DatabaseSync) {
  const add = db.prepare(
    'INSERT INTO durable_activities (instance_id, execution_id, task_id, name, input) VALUES (?, ?, ?, ?, ?)',
  )
  const oldest = db.prepare(
    `SELECT id, instance_id AS instanceId, execution_id AS executionId, task_id AS taskId, name, input
     FROM durable_activities ORDER BY id LIMIT ?`,
  )
  const take = db.prepare('DELETE FROM durable_activities WHERE id = ?')
  const remove = db.prepare('DELETE FROM durable_activities WHERE instance_id = ?')

  return {
    add: (work: Omit<ActivityWork, 'id'>): void => {
      add.run(work.instanceId, work.executionId, work.taskId, work.name, work.input)
    },
    oldest: (count: number): readonly ActivityWork[] =>
      oldest.all(count).map((row) => ({ ...row }) as ActivityWork),
    /** Whether it was still there: a purge may have taken it. */
    take: (id: number): boolean => take.run(id).changes > 0,
    remove: (instanceId: string): void => {
      remove.run(instanceId)
    },
  }
}
