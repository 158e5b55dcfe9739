import type { CompanyDocument } from '../companies/company-document.ts'
import { toBase64Url, utf8 } from '../bytes.ts'
import type { Core } from '../core.ts'
import type { Document, Write } from '../ports/documents.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import { partitionOf } from '../place.ts'
import type { Place } from '../place.ts'

export type IdempotencyKey = { readonly key: string; readonly bodyHash: string }

/** Kept for a day in the partition of what was created. Nothing personal: the answer holds ids and dates. */
type IdempotencyRecord = Document & { readonly bodyHash: string; readonly answer: unknown }

export type Once<Answer> = {
  /** Of a request that is to be made: the same key leads to the same partition, so that a repeat meets what it made. */
  readonly requestId: (company: CompanyDocument, given: IdempotencyKey | undefined) => Promise<string>
  /** The answer of the first time, or a refusal when the same key comes with another body. */
  readonly earlier: (
    ref: Place,
    given: IdempotencyKey | undefined,
  ) => Promise<Result<Answer, { readonly code: 'idempotencyKeyReused' }> | undefined>
  /** To be committed with what is created. */
  readonly writes: (
    ref: Place,
    given: IdempotencyKey | undefined,
    answer: Answer,
  ) => Promise<readonly Write[]>
}

const keepSeconds = 24 * 3600

type Deps = Pick<Core, 'documents' | 'companies' | 'secrets' | 'random' | 'crypto'>

/** Same key and body, same answer, for one creating operation. */
export function makeOnce<Answer>(
  { documents, companies, secrets, random, crypto }: Deps,
  operation: string,
): Once<Answer> {
  /** The record's name and the body's hash, keyed: what somebody sent cannot be guessed back from the store. */
  async function keyed({ companyId }: Place, given: IdempotencyKey | undefined) {
    const company = given && (await companies.find(companyId))
    if (!company) return undefined
    return {
      id: `idempotency:${await secrets.hash(company, 'idempotency', `${operation} ${given.key}`)}`,
      bodyHash: await secrets.hash(company, 'idempotency body', given.bodyHash),
    }
  }

  return {
    async requestId(company, given) {
      if (!given) return random.id()
      const hash = await secrets.hash(company, operation, given.key)
      return toBase64Url(crypto.sha256(utf8(hash))).slice(0, 22)
    },

    async earlier(ref, given) {
      const wanted = await keyed(ref, given)
      const record = wanted && (await documents.read<IdempotencyRecord>(partitionOf(ref), wanted.id))
      if (!record) return undefined
      // Only the operation that wrote the record reads it: the id names it.
      return record.value.bodyHash === wanted.bodyHash
        ? ok(record.value.answer as Answer)
        : err({ code: 'idempotencyKeyReused' })
    },

    async writes(ref, given, answer) {
      const named = await keyed(ref, given)
      if (!named) return []
      const value: IdempotencyRecord = { ...named, ttlSeconds: keepSeconds, answer }
      return [{ kind: 'create', value }]
    },
  }
}
