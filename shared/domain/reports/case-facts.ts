import type { Ending, RequestStatus, RightOutcome } from '../requests/lifecycle.ts'
import type { Right } from '../requests/right.ts'
import type { UnusualCounts } from './unusual.ts'

/** How much left of one source: values of forms, and files. */
export type Gathered = {
  readonly source: string
  readonly informationType: string
  readonly fields: number
  readonly files: number
}

/** What a report counts of one request: codes, countries, instants and numbers, and nobody. */
export type CaseFacts = {
  readonly status: RequestStatus
  readonly channel: string
  /** As the person declared it, ISO 3166-1; nobody is asked where they are. */
  readonly country?: string
  readonly rights: readonly { readonly right: Right; readonly outcome?: RightOutcome }[]
  readonly receivedAt: Date
  readonly verifiedAt?: Date
  readonly sealedAt?: Date
  readonly ended?: { readonly how: Ending; readonly at: Date }
  readonly internalDue: Date
  /** The last day that counts: the extended one where there is one. */
  readonly effectiveDue: Date
  readonly late: boolean
  readonly unusual: UnusualCounts
  /** Of the seal that holds. */
  readonly gathered: readonly Gathered[]
}
