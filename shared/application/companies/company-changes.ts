import { auditEntries } from '../evidence/audit-entries.ts'
import type { Fact } from '../evidence/audit-event.ts'
import { companyPartition, noRequest } from '../place.ts'
import type { Document, Stored, Write } from '../ports/documents.ts'
import type { Ports } from '../ports/ports.ts'
import { auditMessage, outboxId } from '../requests/outbox.ts'
import type { OutboxDocument, OutboxMessage } from '../requests/outbox.ts'
import { publishNow, publishOutbox } from '../requests/send-outbox.ts'
import { webhookMessages } from '../webhooks/told-events.ts'
import { inTurn } from '../../kernel/in-turn.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import type { CompanyStore } from './company-store.ts'

/** What happens together to a company: its documents, the facts for the audit, the messages that leave. */
export type CompanyChange = {
  readonly writes: readonly Write[]
  readonly facts: readonly Fact[]
  readonly messages?: readonly OutboxMessage[]
}

export type CompanyDecision<Answer, Refusal> = Result<
  { readonly answer: Answer; readonly change?: CompanyChange },
  Refusal
>

export type CompanyChanges = {
  /**
   * Lets `decide` read what it needs and decide, then commits. Changes of one company happen one after the other: those
   * of one process wait for their turn, and when another process came in between, `decide` reads and decides again.
   * `decide` must not change the company by this itself: it would wait for its own turn.
   */
  readonly change: <Answer, Refusal>(
    companyId: string,
    decide: (now: Date) => Promise<CompanyDecision<Answer, Refusal>>,
  ) => Promise<Result<Answer, Refusal | { readonly code: 'versionConflict' }>>
  /** Sends what an outbox document holds and removes it, for the relay. */
  readonly publish: (outbox: OutboxDocument) => Promise<void>
}

/** id `ledger`: how far the company's own changes and audit entries are counted. Its etag puts them in a row. */
type LedgerDocument = Document & {
  readonly id: 'ledger'
  readonly version: number
  readonly auditCount: number
}

type Deps = Pick<Ports, 'documents' | 'messages' | 'clock' | 'random' | 'log'> & {
  readonly companies: Pick<CompanyStore, 'find' | 'forget'>
}

/** Each attempt is lost to a change that holds, so that as many may begin at the same moment, in as many processes. */
const attempts = 50

/** 90 days: what stays is the hash in the tree (product.md, "Decisions where the sources disagree"). */
export const entrySeconds = 90 * 24 * 3600

export function makeCompanyChanges({
  documents,
  messages,
  clock,
  random,
  log,
  companies,
}: Deps): CompanyChanges {
  const oneAtATime = inTurn()

  async function commit(
    companyId: string,
    before: Stored<LedgerDocument> | undefined,
    change: CompanyChange,
    now: Date,
  ) {
    const place = { companyId, requestId: noRequest }
    const { version, auditCount: counted } = before?.value ?? { version: 0, auditCount: 0 }
    const entries = auditEntries(place, change.facts, { counted, now, random })
    const ledger: LedgerDocument = {
      id: 'ledger',
      version: version + 1,
      auditCount: counted + entries.length,
    }
    const outbox: OutboxDocument = {
      id: outboxId(ledger.version),
      ...place,
      outboxPending: now.toISOString(),
      messages: [
        ...(change.messages ?? []),
        ...(await webhookMessages(companies, entries)),
        auditMessage(place, ledger.version),
      ],
    }
    const committed = await documents.batch(companyPartition(companyId), [
      before
        ? { kind: 'replace', value: ledger, etag: before.etag }
        : ({ kind: 'create', value: ledger } as const),
      ...entries.map((entry): Write => ({
        kind: 'create',
        value: { ...entry, ttlSeconds: entrySeconds },
      })),
      { kind: 'create', value: outbox },
      ...change.writes,
    ])
    if (!committed.ok) return undefined
    companies.forget(companyId)
    return outbox
  }

  async function decideAndCommit<Answer, Refusal>(
    companyId: string,
    decide: (now: Date) => Promise<CompanyDecision<Answer, Refusal>>,
  ): Promise<
    Result<
      { readonly answer: Answer; readonly outbox?: OutboxDocument },
      Refusal | { readonly code: 'versionConflict' }
    >
  > {
    for (let attempt = 0; attempt < attempts; attempt++) {
      const ledger = await documents.read<LedgerDocument>(companyPartition(companyId), 'ledger')
      const now = clock.now()
      const decided = await decide(now)
      if (!decided.ok) return decided
      const { answer, change } = decided.value
      if (!change) return ok({ answer })
      const outbox = await commit(companyId, ledger, change, now)
      if (outbox) return ok({ answer, outbox })
    }
    return err({ code: 'versionConflict' })
  }

  return {
    async change(companyId, decide) {
      const done = await oneAtATime(companyId, () => decideAndCommit(companyId, decide))
      if (!done.ok) return done
      const { answer, outbox } = done.value
      // Outside the turn: a bus that is slow keeps nobody waiting but who caused the message.
      if (outbox) await publishNow({ messages, log }, outbox)
      return ok(answer)
    },

    publish: (outbox) => publishOutbox({ documents, messages }, outbox),
  }
}
