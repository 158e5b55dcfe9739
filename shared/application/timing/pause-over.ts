import { addDays } from '../../domain/time.ts'
import { bySystem } from '../actor.ts'
import type { CompanyDocument } from '../companies/company-document.ts'
import { statusLinkDays } from '../intake/acknowledgement.ts'
import type { MailDesk } from '../letters/mail-desk.ts'
import { dayOf } from '../letters/sender.ts'
import type { RequestDocument, StoredPause } from '../requests/request-document.ts'
import type { Change } from '../requests/request-store.ts'
import { dueDatesOf, runningPauses } from './due.ts'

/** What the deadline acts on beside its milestones: the clock runs again, and nobody had to answer for it. */
export const pauseOver = 'pauseOver'

/** Whether a pause came to its own end and nobody was told. While another one runs, the clock does not run again. */
export const isPauseOver = (request: RequestDocument, now: Date): boolean =>
  request.pauses.some((pause) => ranOut(pause, now)) && runningPauses(request, now).length === 0

const ranOut = ({ startedAt, answeredAt, toldOver, until }: StoredPause, now: Date): boolean =>
  startedAt !== undefined && answeredAt === undefined && toldOver === undefined && new Date(until) <= now

/** Tells the person the new date, as an answer would have; noted with the pause, so that it is told once. */
export function toldOfPauseOver(
  desk: MailDesk,
  {
    request,
    company,
    now,
  }: {
    readonly request: RequestDocument
    readonly company: CompanyDocument
    readonly now: Date
  },
): Promise<Change> {
  const pauses = request.pauses.map((pause) => ({
    ...pause,
    ...(ranOut(pause, now) && { toldOver: now.toISOString() }),
  }))
  const change: Change = {
    request: { ...request, pauses },
    facts: [{ event: 'requestResumed', by: bySystem }],
  }
  const details = { dueOn: dayOf(dueDatesOf(request, company, now).effectiveDue, company) }
  const link = { purpose: 'openRequest', expiresAt: addDays(now, statusLinkDays) } as const
  return desk.enclose(change, company, { kind: 'resumed', details, link }, now)
}
