import { nextUnverifiedStep, unverifiedUntil } from '../../domain/requests/unverified.ts'
import type { UnverifiedStepName } from '../../domain/requests/unverified.ts'
import { contentPurgeAt } from '../../domain/retention/retention.ts'
import { ok } from '../../kernel/result.ts'
import { bySystem } from '../actor.ts'
import type { CompanyDocument } from '../companies/company-document.ts'
import type { Core } from '../core.ts'
import { authorityFor, dayOf, lastDayBefore, mustRender, senderFacts } from '../letters/sender.ts'
import { dueDatesOf } from './due.ts'
import { endRequest } from '../requests/ending.ts'
import type { RequestDocument } from '../requests/request-document.ts'
import type { Change, RequestRef } from '../requests/request-store.ts'
import { tracksAfter } from '../requests/right-tracks.ts'
import { sweepDue } from './sweep.ts'
import type { Sweep } from './sweep.ts'

type Deps = Pick<Core, 'documents' | 'requests' | 'companies' | 'desk' | 'clock' | 'log'>

/** A request that nobody verified costs no orchestration: it lies still until its next step (security.md, "Strangers"). */
export function makeSweepUnverified({ documents, requests, companies, desk, clock, log }: Deps): Sweep {
  return (batch) =>
    sweepDue<RequestDocument>(
      { documents, log },
      { operation: 'sweepUnverified', container: 'requests', field: 'nextAt', until: clock.now(), batch },
      ({ value }) => step(value),
    )

  async function step({ companyId, requestId }: RequestRef): Promise<void> {
    const company = await companies.find(companyId)
    await requests.change<void, never>({ companyId, requestId }, async (request, now) => {
      if (!company || request.status !== 'awaitingVerification')
        return ok({ answer: undefined, change: still(request) })
      const next = stepOf(request, company, now)
      if (next.at > now) return ok({ answer: undefined, change: still(rescheduled(request, company, now)) })
      return ok({ answer: undefined, change: await taken(request, company, { step: next.step, now }) })
    })
  }

  async function taken(
    request: RequestDocument,
    company: CompanyDocument,
    { step: name, now }: { readonly step: UnverifiedStepName; readonly now: Date },
  ): Promise<Change> {
    if (name === 'expire') return expired(request, company, now)
    const until = unverifiedUntil(dueDatesOf(request, company, now))
    const done: RequestDocument = { ...request, milestones: [...request.milestones, name] }
    const daysLeft = Math.max(0, Math.floor((until.getTime() - now.getTime()) / 86_400_000))
    return desk.enclose(
      {
        request: rescheduled(done, company, now),
        facts: [{ event: 'reminderSent', by: bySystem, detail: { step: name } }],
      },
      company,
      {
        kind: 'verificationReminder',
        details: { expiresOn: lastDayBefore(until, company), daysLeft },
        link: { purpose: 'verifyRequest', expiresAt: until },
      },
      now,
    )
  }

  /** Silence is not an ending: the letter says why, where to complain, and how to take it up again (Art. 12(4)). */
  async function expired(request: RequestDocument, company: CompanyDocument, now: Date): Promise<Change> {
    const ended = endRequest(request, 'expired', now)
    const letter = mustRender('expiry', request.language, {
      ...senderFacts(company, request, now),
      authority: authorityFor(company),
      receivedOn: dayOf(new Date(request.receivedAt), company),
      reasonCode: 'notVerified',
      way: desk.way(request),
    })
    const change: Change = {
      request: {
        ...ended,
        milestones: [...ended.milestones, 'expire'],
        rights: tracksAfter(ended.rights, 'expire', () => 'expired'),
      },
      facts: [{ event: 'requestExpired', by: bySystem }],
    }
    const link = { purpose: 'verifyRequest', expiresAt: contentPurgeAt(now) } as const
    return desk.enclose(change, company, { kind: 'expiry', letter, link }, now)
  }
}

const stepOf = (request: RequestDocument, company: CompanyDocument, now: Date) =>
  nextUnverifiedStep(
    {
      receivedAt: new Date(request.receivedAt),
      done: request.milestones,
      dueDates: dueDatesOf(request, company, now),
    },
    now,
  )

function rescheduled(request: RequestDocument, company: CompanyDocument, now: Date): RequestDocument {
  const { nextAt: _past, ...rest } = request
  const next = stepOf(request, company, now)
  return { ...rest, nextAt: next.at.toISOString() }
}

const still = (request: RequestDocument): Change => {
  const { nextAt, ...rest } = request
  return {
    request: request.status === 'awaitingVerification' && nextAt !== undefined ? request : rest,
    facts: [],
  }
}
