import { DependencyUnavailable, type Dependency } from '../../application/ports/unavailable.ts'

/** Statuses after which trying again may help, with the seconds to wait where the service does not say how long. */
const retryAfterSeconds: Readonly<Record<number, number>> = {
  401: 30, // a token or a role that has yet to arrive
  403: 30,
  408: 1,
  429: 5,
  500: 5,
  502: 5,
  503: 5,
  504: 5,
}

/** Conflicts that pass by themselves (learn.microsoft.com, "Blob Storage error codes"). */
const passing: ReadonlySet<string> = new Set(['ContainerBeingDeleted', 'ContainerDisabled'])

const retryAfterSilence = 5
const retryAfterConflict = 30

/** An account that would break what the application relies on: the start of a repair, not something to try again. */
export class StorageAccountUnsuitable extends Error {
  readonly code = 'storageAccountUnsuitable'

  constructor(problem: string) {
    super(`the storage account of the shares ${problem}`)
    this.name = 'StorageAccountUnsuitable'
  }
}

type Answer = Partial<Error> & {
  readonly statusCode?: unknown
  readonly code?: unknown
  readonly response?: { readonly headers: { readonly get: (name: string) => string | undefined } }
}

/** What the service said, as far as the adapter decides by it. */
export function answerOf(error: unknown): { readonly status?: number; readonly code?: string } {
  if (!(error instanceof Error)) return {}
  const { statusCode, code, response }: Answer = error
  const said = response?.headers.get('x-ms-error-code') ?? code
  return {
    ...(typeof statusCode === 'number' && { status: statusCode }),
    ...(typeof said === 'string' && { code: said }),
  }
}

export const isMissing = (error: unknown): boolean => answerOf(error).status === 404

export const isContainerMissing = (error: unknown): boolean =>
  isMissing(error) && answerOf(error).code === 'ContainerNotFound'

/** `If-None-Match: *` met something (learn.microsoft.com, "Put Block List": 409, and 412 where another condition spoke). */
export const isThereAlready = (error: unknown): boolean => {
  const { status, code } = answerOf(error)
  return status === 412 || (status === 409 && code === 'BlobAlreadyExists')
}

export const isBlockMissing = (error: unknown): boolean => answerOf(error).code === 'InvalidBlockList'

/** A try of ours was over before the answer. */
export class NoAnswerInTime extends Error {
  override readonly name = 'AbortError'
}

const isUnanswered = (error: Error): boolean => {
  const { status, code } = answerOf(error)
  return status === undefined && (code !== undefined || error.name === 'AbortError')
}

const isWithoutToken = ({ name }: Error): boolean =>
  /^(Aggregate)?(Authentication|CredentialUnavailable)/.test(name)

/** Whether the next moment may see it done: not without a token or a role, which take longer to come. */
export function isWorthTrying(error: unknown): boolean {
  if (!(error instanceof Error) || isOurs(error) || isWithoutToken(error)) return false
  const { status = 0 } = answerOf(error)
  return isUnanswered(error) || [408, 429].includes(status) || status >= 500
}

/** Whether the work may have been done all the same: no answer came, or one that does not say. */
export const isUnclear = (error: unknown): boolean => {
  const { status } = answerOf(error)
  return status === undefined || status === 408 || status >= 500
}

/** `Retry-After` in seconds; the service sends no dates, which RFC 9110, section 10.2.3, allows too. */
export function askedSeconds(error: unknown): number {
  const { response }: Answer = error instanceof Error ? error : {}
  const seconds = Number(response?.headers.get('retry-after') ?? 0)
  return Number.isFinite(seconds) ? Math.ceil(seconds) : 0
}

/**
 * What a failed call leaves as. The SDK's own errors hold addresses and headers, so nothing of them goes along but the
 * status and the service's own code. What is neither an answer nor the lack of one is a defect.
 */
export function failureOf(dependency: Dependency, error: unknown): unknown {
  if (!(error instanceof Error) || isOurs(error)) return error
  const { status, code } = answerOf(error)
  if (isUnanswered(error) || isWithoutToken(error))
    return unavailable(dependency, retryAfterSilence, code ?? error.name)
  if (status === undefined) return error

  const seconds = passing.has(code ?? '') ? retryAfterConflict : retryAfterSeconds[status]
  if (seconds === undefined) return refusal(status, code)
  return unavailable(dependency, Math.max(seconds, askedSeconds(error)), `status ${status}`)
}

const isOurs = (error: Error): boolean =>
  error instanceof DependencyUnavailable ||
  error instanceof StorageAccountUnsuitable ||
  error instanceof RangeError

/** A defect of ours or of the set-up. */
const refusal = (status: number, code = 'no code'): Error =>
  new Error(`Blob Storage refused a call with status ${status} (${code})`)

const unavailable = (dependency: Dependency, seconds: number, because: string): Error =>
  new DependencyUnavailable(dependency, seconds, { cause: new Error(`Blob Storage: ${because}`) })
