import type { Log, LogEvent } from '../../application/ports/log.ts'
import type { Clock } from '../../application/ports/system.ts'

type Code = LogEvent['code']
type FieldsOf<C extends Code> = readonly Exclude<keyof Extract<LogEvent, { code: C }>, 'code'>[]

/** What each line may say. Written out, so that a property which slipped into an event at run time stays out of the log. */
const fieldsByCode: { readonly [C in Code]: FieldsOf<C> } = {
  httpRequest: ['operation', 'status', 'milliseconds'],
  dependencyUnavailable: ['dependency', 'operation'],
  callInterrupted: ['operation'],
  credentialsRefused: ['dependency'],
  defect: ['operation', 'error'],
  mailSent: ['companyId', 'mailId', 'letter'],
  mailRefused: ['companyId', 'mailId', 'letter'],
  webhookDelivered: ['companyId', 'webhookId', 'eventId'],
  webhookNotDelivered: ['companyId', 'webhookId', 'eventId'],
  systemCalled: ['companyId', 'connectorId', 'method', 'host', 'template', 'status', 'count', 'milliseconds'],
  textSent: ['companyId', 'textId'],
  textRefused: ['companyId', 'textId'],
  messageRefused: ['queue', 'messageId', 'reason'],
  deadlineReached: ['companyId', 'requestId', 'milestone'],
  deliveryUnreadable: ['companyId', 'requestId', 'deliveryId'],
  purged: ['companyId', 'requestId', 'what'],
  companyClosed: ['companyId'],
  clockJumped: ['hours'],
  reconciled: ['what', 'count'],
}

/** One line of JSON an event; JSON escapes line breaks, so no value can forge a second line (ASVS 5.0, V16.4.1). */
export function createConsoleLog(stream: { readonly write: (text: string) => unknown }, clock: Clock): Log {
  return {
    write: (event) => {
      const values: Readonly<Record<string, unknown>> = event
      const said = fieldsByCode[event.code].map((field) => [field, values[field]] as const)
      const line = { at: clock.now().toISOString(), code: event.code, ...Object.fromEntries(said) }
      stream.write(`${JSON.stringify(line)}\n`)
    },
  }
}
