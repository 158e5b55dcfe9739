import type { StopReason } from '../../../shared/application/webhooks/webhook-document.ts'
import type { WebhookEvent } from '../../../shared/domain/webhooks/webhook-events.ts'

const events: Readonly<Record<WebhookEvent | 'test', string>> = {
  requestRegistered: 'A request is entered by staff',
  requestVerified: 'A request is confirmed by its person',
  requestReopened: 'A request is opened again',
  requestAssigned: 'A request is assigned',
  requestUnassigned: 'A request is taken from somebody',
  requestSealed: 'A request waits for approval',
  requestReturned: 'A request is returned by its approver',
  requestApproved: 'A request is approved',
  requestExtended: 'A period is extended',
  requestPaused: 'A period is paused',
  requestResumed: 'A period runs again',
  requestDueSoon: 'A period soon ends',
  requestOverdue: 'A period is over',
  requestDelivered: 'An answer is delivered',
  requestRefused: 'A request is refused',
  rightRefused: 'A part of a request is refused',
  requestWithdrawn: 'A request is withdrawn',
  requestClosed: 'Content of a request is destroyed',
  deliveryOpened: 'A delivery is opened',
  deliveryRecalled: 'A delivery is recalled',
  breachOpened: 'A breach is entered',
  breachClosed: 'A breach is closed',
  test: 'Test',
}

const why: Readonly<Record<StopReason, string>> = {
  byStaff: 'Switched off by staff',
  gone: 'It answered that it is gone (410)',
  failing: 'Nothing reached it for days',
}

/** Of the pages on which an administrator names the systems that are told of what happens. */
export const webhooksEn = {
  title: 'Systems that are told',
  lead: 'A system of yours is called when something happens to a request. The call holds ids and nothing about anybody; it is signed (Standard Webhooks).',
  empty: 'No system is told yet.',
  once: 'Copy the secret now: it is shown here, and never again.',
  repeated:
    'This has been done already, and the secret was shown then. If you do not have it, make a new one.',
  state: 'State',
  states: { active: 'Is told', stopped: 'Is not told' },
  why,
  failing: 'Nothing has got through since',
  both: 'Both secrets sign until',
  told: 'Is told of',
  events,
  open: 'Log and secret',
  make: 'Add a system',
  url: 'Address (https)',
  urlHint: 'On the public internet, without name and password in it.',
  eventsLabel: 'What it is told of',
  submit: 'Add the system',
  errors: { url: 'Give an address that can be called.', events: 'Choose at least one.' },
  test: 'Send a test',
  rotate: 'Make a new secret',
  rotateLead: 'For 24 hours the calls carry the signatures of both secrets.',
  remove: 'Remove the system',
  removeLead: 'It is told of nothing more, and its log can no longer be read.',
  removed: 'The system is removed.',
  log: 'Log of the last 30 days',
  logEmpty: 'Nothing has been sent yet.',
  outcomes: { pending: 'Is tried again', delivered: 'Taken', failed: 'Given up' },
  tried: 'Tried',
  next: 'Next try',
  noAnswer: 'no answer',
  resend: 'Send again',
}

export type WebhooksTexts = typeof webhooksEn
