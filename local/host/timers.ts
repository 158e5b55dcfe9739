import type { DatabaseSync } from 'node:sqlite'

import { bindingText, type Setting } from './binding-text.ts'
import type { HostClock, TimerHandle } from './clock.ts'
import type { CoreFunction, FunctionHost, HostLog } from './core-api.ts'
import { parseSchedule, type Schedule } from './schedule.ts'
import { timerStore, type TimerStatus, type TimerStore } from './timer-store.ts'

export type TimerDeps = {
  readonly db: DatabaseSync
  readonly clock: HostClock
  readonly host: FunctionHost
  readonly setting: Setting
  readonly log: HostLog
}

export type Timers = {
  /** Arms nothing any more and waits for the handlers that run. */
  readonly stop: () => Promise<void>
}

/**
 * Fires the timer functions by the host's clock. When each fired last and is due next is kept in the database: after a
 * stop, or a kill, what fell due meanwhile fires once, at once, as past due.
 *
 * While the clock is being moved by `advance`, a timer whose interval is shorter than an hour takes strides of an hour,
 * so that 33 days are 792 firings of an every-minute timer and not 47,520. At the end of an advance every timer that was
 * due on the way has fired at or after the last instant it was due.
 */
export function startTimers(deps: TimerDeps): Timers {
  const store = timerStore(deps.db)
  const timers = [...deps.host.functions.values()]
    .filter(({ trigger }) => trigger.type.toLowerCase() === 'timertrigger')
    .map((found) => startTimer(deps, store, found))

  return {
    stop: async () => {
      await Promise.all(timers.map((timer) => timer.stop()))
    },
  }
}

const minute = 60_000
const hour = 60 * minute

/** .NET's `default(DateTime)`: what the host reports as the last firing of a timer that never fired. */
const never = '0001-01-01T00:00:00.000Z'

function startTimer(deps: TimerDeps, store: TimerStore, found: CoreFunction): Timers {
  const { clock } = deps
  const plan = planOf(found, deps.setting)
  let armed: TimerHandle | undefined
  let running: Promise<void> | undefined
  let stopped = false
  let status = plan.isMonitored ? store.read(found.name) : undefined

  const keep = (last: number | undefined, next: number): void => {
    status = { schedule: plan.text, last, next, updated: clock.now() }
    if (plan.isMonitored) store.save(found.name, status)
  }
  // What cannot be written, on a full disk, costs a firing too many after a restart, and never the timer.
  const keepOrSay: typeof keep = (last, next) => {
    try {
      keep(last, next)
    } catch (error) {
      complain(deps, found, error)
    }
  }
  const arm = (at: number, isPastDue: boolean): void => {
    armed = clock.setTimer(at, () => {
      running = clock.track(fire(at, isPastDue))
    })
  }
  const fire = async (due: number, isPastDue: boolean): Promise<void> => {
    await invoke(deps, found, timerInfo(plan.isMonitored ? status : undefined, isPastDue))
    running = undefined
    const now = clock.now()
    keepOrSay(due, plan.schedule.next(now))
    if (!stopped) arm(nextFiring(plan.schedule, now, clock.movingTo()), false)
  }

  const missed = begin(plan, status, clock.now(), keep)
  if (missed || plan.runOnStartup) arm(clock.now(), missed)
  else arm(nextFiring(plan.schedule, clock.now(), clock.movingTo()), false)

  return {
    stop: async () => {
      stopped = true
      if (armed) clock.clear(armed)
      await running
    },
  }
}

type Plan = {
  readonly text: string
  readonly schedule: Schedule
  readonly runOnStartup: boolean
  readonly isMonitored: boolean
}

function planOf({ trigger }: CoreFunction, setting: Setting): Plan {
  const text = bindingText(trigger.options['schedule'], setting)
  const schedule = parseSchedule(text)
  return {
    text,
    schedule,
    runOnStartup: trigger.options['runOnStartup'] === true,
    // As on Azure, timers that fire more often than once a minute are not followed across restarts.
    isMonitored: trigger.options['useMonitor'] !== false && intervalAt(schedule, 0) >= minute,
  }
}

const intervalAt = (schedule: Schedule, at: number): number => {
  const first = schedule.next(at)
  return schedule.next(first) - first
}

/**
 * What the store knows at the start, brought up to date; says whether a firing was missed. A schedule that was changed
 * meanwhile counts from when its status was last written.
 */
function begin(
  { text, schedule }: Plan,
  status: TimerStatus | undefined,
  now: number,
  keep: (last: number | undefined, next: number) => void,
): boolean {
  if (!status) keep(undefined, schedule.next(now))
  else if (status.schedule !== text) keep(status.last, schedule.next(status.updated))
  const next = status?.schedule === text ? status.next : schedule.next(status?.updated ?? now)
  return next <= now
}

/** The next firing; during an advance in strides of an hour, with the end of the advance as the last of them. */
function nextFiring(schedule: Schedule, now: number, movingTo: number | undefined): number {
  const next = schedule.next(now)
  if (movingTo === undefined || next > movingTo || intervalAt(schedule, now) >= hour) return next
  return Math.min(schedule.next(now + hour - 1), movingTo)
}

function timerInfo(status: TimerStatus | undefined, isPastDue: boolean): object {
  return {
    Schedule: { AdjustForDST: true },
    ScheduleStatus: status
      ? {
          Last: status.last === undefined ? never : new Date(status.last).toISOString(),
          Next: new Date(status.next).toISOString(),
          LastUpdated: new Date(status.updated).toISOString(),
        }
      : null,
    IsPastDue: isPastDue,
  }
}

/** A firing that fails is logged, and the timer goes on: the next firing is the retry. */
async function invoke(deps: TimerDeps, found: CoreFunction, info: object): Promise<void> {
  try {
    await deps.host.invoke({
      functionName: found.name,
      inputs: [{ name: found.trigger.name, data: { json: JSON.stringify(info) } }],
    })
  } catch (error) {
    complain(deps, found, error)
  }
}

function complain({ log }: TimerDeps, { name }: CoreFunction, error: unknown): void {
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error)
  log({ level: 'error', category: `Function.${name}`, message })
}
