import { DependencyUnavailable } from '../../application/ports/unavailable.ts'

/** The service says so where it can; otherwise it is worth another try soon. */
const secondsToWait = 10

/** Missing, disabled, expired, not allowed: nothing but an operator ends it, so nobody should hurry to ask again. */
const secondsUntilMended = 300

/** A key under which nothing may be wrapped now. */
export const keyOutOfUse = (because: string): DependencyUnavailable =>
  new DependencyUnavailable('keys', secondsUntilMended, {
    cause: new Error(`the key is not used: ${because}`),
  })

type Answer = { readonly headers: { readonly get: (name: string) => string | undefined } }

type Failed = Error & { readonly statusCode?: number; readonly response?: Answer }

/** `Retry-After` in seconds; 0 where the service says nothing. */
export function askedSeconds(answer: Answer | undefined): number {
  const seconds = Number(answer?.headers.get('retry-after') ?? 0)
  return Number.isFinite(seconds) ? Math.ceil(seconds) : 0
}

/**
 * What an SDK's failure means to the port: a vault that is slow, absent or full, and a key that may not be used, are
 * unavailable (fail closed); what the vault refused as malformed is the caller's own error.
 */
export function failureOf(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof RangeError || error instanceof TypeError) return error
  if (error instanceof DependencyUnavailable) return error
  const { statusCode, response }: Failed = error
  if (statusCode === 400) return error
  const isRefused = statusCode !== undefined && [401, 403, 404, 409].includes(statusCode)
  const wait = askedSeconds(response) || (isRefused ? secondsUntilMended : secondsToWait)
  return new DependencyUnavailable('keys', wait, { cause: error })
}
