/**
 * What a manager may step over: the collection, before every source has answered. Never the second person, the identity
 * or the quarantine.
 */
export const bypassSteps = ['collection'] as const

export type BypassStep = (typeof bypassSteps)[number]

/** Counted in reports; what it was about stands in the reason, which is encrypted. */
export const bypassReasons = ['timeLimit', 'sourceUnavailable', 'collectedElsewhere', 'other'] as const

export type BypassReason = (typeof bypassReasons)[number]
