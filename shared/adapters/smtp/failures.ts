import { DependencyUnavailable } from '../../application/ports/unavailable.ts'

/** As the library throws it. Its message and answer hold the address, the host and perhaps the user. */
type Failed = {
  readonly code?: unknown
  readonly command?: unknown
  readonly responseCode?: unknown
  readonly response?: unknown
}

/** Replies to RCPT TO that speak of the mailbox (RFC 5321, section 4.2.3): no address, none there, not local, not a name. */
const ofMailbox: ReadonlySet<unknown> = new Set([501, 550, 551, 553])

/**
 * The relay says that there is no such mailbox, and nothing else. An enhanced code tells more than the reply (RFC 3463,
 * section 3): 5.1 is of the address, while 550 with 5.7 means that we may not send through this relay.
 */
export function refusesAddress(error: unknown): boolean {
  const { command, responseCode, response } = failed(error)
  if (command !== 'RCPT TO' || !isPermanent(responseCode)) return false
  const enhanced = enhancedIn(response)
  return enhanced === undefined ? ofMailbox.has(responseCode) : enhanced.startsWith('5.1.')
}

/** User, password or sender are not accepted: an operator must look, and mails wait until then. */
export function refusesUs(error: unknown): boolean {
  const { code, responseCode, response } = failed(error)
  return code === 'EAUTH' || (isPermanent(responseCode) && enhancedIn(response)?.startsWith('5.7.') === true)
}

/** What the library calls a mail that it could not put together; every other code is of the wire. */
const ofMaking: ReadonlySet<string> = new Set(['EMESSAGE', 'ESTREAM', 'EENVELOPE', 'ECONFIG'])

const secondsUntilMended = 300
const secondsAfterSilence = 30

/** What a hand-over that failed leaves as: by code and status alone. */
export function failureOf(error: unknown): Error {
  const { code, responseCode } = failed(error)
  if (refusesUs(error)) return unavailable(secondsUntilMended, 'not accepted')
  // Nothing goes in the clear, whatever the relay answered to STARTTLS.
  if (code === 'ETLS') return unavailable(secondsUntilMended, code)
  if (isPermanent(responseCode)) return new Error(`the mail relay refused a mail with status ${responseCode}`)
  if (typeof responseCode === 'number') return unavailable(secondsAfterSilence, `status ${responseCode}`)
  if (typeof code !== 'string' || ofMaking.has(code))
    return new Error(`a mail could not be made: ${error instanceof Error ? error.name : typeof error}`)
  return unavailable(secondsAfterSilence, code)
}

const isPermanent = (code: unknown): code is number => typeof code === 'number' && code >= 500

const enhancedIn = (response: unknown): string | undefined =>
  typeof response === 'string' ? /^\d{3}[ -](5\.\d{1,3}\.\d{1,3})\b/.exec(response)?.[1] : undefined

const failed = (error: unknown): Failed => (typeof error === 'object' && error !== null ? error : {})

const unavailable = (seconds: number, because: string): DependencyUnavailable =>
  new DependencyUnavailable('mail', seconds, { cause: new Error(`SMTP: ${because}`) })
