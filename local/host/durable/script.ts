import {
  actionType,
  type Action,
  type CallActivity,
  type CallSubOrchestrator,
  type EntityAction,
  type OrchestratorState,
} from './actions.ts'
import { entityCallsOf, entityNameOf } from './entity-messages.ts'
import { runScript, settledFuture, whenAll, whenAny, type Future, type Script } from './futures.ts'
import { callHttp } from './http-calls.ts'
import type { ReplayContext } from './replay-context.ts'
import { withRetries } from './retries.ts'
import { timersOf } from './timers.ts'

/** How an execution that cannot go on ends: the text is the instance's output. */
export type OrchestrationFailure = Error & { readonly code: 'orchestrationFailed' }

const orchestrationFailure = (message: string): OrchestrationFailure =>
  Object.assign(new Error(message), { code: 'orchestrationFailed' as const })

/**
 * Does what the orchestrator's actions say, one after another, each as soon as the one before has settled, however it
 * settled: failures are the SDK's business (extension `OutOfProcOrchestrationShim`). Then it ends as the state says, or
 * waits for ever. Returns the output.
 */
export function* orchestrationScript(context: ReplayContext, state: OrchestratorState): Script {
  const perform = performerOf(context)
  mustFit(context, state.customStatus)
  for (const action of state.actions?.[0] ?? []) {
    const future = perform(action)
    try {
      yield future
    } catch {
      // The orchestrator has seen this failure already, and answered it or not.
    }
  }
  if (!state.error && !state.isDone) yield neverSettled
  perform({ actionType: actionType.releaseEntities })
  if (state.error) throw failureOf(context, state.error)
  return state.output ?? null
}

export const failureOf = (context: Pick<ReplayContext, 'name'>, why: string): OrchestrationFailure =>
  orchestrationFailure(`Orchestrator function '${context.name}' failed: ${why}`)

const customStatusLimit = 16 * 1024

/** A custom status is limited to 16 KB of UTF-16 (extension `SetCustomStatus`). */
function mustFit(context: ReplayContext, customStatus: unknown): void {
  const bytes = 2 * (JSON.stringify(customStatus ?? null)?.length ?? 0)
  if (bytes > customStatusLimit)
    throw failureOf(context, `the custom status has ${bytes} bytes, 16 KB are allowed.`)
}

const neverSettled: Future = { outcome: () => undefined, onSettled: () => undefined }

function performerOf(context: ReplayContext): (action: Action) => Future {
  const createTimer = timersOf(context)
  const entities = entityCallsOf(context)
  const atOnce = (effect: () => void): Future => {
    effect()
    return settledFuture()
  }
  // eslint-disable-next-line complexity -- one line for each kind of action
  const perform = (action: Action): Future => {
    switch (action.actionType) {
      case actionType.callActivity:
      case actionType.callActivityWithRetry:
        return callActivity(context, action)
      case actionType.callSubOrchestrator:
      case actionType.callSubOrchestratorWithRetry:
        return callSubOrchestrator(context, action)
      case actionType.continueAsNew:
        return atOnce(() => context.continueAsNew(action.input))
      case actionType.createTimer:
        return createTimer(action)
      case actionType.waitForExternalEvent:
        return context.waitForEvent(action.externalEventName)
      case actionType.callEntity:
        return runScript(entities.call(known(context, action)))
      case actionType.signalEntity:
        return atOnce(() => entities.signal(known(context, action)))
      case actionType.callHttp:
        return runScript(callHttp(context, action.httpRequest))
      case actionType.whenAny:
        return whenAny(action.compoundActions.map(perform))
      case actionType.whenAll:
        return whenAll(action.compoundActions.map(perform))
      case actionType.lockEntities:
        return runScript(entities.lock(action))
      case actionType.releaseEntities:
        return atOnce(entities.release)
      default:
        throw orchestrationFailure(`the orchestrator asked for an unknown action: ${JSON.stringify(action)}`)
    }
  }
  return perform
}

function callActivity(context: ReplayContext, action: CallActivity): Future {
  mustExist(context, 'activity', action.functionName)
  const attempt = (): Future => context.scheduleActivity(action.functionName, action.input)
  return action.retryOptions ? runScript(withRetries(context, action.retryOptions, attempt)) : attempt()
}

function callSubOrchestrator(context: ReplayContext, action: CallSubOrchestrator): Future {
  mustExist(context, 'orchestrator', action.functionName)
  mustBeUsable(context, action.instanceId)
  const { functionName: name, version, instanceId, input } = action
  const attempt = (): Future => context.createSubOrchestration({ name, version, instanceId, input })
  return action.retryOptions ? runScript(withRetries(context, action.retryOptions, attempt)) : attempt()
}

function known(context: ReplayContext, action: EntityAction): EntityAction {
  mustExist(context, 'entity', entityNameOf(action.instanceId).name)
  return action
}

function mustExist(context: ReplayContext, kind: 'orchestrator' | 'activity' | 'entity', name: string): void {
  if (context.settings.hasFunction(kind, name)) return
  throw failureOf(context, `there is no ${kind} function '${name}'.`)
}

/** A child may be neither its own parent nor grandparent, nor look like an entity. */
function mustBeUsable(context: ReplayContext, childId: string | undefined): void {
  if (!childId) return
  const relatives = [context.instanceId, context.parentInstanceId].map((id) => id?.toLowerCase())
  if (!relatives.includes(childId.toLowerCase()) && !childId.startsWith('@')) return
  throw failureOf(context, `'${childId}' cannot be the instance id of a sub-orchestration.`)
}
