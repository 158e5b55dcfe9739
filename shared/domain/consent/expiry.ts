// What the time of a consent asks for: renewal before it runs out, and an event when it has.
import { addDays, earlierOf } from '../time.ts'
import type { PurposeState, PurposeStates } from './state.ts'

/**
 * How many days before its end a person is asked whether they consent again. EDPB 05/2020, section 5.2, recommends that
 * consent be refreshed and names no time.
 */
export const consentRenewalDays = { least: 1, usual: 30, most: 90 } as const

export const consentRenewalDaysOf = (company: { readonly consentRenewalDays?: number } | undefined): number =>
  company?.consentRenewalDays ?? consentRenewalDays.usual

/** Of which purposes renewal was asked for, and for which end of their time: renewed for a time, it is asked for again. */
export type RenewalsAsked = Readonly<Record<string, string>>

export type DueStep = {
  readonly kind: 'renewal' | 'expiry'
  readonly purposeId: string
  readonly consentId: string
  readonly at: Date
  readonly validUntil: string
}

/** Of all that is given for a time: what comes, the earliest first. What has run out is not asked for any more. */
export function dueSteps(
  states: PurposeStates,
  { asked = {}, days, now }: { readonly asked?: RenewalsAsked; readonly days: number; readonly now: Date },
): readonly DueStep[] {
  return limitedOf(states)
    .map(([purposeId, { consentId, validUntil, ...said }]): DueStep => {
      const end = new Date(validUntil)
      const isAsked = Object.hasOwn(asked, purposeId) && asked[purposeId] === validUntil
      const about = { purposeId, consentId, validUntil }
      return isAsked || end <= now
        ? { kind: 'expiry', ...about, at: end }
        : { kind: 'renewal', ...about, at: renewableFrom({ ...said, validUntil }, days) }
    })
    .sort((one, other) => one.at.getTime() - other.at.getTime())
}

/** From when somebody has to look, whatever the company's own lead is; undefined where nothing runs out. */
export function firstLook(states: PurposeStates): Date | undefined {
  const [first, ...more] = limitedOf(states).map(([, state]) => renewableFrom(state, consentRenewalDays.most))
  return first && more.reduce(earlierOf, first)
}

/** Never before half of its time is over: who has just said it is not asked again. */
export function renewableFrom(
  { at, saidAt = at, validUntil }: Pick<Limited, 'at' | 'saidAt' | 'validUntil'>,
  days: number,
): Date {
  const end = new Date(validUntil)
  const half = (end.getTime() - new Date(saidAt).getTime()) / 2
  return new Date(Math.max(addDays(end, -days).getTime(), end.getTime() - half))
}

type Limited = PurposeState & { readonly validUntil: string }

const limitedOf = (states: PurposeStates): readonly (readonly [string, Limited])[] =>
  Object.entries(states).filter(
    (entry): entry is [string, Limited] => entry[1].state === 'given' && entry[1].validUntil !== undefined,
  )
