import { requestPartition } from '../place.ts'
import { canonicalBytes } from '../../domain/evidence/canonical.ts'
import { withoutTagged } from '../../domain/retention/personal-data.ts'
import { addDays } from '../../domain/time.ts'
import { linkExpiresAt, proofPurgeAt } from '../../domain/retention/retention.ts'
import { ok } from '../../kernel/result.ts'
import { bySystem } from '../actor.ts'
import type { Core } from '../core.ts'
import { compactForCompany } from '../keys/company-signature.ts'
import type { SendMail } from '../letters/send-mail.ts'
import type { Document, Write } from '../ports/documents.ts'
import { DependencyUnavailable } from '../ports/unavailable.ts'
import { endedAt } from '../requests/ending.ts'
import { orchestrationMessage } from '../requests/outbox.ts'
import type { RequestDocument } from '../requests/request-document.ts'
import { mustFollow } from '../requests/must-follow.ts'
import { keysOf } from '../requests/unnamed-keys.ts'
import type { RequestRef } from '../requests/request-store.ts'
import { isPartlyDue, makePurgeDeliveries } from './purge-deliveries.ts'
import { prefixesThatGo, requestTags } from './stored-personal-data.ts'
import { makePurgeLedger } from './purge-ledger.ts'
import { makePurgeNotice } from './purge-notice.ts'
import { sweepDue } from '../timing/sweep.ts'
import type { Sweep } from '../timing/sweep.ts'

/** id `certificate`: what a purge claims, and no more (security.md, "Keys"). */
export type PurgeCertificate = Document & {
  readonly id: 'certificate'
  readonly companyId: string
  readonly requestId: string
  readonly reference: string
  readonly keysDestroyed: number
  readonly unreadableSince: string
  readonly ciphertextGoneBy: string
  readonly signature: string
}

type Deps = Pick<
  Core,
  | 'documents'
  | 'requests'
  | 'companies'
  | 'keyring'
  | 'secrets'
  | 'keys'
  | 'blobs'
  | 'desk'
  | 'clock'
  | 'random'
  | 'crypto'
  | 'log'
  | 'settings'
> & { readonly sendMail: SendMail }

/**
 * 32 days after the ending: the keys first, so that all of it is unreadable at once; then the ciphertext; then the
 * certificate and the audit entry that say so. Each step may be repeated, and a crash resumes where it was.
 */
export function makePurgeContent(deps: Deps): Sweep {
  const { documents, requests, companies, keyring, blobs, clock, log } = deps
  const ledger = makePurgeLedger(deps)
  const purgeDeliveries = makePurgeDeliveries(deps)
  const sendNotice = makePurgeNotice(deps)

  return (batch) =>
    sweepDue<RequestDocument>(
      { documents, log },
      { operation: 'purgeContent', container: 'requests', field: 'purgeAt', until: clock.now(), batch },
      ({ value }) => (isPartlyDue(value, clock.now()) ? purgeDeliveries(value) : purge(value)),
    )

  async function purge(found: RequestDocument): Promise<void> {
    const request = await claimed(found)
    if (!request) return
    await sendNotice(request)
    const keys = keysOf(request)
    for (const key of keys) await keyring.destroy(key)
    // Not before the last share is gone: the certificate claims no moment at which something could still be read.
    const unreadableSince = clock.now().toISOString()
    await removeBlobs(request)
    for (const prefix of prefixesThatGo('content')) await removeDocuments(request, prefix)
    await certify(request, { unreadableSince, keysDestroyed: keys.length })
    log.write({ code: 'purged', companyId: request.companyId, requestId: request.requestId, what: 'content' })
  }

  /**
   * From here it cannot be taken up again: what is due is decided in the request itself, not in the list that named it. The
   * last mail is written in the same batch, so that no crash comes between the purge and its notice.
   */
  async function claimed(ref: RequestRef): Promise<RequestDocument | undefined> {
    const company = await companies.find(ref.companyId)
    const changed = await requests.change<boolean, never>(ref, async (request, now) => {
      const isDue =
        request.purgeAt !== undefined && new Date(request.purgeAt) <= now && !isPartlyDue(request, now)
      if (!isDue || request.purgingSince !== undefined) return ok({ answer: isDue })
      const change = { request: { ...request, purgingSince: now.toISOString() }, facts: [] }
      if (!company || request.addressHash === undefined || !(await canStillBeRead(request)))
        return ok({ answer: true, change })

      const link = { purpose: 'openRequest', expiresAt: linkExpiresAt(endedAt(request, now)) } as const
      const plan = { kind: 'purgeNotice', link } as const
      return ok({ answer: true, change: await deps.desk.enclose(change, company, plan, now) })
    })
    return changed.ok && changed.value.answer ? changed.value.request : undefined
  }

  /** A key that cannot be opened now costs the notice, not the purge: destroying needs no key of the company. */
  async function canStillBeRead(request: RequestDocument): Promise<boolean> {
    try {
      return (await keyring.open(request.companyId, request.key)) !== undefined
    } catch (error) {
      if (!(error instanceof DependencyUnavailable)) throw error
      return false
    }
  }

  async function removeBlobs({ companyId, requestId }: RequestRef): Promise<void> {
    for (;;) {
      const { names } = await blobs.list(companyId, `${requestId}/`, { staged: 'included' })
      if (names.length === 0) return
      for (const name of names) await blobs.remove({ container: companyId, name })
    }
  }

  async function removeDocuments(ref: RequestRef, idPrefix: string): Promise<void> {
    for (;;) {
      const found = await documents.query({
        container: 'requests',
        key: [ref.companyId, ref.requestId],
        idPrefix,
        limit: 90,
      })
      if (found.items.length === 0) return
      const writes = found.items.map(({ value }): Write => ({ kind: 'delete', id: value.id }))
      await documents.batch(requestPartition(ref.companyId, ref.requestId), writes)
    }
  }

  type Destroyed = { readonly unreadableSince: string; readonly keysDestroyed: number }

  async function certify(purged: RequestDocument, destroyed: Destroyed): Promise<void> {
    const certificate = await certificateOf(purged, destroyed)
    await ledger.enter(certificate)
    await requests.change<void, never>(purged, (request) => {
      if (request.purgedAt !== undefined) return ok({ answer: undefined })
      return ok({
        answer: undefined,
        change: {
          request: stripped(request, destroyed.unreadableSince),
          writes: [{ kind: 'upsert', value: certificate }],
          facts: [
            {
              event: 'contentPurged',
              by: bySystem,
              detail: { keysDestroyed: destroyed.keysDestroyed, unreadableSince: destroyed.unreadableSince },
            },
          ],
          messages: request.instances.map(({ id }) =>
            orchestrationMessage(`purge-${id}`, {
              command: 'purge',
              instanceId: id,
              companyId: request.companyId,
              requestId: request.requestId,
            }),
          ),
        },
      })
    })
  }

  async function certificateOf(
    { companyId, requestId, reference }: RequestDocument,
    destroyed: Destroyed,
  ): Promise<PurgeCertificate> {
    const facts = {
      companyId,
      requestId,
      reference,
      ...destroyed,
      ciphertextGoneBy: addDays(clock.now(), deps.settings.blobGoneDays ?? 0).toISOString(),
    }
    const signature = await compactForCompany(deps, {
      companyId,
      payload: canonicalBytes(facts),
      typ: 'indsigt-purge+jws',
    })
    return { id: 'certificate', ...facts, signature }
  }
}

/** What stays: what was asked, when, what was decided and by whom; nothing that was found, and nobody's address. */
function stripped(request: RequestDocument, purgedAt: string): RequestDocument {
  const {
    wakeBy: _wake,
    nextAt: _next,
    purgeAt: _done,
    purgingSince: _since,
    remindAt: _remind,
    problem: _problem,
    ...rest
  } = withoutTagged(request, requestTags, 'content')
  return {
    ...rest,
    status: mustFollow(request.status, 'close'),
    purgedAt,
    proofPurgeAt: proofPurgeAt(endedAt(request, new Date(purgedAt))).toISOString(),
    deliveries: request.deliveries.map((delivery) => ({ ...delivery, state: 'purged' })),
  }
}
