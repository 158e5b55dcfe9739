import type { HostClock, TimerHandle } from './clock.ts'
import type { HostLog } from './core-api.ts'

/** Where messages come from and go back to; a message it gave is locked for the receiver until settled or let go. */
export type Source<Message> = {
  readonly receive: (count: number) => readonly Message[]
  readonly done: (message: Message) => void
  readonly failed: (message: Message) => void
  /** Keeps the lock; false when it was lost. */
  readonly renew: (message: Message) => boolean
  /** Milliseconds since the epoch; undefined when nothing waits. */
  readonly nextDue: () => number | undefined
}

export type ListenerOptions<Message> = {
  readonly name: string
  readonly source: Source<Message>
  readonly handle: (message: Message) => Promise<unknown>
  readonly clock: HostClock
  readonly log: HostLog
  readonly concurrency: number
  readonly renewEveryMs: number
  /** After that long the lock is left to run out, and the message may be handled again meanwhile. */
  readonly renewForMs: number
}

export type Listener = {
  /** Something may have come in. */
  readonly wake: () => void
  /** Receives nothing any more and waits for the handlers that run. */
  readonly stop: () => Promise<void>
}

const second = 1000
/** A failed message comes back at once; beyond this many failures a second the listener rests until the second is over. */
const failuresASecond = 100

/** Receives as many messages at a time as allowed, and settles each by whether its handler threw. */
export function startListener<Message>(options: ListenerOptions<Message>): Listener {
  const { source, clock, concurrency } = options
  const running = new Set<Promise<void>>()
  const rest = failureLimit(clock)
  let wakeUp: TimerHandle | undefined
  let stopped = false

  const begin = (message: Message): void => {
    const work = clock
      .track(handleOne(options, message, rest.failed))
      .catch((error: unknown) => report(options, error))
      .finally(() => {
        running.delete(work)
        pump()
      })
    running.add(work)
  }
  const pump = (): void => {
    if (stopped) return
    let nextLook: number | undefined
    try {
      if (!rest.until()) fill()
      nextLook = whenToLook(
        running.size < concurrency ? source.nextDue() : undefined,
        clock.now(),
        rest.until(),
      )
    } catch (error) {
      report(options, error)
      nextLook = clock.now() + second
    }
    if (wakeUp) clock.clear(wakeUp)
    wakeUp = nextLook === undefined ? undefined : clock.setTimer(nextLook, pump)
  }
  const fill = (): void => {
    while (running.size < concurrency) {
      const messages = source.receive(concurrency - running.size)
      if (messages.length === 0) return
      for (const message of messages) begin(message)
    }
  }

  pump()
  return {
    wake: pump,
    stop: async () => {
      stopped = true
      if (wakeUp) clock.clear(wakeUp)
      await Promise.all(running)
    },
  }
}

/** What is said to be due, and yet was not given, is asked for again after a second, not at once for ever. */
function whenToLook(due: number | undefined, now: number, restUntil: number | undefined): number | undefined {
  if (due === undefined) return undefined
  if (restUntil !== undefined) return Math.max(due, restUntil)
  return due > now ? due : now + second
}

async function handleOne<Message>(
  options: ListenerOptions<Message>,
  message: Message,
  failed: () => void,
): Promise<void> {
  const { source, handle } = options
  const renewal = keepRenewing(options, message)
  try {
    await handle(message)
    source.done(message)
  } catch (error) {
    report(options, error)
    failed()
    source.failed(message)
  } finally {
    renewal.stop()
  }
}

function keepRenewing<Message>(
  { source, clock, renewEveryMs, renewForMs }: ListenerOptions<Message>,
  message: Message,
): { readonly stop: () => void } {
  const giveUpAt = clock.now() + renewForMs
  let timer: TimerHandle | undefined
  const arm = (): void => {
    timer = clock.setTimer(clock.now() + renewEveryMs, () => {
      if (clock.now() <= giveUpAt && source.renew(message)) arm()
    })
  }
  arm()
  return { stop: () => timer && clock.clear(timer) }
}

function failureLimit(clock: HostClock) {
  let since = -Infinity
  let count = 0
  return {
    failed: (): void => {
      if (clock.now() >= since + second) {
        since = clock.now()
        count = 0
      }
      count += 1
    },
    until: (): number | undefined =>
      count >= failuresASecond && clock.now() < since + second ? since + second : undefined,
  }
}

function report<Message>({ log, name }: ListenerOptions<Message>, error: unknown): void {
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error)
  log({ level: 'error', category: `Function.${name}`, message })
}
