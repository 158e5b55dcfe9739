import { withUnusual } from '../../domain/reports/unusual.ts'
import { requestPartition } from '../place.ts'
import { dueDatesOf } from '../timing/due.ts'
import { queueRow } from '../queue/queue-row.ts'
import { makeQueueRows } from '../queue/queue-rows.ts'
import { auditMessage, outboxId } from './outbox.ts'
import type { OutboxDocument, OutboxMessage } from './outbox.ts'
import type { RequestDocument } from './request-document.ts'
import { webhookMessages } from '../webhooks/told-events.ts'
import { tellInstances } from './instances.ts'
import { sendOutbox } from './send-outbox.ts'
import type { CompanyStore } from '../companies/company-store.ts'
import { auditEntries } from '../evidence/audit-entries.ts'
import type { Fact } from '../evidence/audit-event.ts'
import type { Document, Stored, Write } from '../ports/documents.ts'
import { readAll } from '../read-all.ts'
import type { Ports } from '../ports/ports.ts'
import { DependencyUnavailable } from '../ports/unavailable.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'

/** What happens together: the request as it shall be, the documents beside it, the facts for the audit, the messages that leave. */
export type Change = {
  readonly request: RequestDocument
  readonly writes?: readonly Write[]
  readonly facts: readonly Fact[]
  readonly messages?: readonly OutboxMessage[]
  /** Set when a date, the seal or the ending changed: the sleeping orchestrations look at the request again. */
  readonly wakes?: true
  /** Bookkeeping that changes nothing anyone sees or decides about: the version that clients hold stays good. */
  readonly unseen?: true
}

export type Decision<Answer, Refusal> = Result<{ readonly change?: Change; readonly answer: Answer }, Refusal>

export type RequestStore = {
  /** With the tag of what can be seen of it, which is not the store's: timers write without anything having changed. */
  readonly find: (companyId: string, requestId: string) => Promise<Stored<RequestDocument> | undefined>
  /** Beside the request: a document of its partition. */
  readonly read: <D extends Document>(request: RequestRef, id: string) => Promise<Stored<D> | undefined>
  /** All documents of the partition whose id begins so. */
  readonly list: <D extends Document>(request: RequestRef, idPrefix: string) => Promise<readonly Stored<D>[]>
  /** Commits the first version of a request; `exists` when its id is taken. */
  readonly create: (change: Change) => Promise<Result<Stored<RequestDocument>, { readonly code: 'exists' }>>
  /**
   * Reads, lets `decide` decide, commits; when somebody wrote in between, reads and decides again.
   * `expected` is the tag that the caller saw: another one is refused.
   */
  readonly change: <Answer, Refusal>(
    ref: RequestRef,
    decide: (
      request: RequestDocument,
      now: Date,
    ) => Promise<Decision<Answer, Refusal>> | Decision<Answer, Refusal>,
    expected?: string,
  ) => Promise<
    Result<Changed<Answer>, Refusal | { readonly code: 'notFound' } | { readonly code: 'versionConflict' }>
  >
  /** Sends what an outbox document holds and removes it, for the relay. */
  readonly publish: (outbox: OutboxDocument) => Promise<void>
  /** Writes the queue row of the request as it stands. */
  readonly project: (ref: RequestRef) => Promise<void>
}

export type RequestRef = { readonly companyId: string; readonly requestId: string }

export type Changed<Answer> = {
  readonly answer: Answer
  readonly request: RequestDocument
  readonly etag: string
}

type Deps = Pick<Ports, 'documents' | 'messages' | 'clock' | 'random' | 'log'> & {
  readonly companies: CompanyStore
}

const attempts = 6

export function makeRequestStore(deps: Deps): RequestStore {
  const { documents, messages, clock, random, log, companies } = deps
  const rows = makeQueueRows(deps)

  const read = <D extends Document>({ companyId, requestId }: RequestRef, id: string) =>
    documents.read<D>(requestPartition(companyId, requestId), id)

  const find = (companyId: string, requestId: string) =>
    documents.read<RequestDocument>(requestPartition(companyId, requestId), 'request')

  const seen = (value: RequestDocument): Stored<RequestDocument> => ({ value, etag: `${value.revision}` })

  async function batchOf(before: Stored<RequestDocument> | undefined, change: Change, now: Date) {
    const version = (before?.value.version ?? 0) + 1
    const counted = before?.value.auditCount ?? 0
    const revision = (before?.value.revision ?? 0) + (change.unseen ? 0 : 1)
    const unusual = withUnusual(change.request.unusual ?? {}, change.facts)
    const request = {
      ...change.request,
      ...{ version, revision, auditCount: counted + change.facts.length, unusual },
    }
    const { companyId, requestId } = request
    const entries = auditEntries(request, change.facts, { counted, now, random })
    const outbox: OutboxDocument = {
      id: outboxId(version),
      companyId,
      requestId,
      outboxPending: now.toISOString(),
      messages: [
        ...(change.messages ?? []),
        ...(isConfirmed(request) ? await webhookMessages(companies, entries) : []),
        ...(entries.length === 0 ? [] : [auditMessage(request, version)]),
      ],
    }
    const writes: Write[] = [
      before ? { kind: 'replace', value: request, etag: before.etag } : { kind: 'create', value: request },
      ...entries.map((value): Write => ({ kind: 'create', value })),
      { kind: 'create', value: outbox },
      ...(change.writes ?? []),
    ]
    return { request, outbox, writes }
  }

  async function send(outbox: OutboxDocument, request?: RequestDocument): Promise<void> {
    await project(outbox, request)
    await sendOutbox(messages, outbox)
  }

  async function remove({ companyId, requestId, id }: OutboxDocument): Promise<void> {
    await documents.batch(requestPartition(companyId, requestId), [{ kind: 'delete', id }])
  }

  async function project(ref: RequestRef, known?: RequestDocument): Promise<void> {
    const company = await companies.find(ref.companyId)
    for (let attempt = 0; attempt < attempts; attempt++) {
      const request = known ?? (await find(ref.companyId, ref.requestId))?.value
      if (!request || !company || request.status === 'awaitingVerification') return

      const now = clock.now()
      if (await rows.write(ref.companyId, queueRow(request, dueDatesOf(request, company, now), now))) return
    }
    // The outbox stays, and the relay tries again: a list must not keep what is no longer so.
    throw new DependencyUnavailable('documents', 1)
  }

  /** The commit holds by itself: what cannot be sent now, the relay sends within a minute. */
  async function publishNow(outbox: OutboxDocument, request: RequestDocument): Promise<void> {
    try {
      await send(outbox, request)
      // Who places the change's entries in the tree removes the outbox in the same batch; nobody waits for it here.
      if (!outbox.messages.some(({ queue }) => queue === 'audit')) await remove(outbox)
    } catch (error) {
      if (!(error instanceof DependencyUnavailable)) throw error
      log.write({ code: 'dependencyUnavailable', dependency: error.dependency, operation: 'publish' })
    }
  }

  async function commit(before: Stored<RequestDocument> | undefined, change: Change, now: Date) {
    const { request, outbox, writes } = await batchOf(before, change, now)
    const committed = await documents.batch(requestPartition(request.companyId, request.requestId), writes)
    if (!committed.ok) return committed

    await publishNow(outbox, request)
    return ok(seen(request))
  }

  return {
    async find(companyId, requestId) {
      const found = await find(companyId, requestId)
      return found && seen(found.value)
    },
    read,
    project,

    async publish(outbox) {
      await send(outbox)
      await remove(outbox)
    },

    list: <D extends Document>({ companyId, requestId }: RequestRef, idPrefix: string) =>
      readAll<D>(documents, { container: 'requests', key: [companyId, requestId], idPrefix }),

    async create(change) {
      const committed = await commit(undefined, change, clock.now())
      return committed.ok ? committed : err({ code: 'exists' })
    },

    async change(ref, decide, expected) {
      for (let attempt = 0; attempt < attempts; attempt++) {
        const found = await find(ref.companyId, ref.requestId)
        if (!found) return err({ code: 'notFound' as const })
        const now = clock.now()
        const decided = await decide(found.value, now)
        if (!decided.ok) return decided
        // After the refusals (RFC 9110 section 13.2.1): a version tells nobody that the request exists.
        const { etag } = seen(found.value)
        if (expected !== undefined && expected !== etag) return err({ code: 'versionConflict' as const })

        const { change, answer } = decided.value
        if (!change) return ok({ answer, request: found.value, etag })

        const committed = await commit(found, tellInstances(change), now)
        if (committed.ok) return ok({ answer, request: committed.value.value, etag: committed.value.etag })
      }
      return err({ code: 'versionConflict' as const })
    },
  }
}

/** What a stranger wrote and nobody confirmed is no business of the company's systems (security.md, "Strangers"). */
const isConfirmed = ({ verifiedAt, registeredBy }: RequestDocument): boolean =>
  verifiedAt !== undefined || registeredBy !== undefined
