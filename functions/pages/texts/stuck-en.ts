import type { QueueName } from '../../../shared/application/ports/messages.ts'
import type { DiscardReason } from '../../../shared/domain/messages/discard-reason.ts'

const queues: Readonly<Record<QueueName, string>> = {
  mail: 'Send a mail',
  orchestrations: 'Take a request further',
  audit: 'Put an entry into the audit tree',
  webhooks: 'Tell one of the company’s systems',
}

const discardReasons: Readonly<Record<DiscardReason, string>> = {
  doneAnotherWay: 'It was done another way',
  noLongerNeeded: 'It is no longer needed',
  cannotSucceed: 'It cannot succeed',
}

/** Of the page of dead letters: what the service gave itself to do, and could not. */
export const stuckEn = {
  title: 'Stuck tasks',
  lead: 'What the service gave itself to do and could not finish, although it tried for hours. Try again when the cause is gone; let a task go if it needs doing no more. No content of a request is shown here, only ids and codes.',
  empty: 'Nothing is stuck.',
  most: 'The newest 100 are shown; older ones come up as these are dealt with.',
  queues,
  kind: 'Kind',
  since: 'Stuck since',
  why: 'Why',
  reasons: {
    triesUsedUp: 'It failed again and again',
    notUnderstood: 'It could not be understood',
    maxDeliveryCountExceeded: 'The service stopped ten times while working on it',
  },
  tries: 'Tried again by people',
  request: 'Id of the request',
  retry: 'Try again',
  discard: 'Let it go',
  discardWhy: 'Why it is let go',
  discardReasons,
}

export type StuckTexts = typeof stuckEn
