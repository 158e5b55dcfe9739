/**
 * What a company's systems can be told of: a closed list, each name once and for all. Nothing of who asked, or of what was
 * found: whoever wants more reads it with a key and a user's token.
 */
export const webhookEvents = [
  'requestRegistered',
  'requestVerified',
  'requestReopened',
  'requestAssigned',
  'requestUnassigned',
  'requestSealed',
  'requestReturned',
  'requestApproved',
  'requestExtended',
  'requestPaused',
  'requestResumed',
  'requestDueSoon',
  'requestOverdue',
  'requestDelivered',
  'requestRefused',
  'rightRefused',
  'requestWithdrawn',
  'requestClosed',
  'deliveryOpened',
  'deliveryRecalled',
  'breachOpened',
  'breachClosed',
  'exportReady',
  'employeeLeft',
  'apiKeyRotated',
  'apiKeyStopped',
  'companyKeyRotated',
  'companySuspended',
  'suspensionLifted',
  'closingBegun',
  'closingTakenBack',
  'consentRequested',
  'consentGiven',
  'consentRefused',
  'consentWithdrawn',
] as const

export type WebhookEvent = (typeof webhookEvents)[number]
