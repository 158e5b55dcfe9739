import { chained, chainStart } from '../../domain/consent/chain.ts'
import type { ConsentEvent, ConsentFact, PurposeDecision } from '../../domain/consent/event.ts'
import { firstKeepingLook } from '../../domain/consent/keeping.ts'
import { firstLook } from '../../domain/consent/expiry.ts'
import { withEvent } from '../../domain/consent/state.ts'
import type { PurposeStates } from '../../domain/consent/state.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import type { ActorRef } from '../actor.ts'
import { toHex } from '../bytes.ts'
import { entrySeconds } from '../companies/company-changes.ts'
import type { Core } from '../core.ts'
import { auditEntries } from '../evidence/audit-entries.ts'
import type { AuditEvent, Fact } from '../evidence/audit-event.ts'
import { subjectPartition, subjectPlace } from '../place.ts'
import type { Place } from '../place.ts'
import type { Stored, Write } from '../ports/documents.ts'
import { auditMessage, orchestrationMessage, outboxId } from '../requests/outbox.ts'
import type { OutboxDocument, OutboxMessage } from '../requests/outbox.ts'
import { publishNow } from '../requests/send-outbox.ts'
import { webhookMessages } from '../webhooks/told-events.ts'
import { consentEventId, consentStateId } from './consent-document.ts'
import type {
  ConsentEventDocument,
  ConsentKeeping,
  ConsentStateDocument,
  ConsentWatch,
} from './consent-document.ts'

export type SubjectRef = { readonly companyId: string; readonly subjectRef: string }

/** What happens together to one subject: what was said, the documents beside it, the messages that leave. */
export type ConsentChange = {
  readonly by: ActorRef
  readonly said: readonly ConsentFact[]
  /** What is written down beside what was said. */
  readonly facts?: readonly Fact[]
  readonly writes: readonly Write[]
  readonly messages?: readonly OutboxMessage[]
  /** Instead of the watch that there was. */
  readonly watch?: ConsentWatch
  /** Of a purge: what then holds, and is kept. */
  readonly keeping?: ConsentKeeping & { readonly purposes?: PurposeStates }
}

export type ConsentDecision<Answer, Refusal> = Result<
  { readonly answer: Answer; readonly change?: ConsentChange },
  Refusal
>

export type ConsentStore = {
  readonly state: (subject: SubjectRef) => Promise<Stored<ConsentStateDocument> | undefined>
  /**
   * Reads what holds, lets `decide` decide, commits; when somebody wrote in between, reads and decides again: of two who
   * say something at the same moment both are in the history, one after the other.
   */
  readonly change: <Answer, Refusal>(
    subject: SubjectRef,
    decide: (
      before: ConsentStateDocument | undefined,
      now: Date,
    ) => Promise<ConsentDecision<Answer, Refusal>>,
  ) => Promise<Result<Answer, Refusal | { readonly code: 'versionConflict' }>>
}

type Deps = Pick<Core, 'documents' | 'messages' | 'companies' | 'clock' | 'random' | 'crypto' | 'log'>

/** One person says little at the same moment; whoever is beaten this often meets something else. */
const attempts = 20

export function makeConsentStore(deps: Deps): ConsentStore {
  const { documents, companies, clock, random, crypto } = deps
  const sha256 = (bytes: Uint8Array): string => toHex(crypto.sha256(bytes))

  const state = ({ companyId, subjectRef }: SubjectRef) =>
    documents.read<ConsentStateDocument>(subjectPartition(companyId, subjectRef), consentStateId)

  /** The outbox that was committed; undefined when somebody else was faster. */
  async function commit(
    subject: SubjectRef,
    before: Stored<ConsentStateDocument> | undefined,
    change: ConsentChange,
    now: Date,
  ): Promise<OutboxDocument | undefined> {
    const { companyId, subjectRef } = subject
    const place = subjectPlace(companyId, subjectRef)
    const last = before?.value ?? { ...chainStart, version: 0, auditCount: 0, purposes: {} }
    const events = chainOn(sha256, { ...subject, ...last }, change.said)
    const facts = [...events.flatMap((event) => factsOf(event, change.by)), ...(change.facts ?? [])]
    const entries = auditEntries(place, facts, { counted: last.auditCount, now, random })
    const version = last.version + 1
    const standing = standingAfter(before?.value, { change, events, now })
    const after: ConsentStateDocument = {
      ...{ id: consentStateId, companyId, subjectRef, version, auditCount: last.auditCount + entries.length },
      ...headOf(events, last),
      ...standing,
    }
    const outbox: OutboxDocument = {
      ...{ id: outboxId(version), ...place, outboxPending: now.toISOString() },
      messages: [
        ...(change.messages ?? []),
        ...(change.watch ? [] : hints(place, before?.value, version)),
        ...(await webhookMessages(companies, entries)),
        auditMessage(place, version),
      ],
    }
    const committed = await documents.batch(subjectPartition(companyId, subjectRef), [
      before
        ? { kind: 'replace', value: after, etag: before.etag }
        : ({ kind: 'create', value: after } as const),
      ...events.map((event): Write => ({ kind: 'create', value: eventDocument(event) })),
      ...entries.map((entry): Write => ({ kind: 'create', value: { ...entry, ttlSeconds: entrySeconds } })),
      { kind: 'create', value: outbox },
      ...change.writes,
    ])
    return committed.ok ? outbox : undefined
  }

  return {
    state,

    async change(subject, decide) {
      for (let attempt = 0; attempt < attempts; attempt++) {
        const before = await state(subject)
        const now = clock.now()
        const decided = await decide(before?.value, now)
        if (!decided.ok) return decided
        const { answer, change } = decided.value
        if (!change) return ok(answer)
        const outbox = await commit(subject, before, change, now)
        if (!outbox) continue
        await publishNow(deps, outbox)
        return ok(answer)
      }
      return err({ code: 'versionConflict' })
    },
  }
}

type Committed = {
  readonly change: ConsentChange
  readonly events: readonly ConsentEvent[]
  readonly now: Date
}

/** What holds then, for how long it is kept, and who looks after it. */
function standingAfter(before: ConsentStateDocument | undefined, { change, events, now }: Committed) {
  const { keeping, watch } = change
  const purposes = keeping?.purposes ?? events.reduce(withEvent, before?.purposes ?? {})
  return {
    ...{ ...(keeping ?? keepingOf(before, events, now)), purposes },
    ...(watch ?? watchOf(before, purposes)),
  }
}

/** Looked at when the first of it may have to go; who says something is known again. */
function keepingOf(
  before: ConsentKeeping | undefined,
  events: readonly ConsentEvent[],
  now: Date,
): ConsentKeeping {
  const looks = [
    ...(before?.proofPurgeAt === undefined ? [] : [before.proofPurgeAt]),
    ...events.map((event) => firstKeepingLook(event, now).toISOString()),
  ].sort()
  const isForgotten = before?.forgotten === true && events.length === 0
  return {
    ...(looks[0] !== undefined && { proofPurgeAt: looks[0] }),
    ...(isForgotten && { forgotten: true as const }),
  }
}

/** Who looks already goes on; where nobody does, somebody begins when the first of it comes near its end. */
function watchOf(before: ConsentWatch | undefined, purposes: PurposeStates): ConsentWatch {
  const { wakeBy, instanceId, renewalsAsked } = before ?? {}
  const asked = renewalsAsked && { renewalsAsked }
  if (wakeBy !== undefined && instanceId !== undefined) return { ...asked, wakeBy, instanceId }
  const first = firstLook(purposes)
  return { ...asked, ...(first && { wakeBy: first.toISOString() }) }
}

/** To look at once: what they withdrew needs no looking after. A hint that is lost costs a lap. */
const hints = (place: Place, before: ConsentWatch | undefined, version: number): readonly OutboxMessage[] =>
  before?.instanceId === undefined
    ? []
    : [
        orchestrationMessage(`raise-${before.instanceId}-${version}`, {
          ...{ command: 'raise', event: 'changed', instanceId: before.instanceId, ...place },
        }),
      ]

const eventDocument = (event: ConsentEvent): ConsentEventDocument => ({
  id: consentEventId(event.seq),
  event,
})

function chainOn(
  sha256: (bytes: Uint8Array) => string,
  start: SubjectRef & { readonly seq: number; readonly headHash: string },
  said: readonly ConsentFact[],
): readonly ConsentEvent[] {
  const { companyId, subjectRef } = start
  return said.reduce<readonly ConsentEvent[]>((events, fact) => {
    const head = headOf(events, start)
    return [...events, chained(sha256, { companyId, subjectRef, ...head }, fact)]
  }, [])
}

function headOf(
  events: readonly ConsentEvent[],
  { seq, headHash }: { readonly seq: number; readonly headHash: string },
) {
  const last = events.at(-1)
  return last ? { seq: last.seq, headHash: last.hash } : { seq, headHash }
}

const auditEvents: Readonly<Record<PurposeDecision['decision'], AuditEvent>> = {
  given: 'consentGiven',
  refused: 'consentRefused',
  withdrawn: 'consentWithdrawn',
  expired: 'consentExpired',
  revoked: 'consentRevoked',
  invalidated: 'consentInvalidated',
}

/** One for each decision that was taken. The hash ties the tree to the chain: who writes both anew is found by its heads. */
function factsOf(event: ConsentEvent, by: ActorRef): readonly Fact[] {
  const { consentId, formId, formVersion: version, seq, hash, method } = event
  const kindOf = ({ decision }: PurposeDecision): AuditEvent =>
    event.type === 'requested' ? 'consentRequested' : auditEvents[decision]
  return [...Map.groupBy(event.purposes, kindOf)].map(([kind, purposes]) => ({
    event: kind,
    by,
    detail: {
      ...{ consentId, formId, version, seq, hash, method },
      purposeIds: purposes.map(({ purposeId }) => purposeId).join(' '),
    },
  }))
}
