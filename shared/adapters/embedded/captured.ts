import type { statementCache } from './sqlite.ts'

/**
 * As long as a delivery can be fetched (Art. 5(1)(e)): what told of an ending is gone within the hour of its
 * purge. Which request a mail belongs to is not known here; what is sent after the ending goes 32 days later itself.
 */
const keptMilliseconds = 32 * 24 * 3600 * 1000

/** Whatever has been in the box longer than that leaves the disk; answers how many there were. */
export function sweepCaptured(
  sql: ReturnType<typeof statementCache>,
  table: 'captured_mail' | 'captured_sms',
  now: Date,
): number {
  return Number(sql(`DELETE FROM ${table} WHERE at <= ?`).run(now.getTime() - keptMilliseconds).changes)
}
