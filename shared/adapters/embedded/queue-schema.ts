/**
 * `not_before`: when the message enters the queue. `due_at`: when it can be received next; it moves on with each lock and
 * each delay. `locked_until` is 0 while nobody holds it. A message is live while `dead_reason` is null.
 */
export const queueSchema = `
  CREATE TABLE IF NOT EXISTS queue_messages (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    queue TEXT NOT NULL,
    message_id TEXT NOT NULL,
    session_id TEXT,
    body TEXT NOT NULL,
    not_before INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    locked_until INTEGER NOT NULL DEFAULT 0,
    lock_token TEXT,
    delivery_count INTEGER NOT NULL DEFAULT 0,
    dead_reason TEXT
  ) STRICT;
  CREATE UNIQUE INDEX IF NOT EXISTS queue_by_lock ON queue_messages (lock_token) WHERE lock_token IS NOT NULL;
  CREATE INDEX IF NOT EXISTS queue_by_due ON queue_messages (queue, due_at, sequence)
    WHERE dead_reason IS NULL AND session_id IS NULL;
  CREATE INDEX IF NOT EXISTS queue_by_session ON queue_messages (queue, session_id, sequence, not_before)
    WHERE dead_reason IS NULL AND session_id IS NOT NULL;
  CREATE INDEX IF NOT EXISTS queue_held ON queue_messages (queue, session_id, locked_until)
    WHERE dead_reason IS NULL AND locked_until > 0;
  CREATE INDEX IF NOT EXISTS queue_exhausted ON queue_messages (queue, delivery_count, due_at)
    WHERE dead_reason IS NULL AND delivery_count >= 10;
  CREATE INDEX IF NOT EXISTS queue_dead ON queue_messages (queue, sequence) WHERE dead_reason IS NOT NULL;

  CREATE TABLE IF NOT EXISTS queue_seen (
    queue TEXT NOT NULL,
    message_id TEXT NOT NULL,
    until INTEGER NOT NULL,
    PRIMARY KEY (queue, message_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS queue_seen_by_end ON queue_seen (until);
`

const liveSession = `queue = :queue AND dead_reason IS NULL AND session_id IS NOT NULL`

/**
 * One row per session with waiting messages: the one message that may be received next. A held message blocks its session;
 * else the first that has entered the queue comes first, even while it waits out a delay; else the first that will enter.
 * The recursion jumps from session to session in the index, whatever the length of each.
 */
const heads = `
  WITH RECURSIVE sessions (id) AS (
    SELECT (SELECT min(session_id) FROM queue_messages WHERE ${liveSession})
    UNION ALL
    SELECT (SELECT min(session_id) FROM queue_messages WHERE ${liveSession} AND session_id > sessions.id)
    FROM sessions WHERE sessions.id IS NOT NULL
  ), heads (sequence) AS (
    SELECT coalesce(
      (SELECT sequence FROM queue_messages WHERE ${liveSession} AND session_id = sessions.id AND locked_until > 0 AND locked_until > :now LIMIT 1),
      (SELECT sequence FROM queue_messages WHERE ${liveSession} AND session_id = sessions.id AND not_before <= :now ORDER BY sequence LIMIT 1),
      (SELECT sequence FROM queue_messages WHERE ${liveSession} AND session_id = sessions.id ORDER BY not_before, sequence LIMIT 1)
    ) FROM sessions WHERE sessions.id IS NOT NULL
  )`

const free = `FROM queue_messages WHERE queue = :queue AND dead_reason IS NULL AND session_id IS NULL`

export const receivable = `${heads}
  SELECT sequence, due_at FROM (SELECT sequence, due_at ${free} AND due_at <= :now ORDER BY due_at, sequence LIMIT :count)
  UNION ALL
  SELECT sequence, due_at FROM heads JOIN queue_messages USING (sequence) WHERE due_at <= :now
  ORDER BY due_at, sequence LIMIT :count`

export const earliestDue = `${heads}
  SELECT min(due_at) AS due FROM (
    SELECT min(due_at) AS due_at ${free}
    UNION ALL
    SELECT min(due_at) FROM heads JOIN queue_messages USING (sequence))`
