import { DependencyUnavailable } from '../../application/ports/unavailable.ts'

/** As the SDK throws it: `code` is the status of an answer, or the name of what kept it from coming. */
type Failed = {
  readonly code?: unknown
  readonly response?: { readonly headers?: unknown; readonly body?: unknown }
}

/** The parts of a mail that hold its one recipient; all else in it is of our making. */
const addressFields: ReadonlySet<unknown> = new Set([
  'personalizations.0.to',
  'personalizations.0.to.0.email',
])

/** The address breaks SendGrid's rules, and nothing else is wrong: it will never be taken. */
export function refusesAddress(error: unknown): boolean {
  const { code, response } = failed(error)
  if (code !== 400) return false
  const { errors } = (response?.body ?? {}) as { readonly errors?: unknown }
  return Array.isArray(errors) && errors.length > 0 && errors.every(isOfAddress)
}

const isOfAddress = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'field' in error && addressFields.has(error.field)

/** The key, or the sender's address, is not accepted: an operator must look, and mails wait until then. */
export const refusesUs = (error: unknown): boolean => [401, 403].includes(failed(error).code as number)

/** A defect of ours or of the set-up: the same call would meet the same answer. */
const defects: ReadonlySet<number> = new Set([200, 400, 404, 405, 413, 415, 501])

const secondsUntilMended = 300
const secondsAfterSilence = 30

/**
 * What a failed call leaves as. The SDK's own errors hold the key, the address and the mail, so nothing of them goes along
 * but the status.
 */
export function failureOf(error: unknown, now: Date): Error {
  const { code, response } = failed(error)
  if (typeof code === 'string') return unavailable(secondsAfterSilence, code)
  if (typeof code !== 'number')
    return new Error(`the SDK of SendGrid failed with ${error instanceof Error ? error.name : typeof error}`)
  if (defects.has(code)) return new Error(`SendGrid refused a mail with status ${code}`)
  const least = refusesUs(error) ? secondsUntilMended : secondsAfterSilence
  return unavailable(Math.max(askedToWait(response?.headers, now), least), `status ${code}`)
}

/** On 429 the second in which the limit begins anew; on 503 perhaps the usual header. An hour at most. */
function askedToWait(headers: unknown, now: Date): number {
  const { 'x-ratelimit-reset': reset, 'retry-after': after } = (headers ?? {}) as Readonly<
    Record<string, unknown>
  >
  const seconds = [Number(reset) - now.getTime() / 1000, Number(after)].filter(Number.isFinite)
  return Math.min(Math.ceil(Math.max(0, ...seconds)), 3600)
}

function failed(error: unknown): Failed {
  if (typeof error !== 'object' || error === null) return {}
  const { code, response } = error as Failed
  // An answer that the SDK did not expect, a redirect, has both; then the answer counts.
  const { status } = (response ?? {}) as { readonly status?: unknown }
  return { code: status ?? code, ...(response && { response }) }
}

const unavailable = (seconds: number, because: string): DependencyUnavailable =>
  new DependencyUnavailable('mail', seconds, { cause: new Error(`SendGrid: ${because}`) })
