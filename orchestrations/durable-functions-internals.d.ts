/** The class from which `df.app.orchestration` makes its handlers; the package has no types for it. */
declare module 'durable-functions/lib/src/orchestrations/Orchestrator.js' {
  import type { OrchestrationContext, OrchestrationHandler } from 'durable-functions'

  export class Orchestrator {
    constructor(handler: OrchestrationHandler)
    /** Gives the context its `df` by itself. */
    listen(): (trigger: unknown, context: Omit<OrchestrationContext, 'df'>) => Promise<unknown>
  }
}
