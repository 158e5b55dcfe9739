import { nextUnverifiedStep } from '../../domain/requests/unverified.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import { toBase64Url, utf8 } from '../bytes.ts'
import type { Core } from '../core.ts'
import { dayOf } from '../letters/sender.ts'
import { dueDatesOf } from './due.ts'
import { idempotencyId, idempotencyWrite, replayed } from './idempotency.ts'
import type { IdempotencyKey, IdempotencyRecord } from './idempotency.ts'
import { newRequest } from './new-request.ts'
import type { RequestWish, WishRefusal } from './new-request.ts'
import type { Change } from './request-store.ts'

export type CreateRequest = (input: {
  readonly companyId: string
  readonly wish: RequestWish
  readonly idempotency?: IdempotencyKey
}) => Promise<Result<RequestReceipt, WishRefusal | { readonly code: 'notFound' | 'idempotencyKeyReused' }>>

export type RequestReceipt = {
  readonly requestId: string
  readonly reference: string
  readonly status: 'awaitingVerification'
}

type Deps = Pick<
  Core,
  'companies' | 'requests' | 'keyring' | 'secrets' | 'desk' | 'clock' | 'random' | 'crypto'
>

const operation = 'createRequest'

/**
 * A person's request (Art. 12(2)): one document that waits for its link to be used, and a mail with that link. The clock of
 * Art. 12(3) runs from here, verified or not (R1).
 */
export function makeCreateRequest(deps: Deps): CreateRequest {
  const { companies, requests, secrets, desk, clock, random, crypto } = deps

  return async ({ companyId, wish, idempotency }) => {
    const company = await companies.find(companyId)
    if (!company) return err({ code: 'notFound' })

    // The same key leads to the same partition, so that a repeat meets what it made before.
    const requestId = idempotency
      ? toBase64Url(crypto.sha256(utf8(await secrets.hash(company, operation, idempotency.key)))).slice(0, 22)
      : random.id()
    const before = idempotency && (await earlierAnswer(companyId, requestId, idempotency))
    if (before) return before

    const now = clock.now()
    const made = await newRequest(deps, { company, requestId, wish, channel: 'web', receivedAt: now, now })
    if (!made.ok) return made

    const { request, key } = made.value
    const due = dueDatesOf(request, company, now)
    const answer: RequestReceipt = {
      requestId,
      reference: request.reference,
      status: 'awaitingVerification',
    }
    const change: Change = {
      request: {
        ...request,
        nextAt: nextUnverifiedStep({ receivedAt: now, done: [], dueDates: due }, now).at.toISOString(),
      },
      facts: [{ event: 'requestReceived', by: { kind: 'anonymous' }, detail: { channel: 'web' } }],
      writes: idempotency ? [idempotencyWrite(crypto, operation, idempotency, answer)] : [],
    }
    const mailed = await desk.enclose(
      change,
      company,
      {
        kind: 'verification',
        key,
        details: { expiresOn: dayOf(due.internalDue, company) },
        link: { purpose: 'verifyRequest', expiresAt: due.internalDue },
      },
      now,
    )
    const created = await requests.create(mailed)
    if (created.ok) return ok(answer)
    return (
      (idempotency && (await earlierAnswer(companyId, requestId, idempotency))) ??
      err({ code: 'idempotencyKeyReused' })
    )
  }

  async function earlierAnswer(companyId: string, requestId: string, { key, bodyHash }: IdempotencyKey) {
    const record = await requests.read<IdempotencyRecord>(
      { companyId, requestId },
      idempotencyId(crypto, operation, key),
    )
    return record && replayed<RequestReceipt>(record.value, bodyHash)
  }
}
