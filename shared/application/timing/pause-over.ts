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

/**
 * Tells the person the new date, as an answer would have, and whoever works on the request that there was none; noted
 * with the pause, so that it is told once.
 */
export async function toldOfPauseOver(
  desk: MailDesk,
  {
    request,
    company,
    now,
    staff,
  }: {
    readonly request: RequestDocument
    readonly company: CompanyDocument
    readonly now: Date
    readonly staff: readonly string[]
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
  const { effectiveDue, internalDue } = dueDatesOf(request, company, now)
  const details = { dueOn: dayOf(effectiveDue, company) }
  const link = { purpose: 'openRequest', expiresAt: addDays(now, statusLinkDays) } as const
  let told = await desk.enclose(change, company, { kind: 'resumed', details, link }, now)
  for (const employeeId of staff)
    told = await desk.enclose(
      told,
      company,
      {
        kind: 'staffResumed',
        details: { dueOn: dayOf(internalDue, company) },
        to: { kind: 'employee', employeeId },
      },
      now,
    )
  return told
}
