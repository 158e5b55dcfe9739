/** What an orchestrator yields while `run-orchestration.ts` runs it. Looks to the script like the SDK's tasks. */
export type FakeTask = {
  readonly kind: 'activity' | 'timer' | 'event' | 'composite'
  /** Begins the work the first time the task is yielded, by itself or in a composite. */
  readonly schedule: () => Promise<void>
  readonly outcome: () => Outcome | undefined
  isCompleted: boolean
  isFaulted: boolean
  result: unknown
  /** Of a composite. */
  readonly children?: readonly FakeTask[]
}

export type Outcome =
  { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: unknown }

export type Leaf = FakeTask & {
  readonly settle: (outcome: Outcome) => void
  /** When it settled, counted; the earlier wins an `any`. */
  readonly settledAs: () => number
  /** The composite in which it was scheduled. */
  scheduledIn: FakeTask | undefined
  /** Of a timer. */
  isCanceled: boolean
  /** The event that woke this task while it waited. */
  raised: { readonly name: string; readonly data: unknown } | undefined
}

let settled = 0

export function leaf(kind: Leaf['kind'], begin: (task: Leaf) => Promise<void> | void): Leaf {
  let outcome: Outcome | undefined
  let order = Number.POSITIVE_INFINITY
  let begun: Promise<void> | undefined
  const task: Leaf = {
    kind,
    isCompleted: false,
    isFaulted: false,
    result: undefined,
    scheduledIn: undefined,
    isCanceled: false,
    raised: undefined,
    outcome: () => outcome,
    settledAs: () => order,
    schedule: () => (begun ??= Promise.resolve(begin(task))),
    settle: (given) => {
      if (outcome) return
      outcome = given
      order = settled += 1
      task.isCompleted = given.ok
      task.isFaulted = !given.ok
      task.result = given.ok ? given.value : given.error
    },
  }
  return task
}

/** `Task.all` fails with the first failure; `Task.any` answers the task that was first. */
export function composite(children: readonly FakeTask[], how: 'all' | 'any'): FakeTask {
  if (children.length === 0) throw new Error('a composite needs at least one task')
  const task: FakeTask = {
    kind: 'composite',
    children,
    isCompleted: false,
    isFaulted: false,
    result: undefined,
    schedule: async () => {
      for (const child of children) {
        refuseTwoComposites(child, task)
        await child.schedule()
      }
    },
    outcome: () => (how === 'any' ? firstOf(children) : allOf(children)),
  }
  return task
}

/** Durable runs such tasks again and mixes up their results (durable-js issue 574); events are harmless. */
function refuseTwoComposites(child: FakeTask, task: FakeTask): void {
  if (child.kind === 'composite' || child.kind === 'event' || child.outcome()) return
  const known = child as Leaf
  if (known.scheduledIn && known.scheduledIn !== task)
    throw new Error(`an unfinished ${child.kind} was yielded in a second composite`)
  known.scheduledIn = task
}

function firstOf(children: readonly FakeTask[]): Outcome | undefined {
  const ready = children.filter((child) => child.outcome() !== undefined)
  const winner = ready.sort((a, b) => orderOf(a) - orderOf(b))[0]
  return winner && { ok: true, value: winner }
}

const orderOf = (task: FakeTask): number => ('settledAs' in task ? (task as Leaf).settledAs() : 0)

function allOf(children: readonly FakeTask[]): Outcome | undefined {
  const outcomes = children.map((child) => child.outcome())
  const failed = outcomes.find((outcome) => outcome?.ok === false)
  if (failed || outcomes.includes(undefined)) return failed
  return { ok: true, value: outcomes.map((outcome) => (outcome?.ok ? outcome.value : undefined)) }
}
