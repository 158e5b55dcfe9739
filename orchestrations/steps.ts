import type { OrchestrationContext, RetryOptions, Task } from 'durable-functions'

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

/** What the activities are called and take; `activities.ts` implements exactly this. Ids in, states and dates out. */
export type RequestInput = { readonly companyId: string; readonly requestId: string }

export type DeadlineLap =
  | { readonly kind: 'over' }
  | {
      readonly kind: 'wait'
      readonly until: string
      readonly milestone: string
      readonly status: string
      readonly due: string
    }
  | { readonly kind: 'act'; readonly milestone: string; readonly status: string; readonly due: string }

export type ApprovalLap =
  | { readonly kind: 'decided' }
  | {
      readonly kind: 'wait'
      readonly until: string
      readonly approvals: number
      readonly approvalsNeeded: number
    }

export type Activities = {
  readonly deadlineLap: (input: RequestInput & { readonly instanceId: string }) => Promise<DeadlineLap>
  readonly reachMilestone: (
    input: RequestInput & { readonly milestone: string },
  ) => Promise<'reached' | 'nothing'>
  readonly approvalLap: (
    input: RequestInput & { readonly instanceId: string; readonly reminders: number },
  ) => Promise<ApprovalLap>
  readonly remindApprovers: (input: RequestInput & { readonly reminder: number }) => Promise<void>
  readonly prepareDelivery: (input: RequestInput) => Promise<readonly string[]>
  readonly buildPackage: (
    input: RequestInput & { readonly deliveryId: string },
  ) => Promise<'built' | 'stopped'>
  readonly releaseDelivery: (input: RequestInput) => Promise<'released' | 'stopped'>
}

/**
 * Four attempts, five seconds apart and doubling; then the orchestration fails and the reconciler starts a new one. The
 * shape of `RetryOptions` (durable-functions 3.5), written out so that nothing of the library loads with the scripts.
 */
const patience = (): RetryOptions =>
  ({
    firstRetryIntervalInMilliseconds: 5_000,
    maxNumberOfAttempts: 4,
    backoffCoefficient: 2,
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
