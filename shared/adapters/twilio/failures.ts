import { DependencyUnavailable } from '../../application/ports/unavailable.ts'

/** As the SDK throws it: the status of an answer and Twilio's code in it, or a name of what kept it from coming as `code`. */
type Failed = { readonly status?: unknown; readonly code?: unknown }

/** What Twilio says of a number that will never get the text (Twilio, "Error and Warning Dictionary"). */
const numberRefusals: ReadonlySet<unknown> = new Set([
  21211, // no number
  21214, // cannot be reached
  21217, // does not look like one
  21265, // a short code
  21408, // in a country that the account does not send to
  21610, // its owner answered STOP
  21612, // no way there from our sender
  21614, // no mobile
  21635, // a landline
])

/** The account, its key or the sender is not accepted. */
const accountRefusals: ReadonlySet<unknown> = new Set([
  20003, // the key is another
  20005, // the account is closed
  21212, // the sender is no number and no name
  21606, // the sender cannot send texts there
  21659, // the sender is a number of somebody else
  21660, // the sender belongs to another account
])

const queueOfSenderFull = 21611
const tooManyRequests = 20429

const secondsUntilMended = 300
const secondsAfterSilence = 30

/** The number is refused for good, whoever sends to it and whenever. */
export const refusesNumber = (error: unknown): boolean => numberRefusals.has(failed(error).code)

/** Nothing leaves until an operator has looked at the account, and texts wait until then. */
export function refusesUs(error: unknown): boolean {
  const { status, code } = failed(error)
  return status === 401 || status === 403 || accountRefusals.has(code)
}

/**
 * What a failed call leaves as. The SDK's own errors hold the number, the text and the key, so nothing of them goes along but
 * the status and Twilio's code. `headers` are those of the answer, if one came.
 */
export function failureOf(error: unknown, headers: unknown): Error {
  const { status, code } = failed(error)
  if (typeof status !== 'number') return withoutAnswer(error, code)
  const told = typeof code === 'number' ? `status ${status} and code ${code}` : `status ${status}`
  if (refusesUs(error)) return unavailable(secondsUntilMended, told)
  if (!passes(status, code)) return new Error(`Twilio refused a text message with ${told}`)
  return unavailable(Math.max(askedToWait(headers), secondsAfterSilence), told)
}

/** Later the same call may meet another answer; a redirect is no answer of Twilio's at all. */
const passes = (status: number, code: unknown): boolean =>
  status >= 500 ||
  (status >= 300 && status < 400) ||
  [408, 429].includes(status) ||
  [queueOfSenderFull, tooManyRequests].includes(code as number)

const withoutAnswer = (error: unknown, code: unknown): Error =>
  typeof code === 'string'
    ? unavailable(secondsAfterSilence, code)
    : new Error(`the SDK of Twilio failed with ${error instanceof Error ? error.name : typeof error}`)

/** An hour at most. */
function askedToWait(headers: unknown): number {
  const { 'retry-after': after } = (headers ?? {}) as Readonly<Record<string, unknown>>
  const seconds = Number(after)
  return Number.isFinite(seconds) ? Math.min(Math.ceil(seconds), 3600) : 0
}

const failed = (error: unknown): Failed => (typeof error === 'object' && error !== null ? error : {})

const unavailable = (seconds: number, because: string): DependencyUnavailable =>
  new DependencyUnavailable('sms', seconds, { cause: new Error(`Twilio: ${because}`) })
