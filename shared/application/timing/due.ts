import { hasEnded } from '../../domain/requests/lifecycle.ts'
import { endOfPause } from '../../domain/requests/suspension.ts'
import type { CompanyDocument } from '../companies/company-document.ts'
import { earliestDueDates } from '../../domain/requests/deadline.ts'
import type { Calendar, DueDates, Ledger, Pause } from '../../domain/requests/deadline.ts'
import type { Right } from '../../domain/requests/right.ts'
import { asPause } from '../requests/request-document.ts'
import type { RequestDocument, RightTrack } from '../requests/request-document.ts'

const calendarOf = ({ timeZone, country }: CompanyDocument): Calendar => ({ timeZone, country })

/** What the due dates are computed from, as the request keeps it. */
export function ledgerOf(request: RequestDocument, company: CompanyDocument): Ledger {
  const { extension } = request
  return {
    receivedAt: new Date(request.receivedAt),
    calendar: calendarOf(company),
    pauses: request.pauses.map(asPause).filter((pause) => pause !== undefined),
    ...(extension?.sentAt === undefined
      ? {}
      : { extension: { months: extension.months, sentAt: new Date(extension.sentAt) } }),
  }
}

/** The dates of whichever of its rights is due first. */
export const dueDatesOf = (request: RequestDocument, company: CompanyDocument, asOf: Date): DueDates =>
  earliestDueDates(ledgerOf(request, company), asOf, waitingRights(request))

/** The pauses that hold now: from their letter until the answer, and at most until their own end. */
export const runningPauses = ({ pauses }: RequestDocument, now: Date): readonly Pause[] =>
  pauses
    .map(asPause)
    .filter((pause) => pause !== undefined)
    .filter((pause) => pause.startedAt <= now && now < endOfPause(pause))

export const isPaused = (request: RequestDocument, now: Date): boolean =>
  !hasEnded(request.status) && runningPauses(request, now).length > 0

export const waitingTracks = ({ rights }: RequestDocument): readonly RightTrack[] =>
  rights.filter((track) => track.status === 'waiting')

export const waitingRights = (request: RequestDocument): readonly Right[] =>
  waitingTracks(request).map((track) => track.right)
