import type { OrchestrationContext, RetryOptions, Task } from 'durable-functions'
import type { Activities } from './activities.ts'

/** The part of the durable API that our scripts may touch (README.md in this folder). */
export type Durable = {
  readonly df: Pick<
    OrchestrationContext['df'],
    | 'instanceId'
    | 'currentUtcDateTime'
    | 'getInput'
    | 'callActivity'
    | 'callActivityWithRetry'
    | 'createTimer'
    | 'waitForExternalEvent'
    | 'Task'
    | 'setCustomStatus'
    | 'continueAsNew'
  >
}

export type Script<Output> = Generator<Task, Output, unknown>

/** What every procedure here is about. */
export type RequestInput = { readonly companyId: string; readonly requestId: string }

/**
 * Five seconds after the first failure, then ever longer, an hour at most, for about half a day: a store that is away for a
 * night fails no procedure. After that it fails, and the reconciler starts a new one. The shape of `RetryOptions` (durable-functions 3.5), written out so that nothing of the library loads with the scripts.
 */
const patience = (): RetryOptions =>
  ({
    firstRetryIntervalInMilliseconds: 5_000,
    maxNumberOfAttempts: 20,
    backoffCoefficient: 2,
    maxRetryIntervalInMilliseconds: 3_600_000,
  }) as RetryOptions

type InputOf<Name extends keyof Activities> = Parameters<Activities[Name]>[0]
type OutputOf<Name extends keyof Activities> = Awaited<ReturnType<Activities[Name]>>

/** A typed call of an activity: its name, input and output are checked where it is used. */
export function step<Name extends keyof Activities & string>(name: Name) {
  return function* (context: Durable, input: InputOf<Name>): Script<OutputOf<Name>> {
    // What comes back went through JSON; the activity's own type is the promise that it fits.
    return (yield context.df.callActivityWithRetry(name, patience(), input)) as OutputOf<Name>
  }
}
