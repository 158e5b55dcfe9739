import {
  eventType,
  type EventSent,
  type HistoryEvent,
  type SubOrchestrationCreated,
  type TaskScheduled,
  type TimerCreated,
} from './history.ts'

/** What the orchestration has asked for and history does not hold yet. The number is the contract with the SDK. */
export type PendingAction =
  | { readonly kind: 'activity'; readonly id: number; readonly name: string; readonly input: string }
  | { readonly kind: 'timer'; readonly id: number; readonly fireAt: number }
  | {
      readonly kind: 'subOrchestration'
      readonly id: number
      readonly name: string
      readonly version: string | null
      readonly instanceId: string
      readonly input: string
    }
  | {
      readonly kind: 'message'
      readonly id: number
      readonly instanceId: string
      readonly name: string
      readonly input: string
    }

type Scheduled = TaskScheduled | TimerCreated | SubOrchestrationCreated | EventSent

const kindOfEvent = {
  [eventType.taskScheduled]: 'activity',
  [eventType.timerCreated]: 'timer',
  [eventType.subOrchestrationCreated]: 'subOrchestration',
  [eventType.eventSent]: 'message',
} as const satisfies Record<number, PendingAction['kind']>

export type NonDeterminism = Error & { readonly code: 'nonDeterministic' }

export const isNonDeterminism = (error: unknown): error is NonDeterminism =>
  error instanceof Error && 'code' in error && error.code === 'nonDeterministic'

/**
 * Asked-for work by sequence number. An event that records scheduled work must meet the same kind of action with the
 * same name under its number (DurableTask.Core `TaskOrchestrationContext`); inputs are not compared.
 */
export function pendingActions() {
  let nextId = 0
  const pending = new Map<number, PendingAction>()
  const held = new Map<number, PendingAction>()

  return {
    takeNumber: (): number => nextId++,
    add: (action: PendingAction): void => {
      pending.set(action.id, action)
    },
    /** Suspended: what was asked for and is not in history yet waits for the resumption. */
    hold: (): void => moveAll(pending, held),
    unhold: (): void => moveAll(held, pending),
    match: (event: Scheduled): void => {
      const action = pending.get(event.EventId)
      const difference = differenceBetween(event, action)
      if (difference) throw nonDeterminism(event, difference)
      pending.delete(event.EventId)
    },
    list: (): readonly PendingAction[] => [...pending.values()].sort((a, b) => a.id - b.id),
  }
}

function moveAll(from: Map<number, PendingAction>, to: Map<number, PendingAction>): void {
  for (const [id, action] of from) to.set(id, action)
  from.clear()
}

function differenceBetween(event: Scheduled, action: PendingAction | undefined): string | undefined {
  if (!action) return 'the replay has asked for nothing under this number'
  if (action.kind !== kindOfEvent[event.EventType]) return `the replay asked for a ${action.kind} instead`
  if (action.kind === 'timer' || event.EventType === eventType.timerCreated) return undefined
  return action.name.toLowerCase() === event.Name.toLowerCase()
    ? undefined
    : `the replay asked for '${action.name}' instead`
}

function nonDeterminism(event: Scheduled, difference: string): NonDeterminism {
  const name = event.EventType === eventType.timerCreated ? '' : ` '${event.Name}'`
  return Object.assign(
    new Error(
      `Non-Deterministic workflow detected: history holds the ${kindOfEvent[event.EventType]}${name} ` +
        `with sequence number ${event.EventId}, but ${difference}. ` +
        'Was the orchestrator changed while this instance was under way?',
    ),
    { code: 'nonDeterministic' as const },
  )
}

export const isScheduled = (event: HistoryEvent): event is Scheduled => event.EventType in kindOfEvent
