import type { OrchestratorState } from './actions.ts'
import { runScript, type Future } from './futures.ts'
import { eventType, type FailureDetails, type HistoryEvent } from './history.ts'
import { replayContext, type ReplayContext, type ReplayOf, type ReplaySettings } from './replay-context.ts'
import { isNonDeterminism, isScheduled, type PendingAction } from './replay-log.ts'
import { failureOf, orchestrationScript } from './script.ts'

export type Completion =
  | { readonly status: 'Completed'; readonly output: unknown }
  | { readonly status: 'Failed'; readonly reason: string; readonly failureDetails?: FailureDetails }
  | { readonly status: 'Terminated'; readonly reason: string | null }
  | { readonly status: 'ContinuedAsNew'; readonly input: string; readonly carried: readonly HistoryEvent[] }

export type ReplayResult = {
  /** What is new in this episode, by sequence number. */
  readonly actions: readonly PendingAction[]
  readonly completion: Completion | undefined
  readonly suspended: boolean
}

/**
 * One episode: plays all events, past and new, through the actions that the orchestrator answered, and says what that
 * leaves to be done (DurableTask.Core `TaskOrchestrationExecutor`).
 */
export function replay(
  of: ReplayOf,
  settings: ReplaySettings,
  history: readonly HistoryEvent[],
  state: OrchestratorState,
): ReplayResult {
  const context = replayContext(of, settings)
  const player = playerOf(context, () => runScript(orchestrationScript(context, state)))
  try {
    for (const event of history) player.play(event)
  } catch (error) {
    if (!isNonDeterminism(error)) throw error
    // Without a state there is nothing to compare history with: then the function's own error says more.
    const why = state.actions ? error : failureOf(of, state.error ?? '')
    return { actions: [], completion: player.terminated() ?? failed(why), suspended: false }
  }
  const completion = player.terminated() ?? completionOf(context, player.script(), state)
  return { actions: context.actions.list(), completion, suspended: player.suspended() }
}

function playerOf(context: ReplayContext, start: () => Future) {
  let script: Future | undefined
  let terminated: Completion | undefined
  let suspended = false
  let waiting: HistoryEvent[] = []

  const apply = (event: HistoryEvent): void => {
    if (isScheduled(event)) return context.actions.match(event)
    switch (event.EventType) {
      case eventType.executionStarted:
        script = start()
        return
      case eventType.executionTerminated:
        terminated ??= { status: 'Terminated', reason: event.Input }
        return
      case eventType.taskCompleted:
      case eventType.subOrchestrationCompleted:
        return context.tasks.succeed(event.TaskScheduledId, event.Result)
      case eventType.taskFailed:
      case eventType.subOrchestrationFailed:
        return context.tasks.fail(event.TaskScheduledId, taskFailureOf(event))
      case eventType.timerFired:
        return context.tasks.succeed(event.TimerId, undefined)
      case eventType.eventRaised:
        return context.raiseEvent(event)
      case eventType.executionSuspended:
        suspended = true
        return context.actions.hold()
      case eventType.executionResumed:
        return resume()
      default:
        return
    }
  }
  const play = (event: HistoryEvent): void => {
    if (event.EventType === eventType.orchestratorStarted) context.setNow(Date.parse(event.Timestamp))
    else if (suspended && !overridesSuspension(event)) waiting.push(event)
    else apply(event)
  }
  const resume = (): void => {
    suspended = false
    context.actions.unhold()
    const held = waiting
    waiting = []
    for (const event of held) play(event)
  }

  return { play, script: () => script, terminated: () => terminated, suspended: () => suspended }
}

const overridesSuspension = (event: HistoryEvent): boolean =>
  event.EventType === eventType.executionResumed || event.EventType === eventType.executionTerminated

const taskFailureOf = (event: {
  readonly Reason: string | null
  readonly FailureDetails?: FailureDetails
}) => ({
  reason: event.Reason,
  ...(event.FailureDetails ? { failureDetails: event.FailureDetails } : {}),
})

/** An orchestration whose code has ended stays Running until its last scheduled work has: cancel losing timers. */
function completionOf(
  context: ReplayContext,
  script: Future | undefined,
  state: OrchestratorState,
): Completion | undefined {
  const outcome = script?.outcome()
  if (!outcome || !context.tasks.none()) return undefined
  if (!outcome.ok) return failed(outcome.error, state.failureDetails)
  const next = context.nextExecution()
  if (next) return { status: 'ContinuedAsNew', ...next }
  return { status: 'Completed', output: outcome.value }
}

const failed = (error: unknown, failureDetails?: FailureDetails): Completion => ({
  status: 'Failed',
  reason: error instanceof Error ? error.message : String(error),
  ...(failureDetails ? { failureDetails } : {}),
})
