/** Lets `atOnce` pieces of work run, `waiting` more wait in the order in which they came, and refuses the rest. */
export function fewAtOnce(limits: {
  readonly atOnce: number
  readonly waiting: number
  readonly refuse: () => Error
}) {
  const queue: (() => void)[] = []
  let running = 0

  async function turn(): Promise<void> {
    if (running < limits.atOnce) {
      running++
      return
    }
    if (queue.length >= limits.waiting) throw limits.refuse()
    // Whoever ends hands its place over: nobody who comes later slips in between.
    await new Promise<void>((resolve) => queue.push(resolve))
  }

  function leave(): void {
    const next = queue.shift()
    if (next) next()
    else running--
  }

  return async <T>(work: () => Promise<T>): Promise<T> => {
    await turn()
    try {
      return await work()
    } finally {
      leave()
    }
  }
}
