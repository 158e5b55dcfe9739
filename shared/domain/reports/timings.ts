import type { CaseFacts } from './case-facts.ts'
import { smallestTold } from './disclosure.ts'

const stages = ['receivedToVerified', 'verifiedToSealed', 'sealedToDelivered', 'receivedToDelivered'] as const

export type Stage = (typeof stages)[number]

/** In whole hours, begun ones counted. */
export type Timing = {
  readonly stage: Stage
  readonly count: number
  readonly medianHours: number
  readonly p90Hours: number
}

/** In whole percent of those that were answered: delivered or refused. */
export type OnTime = {
  readonly answered: number
  readonly withinInternalPercent: number
  readonly withinStatutoryPercent: number
}

const millisecondsPerHour = 3_600_000

/** How long each part of the way took, where enough requests went it to hide one among them. */
export const timingsOf = (cases: readonly CaseFacts[], least: number = smallestTold): readonly Timing[] =>
  stages.flatMap((stage) => {
    const hours = cases
      .map((one) => hoursOf(one, stage))
      .filter((value) => value !== undefined)
      .sort((one, other) => one - other)
    if (hours.length < least) return []
    return [{ stage, count: hours.length, medianHours: rank(hours, 0.5), p90Hours: rank(hours, 0.9) }]
  })

/** How many answers kept their dates; undefined where too few were given to hide one among them. */
export function onTimeOf(cases: readonly CaseFacts[], least: number = smallestTold): OnTime | undefined {
  const answered = cases.filter(({ ended }) => ended?.how === 'delivered' || ended?.how === 'refused')
  if (answered.length < least) return undefined
  const percent = (isKept: (one: CaseFacts) => boolean) =>
    Math.floor((100 * answered.filter(isKept).length) / answered.length)
  return {
    answered: answered.length,
    withinInternalPercent: percent((one) => endedBy(one, one.internalDue)),
    withinStatutoryPercent: percent((one) => endedBy(one, one.effectiveDue)),
  }
}

const endedBy = ({ ended }: CaseFacts, due: Date): boolean => ended !== undefined && ended.at <= due

function hoursOf(one: CaseFacts, stage: Stage): number | undefined {
  const [from, to] = endsOf(one)[stage]
  return from && to
    ? Math.max(0, Math.ceil((to.getTime() - from.getTime()) / millisecondsPerHour))
    : undefined
}

function endsOf({ receivedAt, verifiedAt, sealedAt, ended }: CaseFacts) {
  const deliveredAt = ended?.how === 'delivered' ? ended.at : undefined
  return {
    receivedToVerified: [receivedAt, verifiedAt],
    verifiedToSealed: [verifiedAt, sealedAt],
    sealedToDelivered: [sealedAt, deliveredAt],
    receivedToDelivered: [receivedAt, deliveredAt],
  } as const satisfies Record<Stage, readonly [Date | undefined, Date | undefined]>
}

/** The nearest rank: a value that there is, and none between two. */
const rank = (sorted: readonly number[], share: number): number =>
  sorted[Math.ceil(share * sorted.length) - 1] as number
