import { eventType, eventTypeName, isoTime, type HistoryEvent } from './history.ts'
import type { Instance } from './instance-store.ts'

export type Shown = {
  readonly input: boolean
  readonly historyOutput: boolean
  readonly history: readonly HistoryEvent[] | undefined
}

/**
 * An instance as status queries show it (extension `StatusResponsePayload`): whole seconds; `input` and `output`
 * always there, because the SDK throws without them. The history goes under `historyEvents`, where the SDK does not
 * look for it.
 */
export function statusJson(instance: Instance, shown: Shown): Record<string, unknown> {
  return {
    name: instance.name,
    instanceId: instance.instanceId,
    runtimeStatus: instance.status,
    input: shown.input ? parsed(instance.input) : null,
    customStatus: parsed(instance.customStatus),
    output: parsed(instance.output),
    createdTime: wholeSeconds(instance.createdAt),
    lastUpdatedTime: wholeSeconds(instance.updatedAt),
    ...(shown.history ? { historyEvents: historyJson(shown.history, shown) } : {}),
  }
}

const parsed = (json: string | null): unknown => (json === null ? null : JSON.parse(json))

const wholeSeconds = (ms: number): string => `${isoTime(ms).slice(0, 19)}Z`

const statusNames: Readonly<Record<number, string>> = { 1: 'Completed', 3: 'Failed', 5: 'Terminated' }

/** The events that mean something to a reader: what was scheduled is told with its result. */
function historyJson(history: readonly HistoryEvent[], shown: Shown): readonly Record<string, unknown>[] {
  const scheduled = new Map<number, HistoryEvent>()
  for (const event of history) if (event.EventId >= 0) scheduled.set(event.EventId, event)
  return history.flatMap((event) => {
    const told = tell(event, scheduled, shown)
    return told ? [{ EventType: eventTypeName(event.EventType), Timestamp: event.Timestamp, ...told }] : []
  })
}

// eslint-disable-next-line complexity -- one line for each kind of event
function tell(
  event: HistoryEvent,
  scheduled: ReadonlyMap<number, HistoryEvent>,
  shown: Shown,
): Record<string, unknown> | undefined {
  const result = (text: string | null) => (shown.historyOutput ? { Result: lenient(text) } : {})
  switch (event.EventType) {
    case eventType.executionStarted:
      return { FunctionName: event.Name, ...(shown.input ? { Input: lenient(event.Input) } : {}) }
    case eventType.executionCompleted:
      return { OrchestrationStatus: statusNames[event.OrchestrationStatus], ...result(event.Result) }
    case eventType.executionTerminated:
      return { Reason: event.Input }
    case eventType.taskCompleted:
    case eventType.subOrchestrationCompleted:
      return { ...nameOf(scheduled.get(event.TaskScheduledId)), ...result(event.Result) }
    case eventType.taskFailed:
    case eventType.subOrchestrationFailed:
      return { ...nameOf(scheduled.get(event.TaskScheduledId)), Reason: event.Reason, Details: event.Details }
    case eventType.timerFired:
      return { FireAt: event.FireAt, ScheduledTime: scheduled.get(event.TimerId)?.Timestamp }
    case eventType.eventRaised:
      return { Name: event.Name, ...(shown.input ? { Input: lenient(event.Input) } : {}) }
    case eventType.eventSent:
      return { Name: event.Name, InstanceId: event.InstanceId }
    case eventType.executionSuspended:
    case eventType.executionResumed:
      return { Reason: event.Reason }
    default:
      return undefined
  }
}

function nameOf(event: HistoryEvent | undefined): Record<string, unknown> {
  const name = event && 'Name' in event ? event.Name : undefined
  return { FunctionName: name, ScheduledTime: event?.Timestamp }
}

/** Reasons are plain text where results are JSON. */
function lenient(text: string | null): unknown {
  try {
    return parsed(text)
  } catch {
    return text
  }
}
