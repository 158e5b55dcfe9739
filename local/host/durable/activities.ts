import type { HostClock } from '../clock.ts'
import type { DurableHttpRequest } from './actions.ts'
import type { FunctionCalls } from './function-calls.ts'
import {
  eventType,
  historyEvent,
  type FailureDetails,
  type TaskCompleted,
  type TaskFailed,
} from './history.ts'
import { callOut } from './http-activity.ts'
import { httpActivityName } from './http-calls.ts'
import type { Store } from './store.ts'
import type { ActivityWork } from './activity-store.ts'

type Deps = {
  readonly store: Store
  readonly clock: HostClock
  readonly functions: FunctionCalls
  readonly limit: number
  /** How long one is left alone whose outcome could not be written. */
  readonly restMs: number
  /** Called after a result is stored. */
  readonly onResult: () => void
}

/**
 * Runs activities, the oldest first, so many at a time. A row goes in the transaction that posts its result, so work
 * that a crash interrupted is done again: activities happen at least once.
 */
export function activityRunner({ store, clock, functions, limit, restMs, onResult }: Deps) {
  const inFlight = new Set<number>()
  let stopped = false

  const run = async (work: ActivityWork): Promise<void> => {
    const outcome = await attempt(functions, work)
    if (stopped) return
    store.transaction(() => {
      if (!store.activities.take(work.id)) return
      store.inbox.post(work, clock.now(), resultEvent(work, outcome, clock.now()))
    })
    leave(work)
  }
  const leave = ({ id }: ActivityWork): void => {
    inFlight.delete(id)
    onResult()
  }
  // An outcome that cannot be written, on a full disk, is not there: the activity runs again, as it does after a kill.
  const rest = (work: ActivityWork, error: unknown): void => {
    console.error(`durable: ${work.name} rests for ${restMs / 1000} s:`, error)
    clock.setTimer(clock.now() + restMs, () => leave(work))
  }
  const begin = (work: ActivityWork): void => {
    inFlight.add(work.id)
    void clock.track(run(work).catch((error: unknown) => rest(work, error)))
  }

  return {
    fill: (): void => {
      for (const work of store.activities.oldest(limit)) {
        if (!inFlight.has(work.id)) begin(work)
      }
    },
    /** What is in flight is abandoned; its row stays, and it runs again at the next start. */
    stop: (): void => {
      stopped = true
    },
  }
}

type Outcome =
  { readonly ok: true; readonly result: string | null } | { readonly ok: false; readonly error: unknown }

async function attempt(functions: FunctionCalls, work: ActivityWork): Promise<Outcome> {
  try {
    const input = (JSON.parse(work.input) as readonly unknown[])[0]
    if (work.name === httpActivityName)
      return { ok: true, result: await callOut(input as DurableHttpRequest) }
    return { ok: true, result: await functions.call('activity', work.name, dataOf(input)) }
  } catch (error) {
    return { ok: false, error }
  }
}

/** Strings travel as they are (the SDK has JSON-encoded them); no input is no value. */
function dataOf(input: unknown): { string?: string } {
  if (input === null || input === undefined) return {}
  return { string: typeof input === 'string' ? input : JSON.stringify(input) }
}

function resultEvent(work: ActivityWork, outcome: Outcome, at: number): TaskCompleted | TaskFailed {
  const TaskScheduledId = work.taskId
  if (outcome.ok)
    return historyEvent<TaskCompleted>(eventType.taskCompleted, at, {
      TaskScheduledId,
      Result: outcome.result,
    })
  return historyEvent<TaskFailed>(eventType.taskFailed, at, {
    TaskScheduledId,
    ...failureOf(work.name, outcome.error),
  })
}

function failureOf(
  name: string,
  error: unknown,
): Omit<TaskFailed, keyof TaskCompleted> & Pick<TaskFailed, 'Reason' | 'Details'> {
  const message = error instanceof Error ? error.message : String(error)
  const structured = structuredFailure(message)
  if (structured)
    return {
      Reason: `Activity function '${name}' failed with an unhandled exception.`,
      Details: null,
      FailureDetails: structured,
    }
  const type = error instanceof Error ? error.name : 'Error'
  return { Reason: `Activity function '${name}' failed: ${message}`, Details: `${type}: ${message}` }
}

/** The JSON into which the SDK turns an error's message when the app has an exception-properties provider. */
function structuredFailure(message: string): FailureDetails | undefined {
  try {
    const told = JSON.parse(message) as Record<string, unknown> | null
    if (typeof told?.['errorType'] !== 'string' || typeof told['errorMessage'] !== 'string') return undefined
    return {
      ErrorType: told['errorType'],
      ErrorMessage: told['errorMessage'],
      StackTrace: typeof told['stackTrace'] === 'string' ? told['stackTrace'] : null,
      IsNonRetriable: told['isNonRetriable'] === true,
      Properties: told['properties'],
    }
  } catch {
    return undefined
  }
}
