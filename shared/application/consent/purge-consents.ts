import type { ConsentEvent } from '../../domain/consent/event.ts'
import { consentProofMonthsOf, keptUntil, mayGo, statesWithout } from '../../domain/consent/keeping.ts'
import { canonicalBytes } from '../../domain/evidence/canonical.ts'
import { addDays } from '../../domain/time.ts'
import { ok } from '../../kernel/result.ts'
import { bySystem } from '../actor.ts'
import type { CompanyDocument } from '../companies/company-document.ts'
import type { Core } from '../core.ts'
import { compactForCompany } from '../keys/company-signature.ts'
import { noRequest, subjectPartition } from '../place.ts'
import type { Document, Write } from '../ports/documents.ts'
import { readAll } from '../read-all.ts'
import { sweepDue } from '../timing/sweep.ts'
import type { Sweep } from '../timing/sweep.ts'
import {
  consentDocumentId,
  consentEventId,
  consentEventPrefix,
  consentPersonId,
  consentSubjectId,
  goneEventId,
} from './consent-document.ts'
import type { ConsentEventDocument, ConsentStateDocument, GoneEventDocument } from './consent-document.ts'
import { makeConsentStore } from './consent-store.ts'
import type { ConsentChange, SubjectRef } from './consent-store.ts'
import { makeConsentFormStore } from './form-store.ts'
import { toldPrefix } from './told-systems.ts'

/** id `consentCertificate:{version}`: that the proof of these went, and with how many events; signed by the company. */
export type ConsentCertificate = Document & {
  readonly companyId: string
  readonly subjectRef: string
  readonly consentIds: readonly string[]
  /** The numbers of the events of which the hash alone is left. */
  readonly events: readonly number[]
  readonly goneAt: string
  readonly signature: string
}

type Deps = Pick<
  Core,
  'documents' | 'messages' | 'companies' | 'clock' | 'random' | 'crypto' | 'keys' | 'log'
>

/** Of one person in one change; the rest goes with the next pass. */
const mostEvents = 30

/** What may not go yet, though its time is over, is looked at again. */
const againDays = 30

/**
 * When the stated time of a consent's proof is over it goes: the events but for their hashes, what was said to which text,
 * and with the last of it who it was. The chain and the company's tree still verify.
 */
export function makePurgeConsents(deps: Deps): Sweep {
  const { documents, companies, clock, log } = deps
  const store = makeConsentStore(deps)
  const forms = makeConsentFormStore(deps)

  return (batch) =>
    sweepDue<ConsentStateDocument>(
      { documents, log },
      {
        ...{ operation: 'purgeConsents', container: 'consents', field: 'proofPurgeAt' },
        ...{ until: clock.now(), batch },
      },
      ({ value }) => purge(value),
    )

  async function purge({ companyId, subjectRef }: ConsentStateDocument): Promise<void> {
    const company = await companies.find(companyId)
    const ref = { companyId, subjectRef }
    const changed = await store.change<number, never>(ref, async (before, now) => {
      if (!before || !company) return ok({ answer: 0 })
      const events = await eventsOf(ref)
      const days = keptUntil(events, await monthsOf(company, events))
      const gone = fewEnough(events, mayGo(events, days, now))
      const left = events.filter(({ consentId }) => !gone.includes(consentId))
      const later = nextLook(days, gone, now)
      const keeping = {
        ...(later && { proofPurgeAt: later.toISOString() }),
        ...(gone.length > 0 && left.length === 0 && { forgotten: true as const }),
      }
      if (gone.length === 0) return ok({ answer: 0, change: { by: bySystem, said: [], writes: [], keeping } })
      const writes = await writesOf(ref, { before, events, gone, isLast: left.length === 0, now })
      const change: ConsentChange = {
        ...{ by: bySystem, said: [], writes, keeping: { ...keeping, purposes: statesWithout(events, gone) } },
        facts: [
          {
            ...{ event: 'consentProofPurged', by: bySystem },
            detail: { consentIds: gone.join(' '), events: events.length - left.length },
          },
        ],
      }
      return ok({ answer: gone.length, change })
    })
    if (changed.ok && changed.value > 0)
      log.write({ code: 'purged', companyId, requestId: noRequest, what: 'consent' })
  }

  async function eventsOf({ companyId, subjectRef }: SubjectRef): Promise<readonly ConsentEvent[]> {
    const asked = { ...subjectPartition(companyId, subjectRef), idPrefix: consentEventPrefix }
    return (await readAll<ConsentEventDocument>(documents, asked)).map(({ value }) => value.event)
  }

  /** What the company states now, and never longer than the text that was shown said. */
  async function monthsOf(company: CompanyDocument, events: readonly ConsentEvent[]) {
    const months = new Map<string, number>()
    for (const { consentId, formId, formVersion } of events) {
      if (months.has(consentId)) continue
      const version = await forms.version(company.companyId, formId, formVersion)
      const stated = version?.value.form.proofMonths
      months.set(consentId, Math.min(stated ?? Infinity, consentProofMonthsOf(company)))
    }
    return (consentId: string): number => months.get(consentId) as number
  }

  type Going = {
    readonly before: ConsentStateDocument
    readonly events: readonly ConsentEvent[]
    readonly gone: readonly string[]
    readonly isLast: boolean
    readonly now: Date
  }

  async function writesOf(
    ref: SubjectRef,
    { before, events, gone, isLast, now }: Going,
  ): Promise<readonly Write[]> {
    const ofThese = events.filter(({ consentId }) => gone.includes(consentId))
    const partition = subjectPartition(ref.companyId, ref.subjectRef)
    const told = await readAll<Document & { readonly consentId: string }>(documents, {
      ...partition,
      idPrefix: toldPrefix,
    })
    const ids = [
      ...ofThese.map(({ seq }) => consentEventId(seq)),
      ...gone.map(consentDocumentId),
      ...told
        .map(({ value }) => value)
        .filter(({ consentId }) => gone.includes(consentId))
        .map(({ id }) => id),
      ...(isLast ? [consentSubjectId] : []),
      ...(isLast && (await documents.read(partition, consentPersonId)) ? [consentPersonId] : []),
    ]
    return [
      ...ids.map((id): Write => ({ kind: 'delete', id })),
      ...ofThese.map((event): Write => ({ kind: 'create', value: goneEvent(ref, event) })),
      { kind: 'create', value: await certificateOf(ref, before.version + 1, { ofThese, gone, now }) },
    ]
  }

  async function certificateOf(
    ref: SubjectRef,
    version: number,
    { ofThese, gone, now }: { ofThese: readonly ConsentEvent[]; gone: readonly string[]; now: Date },
  ): Promise<ConsentCertificate> {
    const { companyId, subjectRef } = ref
    const facts = {
      ...{ companyId, subjectRef, consentIds: gone },
      ...{ events: ofThese.map(({ seq }) => seq), goneAt: now.toISOString() },
    }
    const signature = await compactForCompany(deps, {
      ...{ companyId, payload: canonicalBytes(facts), typ: 'indsigt-consent-purge+jws' },
    })
    return { id: `consentCertificate:${String(version)}`, ...facts, signature }
  }
}

const goneEvent = (
  { companyId, subjectRef }: SubjectRef,
  { seq, prevHash, hash }: ConsentEvent,
): GoneEventDocument => ({ id: goneEventId(seq), companyId, subjectRef, gone: { seq, prevHash, hash } })

/** Whole consents, as many as fit into a change. */
function fewEnough(events: readonly ConsentEvent[], gone: readonly string[]): readonly string[] {
  let counted = 0
  return gone.filter((consentId, n) => {
    counted += events.filter((event) => event.consentId === consentId).length
    return n === 0 || counted <= mostEvents
  })
}

function nextLook(days: ReadonlyMap<string, Date>, gone: readonly string[], now: Date): Date | undefined {
  const looks = [...days]
    .filter(([consentId]) => !gone.includes(consentId))
    .map(([, day]) => (day > now ? day : addDays(now, gone.length > 0 ? 1 : againDays)))
  return looks.length === 0 ? undefined : new Date(Math.min(...looks.map(Number)))
}
