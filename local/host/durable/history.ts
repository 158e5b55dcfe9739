/**
 * The history of an execution, event by event, in the shape that the extension's out-of-process protocol (v3) sends to
 * the SDK: PascalCase names, numbers for event types, JSON texts for inputs and results, ISO 8601 instants.
 */
export const eventType = {
  executionStarted: 0,
  executionCompleted: 1,
  executionTerminated: 3,
  taskScheduled: 4,
  taskCompleted: 5,
  taskFailed: 6,
  subOrchestrationCreated: 7,
  subOrchestrationCompleted: 8,
  subOrchestrationFailed: 9,
  timerCreated: 10,
  timerFired: 11,
  orchestratorStarted: 12,
  orchestratorCompleted: 13,
  eventSent: 14,
  eventRaised: 15,
  generic: 17,
  executionSuspended: 19,
  executionResumed: 20,
} as const

type Type = typeof eventType

type Common<T extends keyof Type> = {
  readonly EventType: Type[T]
  /** The sequence number of what was scheduled; -1 for everything else. */
  readonly EventId: number
  readonly IsPlayed: boolean
  readonly Timestamp: string
}

export type OrchestrationInstance = { readonly InstanceId: string; readonly ExecutionId: string }

export type ParentInstance = {
  readonly OrchestrationInstance: OrchestrationInstance
  readonly Name: string
  readonly TaskScheduleId: number
}

/** What a registered exception-properties provider tells about an error; without one there are none. */
export type FailureDetails = {
  readonly ErrorType?: string
  readonly ErrorMessage?: string
  readonly StackTrace?: string | null
  readonly IsNonRetriable?: boolean
  readonly Properties?: unknown
  readonly InnerFailure?: FailureDetails | null
}

type Failure = {
  readonly TaskScheduledId: number
  readonly Reason: string | null
  readonly Details: string | null
  readonly FailureDetails?: FailureDetails
}

export type ExecutionStarted = Common<'executionStarted'> & {
  readonly Name: string
  readonly Version: string | null
  readonly Input: string | null
  readonly OrchestrationInstance: OrchestrationInstance
  readonly ParentInstance: ParentInstance | null
  readonly Tags: null
}
export type ExecutionCompleted = Common<'executionCompleted'> & {
  readonly OrchestrationStatus: 1 | 3 | 5
  readonly Result: string | null
  readonly FailureDetails?: FailureDetails
}
export type ExecutionTerminated = Common<'executionTerminated'> & { readonly Input: string | null }
export type TaskScheduled = Common<'taskScheduled'> & {
  readonly Name: string
  readonly Version: string
  readonly Input: string
}
export type TaskCompleted = Common<'taskCompleted'> & {
  readonly TaskScheduledId: number
  readonly Result: string | null
}
export type TaskFailed = Common<'taskFailed'> & Failure
export type SubOrchestrationCreated = Common<'subOrchestrationCreated'> & {
  readonly InstanceId: string
  readonly Name: string
  readonly Version: string | null
  readonly Input: string | null
}
export type SubOrchestrationCompleted = Common<'subOrchestrationCompleted'> & {
  readonly TaskScheduledId: number
  readonly Result: string | null
}
export type SubOrchestrationFailed = Common<'subOrchestrationFailed'> & Failure
export type TimerCreated = Common<'timerCreated'> & { readonly FireAt: string }
export type TimerFired = Common<'timerFired'> & { readonly TimerId: number; readonly FireAt: string }
export type EventSent = Common<'eventSent'> & {
  readonly InstanceId: string
  readonly Name: string
  readonly Input: string
}
export type EventRaised = Common<'eventRaised'> & { readonly Name: string; readonly Input: string | null }
export type ExecutionSuspended = Common<'executionSuspended'> & { readonly Reason: string | null }
export type ExecutionResumed = Common<'executionResumed'> & { readonly Reason: string | null }
export type GenericEvent = Common<'generic'> & { readonly Data: string }

export type HistoryEvent =
  | ExecutionStarted
  | ExecutionCompleted
  | ExecutionTerminated
  | TaskScheduled
  | TaskCompleted
  | TaskFailed
  | SubOrchestrationCreated
  | SubOrchestrationCompleted
  | SubOrchestrationFailed
  | TimerCreated
  | TimerFired
  | Common<'orchestratorStarted'>
  | Common<'orchestratorCompleted'>
  | EventSent
  | EventRaised
  | GenericEvent
  | ExecutionSuspended
  | ExecutionResumed

type Payload<Event> = Omit<Event, 'EventType' | 'EventId' | 'IsPlayed' | 'Timestamp'>

export const isoTime = (ms: number): string => new Date(ms).toISOString()

/** An event that is news: not played yet. `id` is the sequence number of scheduled work. */
export function historyEvent<T extends HistoryEvent>(
  type: T['EventType'],
  at: number,
  payload: Payload<T>,
  id = -1,
): T {
  return { EventType: type, EventId: id, IsPlayed: false, Timestamp: isoTime(at), ...payload } as T
}

const namesByNumber: ReadonlyMap<number, string> = new Map(
  Object.entries(eventType).map(([name, number]) => [number, name]),
)

const namesInStatus: Readonly<Record<string, string>> = {
  subOrchestrationCreated: 'SubOrchestrationInstanceCreated',
  subOrchestrationCompleted: 'SubOrchestrationInstanceCompleted',
  subOrchestrationFailed: 'SubOrchestrationInstanceFailed',
  generic: 'GenericEvent',
}

/** The name that DurableTask gives this kind of event, as status queries show it. */
export function eventTypeName(type: number): string {
  const name = namesByNumber.get(type) ?? 'Unknown'
  return namesInStatus[name] ?? name.charAt(0).toUpperCase() + name.slice(1)
}
