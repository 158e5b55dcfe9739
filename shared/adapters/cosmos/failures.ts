import { DependencyUnavailable } from '../../application/ports/unavailable.ts'

/** Statuses after which trying again may help, with the seconds to wait where Cosmos DB does not say how long. */
const retryAfterSeconds: Readonly<Record<number, number>> = {
  401: 30, // a token or a role that has yet to arrive
  403: 30, // also during a change of the write region (substatus 3)
  408: 1,
  410: 1, // a partition moved
  429: 1,
  449: 1, // a concurrent write on the same item
  500: 5,
  502: 5,
  503: 5,
  504: 5,
}

const retryAfterSilence = 5

/** An account that would break what the application relies on: the start of a repair, not something to try again. */
export class CosmosAccountUnsuitable extends Error {
  readonly code = 'cosmosAccountUnsuitable'

  constructor(problem: string) {
    super(`the Cosmos DB account ${problem} (docs/decisions, "Reads that see every write")`)
    this.name = 'CosmosAccountUnsuitable'
  }
}

type Answer = {
  readonly code?: unknown
  readonly substatus?: unknown
  readonly retryAfterInMs?: unknown
  readonly cause?: unknown
}

/**
 * What a failed call leaves as. The SDK's own errors hold headers, paths and bodies, so nothing of them goes along but
 * the status.
 */
export function failureOf(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  if (error instanceof DependencyUnavailable || error instanceof CosmosAccountUnsuitable) return error

  const { code, substatus, retryAfterInMs } = answerIn(error)
  if (typeof code !== 'number') return failureWithoutAnswer(error, code)

  const seconds = retryAfterSeconds[code] ?? (isPassing(code, substatus) ? retryAfterSilence : undefined)
  if (seconds === undefined) return refusal(code, substatus)
  const asked = typeof retryAfterInMs === 'number' ? Math.ceil(retryAfterInMs / 1000) : 0
  return unavailable(Math.max(seconds, asked), `status ${code}`)
}

/**
 * A 404 speaks of the document only without a substatus, and of a container that was never made with 1003; every other one
 * is about a replica, a session or a name that is on its way (learn.microsoft.com, "Troubleshoot Azure Cosmos DB not found").
 */
const isPassing = (code: number, substatus: unknown): boolean =>
  code === 404 && typeof substatus === 'number' && ![0, ownerMissing].includes(substatus)

/** The container, not the document, is what is missing (learn.microsoft.com, "HTTP status codes for Azure Cosmos DB"). */
const ownerMissing = 1003

/** A defect of ours or of the set-up: a query without its index, a container that is not there. */
const refusal = (code: number, substatus: unknown): Error =>
  new Error(`Cosmos DB refused a call with status ${code}/${typeof substatus === 'number' ? substatus : 0}`)

export const unavailable = (seconds: number, because: string): DependencyUnavailable =>
  new DependencyUnavailable('documents', seconds, { cause: new Error(`Cosmos DB: ${because}`) })

/** A batch's error wraps the answer. */
function answerIn(error: Error & Answer): Answer {
  return error.code === undefined && error.cause instanceof Error ? error.cause : error
}

/**
 * No answer came, it was cut short, or it was not what Cosmos DB says (the SDK stumbles over a body that is not JSON or
 * empty); or no token could be had. What else is thrown is a defect.
 */
function failureWithoutAnswer(error: Error, code: unknown): unknown {
  if (typeof code === 'string') return unavailable(retryAfterSilence, code)
  const inner = error.cause instanceof Error ? error.cause : error
  const isNoAnswer = ['AbortError', 'SyntaxError', 'TypeError'].includes(inner.name)
  if (isNoAnswer || /^(Aggregate)?(Authentication|CredentialUnavailable)/.test(inner.name))
    return unavailable(retryAfterSilence, inner.name)
  return error
}
