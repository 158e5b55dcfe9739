import type { CaseFacts } from './case-facts.ts'
import { disclosed, smallestTold } from './disclosure.ts'
import type { Breakdown } from './disclosure.ts'
import { gatheredOver } from './gathered.ts'
import type { GatheredTotal } from './gathered.ts'
import { onTimeOf, timingsOf } from './timings.ts'
import type { OnTime, Timing } from './timings.ts'
import { unusualInRequests } from './unusual.ts'
import type { UnusualInRequest } from './unusual.ts'

/** Who said no country. */
const undeclared = 'undeclared'

/** What a report says of the requests that were received in a period: numbers of people, never fewer than may be told. */
export type Summary = {
  readonly received: number
  readonly byStatus: Breakdown
  readonly byChannel: Breakdown
  /** `{right} {outcome}`, or `{right} waiting`: of each right that was asked for. */
  readonly byOutcome: Breakdown
  /** ISO 3166-1, as declared. */
  readonly byCountry: Breakdown
  readonly sources: readonly GatheredTotal[]
  readonly timings: readonly Timing[]
  readonly onTime?: OnTime
  readonly unusual: Readonly<Record<UnusualInRequest | 'late', number>>
}

/**
 * Counts of what happened to the house (what is unusual) are told as they are: they say what to look into, and nothing of who
 * asked. Every distribution over people goes through `disclosed`.
 */
export function summaryOf(cases: readonly CaseFacts[], least: number = smallestTold): Summary {
  const told = (keysOf: (one: CaseFacts) => readonly string[]) => disclosed(counted(cases, keysOf), least)
  const onTime = onTimeOf(cases, least)
  return {
    received: cases.length,
    byStatus: told(({ status }) => [status]),
    byChannel: told(({ channel }) => [channel]),
    byOutcome: told(({ rights }) => rights.map(({ right, outcome = 'waiting' }) => `${right} ${outcome}`)),
    byCountry: told(({ country = undeclared }) => [country]),
    sources: gatheredOver(cases, least),
    timings: timingsOf(cases, least),
    ...(onTime && { onTime }),
    unusual: unusualOver(cases),
  }
}

function counted(
  cases: readonly CaseFacts[],
  keysOf: (one: CaseFacts) => readonly string[],
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const key of cases.flatMap(keysOf)) counts.set(key, (counts.get(key) ?? 0) + 1)
  return counts
}

function unusualOver(cases: readonly CaseFacts[]): Summary['unusual'] {
  const sumOf = (kind: UnusualInRequest) => cases.reduce((sum, { unusual }) => sum + (unusual[kind] ?? 0), 0)
  const counts = unusualInRequests.map((kind) => [kind, sumOf(kind)] as const)
  const late = cases.filter((one) => one.late).length
  return { late, ...(Object.fromEntries(counts) as Record<UnusualInRequest, number>) }
}
