import type { OrchestrationContext, OrchestrationHandler } from 'durable-functions'

/** The handler of a function whose trigger is `orchestrationTrigger`; the context is that of any invocation. */
export type OrchestratorHandler = (
  trigger: unknown,
  context: Omit<OrchestrationContext, 'df'>,
) => Promise<unknown>

/**
 * The handler that `df.app.orchestration` would register, made at the first call: until then nothing of
 * durable-functions is loaded, which keeps the start of the app short. Register it with `app.generic` and the trigger
 * `{ type: 'orchestrationTrigger' }`. Only the replayer is loaded (`Orchestrator.js`), never the client with its HTTP
 * library.
 */
export function lazyOrchestrator(generator: OrchestrationHandler): OrchestratorHandler {
  let made: Promise<OrchestratorHandler> | undefined
  return (trigger, context) => {
    made ??= import('durable-functions/lib/src/orchestrations/Orchestrator.js').then(({ Orchestrator }) =>
      new Orchestrator(generator).listen(),
    )
    return made.then((handler) => handler(trigger, context))
  }
}
