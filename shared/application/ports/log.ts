/** A log line is a member of this closed union: ids and codes, never text from outside. */
export type LogEvent =
  | {
      readonly code: 'httpRequest'
      readonly operation: string
      readonly status: number
      readonly milliseconds: number
    }
  | { readonly code: 'dependencyUnavailable'; readonly dependency: string; readonly operation: string }
  | { readonly code: 'callInterrupted'; readonly operation: string }
  | { readonly code: 'credentialsRefused'; readonly dependency: string }
  | { readonly code: 'defect'; readonly operation: string; readonly error: string }
  | {
      readonly code: 'mailSent'
      readonly companyId: string
      readonly mailId: string
      readonly letter: string
    }
  | {
      readonly code: 'mailRefused'
      readonly companyId: string
      readonly mailId: string
      readonly letter: string
    }
  | {
      readonly code: 'webhookDelivered'
      readonly companyId: string
      readonly webhookId: string
      readonly eventId: string
    }
  | {
      readonly code: 'webhookNotDelivered'
      readonly companyId: string
      readonly webhookId: string
      readonly eventId: string
    }
  | {
      readonly code: 'systemCalled'
      readonly companyId: string
      readonly connectorId: string
      readonly method: string
      readonly host: string
      readonly template: string
      /** 0 where there was no answer. */
      readonly status: number
      readonly count: number
      readonly milliseconds: number
    }
  | { readonly code: 'textSent'; readonly companyId: string; readonly textId: string }
  | { readonly code: 'textRefused'; readonly companyId: string; readonly textId: string }
  | {
      readonly code: 'messageRefused'
      readonly queue: string
      readonly messageId: string
      readonly reason: string
    }
  | {
      readonly code: 'deadlineReached'
      readonly companyId: string
      readonly requestId: string
      readonly milestone: string
    }
  | {
      readonly code: 'deliveryUnreadable'
      readonly companyId: string
      readonly requestId: string
      readonly deliveryId: string
    }
  | { readonly code: 'purged'; readonly companyId: string; readonly requestId: string; readonly what: string }
  | { readonly code: 'companyClosed'; readonly companyId: string }
  | { readonly code: 'clockJumped'; readonly hours: number }
  | { readonly code: 'reconciled'; readonly what: string; readonly count: number }

export type Log = { readonly write: (event: LogEvent) => void }
