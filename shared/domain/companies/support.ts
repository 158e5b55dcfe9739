// Support access (I25): a company lets one named operator see how it stands, for some hours. Without it they see nothing.

/** What can be named, and no more: states, counts and codes. No area leads to a request, a person or a setting's words. */
export const supportAreas = ['setup', 'stuckTasks'] as const

export type SupportArea = (typeof supportAreas)[number]

/** A day's work: who needs longer is invited anew, and it stands in the audit anew. */
export const longestSupportHours = 8

export type SupportAccess = {
  readonly operatorId: string
  readonly areas: readonly SupportArea[]
  /** The owner's words: why. */
  readonly reason: string
  readonly by: string
  readonly at: string
  readonly until: string
}

/** It ends by itself: what has lapsed opens nothing, whether or not anybody has cleared it away. */
export const openSupport = (
  { support = [] }: { readonly support?: readonly SupportAccess[] },
  now: Date,
): readonly SupportAccess[] => support.filter(({ until }) => now < new Date(until))
