/** What a person, or time, said about one purpose. Events are only ever added (consent.md d.6). */
export type ConsentEvent = {
  readonly purposeId: string
  readonly state: 'requested' | 'given' | 'refused' | 'withdrawn' | 'expired'
  readonly at: Date
  /** Until when a consent holds, where the form limits it. */
  readonly validUntil?: Date
}

export type ConsentState = ConsentEvent['state'] | 'unknown'

/** The latest event decides, and nobody having said anything is `unknown`, never yes (Art. 4(11), 7(1)). */
export function consentState(history: readonly ConsentEvent[], purposeId: string, at: Date): ConsentState {
  const said = history.filter((event) => event.purposeId === purposeId && event.at <= at)
  const latest = said.reduce<ConsentEvent | undefined>(later, undefined)
  if (latest?.state === 'given' && latest.validUntil && latest.validUntil <= at) return 'expired'

  return latest?.state ?? 'unknown'
}

/** Silence is not consent: everything but a consent that holds at this moment means no (Art. 4(11)). */
export const isConsentGiven = (history: readonly ConsentEvent[], purposeId: string, at: Date): boolean =>
  consentState(history, purposeId, at) === 'given'

/** Of two events at the same instant the one recorded later counts. */
const later = (latest: ConsentEvent | undefined, event: ConsentEvent): ConsentEvent =>
  latest && latest.at > event.at ? latest : event
