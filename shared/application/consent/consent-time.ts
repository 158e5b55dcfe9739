import type { ConsentFact } from '../../domain/consent/event.ts'
import { consentRenewalDaysOf, dueSteps, firstLook } from '../../domain/consent/expiry.ts'
import type { DueStep } from '../../domain/consent/expiry.ts'
import { addDays, addHours, earlierOf } from '../../domain/time.ts'
import { ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import { bySystem } from '../actor.ts'
import type { CompanyDocument } from '../companies/company-document.ts'
import type { Core } from '../core.ts'
import type { Fact } from '../evidence/audit-event.ts'
import { subjectPlace, subjectRefOfPlace } from '../place.ts'
import type { Place } from '../place.ts'
import type { Stored } from '../ports/documents.ts'
import { DependencyUnavailable } from '../ports/unavailable.ts'
import { orchestrationMessage } from '../requests/outbox.ts'
import type { ConsentDocument, ConsentStateDocument } from './consent-document.ts'
import { makeConsentStore } from './consent-store.ts'
import type { ConsentChange, SubjectRef } from './consent-store.ts'
import { readSubject } from './consent-subjects.ts'
import { findConsent } from './read-consents.ts'
import { renewalMail } from './receipt-mail.ts'
import type { ReceiptMail } from './receipt-mail.ts'
import { textOf } from './withdraw-consent.ts'

/** What the orchestration sees of somebody's consents: what comes next and when, and not what it is about. */
export type ConsentLap =
  | { readonly kind: 'over' }
  | { readonly kind: 'act'; readonly next: DueStep['kind']; readonly at: string }
  | { readonly kind: 'wait'; readonly next: DueStep['kind']; readonly at: string; readonly until: string }

export type ConsentTime = {
  /** Reads again and says what comes next; notes by when the next lap must have begun. `over` also for an instance that another has replaced. */
  readonly lap: (named: Place & { readonly instanceId: string }) => Promise<ConsentLap>
  /** Asks for renewal where it is time, and writes down what has run out. Once, however often it is called. */
  readonly reach: (place: Place) => Promise<'reached' | 'nothing'>
}

type Deps = Pick<
  Core,
  'documents' | 'messages' | 'companies' | 'secrets' | 'clock' | 'random' | 'crypto' | 'log'
>

/** A lap sleeps at most five days: a longer timer that is cancelled late fails on Azure. */
const lapDays = 5

/** What came of one consent at one time. */
type Reached = {
  readonly said: readonly ConsentFact[]
  readonly facts: readonly Fact[]
  readonly mails: readonly ReceiptMail[]
}

export function makeConsentTime(deps: Deps): ConsentTime {
  const { documents, companies, random } = deps
  const store = makeConsentStore(deps)

  const stepsOf = (company: CompanyDocument, state: ConsentStateDocument, now: Date): readonly DueStep[] =>
    dueSteps(state.purposes, {
      ...(state.renewalsAsked && { asked: state.renewalsAsked }),
      ...{ days: consentRenewalDaysOf(company), now },
    })

  return {
    async lap({ instanceId, ...place }) {
      const { ref, company } = await found(place)
      const over = { kind: 'over' } as const
      const changed = await store.change<ConsentLap, never>(ref, async (before, now) => {
        if (!company || before?.instanceId !== instanceId) return ok({ answer: over })
        const [next] = stepsOf(company, before, now)
        const first = firstLook(before.purposes)
        if (!next || !first || first > now)
          return ok({ answer: over, change: ended(place, before, { first, now }) })

        const seen = { next: next.kind, at: next.at.toISOString() }
        if (next.at <= now) return ok({ answer: { kind: 'act', ...seen } })
        const until = earlierOf(next.at, addDays(now, lapDays))
        const answer: ConsentLap = { kind: 'wait', ...seen, until: until.toISOString() }
        const wakeBy = addDays(until, 1).toISOString()
        // A repeat of the same lap costs a read.
        if (before.wakeBy === wakeBy) return ok({ answer })
        return ok({ answer, change: { ...quiet, watch: { ...watchIn(before), wakeBy } } })
      })
      return settled(changed)
    },

    async reach(place) {
      const { ref, company } = await found(place)
      const changed = await store.change<'reached' | 'nothing', never>(ref, async (before, now) => {
        const due = company && before ? stepsOf(company, before, now).filter(({ at }) => at <= now) : []
        if (!company || !before || due.length === 0) return ok({ answer: 'nothing' })
        const reached: Reached[] = []
        for (const steps of Map.groupBy(due, ({ kind, consentId }) => `${kind} ${consentId}`).values())
          reached.push(await reachedBy(ref, company, steps, now))
        return ok({ answer: 'reached', change: changeOf(before, due, reached) })
      })
      return settled(changed)
    },
  }

  async function found(place: Place) {
    const { companyId, requestId } = place
    const ref: SubjectRef = { companyId, subjectRef: `${subjectRefOfPlace(requestId)}` }
    return { ref, company: await companies.find(companyId) }
  }

  async function reachedBy(
    ref: SubjectRef,
    company: CompanyDocument,
    steps: readonly DueStep[],
    now: Date,
  ): Promise<Reached> {
    const [{ consentId, kind, validUntil }] = steps as [DueStep]
    // What holds was said about a consent that is there.
    const { value } = (await findConsent(documents, ref.companyId, consentId)) as Stored<ConsentDocument>
    const purposeIds = steps.map(({ purposeId }) => purposeId)
    if (kind === 'expiry')
      return { said: [expiredFact(random.id(), value, steps, now)], facts: [], mails: [] }

    const { formId, formVersion: version, language } = value
    const subject = await readSubject(deps, company, ref)
    const { requestId } = subjectPlace(ref.companyId, ref.subjectRef)
    const until = new Date(validUntil)
    const detail = { consentId, formId, version, purposeIds: purposeIds.join(' ') }
    return {
      said: [],
      facts: [{ event: 'consentRenewalDue', by: bySystem, detail }],
      mails:
        'email' in subject
          ? [
              await renewalMail(deps, company, {
                ...{ email: subject.email, language, consentId, requestId, until },
              }),
            ]
          : [],
    }
  }

  /** It ends by itself, and its history is purged when it has. */
  function ended(
    place: Place,
    before: ConsentStateDocument,
    { first, now }: { readonly first: Date | undefined; readonly now: Date },
  ): ConsentChange {
    const { instanceId = '', renewalsAsked } = before
    const purge = orchestrationMessage(`purge-${instanceId}`, { command: 'purge', instanceId, ...place })
    return {
      ...quiet,
      watch: { ...(first && { wakeBy: first.toISOString(), ...(renewalsAsked && { renewalsAsked }) }) },
      messages: [{ ...purge, notBefore: addHours(now, 1).toISOString() }],
    }
  }
}

/** Beaten too often is no end: the activity fails, and is tried again. */
function settled<Answer>(changed: Result<Answer, { readonly code: 'versionConflict' }>): Answer {
  if (!changed.ok) throw new DependencyUnavailable('documents', 1)
  return changed.value
}

const quiet = { by: bySystem, said: [], writes: [] } as const

const watchIn = ({ wakeBy, instanceId, renewalsAsked }: ConsentStateDocument) => ({
  ...(wakeBy !== undefined && { wakeBy }),
  ...(instanceId !== undefined && { instanceId }),
  ...(renewalsAsked && { renewalsAsked }),
})

/** Whoever looks goes on looking: what it was told of now is noted with it. */
function changeOf(
  before: ConsentStateDocument,
  due: readonly DueStep[],
  reached: readonly Reached[],
): ConsentChange {
  const asked = due
    .filter(({ kind }) => kind === 'renewal')
    .map(({ purposeId, validUntil }) => [purposeId, validUntil] as const)
  const renewalsAsked = { ...before.renewalsAsked, ...Object.fromEntries(asked) }
  const mails = reached.flatMap((one) => one.mails)
  return {
    by: bySystem,
    said: reached.flatMap(({ said }) => said),
    facts: reached.flatMap(({ facts }) => facts),
    writes: mails.flatMap(({ writes }) => writes),
    messages: mails.flatMap(({ messages }) => messages),
    watch: { ...watchIn(before), ...(asked.length > 0 && { renewalsAsked }) },
  }
}

function expiredFact(
  eventId: string,
  consent: ConsentDocument,
  steps: readonly DueStep[],
  now: Date,
): ConsentFact {
  const { consentId, method, purposes } = consent
  const endOf = new Map(steps.map(({ purposeId, validUntil }) => [purposeId, validUntil]))
  return {
    ...{ eventId, consentId, type: 'expired', at: now.toISOString(), by: 'system' },
    ...textOf(consent),
    purposes: purposes.flatMap(({ purposeId, explicit }) => {
      const validUntil = endOf.get(purposeId)
      return validUntil === undefined ? [] : [{ purposeId, explicit, decision: 'expired', validUntil }]
    }),
    ...{ method, evidence: { factors: [] } },
  }
}
