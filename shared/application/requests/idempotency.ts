import { toBase64Url, utf8 } from '../bytes.ts'
import type { Document, Write } from '../ports/documents.ts'
import type { Crypto } from '../ports/system.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'

/** Answers of creating calls, kept for a day in the partition of what they created: same key and body, same answer. */
export type IdempotencyRecord = Document & { readonly bodyHash: string; readonly answer: unknown }

export type IdempotencyKey = { readonly key: string; readonly bodyHash: string }

const keepSeconds = 24 * 3600

export const idempotencyId = (crypto: Crypto, operation: string, key: string): string =>
  `idempotency:${toBase64Url(crypto.sha256(utf8(`${operation} ${key}`)))}`

export function idempotencyWrite(
  crypto: Crypto,
  operation: string,
  { key, bodyHash }: IdempotencyKey,
  answer: unknown,
): Write {
  const value: IdempotencyRecord = {
    id: idempotencyId(crypto, operation, key),
    ttlSeconds: keepSeconds,
    bodyHash,
    answer,
  }
  return { kind: 'create', value }
}

/** The answer of the first time, or a refusal when the same key comes with another body. */
export function replayed<Answer>(
  record: IdempotencyRecord,
  bodyHash: string,
): Result<Answer, { readonly code: 'idempotencyKeyReused' }> {
  // Only the use case that wrote the record reads it: the id names its operation.
  return record.bodyHash === bodyHash ? ok(record.answer as Answer) : err({ code: 'idempotencyKeyReused' })
}
