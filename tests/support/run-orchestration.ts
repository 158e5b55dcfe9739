import { composite, leaf, type FakeTask, type Leaf } from './fake-tasks.ts'
import { day, json, openWorld, type World } from './fake-world.ts'

/** An orchestrator: whatever slice of the durable context it asks for. */
export type Orchestrator<Output> = (context: never) => Generator<unknown, Output, never>

export type RaisedEvent = { readonly at: Date; readonly data?: unknown }

export type RunOptions = {
  readonly input: unknown
  readonly startAt: Date
  readonly instanceId?: string
  readonly activities?: Readonly<Record<string, (input: never, at: Date) => unknown>>
  readonly events?: Readonly<Record<string, RaisedEvent | readonly RaisedEvent[]>>
  /** Children are answered here, not run. */
  readonly subOrchestrators?: Readonly<Record<string, (input: never, at: Date) => unknown>>
}

export type Call = { readonly name: string; readonly input: unknown; readonly at: Date }

export type Run<Output> = {
  /** `waiting`: it has not ended, and nothing that could wake it is to come. */
  readonly status: 'completed' | 'waiting'
  readonly output: Output | undefined
  /** Activities and children, in the order of their calls, repetitions included. */
  readonly calls: readonly Call[]
  /** When the instance would be Completed: a timer that was not cancelled keeps it Running until it fires. */
  readonly finishedAt: Date
  readonly customStatuses: readonly unknown[]
  /** Inputs of the executions that `continueAsNew` began. */
  readonly continuedWith: readonly unknown[]
}

/**
 * Runs an orchestrator's script with fake activities on a clock that jumps to whatever is due next. Inputs, outputs
 * and events make the round trip through JSON that Durable makes. It checks the script, not the replay: for that see
 * `recorded-history.ts`. It refuses what breaks on Azure: a task in two composites, a timer over six days that is
 * cancelled after three, an event that comes back in every next execution.
 */
export async function runOrchestration<Output>(
  orchestrator: Orchestrator<Output>,
  options: RunOptions,
): Promise<Run<Output>> {
  const world = openWorld(options)
  let input = json(options.input)
  for (;;) {
    const execution = openExecution(world, options, input)
    const script = orchestrator({ df: execution.df } as never)
    const ended = await play(script, world)
    const next = execution.continuesWith()
    if (ended.status === 'waiting' || !next) return report(world, ended)
    world.continued.push(next.input)
    world.endExecution(comesBack(ended.last))
    input = next.input
  }
}

type Ended<Output> =
  | { readonly status: 'completed'; readonly output: Output; readonly last: FakeTask | undefined }
  | { readonly status: 'waiting' }

async function play<Output>(script: Generator<unknown, Output, never>, world: World): Promise<Ended<Output>> {
  let step = script.next()
  let last: FakeTask | undefined
  while (!step.done) {
    const task = step.value as FakeTask
    last = task
    await task.schedule()
    while (!task.outcome()) if (!(await world.jump())) return { status: 'waiting' }
    world.hasWaited()
    const outcome = task.outcome()
    step = outcome?.ok ? script.next(outcome.value as never) : script.throw(outcome?.error)
  }
  return { status: 'completed', output: json(step.value) as Output, last }
}

/**
 * An event that won against a timer which was then cancelled comes once more in the next execution, unless something
 * was yielded in between (extension issue 2606).
 */
function comesBack(last: FakeTask | undefined): Leaf['raised'] {
  const cancelled = last?.children?.some((child) => child.kind === 'timer' && (child as Leaf).isCanceled)
  const outcome = last?.outcome()
  return cancelled && outcome?.ok ? (outcome.value as Leaf).raised : undefined
}

const report = <Output>(world: World, ended: Ended<Output>): Run<Output> => ({
  status: ended.status,
  output: ended.status === 'completed' ? ended.output : undefined,
  calls: world.calls,
  finishedAt: new Date(ended.status === 'completed' ? world.lastOpenTimer() : world.now()),
  customStatuses: world.customStatuses,
  continuedWith: world.continued,
})

/** The durable context of one execution, as far as scripts may use it. */
function openExecution(world: World, options: RunOptions, input: unknown) {
  let continued: { readonly input: unknown } | undefined
  const { activities = {}, subOrchestrators = {} } = options
  const work = (
    fakes: NonNullable<RunOptions['activities']>,
    name: string,
    given: unknown,
    retry?: Retry,
  ): Leaf =>
    leaf('activity', (task) =>
      attempt({ world, fakes, name, retry, input: json(given) ?? undefined }, task, 1),
    )

  return {
    continuesWith: () => continued,
    df: {
      instanceId: options.instanceId ?? 'instance',
      isReplaying: false,
      parentInstanceId: undefined,
      get currentUtcDateTime(): Date {
        return new Date(world.now())
      },
      getInput: () => input,
      callActivity: (name: string, given?: unknown) => work(activities, name, given),
      callActivityWithRetry: (name: string, retry: Retry, given?: unknown) =>
        work(activities, name, given, retry),
      callSubOrchestrator: (name: string, given?: unknown) => work(subOrchestrators, name, given),
      callSubOrchestratorWithRetry: (name: string, retry: Retry, given?: unknown) =>
        work(subOrchestrators, name, given, retry),
      createTimer: (fireAt: Date) => timer(world, fireAt.getTime()),
      waitForExternalEvent: (name: string) => leaf('event', (task) => world.wait(name, task)),
      Task: {
        all: (tasks: readonly FakeTask[]) => composite(tasks, 'all'),
        any: (tasks: readonly FakeTask[]) => composite(tasks, 'any'),
      },
      setCustomStatus: (status: unknown) => world.customStatuses.push(json(status)),
      continueAsNew: (next: unknown) => {
        continued = { input: json(next) }
      },
    },
  }
}

function timer(world: World, fireAt: number) {
  const createdAt = world.now()
  const task = leaf('timer', (started) => {
    world.timers.set(started, fireAt)
    world.later(fireAt, () => started.settle({ ok: true, value: undefined }))
  })
  return Object.assign(task, {
    cancel: (): void => {
      if (task.outcome()) throw new Error('Cannot cancel a completed task.')
      if (fireAt - createdAt > 6 * day && world.now() - createdAt >= 3 * day)
        throw new Error(
          'a timer over six days was cancelled after its first segment: on Azure the instance fails',
        )
      task.isCanceled = true
      world.timers.delete(task)
    },
  })
}

type Retry = {
  readonly firstRetryIntervalInMilliseconds: number
  readonly maxNumberOfAttempts: number
  readonly backoffCoefficient?: number
  readonly maxRetryIntervalInMilliseconds?: number
}

type Work = {
  readonly world: World
  readonly fakes: NonNullable<RunOptions['activities']>
  readonly name: string
  readonly input: unknown
  readonly retry: Retry | undefined
}

async function attempt(work: Work, task: Leaf, number: number): Promise<void> {
  const { world, fakes, name, input, retry } = work
  const fake = fakes[name]
  if (!fake) throw new Error(`there is no fake for '${name}'`)
  const at = new Date(world.now())
  world.calls.push({ name, input, at })
  try {
    task.settle({ ok: true, value: json(await fake(input as never, at)) })
  } catch (error) {
    if (!retry || number >= retry.maxNumberOfAttempts) task.settle({ ok: false, error })
    else world.later(world.now() + delayAfter(number, retry), () => attempt(work, task, number + 1))
  }
}

const delayAfter = (number: number, retry: Retry): number =>
  Math.min(
    retry.firstRetryIntervalInMilliseconds * (retry.backoffCoefficient ?? 1) ** (number - 1),
    retry.maxRetryIntervalInMilliseconds ?? 6 * day,
  )
