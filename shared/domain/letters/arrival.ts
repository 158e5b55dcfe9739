/** How a mail fared once the provider had taken it, as far as is known. */
export type Arrival = 'deferred' | 'delivered' | FailedArrival

/** It did not reach its addressee, or they want none any more: the provider sends nothing further to that address. */
export type FailedArrival = 'bounced' | 'dropped' | 'reportedAsSpam'

const ranks: Readonly<Record<Arrival, number>> = {
  deferred: 0,
  delivered: 1,
  bounced: 2,
  dropped: 2,
  reportedAsSpam: 2,
}

/**
 * Whether news adds to what is known. News comes late, twice and in any order; what is worse always wins and the first of
 * its kind stays, so all orders end the same and a repeat changes nothing.
 */
export const isNews = (news: Arrival, known: Arrival | undefined): boolean =>
  known === undefined || ranks[news] > ranks[known]

export const isFailed = (arrival: Arrival): arrival is FailedArrival => ranks[arrival] === 2
