import type { CompanyDocument } from '../companies/company-document.ts'
import { toBase64Url, utf8 } from '../bytes.ts'
import type { Core } from '../core.ts'
import type { Document, Write } from '../ports/documents.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import type { RequestRef } from './request-store.ts'

export type IdempotencyKey = { readonly key: string; readonly bodyHash: string }

/** Kept for a day in the partition of what was created. Nothing personal: the answer holds ids and dates. */
type IdempotencyRecord = Document & { readonly bodyHash: string; readonly answer: unknown }

export type Once<Answer> = {
  /** Of a request that is to be made: the same key leads to the same partition, so that a repeat meets what it made. */
  readonly requestId: (company: CompanyDocument, given: IdempotencyKey | undefined) => Promise<string>
  /** The answer of the first time, or a refusal when the same key comes with another body. */
  readonly earlier: (
    ref: RequestRef,
    given: IdempotencyKey | undefined,
  ) => Promise<Result<Answer, { readonly code: 'idempotencyKeyReused' }> | undefined>
  /** To be committed with what is created. */
  readonly writes: (given: IdempotencyKey | undefined, answer: Answer) => readonly Write[]
}

const keepSeconds = 24 * 3600

/** Same key and body, same answer, for one creating operation. */
export function makeOnce<Answer>(
  { requests, secrets, random, crypto }: Pick<Core, 'requests' | 'secrets' | 'random' | 'crypto'>,
  operation: string,
): Once<Answer> {
  const recordId = (key: string) => `idempotency:${toBase64Url(crypto.sha256(utf8(`${operation} ${key}`)))}`

  return {
    async requestId(company, given) {
      if (!given) return random.id()
      const hash = await secrets.hash(company, operation, given.key)
      return toBase64Url(crypto.sha256(utf8(hash))).slice(0, 22)
    },

    async earlier(ref, given) {
      const record = given && (await requests.read<IdempotencyRecord>(ref, recordId(given.key)))
      if (!record) return undefined
      // Only the operation that wrote the record reads it: the id names it.
      return record.value.bodyHash === given.bodyHash
        ? ok(record.value.answer as Answer)
        : err({ code: 'idempotencyKeyReused' })
    },

    writes(given, answer) {
      if (!given) return []
      const { key, bodyHash } = given
      const value: IdempotencyRecord = { id: recordId(key), ttlSeconds: keepSeconds, bodyHash, answer }
      return [{ kind: 'create', value }]
    },
  }
}
