/**
 * Futures that settle synchronously, and generators that wait for them. DurableTask runs an orchestration on a
 * scheduler of its own, where everything that a history event sets in motion has happened before the next event is
 * looked at; promises would put a turn of the event loop between the two, and lose that order.
 */
export type Outcome =
  { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: unknown }

export type Future = {
  readonly outcome: () => Outcome | undefined
  readonly onSettled: (listener: (outcome: Outcome) => void) => void
}

export type Settleable = Future & {
  /** Settles once; whether this call did it. */
  readonly settle: (outcome: Outcome) => boolean
}

export type Script = Generator<Future, unknown, unknown>
/** A script without a result. */
export type Steps = Generator<Future, void, unknown>

export function openFuture(): Settleable {
  let settled: Outcome | undefined
  let listeners: ((outcome: Outcome) => void)[] = []
  return {
    outcome: () => settled,
    onSettled: (listener) => {
      if (settled) listener(settled)
      else listeners.push(listener)
    },
    settle: (outcome) => {
      if (settled) return false
      settled = outcome
      const waiting = listeners
      listeners = []
      for (const listener of waiting) listener(outcome)
      return true
    },
  }
}

export function settledFuture(value?: unknown): Future {
  const future = openFuture()
  future.settle({ ok: true, value })
  return future
}

/** Runs a script at once until its first unsettled future, as an async method runs until its first real wait. */
export function runScript(script: Script): Future {
  const done = openFuture()
  const resume = (outcome: Outcome | undefined): void => {
    let last = outcome
    for (;;) {
      const next = stepScript(script, last, done)
      if (!next) return
      last = next.outcome()
      if (last) continue
      next.onSettled(resume)
      return
    }
  }
  resume(undefined)
  return done
}

function stepScript(script: Script, last: Outcome | undefined, done: Settleable): Future | undefined {
  try {
    const step = last?.ok === false ? script.throw(last.error) : script.next(last?.value)
    if (!step.done) return step.value
    done.settle({ ok: true, value: step.value })
  } catch (error) {
    done.settle({ ok: false, error })
  }
  return undefined
}

/** Settles when the last one has: unlike the SDK's `Task.all`, an early failure waits for the others. */
export function whenAll(futures: readonly Future[]): Future {
  const done = openFuture()
  let missing = futures.length
  const settled = (): void => {
    missing -= 1
    if (missing > 0) return
    const failed = futures.map((future) => future.outcome()).find((outcome) => outcome?.ok === false)
    done.settle(failed ?? { ok: true, value: undefined })
  }
  for (const future of futures) future.onSettled(settled)
  return done
}

/** Settles well with the first, however that one ended. */
export function whenAny(futures: readonly Future[]): Future {
  const done = openFuture()
  for (const future of futures) future.onSettled(() => done.settle({ ok: true, value: undefined }))
  return done
}
