import type { FailureDetails } from './history.ts'

/**
 * What an orchestrator function answers: every action since the start of the execution, one per new yield
 * (SDK `IOrchestratorState`, schema V2 and later).
 */
export type OrchestratorState = {
  readonly isDone: boolean
  /** Missing when the function failed without answering a state at all. */
  readonly actions?: readonly (readonly Action[])[]
  readonly output?: unknown
  readonly customStatus?: unknown
  readonly error?: string
  readonly failureDetails?: FailureDetails
}

export const actionType = {
  callActivity: 0,
  callActivityWithRetry: 1,
  callSubOrchestrator: 2,
  callSubOrchestratorWithRetry: 3,
  continueAsNew: 4,
  createTimer: 5,
  waitForExternalEvent: 6,
  callEntity: 7,
  callHttp: 8,
  signalEntity: 9,
  whenAny: 11,
  whenAll: 12,
  lockEntities: 13,
  releaseEntities: 14,
} as const

export type RetryOptions = {
  readonly firstRetryIntervalInMilliseconds: number
  readonly maxNumberOfAttempts: number
  readonly backoffCoefficient?: number
  readonly maxRetryIntervalInMilliseconds?: number
  readonly retryTimeoutInMilliseconds?: number
}

export type DurableHttpRequest = {
  readonly method: string
  readonly uri: string
  readonly content?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly tokenSource?: unknown
  readonly asynchronousPatternEnabled?: boolean
}

export type EntityName = { readonly name: string; readonly key: string }

export type CallActivity = {
  readonly actionType: 0 | 1
  readonly functionName: string
  readonly input?: unknown
  readonly retryOptions?: RetryOptions
}
export type CallSubOrchestrator = {
  readonly actionType: 2 | 3
  readonly functionName: string
  readonly instanceId?: string
  readonly version?: string
  readonly input?: unknown
  readonly retryOptions?: RetryOptions
}
export type CreateTimer = { readonly actionType: 5; readonly fireAt: string; readonly isCanceled?: boolean }
export type EntityAction = {
  readonly actionType: 7 | 9
  readonly instanceId: string
  readonly operation: string
  readonly input?: unknown
}
export type LockEntities = {
  readonly actionType: 13
  readonly lockRequestId: string
  readonly lockSet: readonly EntityName[]
}

export type Action =
  | CallActivity
  | CallSubOrchestrator
  | { readonly actionType: 4; readonly input?: unknown }
  | CreateTimer
  | { readonly actionType: 6; readonly externalEventName: string }
  | EntityAction
  | { readonly actionType: 8; readonly httpRequest: DurableHttpRequest }
  | { readonly actionType: 11 | 12; readonly compoundActions: readonly Action[] }
  | LockEntities
  | { readonly actionType: 14 }

/** Stands between the message and the state in the error that the SDK throws (`OrchestrationFailureError`). */
const outOfProcessLabel = '\n\n$OutOfProcData$:'

/** The state inside an SDK error. An error from elsewhere becomes a state without actions. */
export function stateOfError(error: unknown): OrchestratorState {
  const message = error instanceof Error ? error.message : String(error)
  const at = message.indexOf(outOfProcessLabel)
  if (at < 0) return { isDone: false, error: message || 'the function failed without a message' }
  return JSON.parse(message.slice(at + outOfProcessLabel.length)) as OrchestratorState
}
