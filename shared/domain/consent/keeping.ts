// How long the proof of a consent is kept, and what of a history may go without anything coming back.
import { addDays } from '../time.ts'
import type { ConsentEvent } from './event.ts'
import { foldEvents, stateOf } from './state.ts'
import type { PurposeStates } from './state.ts'

/**
 * For how many months after a consent has ended its proof is kept: as long as the processing lasts, which is until it ends,
 * and then only as long as claims may be made or answered (EDPB 05/2020, section 5.1; Art. 17(3)(b) and (e)). The usual
 * five years are those in which an infringement can be pursued in Denmark (databeskyttelsesloven § 41(7)).
 */
export const consentProofMonths = { least: 12, usual: 60, most: 180 } as const

export const consentProofMonthsOf = (company: { readonly consentProofMonths?: number } | undefined): number =>
  company?.consentProofMonths ?? consentProofMonths.usual

/** What was only asked for, and never confirmed, proves nothing: it goes when it can be confirmed no more. */
const unconfirmedDays = 30

/** When anything that was said now may have to be looked at first, whatever the company states. */
export const firstKeepingLook = (event: Pick<ConsentEvent, 'type'>, now: Date): Date =>
  event.type === 'requested' ? addDays(now, unconfirmedDays) : monthsAfter(now, consentProofMonths.least)

/** Until when each consent of one subject is kept; one that still holds has no such day. */
export function keptUntil(
  events: readonly ConsentEvent[],
  monthsOf: (consentId: string) => number,
): ReadonlyMap<string, Date> {
  const inOrder = events.toSorted((one, other) => one.seq - other.seq)
  const days = [...Map.groupBy(inOrder, ({ consentId }) => consentId)].map(([consentId, own]) => {
    const last = endOf(own, inOrder)
    const isOnlyAsked = own.every(({ type }) => type === 'requested')
    return [consentId, last && (isOnlyAsked ? last : monthsAfter(last, monthsOf(consentId)))] as const
  })
  return new Map(days.filter((day): day is readonly [string, Date] => day[1] !== undefined))
}

/**
 * Which of those whose time is over may go: never one without which something would seem to hold again that was taken back,
 * or refused, after it. The oldest first.
 */
export function mayGo(
  events: readonly ConsentEvent[],
  days: ReadonlyMap<string, Date>,
  now: Date,
): readonly string[] {
  const due = [...days].filter(([, day]) => day <= now).sort(([, one], [, other]) => +one - +other)
  const gone: string[] = []
  for (const [consentId] of due) if (isWithout(events, gone, consentId)) gone.push(consentId)
  return gone
}

/** What holds once they are gone. */
export const statesWithout = (events: readonly ConsentEvent[], gone: readonly string[]): PurposeStates =>
  foldEvents(events.filter(({ consentId }) => !gone.includes(consentId)))

function isWithout(events: readonly ConsentEvent[], gone: readonly string[], consentId: string): boolean {
  const before = statesWithout(events, gone)
  const after = statesWithout(events, [...gone, consentId])
  return Object.entries(after).every(
    ([purposeId, state]) => stateOf(before, purposeId)?.consentId === state.consentId,
  )
}

/** When the last of its purposes ended: undefined while one is given for good. */
function endOf(own: readonly ConsentEvent[], all: readonly ConsentEvent[]): Date | undefined {
  const purposeIds = new Set(own.flatMap(({ purposes }) => purposes.map(({ purposeId }) => purposeId)))
  const ends = [...purposeIds].map((purposeId) => purposeEnd(purposeId, own, all))
  return ends.reduce((latest, end) => latest && end && (end > latest ? end : latest), new Date(0))
}

function purposeEnd(
  purposeId: string,
  own: readonly ConsentEvent[],
  all: readonly ConsentEvent[],
): Date | undefined {
  const decided = ({ purposes }: ConsentEvent) => purposes.find((one) => one.purposeId === purposeId)
  // It is one of the purposes of this consent.
  const last = own.findLast(decided) as ConsentEvent
  const next = all.find((event) => event.seq > last.seq && event.type !== 'requested' && decided(event))
  if (next) return new Date(next.at)
  if (last.type === 'requested') return addDays(new Date(last.at), unconfirmedDays)
  const said = decided(last)
  if (said?.decision !== 'given') return new Date(last.at)
  return said.validUntil === undefined ? undefined : new Date(said.validUntil)
}

function monthsAfter(day: Date, months: number): Date {
  const after = new Date(day)
  after.setUTCMonth(after.getUTCMonth() + months)
  return after
}
