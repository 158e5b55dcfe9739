/** Why a message that could not be handled is let go: a closed list, so that nothing personal is written there. */
export const discardReasons = ['doneAnotherWay', 'noLongerNeeded', 'cannotSucceed'] as const

export type DiscardReason = (typeof discardReasons)[number]
